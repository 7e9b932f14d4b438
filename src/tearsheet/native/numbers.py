"""`Numbers`: an array that Python code indexes and compiled code accesses by pointer."""

from __future__ import annotations

from array import array
from typing import Any


class Numbers(array):  # type: ignore[type-arg]  # whose items depend on the type code
    """An array. In compiled modules, ``data`` is a C union of pointers; in pure Python it is the array itself.

    >>> numbers = Numbers("d", [0.5, 1.5])
    >>> numbers.data.as_doubles[1]
    1.5
    """

    __slots__ = ()

    @property
    def data(self) -> Any:
        """The array itself, under the attribute name that compiled code uses."""
        return self

    as_doubles = as_floats = as_ints = as_uints = as_ushorts = as_ulonglongs = data


def zeros(typecode: str, count: int) -> Numbers:
    """Return ``count`` zeros as an array with a type code of `array.array`."""
    numbers = Numbers(typecode)
    numbers.frombytes(bytes(count * numbers.itemsize))
    return numbers
