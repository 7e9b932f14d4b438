# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The scan of `tearsheet.parsing.datescan`, character by character: the same answers, several times as fast."""

cimport cython
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND, PyUnicode_READ

from tearsheet.parsing.datescan import months, number_months, solar_months
from tearsheet.parsing.datescan import tokens_of as tokens_of_any
from tearsheet.parsing.words import primary

cdef extern from "Python.h":
    bint Py_UNICODE_ISALNUM(Py_UCS4 c)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 c)
    bint Py_UNICODE_ISSPACE(Py_UCS4 c)

cdef dict _months = None, _solar = None
cdef frozenset _joined = None
"""The tables of month words: static data of the package, read when first needed."""


@cython.final
@cython.no_gc  # it holds a string alone
@cython.freelist(32)
cdef class Token:
    """One word or number of a line: as `tearsheet.parsing.datescan.Token`."""

    cdef readonly str text
    cdef readonly Py_ssize_t start
    cdef readonly Py_ssize_t stop
    cdef readonly int month
    cdef readonly bint solar
    cdef readonly bint is_number


cdef inline Token made(str text, Py_ssize_t start, Py_ssize_t stop, int month, bint solar, bint is_number):
    cdef Token token = Token.__new__(Token)
    token.text, token.start, token.stop = text, start, stop
    token.month, token.solar, token.is_number = month, solar, is_number
    return token


cdef inline bint is_digit(Py_UCS4 c) noexcept:
    return u'0' <= c <= u'9' if c < 128 else Py_UNICODE_ISDECIMAL(c)


cdef inline bint is_letter(Py_UCS4 c) noexcept:
    if c < 128:
        return u'a' <= c <= u'z' or u'A' <= c <= u'Z'
    return Py_UNICODE_ISALNUM(c) and not Py_UNICODE_ISDECIMAL(c)


cdef inline bint is_mark(Py_UCS4 c) noexcept:
    """Whether a character is one of the signs that stand inside words: those that the pattern of `datescan` lists."""
    if c < 0x300 or Py_UNICODE_ISDECIMAL(c):
        return False
    return (
        c <= 0x36F or 0x483 <= c <= 0x487 or 0x591 <= c <= 0x5C7 or 0x610 <= c <= 0x61A or 0x64B <= c <= 0x65F
        or c == 0x670 or 0x900 <= c <= 0x963 or 0x970 <= c <= 0xDFF or 0xE00 <= c <= 0xE4F or 0xE80 <= c <= 0xECF
        or 0x1000 <= c <= 0x109F or 0x1780 <= c <= 0x17D3
    )


cdef inline bint is_capital(Py_UCS4 c) noexcept:
    return u'A' <= c <= u'Z'


def may_name_year(str text not None, Py_ssize_t stop):
    """Tell whether a date with a year may stand at the start of a line: as `tearsheet.parsing.datescan.may_name_year`."""
    return names_year(text, stop)


cdef bint names_year(str text, Py_ssize_t stop) except -1:
    cdef int kind = PyUnicode_KIND(text)
    cdef const void* data = PyUnicode_DATA(text)
    cdef Py_ssize_t at = 0
    cdef Py_UCS4 c
    stop = min(stop, len(text))
    while at < stop and not is_digit(PyUnicode_READ(kind, data, at)):
        at += 1
    if at < stop and at > 0:
        at -= 1
    while at < stop:
        c = PyUnicode_READ(kind, data, at)
        if is_digit(c):
            if digits(kind, data, at, stop, 4) or is_numeric(kind, data, at + 1, stop):
                return True
        elif (c == u"'" or c == u'’') and digits(kind, data, at + 1, stop, 2):
            return True
        at += 1
    return kind > 1 and "年" in text


cdef inline bint digits(int kind, const void* data, Py_ssize_t at, Py_ssize_t stop, int count) noexcept:
    """Whether ``count`` digits stand at ``at``."""
    cdef int i
    if at + count > stop:
        return False
    for i in range(count):
        if not is_digit(PyUnicode_READ(kind, data, at + i)):
            return False
    return True


cdef inline Py_ssize_t behind_sign(int kind, const void* data, Py_ssize_t at, Py_ssize_t stop) noexcept:
    """Where a point, slash or hyphen at ``at`` ends, with a space before and behind it; -1 if there is none."""
    cdef Py_UCS4 c
    if at < stop and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
        at += 1
    if at >= stop:
        return -1
    c = PyUnicode_READ(kind, data, at)
    if c != u'.' and c != u'/' and c != u'-':
        return -1
    at += 1
    if at < stop and Py_UNICODE_ISSPACE(PyUnicode_READ(kind, data, at)):
        at += 1
    return at


