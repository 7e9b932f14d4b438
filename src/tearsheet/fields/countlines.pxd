cimport cython

cpdef bint may_be_number(str text) except? -1
@cython.locals(
    index=Py_ssize_t, size=Py_ssize_t, told=int, is_text=bint, text=str, leaves=list, found=list,
    words=frozenset, labels=frozenset,
)
cpdef list lines_with_counts(page, Py_ssize_t first, Py_ssize_t stop)
@cython.locals(sign=Py_UCS4)
cdef bint _has_digit(str text) except? -1
@cython.locals(start=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t)
cdef bint _names_views(str text, frozenset words) except? -1
@cython.locals(start=Py_ssize_t, stop=Py_ssize_t, i=Py_ssize_t, parts=int, pieces=list, bare=str)
cdef bint _has_number(page, leaf, str text) except? -1
