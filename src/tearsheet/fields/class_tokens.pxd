cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf

cdef int _AUTHOR, _CATEGORY, _KICKER, _NO_LABEL, _TAG, _VIEWS, _OTHER, _EYE
cdef int _WRITER, _NO_AUTHOR, _SECTION, _SECTION_WITH, _VIEWED
cdef int _MOST_PIECES, _MARK_CLIMB, _BLOCK_CLIMB, _MOST_MARKED, _LABEL_CLIMB, _MAX_LABEL_NODES, _TAG_CLIMB
cdef int _VIEWS_CLIMB, _ICON_NODES, _COUNTER_NODES

cdef class Classes:
    cdef list tags, parents, ends, attrs, pieces
    cdef list _known

    @cython.locals(told=int)
    cpdef int of(self, Py_ssize_t node) except -1
    @cython.locals(told=int, style=str, name=str)
    cdef int _told(self, attrs) except -1
    @cython.locals(
        block=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, tried=Py_ssize_t, i=Py_ssize_t, node=Py_ssize_t,
        steps=int,
    )
    cpdef Py_ssize_t author_in(self, PageLeaf leaf) except? -1
    @cython.locals(best=int, end=Py_ssize_t, told=int)
    cpdef int label_around(self, Py_ssize_t node, Py_ssize_t headline) except -1
    cpdef bint is_outside(self, Py_ssize_t node, Py_ssize_t headline) except? -1
    cpdef bint is_tagged(self, Py_ssize_t node) except? -1
    @cython.locals(step=int, told=int, size=Py_ssize_t, child=Py_ssize_t)
    cpdef bint is_counter(self, Py_ssize_t node) except? -1

cpdef bint names_author(str style) except? -1
