"""What has to do with the cache, for all compiled parts of the scorer."""

from cpython.object cimport PyObject
from libc.stdint cimport uintptr_t

cdef extern from *:
    """
    #if defined(__GNUC__)
    #define FETCH(object) __builtin_prefetch(object)
    #else
    #define FETCH(object) (void)(object)
    #endif
    """
    void FETCH(const void* address) noexcept nogil  # begins to bring into the cache what is needed soon

cdef extern from "Python.h":
    PyObject* PyList_GET_ITEM(PyObject* items, Py_ssize_t i) noexcept

cdef enum:
    NODE = 0  # fields of a leaf, a named tuple
    KIND = 1
    TEXT = 2
    LINK_CHARS = 5
    BOLD_CHARS = 6

cdef enum:
    SOON = 4  # elements further on, to have what is fetched by then
    LINE = 64  # bytes that come into the cache together

cdef inline void* aligned(void* room) noexcept:
    """The first place in ``room`` where a line begins; it has one line more than is needed."""
    return <void*>((<uintptr_t>room + LINE - 1) & ~<uintptr_t>(LINE - 1))


cdef inline void fetch_ahead(list attrs, list ends, const int* order, Py_ssize_t count) noexcept:
    """Fetch what will be asked of the elements to come, which is scattered over the heap."""
    if count > 3 * SOON:
        FETCH(PyList_GET_ITEM(<PyObject*>attrs, order[3 * SOON]))
        FETCH(PyList_GET_ITEM(<PyObject*>ends, order[3 * SOON]))
