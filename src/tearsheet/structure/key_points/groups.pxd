cimport cython

cpdef tuple point_groups(sections)
@cython.locals(groups=list, units=list)
cdef list _of_section(Py_ssize_t index, section)
cdef bint _may_be_box(tuple blocks) except -1
