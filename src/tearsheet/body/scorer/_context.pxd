from tearsheet.body.scorer._facts cimport Facts, Leaf

cdef enum:
    RANKS = 10  # of headings, as far as a digit goes
    NEAR = 3  # neighbours on each side that are told one by one
    CONTEXT = 1 + 5 + 4 + 2 * NEAR + 2 + 5 + 8 + 4  # columns without those of containers, two for each
    MOST_LEVELS = 8  # of containers

cdef struct Sum:  # over some leaves
    double mass, weight, kept  # weight times chance, weight, likely kept

cdef struct Rank:  # over the leaves of one rank
    double chance, leaves

cdef class Second:
    cdef Facts facts
    cdef const double* first  # chances
    cdef Sum* leaves
    cdef Sum* before  # over the leaves before each leaf, and over all
    cdef Sum* owners  # over the leaves of the elements before each that has some, and over all
    cdef Sum* groups
    cdef Sum* shapes
    cdef Rank ranks[RANKS]
    cdef int* next_anchors
    cdef int* next_headings
    cdef Py_ssize_t last_anchor, last_heading
    cdef int best, best_end
    cdef double top, worth

    cdef void survey(self, const double* first) noexcept
    cdef void find_best(self) noexcept
    cdef double worth_of(self, Py_ssize_t place) noexcept
    cdef bint is_anchor(self, Py_ssize_t i) noexcept
    cdef void look_ahead(self) noexcept
    cdef void go_past(self, Py_ssize_t i) noexcept
    cdef float* write(self, Py_ssize_t i, float* out) noexcept
    cdef float* windows(self, Py_ssize_t i, float* out) noexcept
    cdef float* containers(self, Leaf* leaf, float* out) noexcept
    cdef float* groups_of(self, Leaf* leaf, float* out) noexcept
    cdef float* places(self, Py_ssize_t i, float* out) noexcept
    cdef float* headings(self, Py_ssize_t i, Leaf* leaf, float* out) noexcept
