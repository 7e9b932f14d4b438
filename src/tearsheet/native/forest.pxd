"""C types for `forest.py`; the hot loops are also compiled for AVX2 and AVX-512 and selected at run time."""

cimport cython
from cpython.array cimport array

cdef extern from *:
    """
    #if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__)
    #define TEARSHEET_CLONED __attribute__((target_clones("avx512f", "avx2", "default")))
    #else
    #define TEARSHEET_CLONED
    #endif
    """
    ctypedef void cloned "TEARSHEET_CLONED void"

cdef Py_ssize_t FEW, LANES
cdef unsigned int ALL_LEAVES

cdef class ForestEvaluator:
    cdef object forest
    cdef const unsigned short* columns
    cdef const unsigned short* trees
    cdef const unsigned int* stops
    cdef const unsigned int* leaf_masks
    cdef const float* thresholds
    cdef const int* values
    cdef unsigned int multiplier, slot_mask
    cdef int slots, slot_shift
    cdef Py_ssize_t tree_count, column_count
    cdef readonly Py_ssize_t width
    cdef readonly int classes

    @cython.locals(columns=array, stops=array, trees=array, thresholds=array, leaf_masks=array, values=array)
    cpdef _bind_pointers(self, forest)
    @cython.locals(sums=array, remaining=array, column=array, lanes=array, taken=Py_ssize_t)
    cpdef array add_up(self, array rows, Py_ssize_t stride, array chosen)
    @cython.locals(split=Py_ssize_t, stop=Py_ssize_t, number=float)
    cdef void _rule_out(self, const float* rows, Py_ssize_t start, unsigned int* remaining) noexcept
    @cython.locals(turn=Py_ssize_t, at=Py_ssize_t, left="unsigned int", slot="unsigned int")
    cdef void _add(self, const unsigned int* remaining, int* out, Py_ssize_t row) noexcept
    @cython.locals(split=Py_ssize_t, stop=Py_ssize_t, at=Py_ssize_t, top=float, threshold=float, everything="unsigned int")
    cdef cloned _rule_out_together(
        self,
        const float* rows,
        Py_ssize_t stride,
        const int* chosen,
        Py_ssize_t first,
        Py_ssize_t taken,
        unsigned int* remaining,
        float* column,
    ) noexcept
    @cython.locals(turn=Py_ssize_t, left="unsigned int", slot="unsigned int")
    cdef cloned _add_together(
        self, const unsigned int* remaining, Py_ssize_t taken, int* sums, int* out, Py_ssize_t first
    ) noexcept

@cython.locals(found=array, i=Py_ssize_t, power=double, unit=double)
cpdef array sigmoids(array sums)