cdef inline bint is_numeric(int kind, const void* data, Py_ssize_t at, Py_ssize_t stop) noexcept:
    """Whether what follows a digit makes it a numeric date: ``.5.24``."""
    at = behind_sign(kind, data, at, stop)
    if at < 0 or not digits(kind, data, at, stop, 1):
        return False
    at = behind_sign(kind, data, at + (2 if digits(kind, data, at, stop, 2) else 1), stop)
    return at >= 0 and digits(kind, data, at, stop, 2)


def tokens_of(str text not None, language):
    """Return the words and numbers of a line that names a month: as `tearsheet.parsing.datescan.tokens_of`."""
    global _months, _solar, _joined
    cdef Scan scan
    if _months is None:
        _months, _solar, _joined = months(), solar_months(), number_months()
    scan = Scan.__new__(Scan)
    scan.text, scan.language, scan.tokens = text, language, []
    scan.size = len(text)
    if not scan.run():
        return tokens_of_any(text, language)
    if not scan.names_month or (not scan.may_name and text.isascii()):
        return []
    return scan.tokens


@cython.final
cdef class Scan:
    """The tokens of one line in the making."""

    cdef str text
    cdef object language
    cdef list tokens
    cdef Py_ssize_t size
    cdef str key  # the last word, folded; None behind a number
    cdef bint may_name  # a word names a month by itself, or words are glued together
    cdef bint names_month  # a token has a month

    cdef bint run(self) except -1:
        """Read the tokens; False if there are Thai letters, whose abbreviations have points inside."""
        cdef int kind = PyUnicode_KIND(self.text)
        cdef const void* data = PyUnicode_DATA(self.text)
        cdef Py_ssize_t at = 0, start
        cdef Py_UCS4 c
        while at < self.size:
            c = PyUnicode_READ(kind, data, at)
            if 0xE00 <= c <= 0xE7F:
                return False
            start = at
            if is_digit(c):
                while at < self.size and is_digit(PyUnicode_READ(kind, data, at)):
                    at += 1
                self.add_number(start, at)
            elif is_letter(c) or is_mark(c):
                while is_letter(c) or is_mark(c):
                    at += 1
                    if at == self.size:
                        break
                    c = PyUnicode_READ(kind, data, at)
                    if 0xE00 <= c <= 0xE7F:
                        return False
                self.add_words(kind, data, start, at)
            else:
                at += 1
        return True

    cdef int add_number(self, Py_ssize_t start, Py_ssize_t stop) except -1:
        cdef str digits = self.text[start:stop]
        cdef Token before
        cdef int month
        if self.key is not None and self.key in _joined:
            month = int(digits[:3])
            if 1 <= month <= 12:
                before = self.tokens.pop()
                self.tokens.append(made(before.text, before.start, stop, month, False, False))
                self.names_month = True
                return 0
        self.key = None
        self.tokens.append(made(digits, start, stop, 0, False, True))
        return 0

    cdef int add_words(self, int kind, const void* data, Py_ssize_t start, Py_ssize_t stop) except -1:
        """Add a word, in its parts if words were glued together (``ArtJanuary``)."""
        cdef Py_ssize_t at, first = start
        cdef Py_UCS4 last = PyUnicode_READ(kind, data, start), c
        cdef bint asked = False
        for at in range(start + 1, stop):
            c = PyUnicode_READ(kind, data, at)
            if is_capital(c) and is_letter(last) and not is_capital(last):
                self.may_name = True
                if not asked:
                    if stop - start <= 3 or self.text[start:stop].isupper():
                        break
                    asked = True
                self.add_word(first, at)
                first = at
            last = c
        return self.add_word(first, stop)

    cdef int add_word(self, Py_ssize_t start, Py_ssize_t stop) except -1:
        cdef str word = self.text[start:stop]
        cdef str key = word.casefold()
        cdef bint solar = False
        month = _months.get(key)
        if month is None:
            if key in _solar:
                month, solar = _solar[key], True
        else:
            self.may_name = True
            if isinstance(month, dict):
                month = month.get(primary(self.language)) or next(iter((<dict>month).values()))
        self.key = key
        self.tokens.append(made(word, start, stop, 0 if month is None else month, solar, False))
        if month is not None:
            self.names_month = True
        return 0
