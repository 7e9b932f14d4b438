"""C types for `summary.py`."""

cimport cython
from cpython.array cimport array

from tearsheet.body.score.ancestors cimport LookTotals, AncestorFeatures, Element
from tearsheet.body.score.texts cimport Block, find_headline, read_texts

cdef int STRIDE
cdef Py_ssize_t KEY_BASE

@cython.final
cdef class _Repeat:
    cdef double count, blocks, long, before

cdef class PageSummary:
    cdef readonly Py_ssize_t headline, count
    cdef readonly array rows
    cdef readonly AncestorFeatures ancestors
    cdef readonly list blocks, elements
    cdef Py_ssize_t element_count, owner_count, last_empty, best_index, best_end
    cdef double best_long, best_blocks
    cdef array running

    @cython.locals(rows=array, shared="float *", size=Py_ssize_t)
    cpdef fill(self, Py_ssize_t column, array numbers)
    @cython.locals(block=Block)
    cpdef list levels(self)
    @cython.locals(i=Py_ssize_t, block=Block)
    cpdef list flagged(self, int flag)
    @cython.locals(
        owners=array, images=array, own=array, sums="double *", running="double *", block=Block, element=Element,
        at=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t,
    )
    cdef int _add_up(self, page) except -1
    @cython.locals(owners=array, holding=array, counts="int *", block=Block, element=Element)
    cdef array _count_owners(self)
    @cython.locals(block=Block, element=Element, parent=Element, key=Py_ssize_t, group=LookTotals)
    cdef int _group(self) except -1
    @cython.locals(element=Element, parent=Element, repeat=_Repeat, key=Py_ssize_t)
    cdef int _find_repeats(self) except -1
    @cython.locals(element=Element, top=double)
    cdef int _find_best(self) except -1

cdef void _add_block(double* sums, Py_ssize_t before, Py_ssize_t after, Block block) noexcept
cdef void _add_to_totals(LookTotals totals, Block block) noexcept
cdef double _worth(Element element) noexcept
