"""Pairs of numbers, numbered."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free


cdef inline Py_ssize_t number_pairs(
    const int* first, const int* second, Py_ssize_t count, Py_ssize_t firsts, Py_ssize_t seconds, int* out
) except -1:
    """Number the pairs of ``first`` (below ``firsts``; none if negative) and ``second``; return how many there are.

    Linear: the pairs with the same first are chained, and the seconds of each chain are marked.
    """
    cdef int* heads = <int*>PyMem_Calloc(firsts + count + 2 * seconds, sizeof(int))
    cdef int* following = heads + firsts
    cdef int* marks = following + count  # the first, and one more, that each second was last met with
    cdef int* numbers = marks + seconds
    cdef Py_ssize_t i, a, found = 0
    if not heads:
        raise MemoryError
    for i in range(count - 1, -1, -1):
        if first[i] >= 0:
            following[i] = heads[first[i]]
            heads[first[i]] = i + 1
    for a in range(firsts):
        i = heads[a] - 1
        while i >= 0:
            if marks[second[i]] != a + 1:
                marks[second[i]] = a + 1
                numbers[second[i]] = found
                found += 1
            out[i] = numbers[second[i]]
            i = following[i] - 1
    PyMem_Free(heads)
    return found
