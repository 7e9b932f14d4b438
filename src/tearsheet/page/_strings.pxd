from lxml.includes.tree cimport const_xmlChar

from tearsheet.page._attributes cimport Attributes


cdef enum:
    SLOTS = 256
    ROOM_BITS = 9
    ROOM = 1 << ROOM_BITS


cdef struct Name:  # of an element
    const_xmlChar* key
    void* text
    void* kind  # of leaves in it; None if it makes none
    int traits
    bint is_opaque


cdef struct Label:  # the name of an attribute
    const_xmlChar* key
    void* text  # None if it is not wanted
    bint is_told  # `Walked.labelled` tells of it


cdef class Names:
    cdef Name names[SLOTS]
    cdef Label attributes[SLOTS]
    cdef list known
    cdef frozenset opaque
    cdef bint labels

    cdef Name* at(self, const_xmlChar* name) except NULL
    cdef object attribute(self, const_xmlChar* name)


cdef class Values:
    cdef list strings, singles
    cdef Py_ssize_t last

    cdef str text(self, const_xmlChar* content)
    cdef str attribute(self, const_xmlChar* content)
    cdef Attributes alone(self, str name, str value)
    cdef str met(self, const_xmlChar* content, Py_ssize_t size)


cdef str decoded(const_xmlChar* text, Py_ssize_t size)
