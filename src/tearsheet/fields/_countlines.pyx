# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The search of `tearsheet.fields.counter_lines`: the same lines, several times as fast."""

from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ
from libc.stdint cimport uint32_t

from tearsheet.page._leaf cimport Leaf

from tearsheet.fields.counter_lines import LABEL, MARKS, MAX_LABEL, MAX_NUMBER, NAMED, NUMBERED, OWN_LINE
from tearsheet.fields.counter_lines import GLUED_PARTS
from tearsheet.parsing.counts import LINE_MAX, first_words, label_set, names_views

cdef extern from "Python.h":
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 c)
    bint Py_UNICODE_ISDIGIT(Py_UCS4 c)

cdef enum:
    MOST_SIZES = 31

cdef Py_ssize_t _LINE_MAX = LINE_MAX, _MAX_LABEL = MAX_LABEL, _MAX_NUMBER = MAX_NUMBER, _OWN_LINE = OWN_LINE
cdef int _NAMED = NAMED, _NUMBERED = NUMBERED, _LABEL = LABEL, _GLUED_PARTS = GLUED_PARTS
cdef str _MARKS = MARKS

cdef frozenset _words = None, _labels = None
cdef uint32_t sizes[128]
"""The sizes of the first words of labels, as bits, by the letter that they begin with. Static data of the package."""
cdef bint begins_label[128]
"""What labels begin with."""


cdef int fill() except -1:
    global _words, _labels
    cdef Py_ssize_t size
    for word in first_words():
        size = len(word)
        if word.isascii():
            sizes[<int>ord(word[0])] |= (<uint32_t>1) << min(size, MOST_SIZES)
    _labels = label_set()
    for word in _labels:
        if ord(word[0]) < 128:
            begins_label[<int>ord(word[0])] = True
    _words = first_words()
    return 0


def lines_with_counts(page, Py_ssize_t first, Py_ssize_t stop):
    """Return the lines that may hold a counter: as `tearsheet.fields.counter_lines.lines_with_counts`."""
    cdef list leaves = page.leaves, pieces = page.pieces, found = []
    cdef bint is_text = page.is_text
    cdef Py_ssize_t index, size
    cdef int told
    cdef Leaf leaf
    cdef str text
    if _words is None:
        fill()
    for index in range(first, stop):
        leaf = <Leaf>leaves[index]
        text = leaf.text
        size = len(text)
        if size > _LINE_MAX:
            continue
        if has_digit(text, size):
            told = _NAMED if may_name_views(text, size) else 0
            if size <= 2 * _OWN_LINE and not is_text and has_number(pieces, leaf, text):
                told |= _NUMBERED
        else:
            told = _LABEL if size <= _MAX_LABEL and is_label(text, size) else 0
        if told:
            found.append((index, told))
    return found


cdef bint has_digit(str text, Py_ssize_t size) noexcept:
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at
    cdef uint32_t c
    for at in range(size):
        c = PyUnicode_READ(kind, data, at)
        if c - 48 <= 9 or (c > 127 and Py_UNICODE_ISDECIMAL(c)):
            return True
    return False


cdef bint may_name_views(str text, Py_ssize_t size) except -1:
    """What `names_views` tells of a line in lower case; words of ASCII are only made where one may begin a label."""
    cdef const unsigned char* data
    cdef Py_ssize_t at = 0, start
    if not text.isascii():
        return names_views(text.lower())
    data = <const unsigned char*>PyUnicode_DATA(text)
    while at < size:
        start = at
        while at < size and <unsigned char>((data[at] | 32) - 97) <= 25:
            at += 1
        if at > start and sizes[data[start] | 32] >> min(at - start, <Py_ssize_t>MOST_SIZES) & 1:
            if text[start:at].lower() in _words:
                return True
        at += 1
    return False


cdef inline bint is_mark(uint32_t c) noexcept:
    """Whether a character is one of `MARKS`."""
    if c < 128:
        return c == 32 or c == 9 or c == 10 or c == 58 or c == 40 or c == 41 or c == 91 or c == 93 or c == 124 or c == 43
    return c == 0xA0 or c == 0xFF1A or c == 0xB7 or c == 0x2022


cdef bint is_label(str text, Py_ssize_t size) except -1:
    """Tell whether a line is a label of views, with marks around it at most."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at = 0
    cdef uint32_t c
    while at < size and is_mark(PyUnicode_READ(kind, data, at)):
        at += 1
    if at == size:
        return False
    c = PyUnicode_READ(kind, data, at)
    if c < 128 and not begins_label[c] and not begins_label[c | 32]:
        return False
    return text.lower().strip(_MARKS) in _labels


cdef int number_in(str text) noexcept:
    """Whether a text without the marks around it is nothing (0), may be a number alone (2) or is something else (1)."""
    cdef int kind = PyUnicode_KIND(text)
    cdef void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t start = 0, stop = len(text)
    cdef uint32_t c
    while start < stop and is_mark(PyUnicode_READ(kind, data, start)):
        start += 1
    while start < stop and is_mark(PyUnicode_READ(kind, data, stop - 1)):
        stop -= 1
    if start == stop:
        return 0
    c = PyUnicode_READ(kind, data, start)
    return 2 if stop - start <= _MAX_NUMBER and (c - 48 <= 9 or (c > 127 and Py_UNICODE_ISDIGIT(c))) else 1


cdef bint has_number(list pieces, Leaf leaf, str text) except -1:
    """Tell whether an element of the line may hold a number alone, or the line date, category and number."""
    cdef Py_ssize_t start = leaf.start, stop = leaf.stop, i
    cdef int parts = 0, told
    if stop - start == 1:
        return number_in(text) == 2
    for i in range(start, stop):
        told = number_in(<str>(<tuple>pieces[i])[1])
        if told == 2:
            return True
        parts += told
    return parts == _GLUED_PARTS
