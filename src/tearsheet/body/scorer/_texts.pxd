from tearsheet.body.scorer._facts cimport Facts

cdef enum:
    TEXT_COLUMNS = 24

cdef read_texts(page, Facts facts)
cdef Py_ssize_t find_headline(page, str title) except -2
