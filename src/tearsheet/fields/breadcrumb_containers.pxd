cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf

cdef tuple _NAMING, _CONTAINER, _ASCII_CONTAINER

@cython.locals(
    leaf=PageLeaf,
    parents=list, ends=list, attrs=list, leaves=list, pieces=list, found=list, seen=bytearray, index=Py_ssize_t,
    headline=Py_ssize_t, low=Py_ssize_t, high=Py_ssize_t, owner=Py_ssize_t, node=Py_ssize_t, top=Py_ssize_t,
)
cpdef list trail_elements(page, Py_ssize_t first, Py_ssize_t stop, Py_ssize_t anchor)
@cython.locals(named=str, word=str, name=str)
cdef bint _calls_itself_trail(attrs) except? -1
@cython.locals(attrs=list, found=list, node=Py_ssize_t)
cpdef list named_crumbs(page, Py_ssize_t stop)
