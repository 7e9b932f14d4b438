cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf

cdef class Formats:
    cdef list tags, parents, pieces
    cdef dict known

    @cython.locals(pieces=list, i=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t)
    cpdef dict ranges(self, PageLeaf leaf)
    @cython.locals(path=list, found=tuple)
    cdef tuple around(self, node)
    cdef tuple _inside(self, node, tuple found)
    @cython.locals(
        ranges=dict, length=Py_ssize_t, start=Py_ssize_t, i=Py_ssize_t, space=bint, newline=bint,
        raw=str, piece=str, shown=str,
    )
    cdef dict traced(self, str text, list pieces, list formats)
