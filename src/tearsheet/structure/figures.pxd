cimport cython

@cython.locals(kept=set, low=Py_ssize_t, high=Py_ssize_t, at=Py_ssize_t, found=list)
cpdef list pictures(page, layout)
@cython.locals(nodes=object, steps=int, parents=list, tags=list, node=Py_ssize_t)
cdef Py_ssize_t _figure_element(page, Py_ssize_t node) except? -2
cdef bint _is_content(page, Py_ssize_t node) except -1
@cython.locals(
    leaves=list, ends=list, parents=list, at=Py_ssize_t, before=Py_ssize_t, after=Py_ssize_t, is_before=bint,
    is_after=bint, place_before=Py_ssize_t, place_after=Py_ssize_t, node=Py_ssize_t, end=Py_ssize_t,
)
cdef bint _is_among(page, image, set kept, Py_ssize_t low) except -1
@cython.locals(words=list)
cdef _figure(page, Py_ssize_t node, caption)
