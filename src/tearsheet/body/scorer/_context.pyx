# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The rows of `tearsheet.body.scorer.context`, leaf by leaf in plain loops: the same numbers, many times faster.

Each function below writes the columns of its namesake there for one leaf and returns where the next ones go: the rows
are written as the trees are asked.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from tearsheet.body.scorer._facts cimport Facts, Leaf
from tearsheet.body.scorer._sums cimport ROWS

import numpy as np

from tearsheet.body.scorer.context import LARGEST, LONG, SMALLEST, SURE
from tearsheet.body.scorer.features import LEVELS

cdef int _LEVELS = LEVELS
cdef double _LARGEST = LARGEST, _SMALLEST = SMALLEST, _SURE = SURE, _LONG = LONG

if LEVELS > MOST_LEVELS:
    raise ImportError("built for fewer levels")


cdef class Second:
    """Makes the second look's rows of one page."""

    def __cinit__(self, Facts facts):
        cdef Py_ssize_t n = facts.leaf_count
        self.facts = facts
        self.leaves = <Sum*>PyMem_Calloc(n, sizeof(Sum))
        self.before = <Sum*>PyMem_Calloc(n + 1, sizeof(Sum))
        self.owners = <Sum*>PyMem_Calloc(facts.owner_count + 1, sizeof(Sum))
        self.groups = <Sum*>PyMem_Calloc(facts.group_count, sizeof(Sum))
        self.shapes = <Sum*>PyMem_Calloc(facts.shape_count, sizeof(Sum))
        self.next_anchors = <int*>PyMem_Calloc(n, sizeof(int))
        self.next_headings = <int*>PyMem_Calloc(n, sizeof(int))
        if not (self.leaves and self.before and self.owners and self.groups and self.shapes):
            raise MemoryError
        if not (self.next_anchors and self.next_headings):
            raise MemoryError
        self.last_anchor, self.last_heading = -99, -1

    def __dealloc__(self):
        PyMem_Free(self.leaves)
        PyMem_Free(self.before)
        PyMem_Free(self.owners)
        PyMem_Free(self.groups)
        PyMem_Free(self.shapes)
        PyMem_Free(self.next_anchors)
        PyMem_Free(self.next_headings)

    # Before the rows

    cdef void survey(self, const double* first) noexcept:
        """Take the ``first`` chances, which must stay; go over leaves and containers once for what the rows look up."""
        cdef Facts facts = self.facts
        cdef Py_ssize_t i, n = facts.leaf_count
        cdef Leaf* leaf
        cdef Sum* own
        self.first = first
        self.top = first[0]
        for i in range(n):
            leaf = &facts.leaves[i]
            own = &self.leaves[i]
            own.weight = min(leaf.size, _LARGEST) + _SMALLEST
            own.mass = own.weight * self.first[i]
            own.kept = self.first[i] > _SURE
            self.before[i + 1] = self.before[i]
            add(&self.before[i + 1], own)
            add(&self.owners[leaf.owner + 1], own)
            add(&self.groups[leaf.group], own)
            add(&self.shapes[leaf.shape], own)
            self.ranks[leaf.level].chance += self.first[i]
            self.ranks[leaf.level].leaves += 1
            self.top = max(self.top, self.first[i])
        for i in range(facts.owner_count):
            add(&self.owners[i + 1], &self.owners[i])
        self.find_best()
        self.look_ahead()

    cdef void find_best(self) noexcept:
        """Find the last element with the most likely text after a toll on all else in it."""
        cdef Facts facts = self.facts
        cdef Py_ssize_t i
        cdef double top = self.worth_of(0)
        self.best = self.best_end = -1
        for i in range(1, facts.node_count):
            top = max(top, self.worth_of(i))
        if facts.empty >= 0:  # elements without leaves are worth nothing, which is more than some
            top = max(top, 0.0)
            if top <= 1e-9:
                self.best = self.best_end = facts.empty
        for i in range(facts.node_count):
            if facts.nodes[i].index > self.best and self.worth_of(i) >= top - 1e-9:
                self.best, self.best_end = facts.nodes[i].index, facts.nodes[i].end
                self.worth = self.worth_of(i)

    cdef double worth_of(self, Py_ssize_t place) noexcept:
        cdef Sum* stop = &self.owners[self.facts.nodes[place].stop]
        cdef Sum* start = &self.owners[self.facts.nodes[place].start]
        return (stop.mass - start.mass) - 0.5 * (stop.weight - start.weight)

    cdef bint is_anchor(self, Py_ssize_t i) noexcept:
        return self.leaves[i].kept > 0 and self.leaves[i].weight > _LONG

    cdef void look_ahead(self) noexcept:
        """Find for each leaf the next anchor and the next heading after it."""
        cdef Py_ssize_t i, n = self.facts.leaf_count, anchor = n + 99, heading = n
        for i in range(n - 1, -1, -1):
            self.next_anchors[i] = anchor
            self.next_headings[i] = heading
            if self.is_anchor(i):
                anchor = i
            if self.facts.leaves[i].kind == 1:
                heading = i

    # The rows

    cdef void go_past(self, Py_ssize_t i) noexcept:
        """Take note of leaf ``i`` for those after it; all leaves come in order."""
        if self.is_anchor(i):
            self.last_anchor = i
        if self.facts.leaves[i].kind == 1:
            self.last_heading = i

    cdef float* write(self, Py_ssize_t i, float* out) noexcept:
        """Write the columns of leaf ``i``, before it is gone past."""
        cdef Leaf* leaf = &self.facts.leaves[i]
        out[0] = self.first[i]
        out = self.windows(i, out + ROWS)
        out = self.containers(leaf, out)
        out = self.groups_of(leaf, out)
        out = self.places(i, out)
        return self.headings(i, leaf, out)

    cdef float* windows(self, Py_ssize_t i, float* out) noexcept:
        cdef Py_ssize_t n = self.facts.leaf_count
        cdef Sum* sums = self.before
        cdef int reach, step
        for reach in (1, 2, 4, 8, 16):
            out[0] = mean(&sums[max(i - reach, 0)], &sums[min(i + reach + 1, n)])
            out += ROWS
        for reach in (3, 10):
            out[0] = mean(&sums[max(i - reach, 0)], &sums[i])
            out[ROWS] = mean(&sums[i + 1], &sums[min(i + reach + 1, n)])
            out += 2 * ROWS
        for step in range(-NEAR, NEAR + 1):
            if step:
                out[0] = self.first[i + step] if 0 <= i + step < n else -1
                out += ROWS
        return out

    cdef float* containers(self, Leaf* leaf, float* out) noexcept:
        cdef Facts facts = self.facts
        cdef Sum* all_ = &self.before[facts.leaf_count]
        cdef double total = max(all_.mass, 1e-9)
        cdef int at = leaf.node, level
        cdef Sum* start
        cdef Sum* stop
        for level in range(_LEVELS):
            start = &self.owners[facts.nodes[at].start]
            stop = &self.owners[facts.nodes[at].stop]
            out[0] = mean(start, stop)
            out[ROWS] = (stop.mass - start.mass) / total
            out += 2 * ROWS
            at = facts.above(at)
        out[0] = self.best <= leaf.index < self.best_end
        out[ROWS] = self.worth / max(all_.mass, 1.0)
        return out + 2 * ROWS

    cdef float* groups_of(self, Leaf* leaf, float* out) noexcept:
        cdef Sum* group = &self.groups[leaf.group]
        cdef Sum* shape = &self.shapes[leaf.shape]
        out[0] = group.mass / max(group.weight, 1e-9)
        out[ROWS] = group.kept
        out[2 * ROWS] = shape.mass / max(shape.weight, 1e-9)
        out[3 * ROWS] = self.ranks[leaf.level].chance / max(self.ranks[leaf.level].leaves, 1e-9)
        out[4 * ROWS] = self.top
        return out + 5 * ROWS

    cdef float* places(self, Py_ssize_t i, float* out) noexcept:
        cdef Sum* all_ = &self.before[self.facts.leaf_count]
        out[0] = self.before[i].mass / max(all_.mass, 1e-9)
        out[ROWS] = all_.mass
        out[2 * ROWS] = all_.mass / all_.weight
        out[3 * ROWS] = all_.kept
        out[4 * ROWS] = self.before[i].kept
        out[5 * ROWS] = all_.kept - self.before[i + 1].kept
        out[6 * ROWS] = min(i - self.last_anchor, 99)
        out[7 * ROWS] = min(self.next_anchors[i] - i, 99)
        return out + 8 * ROWS

    cdef float* headings(self, Py_ssize_t i, Leaf* leaf, float* out) noexcept:
        cdef Sum* start = &self.before[self.last_heading + 1]
        cdef Sum* behind = &self.before[i + 1]
        cdef Sum* stop = &self.before[self.next_headings[i]]
        out[0] = self.first[self.last_heading] if self.last_heading >= 0 else -1
        out[ROWS] = mean(behind, stop)
        out[2 * ROWS] = stop.mass - behind.mass
        out[3 * ROWS] = mean(start, stop)
        return out + 4 * ROWS


cdef inline void add(Sum* total, Sum* more) noexcept:
    total.mass += more.mass
    total.weight += more.weight
    total.kept += more.kept


cdef inline double mean(Sum* start, Sum* stop) noexcept:
    """The mean chance between two running sums."""
    return (stop.mass - start.mass) / max(stop.weight - start.weight, 1e-9)


def context_rows(Facts base not None, first):
    """Return a row for each leaf: as `context.context_rows`; ``base`` is what `_rows.leaf_features` gave."""
    cdef const double[::1] chances = np.ascontiguousarray(first, dtype=np.float64)
    cdef Py_ssize_t i, column, width = CONTEXT + 2 * _LEVELS
    cdef float row[(CONTEXT + 2 * MOST_LEVELS) * ROWS]
    if chances.shape[0] != base.leaf_count:
        raise ValueError("one chance a leaf")
    rows = np.empty((base.leaf_count, width), dtype=np.float32)
    cdef float[:, ::1] view = rows
    cdef Second second = Second(base)
    second.survey(&chances[0])
    for i in range(base.leaf_count):
        second.write(i, row)
        second.go_past(i)
        for column in range(width):
            view[i, column] = row[column * ROWS]
    return rows
