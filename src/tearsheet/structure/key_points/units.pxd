cimport cython

@cython.locals(units=list, run=list, telling=list, lines=list, i=Py_ssize_t)
cpdef list units_of(tuple blocks)
cdef _end_run(list units, list run, Py_ssize_t end)
cdef bint _is_alone(block, list telling, Py_ssize_t i) except -1
cdef list _of_paragraph(Py_ssize_t start, str text, list lines)
@cython.locals(text=str)
cdef bint _may_hold_points(block) except -1
cdef bint _holds_any(str text, tuple signs) except -1
cdef bint _may_be_run_together(str text) except -1
cdef list _of_list(Py_ssize_t start, items)
@cython.locals(text=str, start=Py_ssize_t, line=str)
cdef list _lines(block)
cdef bint _opens_bold(tuple marks) except -1
@cython.locals(head=str)
cdef bint _may_lead(str text) except -1
cpdef str flat(str text)
