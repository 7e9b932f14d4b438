cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf
from tearsheet.structure.inline_formats cimport Formats

cdef class Inline:
    cdef object _page
    cdef Formats _formats

    @cython.locals(ranges=dict, made=dict, start=Py_ssize_t, stop=Py_ssize_t, tags=list, attrs=list)
    cpdef marks(self, PageLeaf leaf, Py_ssize_t by=*)
    @cython.locals(leaf=PageLeaf, marks=list, length=Py_ssize_t)
    cpdef tuple joined(self, list leaves)
    cdef list _text_marks(self, PageLeaf leaf, Py_ssize_t by)

@cython.locals(address=str, bare=str, name=str)
cpdef str link_target(page, str href)
