cdef str cleaned(str text)
