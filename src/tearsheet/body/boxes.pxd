cimport cython

cdef class Boxes:
    cdef object _page
    cdef dict _known

    @cython.locals(known=dict, below=list, path=tuple)
    cpdef tuple around(self, node)
    cdef tuple _entered(self, str kind, node, tuple path)
