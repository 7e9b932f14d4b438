"""The trees, for the compiled parts that ask them."""

cdef extern from *:
    """
    typedef struct {
        float limit;            /* a row goes left when its number is at most this */
        unsigned int ruled_out; /* the leaves where a row that goes right cannot come out */
        unsigned int tree;
    } Question;

    typedef struct {
        int column;
        int stop; /* of its questions; they start where those of the column before end */
    } Column;
    """
    ctypedef struct Question:
        float limit
        unsigned int ruled_out, tree
    ctypedef struct Column:
        int column, stop

cdef enum:
    ROWS = 32  # that are asked of at once

cdef struct Asked:
    int column
    Question question

cdef class Walker:
    cdef Question* questions  # those of each column together
    cdef Column* columns  # those that are asked for
    cdef short* values  # of each tree's leaves, from left to right
    cdef Py_ssize_t trees, count, column_count, stride  # stride: leaves of the largest tree
    cdef readonly Py_ssize_t width  # columns that a row has at least
    cdef readonly int classes

    cdef read_tree(
        self,
        Py_ssize_t tree,
        int root,
        const int[::1] features,
        const float[::1] thresholds,
        const int[::1] lefts,
        const int[::1] values,
        Asked* asked,
    )
    cdef sort(self, Asked* asked)
    cdef void ask(self, const float* block, int taken, unsigned int* left, int* out) noexcept nogil
    cdef void ask_alone(self, const float* row, unsigned int* left, int* out) noexcept nogil
