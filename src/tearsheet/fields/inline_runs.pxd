cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf

cdef frozenset _FORMAT
cdef int _MAX_CLIMB

cdef class Neighbours:
    cdef list leaves, tags, parents, attrs, pieces
    cdef bint is_text
    cdef dict _known_runs, _known_steps

    @cython.locals(found=tuple)
    cpdef tuple runs(self, Py_ssize_t index)
    @cython.locals(found=tuple)
    cpdef tuple link_steps(self, Py_ssize_t link)
    @cython.locals(
        leaf=PageLeaf, tags=list, parents=list, pieces=list, found=list, parts=list, start=Py_ssize_t, stop=Py_ssize_t,
        block=Py_ssize_t, node=Py_ssize_t, link=Py_ssize_t, last=Py_ssize_t, new_node=Py_ssize_t, new_link=Py_ssize_t,
        owner=Py_ssize_t, i=Py_ssize_t, linked=bint, text=str,
    )
    cdef tuple _runs(self, Py_ssize_t index)

@cython.locals(text=str)
cdef _add_run(list found, list parts, Py_ssize_t link, Py_ssize_t node, Py_ssize_t index)
cdef Py_ssize_t _link_around(list tags, list parents, Py_ssize_t node) except? -2
cdef Py_ssize_t _element_around(list tags, list parents, Py_ssize_t node, Py_ssize_t block) except? -2
@cython.locals(path=str)
cpdef tuple steps(str url)
