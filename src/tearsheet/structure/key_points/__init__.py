"""Key points: bullet points that an article presents as its key points."""

from tearsheet.structure.key_points.groups import Group, point_groups
from tearsheet.structure.key_points.points import key_points

__all__ = ["Group", "key_points", "point_groups"]
