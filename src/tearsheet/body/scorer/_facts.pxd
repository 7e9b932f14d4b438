"""What the compiled parts of the scorer know of a page: one struct a leaf, one a node that holds leaves."""

from cpython.ref cimport PyObject

from tearsheet.body.scorer._lexicon cimport Lexicon, Weight

cdef enum:
    ADDED = 7  # columns of each row in the blocks that the scorer adds: chances of the kinds
    TOTALS = 7  # of a container: text, linked, long, long leaves, leaves, stops, images
    RUNNING = 6  # the same without images

cdef struct Node:
    int index, end  # of its element on the page
    int parent  # its place among the nodes here; -1 for the root
    int start, stop  # elements with leaves of their own before it, and before what follows it
    int depth, hinge, flags, article, shape
    int code, rank  # of its tag: see `texts.TAG_CODES`; as a heading, -1 for others
    double own, total, least, most, below, below_least  # scores of words: of its own, and on the way to it
    double inside[TOTALS]
    double before  # long text before it

cdef struct Leaf:
    int index  # of its element on the page
    int node, owner  # places of its element among those here, and among those with leaves of their own
    int kind, level, shape, group, is_long, is_comment
    int same, opening  # first leaf with the same text, and with the same opening
    int repeats, openings  # leaves with the same text or opening; at the first of them
    int words
    bint asks, money  # ends with a question mark; may be a price
    double size, link, stops, long
    double times  # siblings like the nearest container that has any

cdef struct Style:  # a tag with a class
    PyObject* tag
    PyObject* name
    Weight weight  # of the words in the class
    int flags, code, rank, is_article  # of the tag

cdef class Facts:
    cdef Node* nodes  # each after its parent
    cdef Leaf* leaves
    cdef void* room
    cdef float* blocks  # the rows, see `row`
    cdef double* running  # sums over the leaves before each leaf, and over all
    cdef int* elements  # for each element its place among the nodes and one more; 0 if it holds no leaf
    cdef unsigned char* met  # for each place of the lexicon whether its word was met
    cdef Py_ssize_t element_count, node_count, leaf_count, owner_count
    cdef Py_ssize_t shape_count, group_count, empty
    cdef Py_ssize_t headline, width, block_size  # width: columns of a row
    cdef Node best  # the likely container
    cdef object page
    cdef Lexicon lexicon
    cdef list parents
    cdef Style* styles  # each a shape
    cdef int* slots  # a hash table: the place of a style and one more; 0 for none
    cdef size_t slot_mask

    cdef int above(self, int place) noexcept
    cdef make_blocks(self, Py_ssize_t width)
    cdef float* row(self, Py_ssize_t leaf) noexcept
    cdef list levels(self)
    cdef list comments(self)
    cdef list hidden(self)
    cdef list places(self)
    cdef climb(self, list tags, list attrs)
    cdef int* way_down(self) except NULL
    cdef learn(self, Node* node, str tag, attrs)
    cdef make_styles(self)
    cdef Style* style_of(self, str tag, str name) except NULL
    cdef int inherit(self, Node* node, int flags, bint is_article) except -1
    cdef add_up(self)
    cdef count_owners(self, int* owners)
    cdef group_leaves(self)
    cdef find_best(self)
