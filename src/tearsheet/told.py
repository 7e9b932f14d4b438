"""The fields that a model was told, for models that are alike to share."""

from __future__ import annotations

from typing import Any, Never


def _kept(*_: object) -> Never:
    raise TypeError("the fields of a frozen model stay as they are")


class Told(set[str]):
    """Names of the fields that a frozen model was told (its ``model_fields_set``): shared, and so frozen, too.

    Copies of it, and what is made of it, are plain sets, as pydantic needs for changed copies of models.
    """

    __slots__ = ()
    add = clear = discard = pop = remove = update = _kept
    difference_update = intersection_update = symmetric_difference_update = _kept
    __iand__ = __ior__ = __isub__ = __ixor__ = _kept

    def __copy__(self) -> set[str]:
        return set(self)

    def __deepcopy__(self, _: dict[int, Any]) -> set[str]:
        return set(self)

    def __repr__(self) -> str:
        return repr(set(self))
