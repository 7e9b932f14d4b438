"""Key points: the bulleted points that an article presents as such."""

from tearsheet.structure.key_points.groups import Group, point_groups
from tearsheet.structure.key_points.points import key_points

__all__ = ["Group", "key_points", "point_groups"]
