# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""Looks at the bytes of a page: what `tearsheet.page.encoding` and `tearsheet.page.read` ask of all of them."""

from libc.stdint cimport uint64_t
from libc.string cimport memchr, memcpy

cdef uint64_t _HIGH = 0x8080808080808080u  # the bits that no byte of ASCII has


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
    cdef uint64_t[4] words
    cdef unsigned char lead, second
    while at < size:
        lead = data[at]
        if lead < 0x80:
            if at + 32 <= size:
                memcpy(words, data + at, 32)
                if (words[0] | words[1] | words[2] | words[3]) & _HIGH == 0:
                    at += 32
                    continue
                if words[0] & _HIGH == 0:
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


def find_gap(bytes utf8 not None, Py_ssize_t at, Py_ssize_t width):
    """Return the first of ``at``, ``at + width``, … from which ``width`` bytes hold no ``<``: as `find_gap_any`."""
    cdef const unsigned char* data = utf8
    cdef Py_ssize_t size = len(utf8)
    while at < size and memchr(data + at, 60, min(width, size - at)) is not NULL:
        at += width
    return min(at, size)


cdef inline bint is_blank(unsigned char c) noexcept:
    return c == 32 or 9 <= c <= 13


cdef inline Py_ssize_t blanks(const unsigned char* data, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Where the white space from ``at`` on ends."""
    while at < size and is_blank(data[at]):
        at += 1
    return at


cdef Py_ssize_t value_end(const unsigned char* data, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Where the value of an attribute that begins at ``at`` ends; a quote that is never closed is no quote."""
    cdef const unsigned char* quote
    if at < size and (data[at] == 34 or data[at] == 39):
        quote = <const unsigned char*>memchr(data + at + 1, data[at], size - at - 1)
        if quote is not NULL:
            return quote - data + 1
    while at < size and not is_blank(data[at]) and data[at] != 62:
        at += 1
    return at


cdef Py_ssize_t attribute_end(const unsigned char* data, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Where the attribute that begins at or after ``at`` ends; -1 if there is none."""
    cdef Py_ssize_t name, equals
    while at < size and (is_blank(data[at]) or data[at] == 47):
        at += 1
    name = at
    while at < size and not is_blank(data[at]) and data[at] != 47 and data[at] != 62 and data[at] != 61:
        at += 1
    if at == name:
        return -1
    equals = blanks(data, at, size)
    if equals == size or data[equals] != 61:
        return at
    return value_end(data, blanks(data, equals + 1, size), size)


def take_attributes(bytes utf8 not None, Py_ssize_t at, Py_ssize_t most):
    """Take attributes from ``at`` on, up to the first that holds a ``<``: as `take_attributes_any`."""
    cdef const unsigned char* data = utf8
    cdef Py_ssize_t size = len(utf8), count = 0, end
    while count < most:
        end = attribute_end(data, at, size)
        if end < 0:
            return count, at, False
        count += 1
        if memchr(data + at, 60, end - at) is not NULL:
            return count, end, True
        at = end
    return count, at, False
