cdef enum:
    BLOCK = 1
    LINK = 2
    BOLD = 4
    BREAK_LINE = 8
    INDEXED = 16
    MEDIA = 32


cdef struct Holder:  # an open block-level element
    void* node  # its number
    void* kind  # of the leaves in it


cdef class Cutter:
    cdef list leaves, pieces, images
    cdef dict by_tag
    cdef Holder* holders  # the innermost
    cdef Holder* outermost
    cdef Py_ssize_t first, link_chars, bold_chars
    cdef int in_link, in_bold, breaks
    cdef bint seen, cut

    cdef index(self, str tag, node)
    cdef open(self, node, kind, int traits, parent)
    cdef close(self, int traits)
    cdef add(self, owner, str text)
    cdef keep(self, owner, str text)
    cdef line_break(self, owner)
    cdef flush(self, bint cut)
    cdef str text(self)


cdef object as_number(Py_ssize_t value)
cdef list new_column()
