cimport cython

cdef class Box:
    cdef readonly str kind
    cdef readonly object node
    cdef readonly int rank

cdef class Boxes:
    cdef object _page
    cdef list _tags, _parents, _attrs
    cdef dict _known

    @cython.locals(known=dict, below=list, path=tuple)
    cpdef tuple around(self, node)
    cdef tuple _inside(self, node, tuple path)
    cdef tuple _entered(self, str kind, node, tuple path)

@cython.locals(box=Box)
cdef str _innermost(tuple path, tuple wanted, tuple barriers)
