# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The reading of `tearsheet.body.scorer.texts`, each text in one scan: the same numbers."""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_KIND

from tearsheet.body.scorer._facts cimport Facts, Leaf
from tearsheet.body.scorer._sums cimport ROWS
from tearsheet.body.scorer._cache cimport BOLD_CHARS, KIND, LINK_CHARS, NODE, TEXT

from tearsheet.body.scorer.kinds import MONEY, PRICE
from tearsheet.body.scorer.texts import (
    END_CODES, KIND_CODES, OPENING, SHORT, SHORTEST_INSIDE, START_CODES, WIDE
)

cdef extern from "Python.h":
    enum:
        PyUnicode_1BYTE_KIND
        PyUnicode_2BYTE_KIND
        PyUnicode_4BYTE_KIND
    str PyUnicode_FromKindAndData(int kind, const void* data, Py_ssize_t size)

ctypedef fused Letter:
    const unsigned char
    const unsigned short
    const unsigned int

cdef dict _END_CODES = END_CODES, _KIND_CODES = KIND_CODES, _START_CODES = START_CODES
cdef int _OPENING = OPENING, _SHORT = SHORT, _SHORTEST_INSIDE = SHORTEST_INSIDE
cdef int _PRICE = PRICE
cdef double _WIDE = WIDE

if MONEY != "$€£¥₹":
    raise ImportError("built for other signs of prices")

cdef enum:  # what is counted of ASCII, eight bits each of a whole number, so that one addition counts a character
    SPACES = 0
    STOPS = 8
    COMMAS = 16
    DIGITS = 24
    BREAKS = 32
    BARS = 40
    COLONS = 48
    DOLLARS = 56
    COUNTED = 252  # characters at most that such a number counts: no more than 255, and fours

cdef unsigned long long _ASCII[128]
cdef unsigned char _ENDS[128]
for _code in range(128):
    _ASCII[_code] = 1 << DIGITS if 48 <= _code <= 57 else 0
    _ENDS[_code] = END_CODES.get(chr(_code), 0)
for _sign, _counter in ((" ", SPACES), (".?!", STOPS), (",", COMMAS), ("\n", BREAKS), ("|", BARS), (":", COLONS), ("$", DOLLARS)):
    for _letter in _sign:
        _ASCII[ord(_letter)] = 1ULL << <int>_counter


cdef struct Counts:
    Py_ssize_t more_bytes, spaces, stops, commas, digits, breaks  # bytes in UTF-8 beyond one a character
    int bar, copyright, colon, money


cdef void count_all(Letter* text, Py_ssize_t size, Counts* n) noexcept:
    """Count the characters of a text."""
    cdef Py_ssize_t start, i
    cdef unsigned long long sums
    for start in range(0, size, COUNTED):
        sums = 0
        for i in range(start, min(start + COUNTED, size)):
            if text[i] < 128:
                sums += _ASCII[text[i]]
            else:
                count_wide(text[i], size <= _SHORT, n)
        add(sums, n)


cdef void count_ascii(const unsigned char* text, Py_ssize_t size, Counts* n) noexcept:
    """Count the characters of a text that is all ASCII, four at a time."""
    cdef Py_ssize_t at = 0, stop
    cdef unsigned long long sums, more
    while at < size:
        stop = min(at + COUNTED, size)
        sums = more = 0
        while at + 4 <= stop:
            sums += _ASCII[text[at]]
            more += _ASCII[text[at + 1]]
            sums += _ASCII[text[at + 2]]
            more += _ASCII[text[at + 3]]
            at += 4
        while at < stop:
            sums += _ASCII[text[at]]
            at += 1
        add(sums + more, n)


