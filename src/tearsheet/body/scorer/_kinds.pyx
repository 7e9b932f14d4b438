# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The rows of `tearsheet.body.scorer.kinds` in plain loops: the same numbers, many times faster."""

from libc.math cimport sqrt
from libc.stdlib cimport qsort
from libc.string cimport memchr

from cpython.mem cimport PyMem_Free, PyMem_Malloc

from tearsheet.body.scorer._cache cimport FETCH, LINE, aligned
from tearsheet.body.scorer._facts cimport Facts, Leaf
from tearsheet.body.scorer._sums cimport ROWS

import numpy as np

from tearsheet.body.scorer.kinds import EVEN, KINDS, SOURCES, url_of
from tearsheet.parsing.urls import parts_of

cdef double _EVEN = EVEN

cdef enum:
    LEAF_KINDS = 7
    PAGE = 12  # last columns of each row, the same for all leaves of a page
    TOTALS = 5 + PAGE + 7
    SHARES = 6 + LEAF_KINDS

if len(KINDS) != KIND_COUNT or len(SOURCES) != SOURCE_COUNT:
    raise ImportError("built for other kinds or sources")
if KIND_COLUMNS != (SOURCE_COUNT + 1) * KIND_COUNT + URL + TOTALS or EVIDENCE != SHARES + 11:
    raise ImportError("columns miscounted")


cdef class Words:
    """What each known word says of the kind: as `kinds.KindWords`, each in one line of the cache."""

    def __cinit__(self, known):
        cdef const int[::1] sources = known.sources
        cdef const double[:, ::1] scores = known.scores
        cdef Py_ssize_t place
        cdef int kind
        self.count = sources.shape[0]
        self.room = PyMem_Malloc(self.count * sizeof(Word) + LINE)
        if not self.room:
            raise MemoryError
        self.words = <Word*>aligned(self.room)
        for place in range(self.count):
            self.words[place].source = sources[place]
            for kind in range(KIND_COUNT):
                self.words[place].scores[kind] = scores[place, kind]

    def __dealloc__(self):
        PyMem_Free(self.room)

    cdef float* weigh(self, const unsigned char* met, Py_ssize_t size, list others, float* out) except NULL:
        """Write what the words say whose places are ``met`` or among the ``others``: for each source, and together.

        Sums of floats depend on their order: the ``others`` are in order, and of other sources than those met.
        """
        cdef double sums[SOURCE_COUNT][KIND_COUNT]
        cdef int counts[SOURCE_COUNT]
        cdef double all_
        cdef int source, kind
        cdef Py_ssize_t place, at
        for place in others:
            FETCH(&self.words[place])
        at = next_of(met, 0, size)
        while at < size:
            FETCH(&self.words[at])
            at = next_of(met, at + 1, size)
        for source in range(SOURCE_COUNT):
            counts[source] = 0
            for kind in range(KIND_COUNT):
                sums[source][kind] = 0.0
        at = next_of(met, 0, size)
        while at < size:
            add(&self.words[at], sums, counts)
            at = next_of(met, at + 1, size)
        for place in others:
            add(&self.words[place], sums, counts)
        for kind in range(KIND_COUNT):
            all_ = 0.0
            for source in range(SOURCE_COUNT):
                sums[source][kind] /= sqrt(max(counts[source], 1))
                out[source * KIND_COUNT + kind] = sums[source][kind]
                all_ += sums[source][kind]
            out[SOURCE_COUNT * KIND_COUNT + kind] = all_
        return out + (SOURCE_COUNT + 1) * KIND_COUNT


cdef inline Py_ssize_t next_of(const unsigned char* met, Py_ssize_t at, Py_ssize_t size) noexcept:
    """The next place that is met from ``at`` on; ``size`` if there is none."""
    cdef const unsigned char* found = <const unsigned char*>memchr(met + at, 1, size - at) if at < size else NULL
    return found - met if found else size


cdef inline void add(const Word* word, double (*sums)[KIND_COUNT], int* counts) noexcept:
    cdef int kind
    counts[word.source] += 1
    for kind in range(KIND_COUNT):
        sums[word.source][kind] += word.scores[kind]


cdef tell_kind(page, Facts facts, float* out):
    """Write what tells the kind of ``page`` apart from its words."""
    out = tell_url(url_of(page), out)
    total(page, facts, out)


cdef float* tell_url(str url, float* out) except NULL:
    """Write what the form of the page's URL tells: as `kinds.url_shape`."""
    cdef Py_ssize_t steps = 0, size = 0, joins = 0, digits = 0, all_ = 0
    cdef Py_UCS4 c, before = u"/"
    cdef str path
    if not url:
        for i in range(URL):
            out[i] = -1
        return out + URL
    parts = parts_of(url)
    path = parts.path
    for c in path:
        if c != u"/":
            if before == u"/":
                steps += 1
                size = joins = digits = 0  # of the last step
            size += 1
            joins += c == u"-" or c == u"_"
            digits += c.isdigit()
            all_ += c.isdigit()
        before = c
    out[0] = steps
    out[1] = size
    out[2] = joins
    out[3] = digits
    out[4] = all_ - digits
    out[5] = len(<str>parts.query)
    out[6] = before == u"/" and len(path) > 0
    return out + URL


