cimport cython

from tearsheet.structure.ancestry cimport Box, Boxes

cdef class Run:
    cdef readonly str kind
    cdef readonly object node
    cdef readonly list leaves, paths

@cython.locals(boxes=Boxes, leaves=list, indices=list, paths=list, sorter=_Sorter)
cpdef list read_runs(page, kept)

cdef class _Sorter:
    cdef list _leaves
    cdef set _dissolved, _closed
    cdef list runs

    @cython.locals(kind=str, last=Run)
    cdef add(self, leaf, tuple path)
    @cython.locals(box=Box)
    cdef _close(self, Run run)
    @cython.locals(box=Box, best=Box)
    cdef tuple _place(self, tuple path)
    @cython.locals(box=Box, inside=list, dropped=bint)
    cdef tuple _place_in_list(self, tuple path)

cdef class _Held:
    cdef public Py_ssize_t characters, headings, leaves

@cython.locals(
    box=Box, held=_Held, path=tuple, leaves=list, lists=dict, quotes=dict, characters=Py_ssize_t, headed=bint,
)
cdef set _wrappers(page, list indices, list paths)
@cython.locals(item=_Held)
cdef bint _is_wrapper(list items) except -1
