cimport cython

@cython.locals(
    least=double, chance=double, i=Py_ssize_t, text=str, texts=list, reasons=list, kept=list, reason=str,
)
cpdef tuple decode(list leaves, list chances, list levels, Py_ssize_t headline, parts=*)
@cython.locals(i=Py_ssize_t, reason=str, text=str)
cdef _drop_duplicates(list texts, list reasons, list chances)
@cython.locals(i=Py_ssize_t)
cdef _keep_introductions(list reasons, list leaves, list levels, list chances, Py_ssize_t headline)
@cython.locals(i=Py_ssize_t)
cdef _keep_box(list reasons, list leaves, list chances, Py_ssize_t start)
@cython.locals(i=Py_ssize_t)
cdef _drop_datelines(list leaves, list reasons, Py_ssize_t headline)
@cython.locals(c=Py_UCS4, digits=int)
cpdef bint _is_dateline(str text) except? -1
cdef _drop_hidden_copies(list texts, list reasons, hidden)
@cython.locals(following=int, level=int, i=Py_ssize_t)
cdef _drop_empty_headings(list reasons, list levels, list kept)
@cython.locals(
    expected=double, chance=double, length=Py_ssize_t, best=double, hits=double, total=Py_ssize_t, i=Py_ssize_t,
    likely=list,
)
cpdef double threshold(list lengths, list chances) except? -1
