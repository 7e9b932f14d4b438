# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The cleaning of `tearsheet.page.leaves.clean`: one look at each character, and no copy where nothing changes.

Text that holds a character outside the ranges below is handed to the plain code.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport (
    PyUnicode_DATA,
    PyUnicode_FromKindAndData,
    PyUnicode_KIND,
    PyUnicode_READ,
    PyUnicode_Substring,
    PyUnicode_WRITE,
)

from tearsheet.page.leaves import clean_any


cdef inline bint is_white(Py_UCS4 c) noexcept:
    """What `str.split` parts at, below U+0300."""
    return c <= 32 and (c == 32 or 9 <= c <= 13 or 28 <= c <= 31) or c == 0x85 or c == 0xA0


cdef inline bint is_plain(Py_UCS4 c) noexcept:
    """True for a character that shows, is no white space, and that NFC leaves alone whatever stands beside it.

    Source: the Unicode Character Database, NFC_Quick_Check and canonical combining classes; of the ranges that it
    allows, those that most text is written in.
    """
    if c < 0x300:
        return c > 32 and c != 0x85 and c != 0xA0 and c != 0xAD
    if c < 0x3041:
        return (
            0x400 <= c <= 0x482
            or 0x2010 <= c <= 0x2027
            or 0x2030 <= c <= 0x205E
            or 0x20A0 <= c <= 0x20C0
            or 0x212C <= c <= 0x2328
            or 0x232B <= c <= 0x2ADB
            or 0x3001 <= c <= 0x3029
        )
    return c <= 0x3096 or 0x30A1 <= c <= 0x30FA or 0x4E00 <= c <= 0x9FFF or 0xAC00 <= c <= 0xD7A3


def clean(str text not None):
    """Return ``text`` without superfluous white space and what shows nothing: as `tearsheet.page.leaves.clean`."""
    return cleaned(text)


cdef str collapsed(str text, Py_ssize_t start, Py_ssize_t stop):
    """The text between with single spaces; it begins and ends with no white space."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef void* made = PyMem_Malloc((stop - start) * kind)
    cdef Py_ssize_t at, size = 0
    cdef Py_UCS4 c
    cdef bint spaced = False
    if not made:
        raise MemoryError
    try:
        for at in range(start, stop):
            c = PyUnicode_READ(kind, data, at)
            if is_white(c):
                if spaced:
                    continue
                spaced, c = True, 32
            elif is_plain(c):
                spaced = False
            else:
                return clean_any(text)
            PyUnicode_WRITE(kind, made, size, c)
            size += 1
        return PyUnicode_FromKindAndData(kind, made, size)
    finally:
        PyMem_Free(made)


cdef str cleaned(str text):
    """The same for compiled callers, who give no None."""
    cdef Py_ssize_t size = len(text), start = 0, stop = size, at
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_UCS4 c
    cdef bint spaced = False
    while start < stop and is_white(PyUnicode_READ(kind, data, start)):
        start += 1
    while start < stop and is_white(PyUnicode_READ(kind, data, stop - 1)):
        stop -= 1
    for at in range(start, stop):
        c = PyUnicode_READ(kind, data, at)
        if c > 32 and c < 0x7F:
            spaced = False
        elif c == 32 and not spaced:
            spaced = True
        elif is_white(c):
            return collapsed(text, start, stop)
        elif is_plain(c):
            spaced = False
        else:
            return clean_any(text)
    return text if stop - start == size else PyUnicode_Substring(text, start, stop)
