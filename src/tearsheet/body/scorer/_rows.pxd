from tearsheet.body.scorer._facts cimport Facts, Leaf
from tearsheet.body.scorer._lexicon cimport Lexicon
from tearsheet.body.scorer._texts cimport TEXT_COLUMNS

cdef enum:
    ROW = 192  # columns
    BOX = 7  # columns of a container
    ALIKE = 5  # columns of the leaves of one shape
    PAGE = 12  # columns of the page
    RANKS = 10  # of headings, as far as a digit goes
    WIDTH = TEXT_COLUMNS + 15 + 4 + 2 * ALIKE + 42 + 13 + 8 + PAGE  # without flags and containers

cdef Facts read_page(page, str title, Lexicon lexicon)

cdef struct Alike:  # totals over the leaves of one shape
    double size, long, linked, leaves, many

cdef struct Repeat:  # a row of equal siblings
    double count, leaves, long, before

cdef struct Repeated:  # the rows of equal siblings that a node stands in, and the nearest of them
    double times, size, text, ahead
    int depth, rows


cdef inline void add(Alike* alike, Leaf* leaf) noexcept:
    alike.leaves += 1
    alike.size += leaf.size
    alike.long += leaf.long
    alike.linked += leaf.size * leaf.link
    alike.many += leaf.is_long
