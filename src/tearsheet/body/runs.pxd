cimport cython

cdef class _Sorter:
    cdef object _page
    cdef set _dissolved, _closed
    cdef public list runs

    @cython.locals(kind=str)
    cpdef add(self, leaf, tuple path)
    cdef _close(self, run)
    cdef tuple _place(self, tuple path)
    @cython.locals(inside=list, dropped=bint)
    cdef tuple _place_in_list(self, tuple path)
