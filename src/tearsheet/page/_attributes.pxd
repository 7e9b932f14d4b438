from cpython.object cimport PyObject

cdef enum:
    FEW = 4  # pairs that need no room of their own


cdef class Attributes:
    cdef Py_ssize_t count, room
    cdef PyObject** pairs  # a name and its value by turns, all of them strings
    cdef PyObject* few[2 * FEW]

    cdef int add(self, str name, str value) except -1
    cdef PyObject* find(self, object name)
