"""C types for `ancestors.py`."""

cimport cython

from tearsheet.body.score.lexicon cimport Lexicon, NameReader

cdef dict ROLE_FLAGS, TAG_FLAGS, TAG_CODES
cdef int ARTICLE_BODY, HIDDEN, OTHER_SCOPE

@cython.final
cdef class LookTotals:
    cdef double size, long, linked, blocks, long_blocks
    cdef double mass, weight, kept

@cython.final
@cython.no_gc
cdef class Look:
    cdef Py_ssize_t number
    cdef int flags, code, rank, word_flags
    cdef bint is_article
    cdef double score
    cdef LookTotals totals
    cdef str tag
    cdef Look following

cdef Look NO_LOOK

@cython.final
@cython.no_gc
cdef class Element:
    cdef readonly Py_ssize_t index
    cdef readonly int flags, depth, headline_depth
    cdef int end, start, stop, article, box
    cdef Element parent
    cdef Look look
    cdef readonly double own, total, least, most
    cdef double below, below_least
    cdef double text, linked, long, long_blocks, blocks, images, long_before
    cdef double repeat_count, repeat_size, repeat_text, repeat_ahead, repeat_depth, repeat_rows

cdef class AncestorFeatures:
    cdef NameReader names
    cdef Py_ssize_t _look_count
    cdef dict _looks
    cdef list tags, parents, ends, attrs, _by_index
    cdef readonly list elements
    cdef readonly set places
    cdef Py_ssize_t headline

    @cython.locals(by_index=list, parents=list, path=list, element=Element, known=Element)
    cpdef Element element_at(self, Py_ssize_t node)
    @cython.locals(
        tag=str, style=str, name=str, key=str, value=str, index=Py_ssize_t, flags=int, word_flags=int, score=double,
        look=Look, parent=Element, element=Element, attrs=dict, holds_headline=bint,
    )
    cdef Element _add_element(self, Py_ssize_t node)
    @cython.locals(look=Look)
    cdef Look _look_of(self, str tag, str style)
    cdef void _inherit(self, Element element, Element parent, bint holds_headline) noexcept

cdef int _stated(str name, str value) except -1
