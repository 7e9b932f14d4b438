# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The gathering of `tearsheet.fields.shown`: the same texts, many times as fast."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from tearsheet.page._leaf cimport Leaf


def texts_sized(list leaves not None, sizes):
    """Return the texts that have one of ``sizes``: as `tearsheet.fields.shown.texts_sized`."""
    cdef Py_ssize_t index, size, most = max(sizes, default=0)
    cdef unsigned char* wanted = <unsigned char*>PyMem_Calloc(most + 1, 1)
    cdef str text
    cdef set found = set()
    if not wanted:
        raise MemoryError
    try:
        for size in sizes:
            wanted[size] = 1
        for index in range(len(leaves)):
            text = (<Leaf>leaves[index]).text
            size = len(text)
            if size <= most and wanted[size]:
                found.add(text)
    finally:
        PyMem_Free(wanted)
    return found


def texts_of(list leaves not None):
    """Return the texts of all leaves: as `tearsheet.fields.shown.texts_of`."""
    cdef Py_ssize_t index
    cdef list found = []
    for index in range(len(leaves)):
        found.append((<Leaf>leaves[index]).text)
    return found
