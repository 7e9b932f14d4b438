"""C types for `context.py`."""

cimport cython
from cpython.array cimport array

from tearsheet.body.score.ancestors cimport LookTotals, Element
from tearsheet.body.score.summary cimport PageSummary
from tearsheet.body.score.texts cimport Block

cdef int KIND_WIDTH, LEVELS, ROW, STRIDE
cdef double ANCHOR, LARGEST, SMALLEST, SURE

cdef class ContextWriter:
    cdef PageSummary base
    cdef list blocks
    cdef Py_ssize_t count, last_anchor, last_heading, best, best_end
    cdef array first_buffer, before_buffer, own_buffer, next_buffer, rank_buffer
    cdef float* out
    cdef const double* first
    cdef double* before
    cdef double* own
    cdef double* ranks
    cdef int* following
    cdef double worth, top

    @cython.locals(rows=array, before=array, own=array, following=array, ranks=array)
    cdef int _bind_pointers(self, PageSummary base, array first) except -1
    @cython.locals(shared="float *", i=Py_ssize_t, block=Block, at=Py_ssize_t)
    cpdef write(self, double kept_from, array kinds)
    @cython.locals(i=Py_ssize_t, block=Block, probability=double, at=Py_ssize_t, owner=Py_ssize_t)
    cdef int _add_up(self) except -1
    @cython.locals(base=PageSummary, elements=list, top=double, element=Element)
    cdef int _find_best(self) except -1
    @cython.locals(start=Py_ssize_t, stop=Py_ssize_t)
    cdef double _worth_of(self, Element element) noexcept
    cdef bint _is_anchor(self, Block block) noexcept
    @cython.locals(anchor=Py_ssize_t, heading=Py_ssize_t, block=Block)
    cdef int _look_ahead(self) except -1
    cdef void _write_row(self, Py_ssize_t i, Block block, Py_ssize_t at) noexcept
    @cython.locals(reach=Py_ssize_t, other=Py_ssize_t)
    cdef Py_ssize_t _write_windows(self, Py_ssize_t i, Py_ssize_t at) noexcept
    cdef double _mean(self, Py_ssize_t start, Py_ssize_t stop) noexcept
    @cython.locals(above=Element, start=Py_ssize_t, stop=Py_ssize_t)
    cdef Py_ssize_t _write_containers(self, Element element, Py_ssize_t at) noexcept
    @cython.locals(group=LookTotals, shape=LookTotals, rank=Py_ssize_t)
    cdef Py_ssize_t _write_lookalikes(self, Block block, Py_ssize_t at) noexcept
    cdef Py_ssize_t _write_place(self, Py_ssize_t i, Py_ssize_t at) noexcept
    @cython.locals(following=Py_ssize_t)
    cdef void _write_headings(self, Py_ssize_t i, Py_ssize_t at) noexcept

cdef void _add(LookTotals totals, Block block) noexcept