cdef inline void add(unsigned long long sums, Counts* n) noexcept:
    """Add what up to COUNTED characters sum up to."""
    n.spaces += sums >> SPACES & 0xFF
    n.stops += sums >> STOPS & 0xFF
    n.commas += sums >> COMMAS & 0xFF
    n.digits += sums >> DIGITS & 0xFF
    n.breaks += sums >> BREAKS & 0xFF
    n.bar |= sums >> BARS & 0xFF
    n.colon |= sums >> COLONS & 0xFF
    n.money |= sums >> DOLLARS & 0xFF


cdef void count_wide(Py_UCS4 c, bint short, Counts* n) noexcept:
    """Count one character beyond ASCII."""
    if c < 0x800:
        n.more_bytes += 1
    elif c < 0x10000:
        n.more_bytes += 0 if 0xD800 <= c < 0xE000 else 2  # what cannot be encoded becomes a question mark
    else:
        n.more_bytes += 3
    if c == u"。":
        n.stops += 1
    elif c == u"、" or c == u"،":
        n.commas += 1
    elif c == u"•" or c == u"·":
        n.bar = 1
    elif c == u"©":
        n.copyright = 1
    elif c == u"€" or c == u"£" or c == u"¥" or c == u"₹":
        n.money = 1
    elif short and c.isdigit():
        n.digits += 1


cdef read_texts(page, Facts facts):
    """Read each leaf of ``page`` once, into ``facts`` and the first columns of its rows."""
    cdef list leaves = page.leaves
    cdef dict texts = {}, openings = {}
    cdef Py_ssize_t i, size = len(leaves)
    cdef tuple shown
    cdef str text
    cdef Leaf* leaf
    cdef float* row
    for i in range(size):
        shown = <tuple>leaves[i]
        text = shown[TEXT]
        leaf, row = &facts.leaves[i], facts.row(i)
        leaf.kind = _KIND_CODES[shown[KIND]]
        leaf.level = rank_of(facts, leaf.node) if leaf.kind == 1 else 0
        read_text(text, <Py_ssize_t>shown[LINK_CHARS], <Py_ssize_t>shown[BOLD_CHARS], row, leaf)
        leaf.same = texts.setdefault(text, i)
        facts.leaves[leaf.same].repeats += 1
        leaf.opening = openings.setdefault(text if len(text) <= _OPENING else text[:_OPENING], i)
        row[18 * ROWS] = facts.leaves[leaf.opening].openings
        facts.leaves[leaf.opening].openings += 1
        row[19 * ROWS] = leaf.kind
        row[20 * ROWS] = leaf.level
        row[21 * ROWS] = facts.nodes[leaf.node].code
        row[22 * ROWS] = facts.nodes[facts.above(leaf.node)].code
        row[23 * ROWS] = 1 if shown.cut else 0
    for i in range(size):
        leaf = &facts.leaves[i]
        row = facts.row(i)
        row[16 * ROWS] = facts.leaves[leaf.same].repeats
        row[17 * ROWS] = facts.leaves[leaf.opening].openings


