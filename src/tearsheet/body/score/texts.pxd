"""C types for `texts.py`."""

cimport cython
from cpython.array cimport array

from tearsheet.body.score.ancestors cimport LookTotals, AncestorFeatures, Element

cdef dict END_CODES, KIND_CODES, START_CODES
cdef int COMMENTS, LONG, OPENING, PRICE, SHORT, SHORTEST_INSIDE
cdef double WIDE

cdef Element NO_ELEMENT
cdef LookTotals NO_TOTALS

@cython.final
@cython.no_gc
cdef class Block:
    cdef Element element
    cdef LookTotals group
    cdef readonly int kind, level
    cdef int same_text, same_opening, repeats, openings, owner, words
    cdef bint is_question, is_price, is_long, is_comment
    cdef readonly double size, link, stops, long
    cdef double mass, weight, kept

@cython.locals(
    texts=dict, openings=dict, blocks=list, out="float *", i=Py_ssize_t, at=Py_ssize_t, text=str, element=Element,
    parent=Element, block=Block, first=Block, shown_blocks=list, node=Py_ssize_t, kind=str,
    link_chars=double, bold_chars=double, cut=bint,
)
cpdef list read_texts(page, AncestorFeatures ancestors, array rows, Py_ssize_t stride)
@cython.locals(chars=Py_ssize_t, size=Py_ssize_t, first=cython.Py_UCS4, last=cython.Py_UCS4)
cdef int _read_text(str text, double link_chars, double bold_chars, Block block, float* out, Py_ssize_t at) except -1
@cython.locals(
    c=cython.Py_UCS4, words=int, stops=int, commas=int, digits=double, breaks=int, has_bar=bint, has_copyright=bint, has_colon=bint,
)
cdef int _count(str text, Block block, float* out, Py_ssize_t at) except -1
cdef int _rank_of(Element element) noexcept
cpdef str key_of(str text)
@cython.locals(
    wanted=str, text=str, tags=list, c=cython.Py_UCS4, opening=cython.Py_UCS4, shown_blocks=list, node=Py_ssize_t, kind=str, length=Py_ssize_t, shortest=double, longest=double, best=Py_ssize_t, best_rank=int, rank=int,
)
cpdef Py_ssize_t find_headline(page, str title) except -2
cdef Py_ssize_t _find_near_headline(page, str wanted, double longest) except -2
