"""What the compiled parts of the scorer know of a page: one struct a node, one a leaf."""

cdef enum:
    TOTALS = 7  # of a container: text, linked, long, long leaves, leaves, stops, images
    RUNNING = 6  # the same without images

cdef struct Node:
    int parent, end
    int known  # stands on the way from some leaf to the root
    int depth, hinge, flags, article, shape
    double own, total, least, most, below, below_least  # scores of words: of its own, and on the way to it
    double inside[TOTALS]
    double before  # long text before it

cdef struct Leaf:
    int node, kind, level, shape, group, is_long, is_comment
    int same, opening  # first leaf with the same text, and with the same opening
    int repeats, openings  # leaves with the same text or opening; at the first of them
    double size, link, stops, long
    double times  # siblings like the nearest container that has any

cdef class Facts:
    cdef Node* nodes
    cdef Leaf* leaves
    cdef double* running  # sums over the leaves before each leaf, and over all
    cdef int* order  # the known nodes, each after its parent
    cdef Py_ssize_t node_count, leaf_count, known_count
    cdef Py_ssize_t shape_count, group_count, best
    cdef object page, words_in
    cdef list tags, attrs
    cdef dict scores, seen, shapes
    cdef dict words  # score of each word met in class and id, or score and flags

    cdef int above(self, int index) noexcept
    cdef climb(self, dict scores, Py_ssize_t headline)
    cdef learn(self, int index)
    cdef int shape_of(self, str tag, str style) except -1
    cdef tuple word_facts(self, str style, str name)
    cdef add_up(self)
    cdef group_leaves(self)
    cdef find_best(self)
