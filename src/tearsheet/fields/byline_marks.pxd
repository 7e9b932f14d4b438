cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf

cdef int _SIGNS, _LONGEST_LEAD
cdef bytes _BY, _INSIDE, _STRONG
cdef dict _STRONG_BY

@cython.locals(
    leaves=list, leaf=PageLeaf, found=list, index=Py_ssize_t, size=Py_ssize_t, marked=Py_ssize_t, text=str,
    speaks=bint, leads=bint,
)
cpdef list byline_lines(page, Py_ssize_t first, Py_ssize_t stop, Py_ssize_t headline, Py_ssize_t unmarked)
cdef bint _may_be_by(str text) except? -1
@cython.locals(
    attrs=list, leaves=list, leaf=PageLeaf, known=dict, marked=list, strong=list, last=Py_ssize_t, is_marked=bint,
    index=Py_ssize_t,
    node=Py_ssize_t, text=str, style=str,
)
cpdef tuple telling_lines(page)
@cython.locals(folded=str)
cpdef bint begins_strongly(str text) except? -1
@cython.locals(first=int, second=int)
cdef bint _may_begin(str text, bytes table) except? -1
cdef bint _begins_like_by(str text) except? -1
@cython.locals(stop=Py_ssize_t, at=Py_ssize_t, first=int, second=int)
cdef bint _may_say_by(str text) except? -1
cdef bint _holds_label(PageLeaf leaf, str text) except? -1
@cython.locals(
    tags=list, parents=list, attrs=list, pieces=list, block=Py_ssize_t, last=Py_ssize_t, node=Py_ssize_t, i=Py_ssize_t
)
cdef bint _leads_to_author(page, PageLeaf leaf) except? -1
