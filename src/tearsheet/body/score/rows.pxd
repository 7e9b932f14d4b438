"""C types for `rows.py`."""

cimport cython
from cpython.array cimport array

from tearsheet.body.score.ancestors cimport LookTotals, Element
from tearsheet.body.score.summary cimport PageSummary
from tearsheet.body.score.texts cimport Block

cdef int BOX, FLAGS, LEVELS, PAGE_WIDTH, STRIDE, TEXT_WIDTH

cdef class RowWriter:
    cdef PageSummary base
    cdef list blocks, elements, articles
    cdef array box_buffer, next_buffer, level_buffer
    cdef float* out
    cdef float* boxes
    cdef double* running
    cdef int* following
    cdef int* of_level
    cdef double total, total_blocks
    cdef Py_ssize_t count, images, h1_count, article_count
    cdef Py_ssize_t first_best, last_best, last_long, last_heading, headings, h1_blocks

    @cython.locals(rows=array, running=array, root=Element)
    cdef int _bind_pointers(self, PageSummary base) except -1
    @cython.locals(i=Py_ssize_t, element=Element, page_columns=array, shared="float *", out="float *", block=Block, at=Py_ssize_t)
    cpdef write(self)
    @cython.locals(i=Py_ssize_t, next_long=Py_ssize_t, next_heading=Py_ssize_t, block=Block, base=PageSummary)
    cdef int _look_ahead(self) except -1
    cdef void _measure_box(self, Element element) noexcept
    @cython.locals(block=Block, headings=double, cells=double)
    cdef array _page_columns(self)
    @cython.locals(parent=Element, grand=Element, great=Element, article=Element)
    cdef Py_ssize_t _write_path(self, Element element, Py_ssize_t at) except -1
    @cython.locals(above=Element, base=PageSummary)
    cdef Py_ssize_t _write_containers(self, Py_ssize_t i, Element element, Py_ssize_t at) noexcept
    cdef Py_ssize_t _write_lookalikes(self, LookTotals totals, Py_ssize_t at) noexcept
    @cython.locals(step=Py_ssize_t, reach=Py_ssize_t)
    cdef Py_ssize_t _write_windows(self, Py_ssize_t i, Py_ssize_t at) noexcept
    @cython.locals(step=Py_ssize_t, other=Py_ssize_t, block=Block)
    cdef Py_ssize_t _write_neighbours(self, Py_ssize_t i, Py_ssize_t index, Py_ssize_t at) except -1
    cdef Py_ssize_t _write_place(self, Py_ssize_t i, Block block, Py_ssize_t at) noexcept
    @cython.locals(heading=Block)
    cdef Py_ssize_t _write_heading(self, Py_ssize_t i, Block block, Py_ssize_t at) except -1
    cdef Py_ssize_t _write_repeat(self, Element element, Py_ssize_t at) noexcept
