cdef bint names_year(str text, Py_ssize_t stop) except -1
