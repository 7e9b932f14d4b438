# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The parting of `tearsheet.page.words`, for ASCII without a regular expression: the same words, faster."""

from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_DATA

from tearsheet.page.words import split_words as split_any

cdef extern from "Python.h":
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar)

cdef enum:
    OTHER, LOWER, UPPER, DIGIT


cdef inline int class_of(unsigned char c) noexcept:
    if c'a' <= c <= c'z':
        return LOWER
    if c'A' <= c <= c'Z':
        return UPPER
    return DIGIT if c'0' <= c <= c'9' else OTHER


cdef inline Py_ssize_t run(const unsigned char* text, Py_ssize_t at, Py_ssize_t size, int wanted) noexcept:
    """Where the run of ``wanted`` characters from ``at`` on ends."""
    while at < size and class_of(text[at]) == wanted:
        at += 1
    return at


cdef str lowered(const unsigned char* text, Py_ssize_t start, Py_ssize_t stop):
    cdef str word = PyUnicode_New(stop - start, 127)
    cdef unsigned char* out = <unsigned char*>PyUnicode_DATA(word)
    cdef Py_ssize_t i
    for i in range(stop - start):
        out[i] = text[start + i] + 32 if class_of(text[start + i]) == UPPER else text[start + i]
    return word


def split_words(str text not None):
    """Return the words in ``text``: as `tearsheet.page.words.split_words`."""
    if not text.isascii():
        return split_any(text)
    cdef const unsigned char* data = <const unsigned char*>PyUnicode_1BYTE_DATA(text)
    cdef Py_ssize_t at = 0, stop, size = len(text)
    cdef int kind
    cdef list words = []
    while at < size:
        kind = class_of(data[at])
        if kind == OTHER:
            at += 1
            continue
        if kind == UPPER:
            stop = run(data, at, size, UPPER)
            if stop < size and class_of(data[stop]) == LOWER:  # the last capital begins the next word
                stop = run(data, stop, size, LOWER) if stop == at + 1 else stop - 1
        else:
            stop = run(data, at, size, kind)
        words.append(lowered(data, at, stop))
        at = stop
    return tuple(words)
