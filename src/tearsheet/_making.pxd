from cpython.object cimport PyObject


cdef enum:
    FIELDS = 24  # at most, of the models made here
    OPTIONAL = 32  # or None

cdef enum Kind:
    OTHER, TEXT, CHOICE, FLAG, NUMBER, COUNT, REAL, MOMENT, SPAN, TEXTS, MODEL, MODELS, UNION, NAMED


cdef class Shape:
    cdef object cls
    cdef tuple names
    cdef Py_ssize_t size
    cdef int kinds[FIELDS]
    cdef bint required[FIELDS]
    cdef tuple defaults
    cdef list inner  # the choices, or the shape (or shapes by type) of what stands within
    cdef dict told  # by the bits of the fields
    cdef bint is_plain  # all fields are of kinds known here


cdef object filled(Shape shape, PyObject** values)