cdef total(page, Facts facts, float* out):
    """Write what the leaves say: as `kinds._leaf_totals`."""
    cdef double kinds[LEAF_KINDS]
    cdef double size, all_ = 0.0, n = facts.leaf_count
    cdef Py_ssize_t i, money = 0, asks = 0, times = len(page.by_tag("time"))
    cdef int words = 0, kind
    cdef const Leaf* leaf
    cdef const float* row = facts.row(0) + (facts.width - PAGE) * ROWS
    for kind in range(LEAF_KINDS):
        kinds[kind] = 0.0
    for i in range(facts.leaf_count):
        leaf = &facts.leaves[i]
        asks += leaf.asks
        money += leaf.money
        size = max(<float>leaf.size, 1.0)
        all_ += size
        kinds[leaf.kind] += size
        words = max(words, leaf.words)
    for kind in range(1, 6):
        out[kind - 1] = kinds[kind] / all_
    for i in range(PAGE):
        out[5 + i] = row[i * ROWS]
    out += 5 + PAGE
    out[0] = money / n
    out[1] = money
    out[2] = asks / n
    out[3] = times / n
    out[4] = <double>len(page.by_tag("table"))
    out[5] = times
    out[6] = words


def kind_features(page, features, list places not None, known):
    """Return the row of numbers from which the kind of ``page`` is told: as `kinds.kind_features`."""
    out = np.zeros(KIND_COLUMNS, dtype=np.float32)
    cdef float[::1] view = out
    tell_kind(page, features.columns, Words(known).weigh(NULL, 0, places, &view[0]))
    return out


def kind_evidence(features, first):
    """Return what the first chances say of the kind: as `kinds.kind_evidence`."""
    out = np.empty(EVIDENCE, dtype=np.float32)
    cdef Facts base = features.columns
    cdef float[::1] view = out
    cdef const double[::1] chances = np.ascontiguousarray(first, dtype=np.float64)
    if chances.shape[0] != base.leaf_count:
        raise ValueError("one chance a leaf")
    tell_evidence(base, &chances[0], &view[0])
    return out


cdef tell_evidence(Facts base, const double* first, float* out):
    """Write what the first chances say of the kind."""
    cdef double mass = share_out(base, first, out)
    measure_kept(base, first, mass, out + SHARES)


cdef double share_out(Facts base, const double* first, float* out) noexcept:
    """Write the shares of what is likely kept; return how much that is."""
    cdef double shares[SHARES]
    cdef double mass, total = 0.0
    cdef Py_ssize_t i
    cdef Leaf* leaf
    for i in range(SHARES):
        shares[i] = 0.0
    shares[5] = first[0] * base.leaves[0].size
    for i in range(base.leaf_count):
        leaf = &base.leaves[i]
        mass = first[i] * leaf.size
        total += mass
        shares[0] += mass * (leaf.times > 2)
        shares[1] += mass * (leaf.times > 4)
        shares[2] += mass * leaf.is_comment
        shares[3] += mass * leaf.link
        shares[4] += mass * (base.leaves[leaf.same].repeats > 1)
        shares[5] = max(shares[5], mass)
        shares[6 + leaf.kind] += mass
    total += 1e-9
    for i in range(SHARES):
        out[i] = shares[i] / total
    return total


cdef measure_kept(Facts base, const double* first, double mass, float* out):
    """Write how much is likely kept, in how many leaves and runs of them, and with how much doubt."""
    cdef double size = 0.0, comments = 0.0, doubt = 0.0, chance = 0.0
    cdef Py_ssize_t i, n = base.leaf_count, count = 0, changes = 0
    cdef Leaf* leaf
    cdef double* lengths = <double*>PyMem_Malloc(n * sizeof(double))
    if not lengths:
        raise MemoryError
    for i in range(n):
        leaf = &base.leaves[i]
        size += leaf.size
        comments += leaf.size * leaf.is_comment
        doubt += first[i] * (1 - first[i])
        chance += first[i]
        if i and (first[i] > _EVEN) != (first[i - 1] > _EVEN):
            changes += 1
        if first[i] > _EVEN:
            lengths[count] = leaf.size
            count += 1
    out[0] = mass
    out[1] = mass / size
    out[2] = count
    out[3] = <double>count / n
    describe(lengths, count, out + 4)
    out[7] = changes
    out[8] = <double>changes / max(count, 1)
    out[9] = doubt / max(chance, 1e-9)
    out[10] = comments / size
    PyMem_Free(lengths)


cdef void describe(double* lengths, Py_ssize_t count, float* out) noexcept:
    """Write mean, median and maximum of ``lengths``, which are put in order; 0 if there are none."""
    cdef double total = 0.0
    cdef Py_ssize_t i
    out[0] = out[1] = out[2] = 0
    if count:
        qsort(lengths, count, sizeof(double), compare)
        for i in range(count):
            total += lengths[i]
        out[0] = total / count
        out[1] = (lengths[(count - 1) // 2] + lengths[count // 2]) / 2
        out[2] = lengths[count - 1]


cdef int compare(const void* a, const void* b) noexcept nogil:
    cdef double one = (<const double*>a)[0], other = (<const double*>b)[0]
    return (one > other) - (one < other)
