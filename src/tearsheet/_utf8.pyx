# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The check of `tearsheet.encoding`: well-formed UTF-8 or not, without making the text."""

from libc.stdint cimport uint64_t
from libc.string cimport memcpy


cdef inline bint follows(const unsigned char* data, Py_ssize_t at, Py_ssize_t stop) noexcept:
    """True when the bytes from ``at`` to ``stop`` are all continuation bytes."""
    while at < stop:
        if data[at] & 0xC0 != 0x80:
            return False
        at += 1
    return True


def is_utf8(bytes raw not None):
    """Return whether ``raw`` is well-formed UTF-8 (Unicode Standard, table 3-7)."""
    cdef const unsigned char* data = raw
    cdef Py_ssize_t size = len(raw), at = 0, length
    cdef uint64_t eight
    cdef unsigned char lead, second
    while at < size:
        lead = data[at]
        if lead < 0x80:
            if at + 8 <= size:
                memcpy(&eight, data + at, 8)
                if eight & <uint64_t>0x8080808080808080u == 0:
                    at += 8
                    continue
            at += 1
            continue
        length = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4 if 0xF0 <= lead <= 0xF4 else 0
        if length == 0 or at + length > size or not follows(data, at + 1, at + length):
            return False
        second = data[at + 1]
        if lead == 0xE0 and second < 0xA0 or lead == 0xED and second > 0x9F:
            return False  # written longer than it must be; a surrogate
        if lead == 0xF0 and second < 0x90 or lead == 0xF4 and second > 0x8F:
            return False  # written longer than it must be; beyond U+10FFFF
        at += length
    return True
