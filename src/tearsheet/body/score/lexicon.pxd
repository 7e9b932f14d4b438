"""C types for `lexicon.py`."""

cimport cython
from cpython.array cimport array

cdef int BREAK, CAPITAL, DIGIT, SMALL
cdef unsigned long long FACTOR, MASK, SEED, SMALL_BIT

cdef class Lexicon:
    cdef readonly Py_ssize_t last_slot
    cdef readonly array keys, scores, flags, places

@cython.final
cdef class NameReader:
    cdef array _keys, _scores, _flags, _places
    cdef const unsigned long long* keys
    cdef Py_ssize_t last_slot
    cdef readonly set places
    cdef readonly double score
    cdef readonly int flags

    @cython.locals(
        c=cython.Py_UCS4, char_class=int, last_class=int, length=Py_ssize_t, code="unsigned long long",
        key="unsigned long long", shorter="unsigned long long", last="unsigned long long", word=str,
    )
    cpdef read(self, str names)
    @cython.locals(slot=Py_ssize_t, place=Py_ssize_t)
    cdef int _add(self, unsigned long long key) except -1

cdef int _class_of(cython.Py_UCS4 c) noexcept
@cython.locals(key="unsigned long long", c=cython.Py_UCS4, code="unsigned long long")
cdef unsigned long long _key_of(str word) except? 0
