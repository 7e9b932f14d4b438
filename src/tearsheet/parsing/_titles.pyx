# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The folding of `tearsheet.parsing.titles.fold_any`, character by character: the same strings, much faster."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ

from libc.stdint cimport uint32_t

from tearsheet.parsing.titles import fold_any

cdef extern from "Python.h":
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar)
    void PyUnicode_WRITE(int kind, void* data, Py_ssize_t index, Py_UCS4 value)

cdef enum:
    DROPPED = 0  # neither is a character of folded text
    UNKNOWN = 1

cdef uint32_t narrow[256]
"""What the characters of Latin-1 are folded to."""


cdef void fill() noexcept:
    cdef int c
    for c in range(256):
        narrow[c] = DROPPED
        if c'a' <= c <= c'z' or c'0' <= c <= c'9':
            narrow[c] = c
        elif c'A' <= c <= c'Z':
            narrow[c] = c + 32
        elif c in (0xAA, 0xB2, 0xB3, 0xB5, 0xB9, 0xBA, 0xBC, 0xBD, 0xBE, 0xDF):  # become other characters, or several
            narrow[c] = UNKNOWN
        elif c >= 0xC0 and c != 0xD7 and c != 0xF7:
            narrow[c] = c | 32

fill()


cdef inline uint32_t folded(uint32_t c) noexcept:
    """What a character is folded to whatever stands beside it, `DROPPED` or `UNKNOWN`.

    Source: the Unicode Character Database; known are the ranges that most titles are written in.
    """
    if c < 256:
        return narrow[c]
    if c < 0x2010:
        if 0x400 <= c <= 0x45F:
            if c < 0x430:
                c += 80 if c < 0x410 else 32
            return c
        return UNKNOWN
    if c <= 0x205E:
        return UNKNOWN if 0x2028 <= c <= 0x202F else DROPPED
    if c <= 0x3011:
        return DROPPED if 0x3000 <= c <= 0x3003 or 0x3008 <= c else UNKNOWN
    if 0x3041 <= c <= 0x3096 or 0x30A1 <= c <= 0x30FA or c == 0x30FC or 0x4E00 <= c <= 0x9FA5:
        return c
    return UNKNOWN


def fold(str text not None):
    """Return what two titles share when they say the same: as `tearsheet.parsing.titles.fold_any`."""
    cdef Py_ssize_t size = len(text), at, kept = 0
    cdef int kind = PyUnicode_KIND(text), new_kind
    cdef void* data = PyUnicode_DATA(text)
    cdef uint32_t c, most = 0
    cdef bint same = True
    cdef str made
    for at in range(size):
        c = folded(PyUnicode_READ(kind, data, at))
        if c == UNKNOWN:
            return fold_any(text)
        if c == DROPPED:
            same = False
            continue
        kept += 1
        most = max(most, c)
        same = same and c == <uint32_t>PyUnicode_READ(kind, data, at)
    if same:
        return text
    made = PyUnicode_New(kept, most)
    new_kind = PyUnicode_KIND(made)
    cdef void* out = PyUnicode_DATA(made)
    kept = 0
    for at in range(size):
        c = folded(PyUnicode_READ(kind, data, at))
        if c != DROPPED:
            PyUnicode_WRITE(new_kind, out, kept, c)
            kept += 1
    return made
