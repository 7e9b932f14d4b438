cdef class Leaf:
    cdef readonly Py_ssize_t node, start, stop, link_chars, bold_chars
    cdef readonly str kind, text
    cdef readonly bint cut
