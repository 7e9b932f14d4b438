"""C types for `kind_rows.py`."""

cimport cython
from cpython.array cimport array

from tearsheet.body.score.summary cimport PageSummary
from tearsheet.body.score.texts cimport Block

cdef int KIND_WIDTH, PAGE_WIDTH, ROW
cdef double SURE

cdef class KindWords:
    cdef readonly object words
    cdef readonly dict places
    cdef readonly array sources, scores

    @cython.locals(
        sums=array, counts=list, total=double, sources=array, scores=array, out="double *", place=Py_ssize_t,
        source=Py_ssize_t, kind=Py_ssize_t, norm=double,
    )
    cpdef list weigh(self, places)

@cython.locals(
    kinds=array, by_kind="double *", total=double, questions=double, prices=double, words=int, block=Block, size=double, n=double,
)
cpdef list block_totals(PageSummary base, double times, double tables)
cpdef list kind_evidence(PageSummary base, array first)
@cython.locals(
    repeated=double, repeated_much=double, comments=double, links=double, duplicates=double, total=double, kinds=array,
    largest=double, i=Py_ssize_t, block=Block, equal=Block, mass=double,
)
cdef list _shares(PageSummary base, array first)
@cython.locals(
    size=double, comments=double, doubt=double, certain=double, mass=double, changes=int, lengths=list, i=Py_ssize_t,
    block=Block, probability=double, count=double,
)
cdef list _measures(PageSummary base, array first)