cdef read_text(str text, Py_ssize_t link_chars, Py_ssize_t bold_chars, float* row, Leaf* leaf):
    """Write the columns that one text alone gives."""
    cdef Py_ssize_t chars = len(text), size = chars
    cdef Counts n = Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    cdef Py_UCS4 first = text[0], last = text[chars - 1]
    if text.isascii():
        count_ascii(<const unsigned char*>PyUnicode_DATA(text), chars, &n)
    elif PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND:
        count_all(<const unsigned char*>PyUnicode_DATA(text), chars, &n)
    elif PyUnicode_KIND(text) == PyUnicode_2BYTE_KIND:
        count_all(<const unsigned short*>PyUnicode_DATA(text), chars, &n)
    else:
        count_all(<const unsigned int*>PyUnicode_DATA(text), chars, &n)
    if n.more_bytes > _WIDE * chars:
        size = 2 * chars
    leaf.size = size
    leaf.link = min(<double>link_chars / <double>chars, 1.0)
    leaf.stops = n.stops
    leaf.words = n.spaces + 1
    leaf.asks = last == u"?" or last == u"？"
    leaf.money = n.money != 0 and chars < _PRICE
    row[0] = size
    row[ROWS] = leaf.words
    row[2 * ROWS] = <double>size / <double>leaf.words
    row[3 * ROWS] = leaf.link
    row[4 * ROWS] = min(<double>bold_chars / <double>chars, 1.0)
    row[5 * ROWS] = n.stops
    row[6 * ROWS] = n.commas
    row[7 * ROWS] = 100.0 * n.stops / size
    row[8 * ROWS] = _ENDS[last] if last < 128 else <int>_END_CODES.get(last, 0)
    row[9 * ROWS] = 1 if first.isupper() else 2 if first.islower() else 3 if first.isdigit() else start_code(first)
    row[10 * ROWS] = <double>n.digits / <double>chars if chars <= _SHORT else 0.0
    row[11 * ROWS] = not first.islower() and not text[chars // 2].islower() and <bint>text.isupper()
    row[12 * ROWS] = n.breaks
    row[13 * ROWS] = n.bar != 0
    row[14 * ROWS] = n.copyright
    row[15 * ROWS] = n.colon != 0


cdef int start_code(Py_UCS4 first) except -1:
    return _START_CODES.get(first, 0)


cdef int rank_of(Facts facts, int node) noexcept:
    """The rank of the heading that ``node`` stands in: as `texts.rank_of`."""
    while node >= 0:
        if facts.nodes[node].rank >= 0:
            return facts.nodes[node].rank
        node = facts.nodes[node].parent
    return 0


cdef str key(str text):
    """The letters and digits of ``text``, folded: as `texts.key_of`."""
    cdef str folded = text.casefold()
    cdef Py_UCS4* kept = <Py_UCS4*>PyMem_Malloc((len(folded) + 1) * sizeof(Py_UCS4))
    cdef Py_ssize_t size = 0
    cdef Py_UCS4 c
    if not kept:
        raise MemoryError
    for c in folded:
        if c.isalnum():
            kept[size] = c
            size += 1
    try:
        return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, kept, size)
    finally:
        PyMem_Free(kept)


cdef Py_ssize_t find_headline(page, str title) except -2:
    """The index of the leaf that shows ``title``, -1 if none does: as `texts.find_headline`."""
    cdef list leaves = page.leaves, tags = page.nodes.tags
    cdef str wanted = key(title) if title else "", text
    cdef Py_ssize_t i, size, best = -1, length = len(title) if title else 0
    cdef double low = 0.5 * length, high = 2 * length + 8
    cdef int rank, best_rank = 9
    cdef tuple leaf
    if wanted:
        for i in range(len(leaves)):
            leaf = <tuple>leaves[i]
            text = leaf[TEXT]
            size = len(text)
            if low <= size <= high:
                rank = 0 if tags[leaf[NODE]] == "h1" else 1 if leaf[KIND] == "heading" else 2
                if rank < best_rank and key(text) == wanted:
                    best, best_rank = i, rank
    if best >= 0:
        return best
    return find_near_headline(page, wanted, high)


cdef Py_ssize_t find_near_headline(page, str wanted, double high) except -2:
    """The first heading that shows the title after a kicker, or else the only one inside an ``h1``."""
    cdef list leaves = page.leaves, tags = page.nodes.tags, parents = page.nodes.parents
    cdef Py_ssize_t i, step, node, only = -1, ones = 0
    cdef list headings = [i for i in range(len(leaves)) if (<tuple>leaves[i])[KIND] == "heading"]
    if len(wanted) >= _SHORTEST_INSIDE:
        for i in headings:
            text = (<tuple>leaves[i])[TEXT]
            if len(text) <= 2 * high and wanted in key(text):
                return i
    for i in headings:
        node = (<tuple>leaves[i])[NODE]
        for step in range(3):
            if node >= 0:
                if tags[node] == "h1":
                    only = i
                    ones += 1
                    break
                node = parents[node]
    return only if ones == 1 else -1
