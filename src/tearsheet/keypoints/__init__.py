"""Key points: the bulleted points that an article presents as such."""

from tearsheet.keypoints.groups import Group, point_groups
from tearsheet.keypoints.points import key_points

__all__ = ["Group", "key_points", "point_groups"]
