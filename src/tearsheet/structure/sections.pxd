cimport cython

from tearsheet.page._leaf cimport Leaf as PageLeaf
from tearsheet.structure.ancestry cimport Box
from tearsheet.structure.lists cimport Lists
from tearsheet.structure.spans cimport Inline
from tearsheet.structure.grouping cimport Run

@cython.locals(runs=list, outline=dict, builder=_Builder, run=Run, k=Py_ssize_t)
cpdef tuple build_sections(page, layout, title=*)

cdef class _Builder:
    cdef object _page, _head
    cdef list _leaves, _pictures, _sections, _blocks, _open
    cdef Inline _inline
    cdef Lists _lists
    cdef object _figure

    cdef open(self, head)
    @cython.locals(leaves=list)
    cdef add(self, Run run)
    cdef add_pictures_before(self, leaf)
    cdef tuple finished(self)
    cdef _add(self, dict block, figure=*)
    @cython.locals(section=dict)
    cdef _close(self)
    cdef _add_paragraph(self, PageLeaf leaf)
    @cython.locals(box=Box)
    cdef _add_table(self, Run run, list leaves)
    @cython.locals(box=Box)
    cdef _add_quote(self, Run run, list leaves)
    cdef _add_picture(self, picture)
    cdef dict _last_in(self, figure)
    @cython.locals(box=Box)
    cdef _add_caption(self, Run run, list leaves)
