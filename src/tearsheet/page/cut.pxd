cdef int _BLOCK, _LINK, _BOLD, _BREAK, _INDEXED, _MEDIA

cdef class Cutter:
    cdef list tags, parents, ends, texts, tails
    cdef public list leaves, pieces, images
    cdef public dict by_tag
    cdef dict traits
    cdef list containers, kinds
    cdef Py_ssize_t first, link_chars, bold_chars
    cdef int in_link, in_bold, breaks
    cdef bint seen, cut

    cpdef run(self, Py_ssize_t body)
    cdef index(self, tag, Py_ssize_t node)
    cdef int traits_of(self, tag)
    cdef open(self, str tag, Py_ssize_t node, int traits)
    cdef close(self, Py_ssize_t node, int traits)
    cdef add(self, Py_ssize_t owner, str text)
    cdef line_break(self, Py_ssize_t owner)
    cdef flush(self, bint cut)
    cdef str text(self)
