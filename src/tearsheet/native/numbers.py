"""`Numbers`: an array that plain Python indexes and that compiled code reads and writes by pointer."""

from __future__ import annotations

from array import array
from typing import Any


class Numbers(array):  # type: ignore[type-arg]  # whose items depend on the type code
    """An array. Where a module is compiled, its ``data`` is a struct of pointers in C; elsewhere it is the array itself.

    >>> numbers = Numbers("d", [0.5, 1.5])
    >>> numbers.data.as_doubles[1]
    1.5
    """

    __slots__ = ()

    @property
    def data(self) -> Any:
        """The array itself, under the name that C code uses."""
        return self

    as_doubles = as_floats = as_ints = as_uints = as_ushorts = as_ulonglongs = data


def zeros(typecode: str, count: int) -> Numbers:
    """Return an array of ``count`` zeros of a type as in `array.array`."""
    numbers = Numbers(typecode)
    numbers.frombytes(bytes(count * numbers.itemsize))
    return numbers
