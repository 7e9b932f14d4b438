# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The parting of `tearsheet.page.words`, for ASCII without a regular expression: the same words, faster."""

from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_DATA

from tearsheet.page.words import split_words as split_any

cdef extern from "Python.h":
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar)

cdef str lowered(const unsigned char* text, Py_ssize_t start, Py_ssize_t stop):
    cdef str word = PyUnicode_New(stop - start, 127)
    cdef unsigned char* out = <unsigned char*>PyUnicode_DATA(word)
    cdef Py_ssize_t i
    for i in range(stop - start):
        out[i] = text[start + i] | SMALL
    return word


def split_words(str text not None):
    """Return the words in ``text``: as `tearsheet.page.words.split_words`."""
    if not text.isascii():
        return split_any(text)
    cdef const unsigned char* data = <const unsigned char*>PyUnicode_1BYTE_DATA(text)
    cdef Py_ssize_t at = 0, stop, size = len(text)
    cdef list words = []
    while at < size:
        if sorts[data[at]] == OTHER:
            at += 1
            continue
        stop = end_of_word(data, at, size)
        words.append(lowered(data, at, stop))
        at = stop
    return tuple(words)
