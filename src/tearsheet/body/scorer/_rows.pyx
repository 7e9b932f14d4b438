# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The rows of `tearsheet.body.scorer.features`, leaf by leaf in plain loops: the same numbers, many times faster.

Sums are added up in the same order as there, and rounded to 32 bits only when they are written. Each function below
writes the columns of its namesake there for one leaf and returns where the next ones go: the rows are written as the
trees are asked, see `Facts.row`.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from tearsheet.body.scorer._facts cimport Facts, Leaf, Node, RUNNING
from tearsheet.body.scorer._lexicon cimport Lexicon
from tearsheet.body.scorer._pairs cimport number_pairs
from tearsheet.body.scorer._sums cimport ROWS
from tearsheet.body.scorer._texts cimport TEXT_COLUMNS, find_headline, read_texts

import numpy as np

from tearsheet.body.scorer.features import LEVELS, Features
from tearsheet.body.scorer.paths import FLAGS

cdef int _LEVELS = LEVELS, _FLAGS = FLAGS

if ROW != WIDTH + FLAGS + LEVELS * BOX:
    raise ImportError("columns miscounted")


cdef class Maker:
    """Makes the rows of one page."""

    cdef Facts facts
    cdef double total, total_leaves  # of the page: long text, leaves; never 0
    cdef Alike* groups
    cdef Alike* shapes
    cdef Repeated* repeated
    cdef float* boxes
    cdef float page[PAGE]
    cdef Py_ssize_t of_level[RANKS]
    cdef list articles
    cdef Py_ssize_t headline, first_best, last_best
    cdef Py_ssize_t last_long, next_long, last_heading, next_heading, headings, tops
    cdef int* next_longs
    cdef int* next_headings

    def __cinit__(self, page, Facts facts):
        cdef Py_ssize_t n = facts.leaf_count
        self.facts = facts
        self.headline = facts.headline
        self.groups = <Alike*>PyMem_Calloc(facts.group_count, sizeof(Alike))
        self.shapes = <Alike*>PyMem_Calloc(facts.shape_count, sizeof(Alike))
        self.repeated = <Repeated*>PyMem_Calloc(facts.node_count, sizeof(Repeated))
        self.boxes = <float*>PyMem_Calloc(facts.node_count * BOX, sizeof(float))
        self.next_longs = <int*>PyMem_Calloc(n, sizeof(int))
        self.next_headings = <int*>PyMem_Calloc(n, sizeof(int))
        if not (self.groups and self.shapes and self.repeated and self.boxes):
            raise MemoryError
        if not (self.next_longs and self.next_headings):
            raise MemoryError
        self.total = max(facts.nodes[0].inside[2], 1e-9)
        self.total_leaves = max(facts.nodes[0].inside[4], 1e-9)
        self.articles = page.by_tag("article") or [0]
        self.last_long, self.last_heading = -99, -1

    def __dealloc__(self):
        PyMem_Free(self.groups)
        PyMem_Free(self.shapes)
        PyMem_Free(self.repeated)
        PyMem_Free(self.boxes)
        PyMem_Free(self.next_longs)
        PyMem_Free(self.next_headings)

    # Before the rows

    cdef survey(self):
        """Go over leaves and containers once for what the rows look up."""
        cdef Facts facts = self.facts
        cdef Py_ssize_t i, n = facts.leaf_count, next_long = n + 99, next_heading = n
        cdef Leaf* leaf
        self.first_best, self.last_best = -1, n - 1
        for i in range(n):
            leaf = &facts.leaves[i]
            add(&self.groups[leaf.group], leaf)
            add(&self.shapes[leaf.shape], leaf)
            self.of_level[leaf.level] += 1
            if leaf.is_long and facts.best.index <= leaf.index < facts.best.end:
                self.first_best = i if self.first_best < 0 else self.first_best
                self.last_best = i
        self.first_best = max(self.first_best, 0)
        for i in range(n - 1, -1, -1):
            if facts.leaves[i].is_long:
                next_long = i
            self.next_longs[i] = next_long
            self.next_headings[i] = next_heading  # strictly after
            if facts.leaves[i].kind == 1:
                next_heading = i
        for i in range(facts.node_count):
            self.measure_box(i)

    cdef void measure_box(self, int place) noexcept:
        """Find the columns that all leaves share which have the container at ``place`` above them."""
        cdef double* inside = self.facts.nodes[place].inside
        cdef float* out = self.boxes + place * BOX
        cdef double text = max(inside[0], 1.0)
        out[0] = inside[2] / self.total
        out[1] = inside[2] / text
        out[2] = inside[1] / text
        out[3] = inside[4]
        out[4] = inside[3]
        out[5] = text / max(inside[4], 1.0)
        out[6] = inside[6]

    cdef find_repeats(self):
        """Find the rows of equal siblings with several leaves each."""
        cdef Facts facts = self.facts
        cdef Py_ssize_t i, n = facts.node_count
        cdef int* parents = <int*>PyMem_Calloc(3 * n, sizeof(int))
        cdef int* shapes = parents + n
        cdef int* rows = shapes + n
        cdef Repeat* repeats = NULL
        cdef Repeat* repeat
        cdef Node* node
        try:
            if not parents:
                raise MemoryError
            for i in range(n):
                node = &facts.nodes[i]
                parents[i] = node.parent if node.inside[4] >= 2 else -1
                shapes[i] = node.shape
            repeats = <Repeat*>PyMem_Calloc(
                number_pairs(parents, shapes, n, n, facts.shape_count, rows) + 1, sizeof(Repeat)
            )
            if not repeats:
                raise MemoryError
            for i in range(n):
                node = &facts.nodes[i]
                repeat = &repeats[rows[i]]
                if parents[i] >= 0:
                    if not repeat.count:
                        repeat.before = node.before
                    repeat.count += 1
                    repeat.leaves += node.inside[4]
                    repeat.long += node.inside[2]
            for i in range(n):
                self.inherit(i, &repeats[rows[i]])
        finally:
            PyMem_Free(repeats)
            PyMem_Free(parents)

    cdef void inherit(self, int place, Repeat* repeat) noexcept:
        """Find the nearest row of equal siblings above ``place``; ``repeat`` is its own if it has several leaves."""
        cdef Node* node = &self.facts.nodes[place]
        cdef Repeated* out = &self.repeated[place]
        if node.parent < 0:
            out[0] = Repeated(1.0, 0.0, 0.0, 0.0, 0, 0)
            return
        out[0] = self.repeated[node.parent]
        if node.inside[4] >= 2 and repeat.count >= 2:
            out.rows += 1
            out.depth, out.ahead = node.depth, repeat.before
            out.times = repeat.count
            out.size = repeat.leaves / repeat.count
            out.text = repeat.long / repeat.count

    cdef read_page(self, page):
        """Find the columns that are the same for all leaves."""
        cdef Py_ssize_t i, n = self.facts.leaf_count, headings = 0, cells = 0
        cdef double* all_ = self.facts.running + n * RUNNING
        for i in range(n):
            headings += self.facts.leaves[i].kind == 1
            cells += self.facts.leaves[i].kind == 3
        self.page = [
            n,
            all_[0],
            all_[1] / max(all_[0], 1.0),
            all_[2] / max(all_[0], 1.0),
            all_[3],
            all_[2] / max(all_[3], 1.0),
            <double>len(page.by_tag("article")),
            <double>len(page.by_tag("h1")),
            <double>headings / n,
            <double>cells / n,
            <double>len(page.images) / n,
            <double>self.facts.element_count / n,
        ]

    # The rows

    cdef float* write(self, Py_ssize_t i, float* out) noexcept:
        """Write the columns of leaf ``i`` that follow those of its text."""
        cdef Leaf* leaf = &self.facts.leaves[i]
        cdef int k
        out = self.path_columns(leaf, out)
        out = self.container_columns(i, leaf, out)
        out = self.shape_columns(&self.groups[leaf.group], out)
        out = self.shape_columns(&self.shapes[leaf.shape], out)
        out = self.window_columns(i, out)
        out = self.neighbour_columns(i, leaf, out)
        out = self.place_columns(i, leaf, out)
        out = self.heading_columns(i, leaf, out)
        out = self.repeat_columns(leaf, out)
        for k in range(PAGE):
            out[k * ROWS] = self.page[k]
        return out + PAGE * ROWS

    cdef float* path_columns(self, Leaf* leaf, float* out) noexcept:
        cdef Facts facts = self.facts
        cdef Node* node = &facts.nodes[leaf.node]
        cdef int parent = facts.above(leaf.node), grand = facts.above(parent), k
        cdef Node* article
        out[0] = node.total
        out[ROWS] = node.least
        out[2 * ROWS] = node.most
        out[3 * ROWS] = node.below
        out[4 * ROWS] = node.below_least
        out[5 * ROWS] = node.own
        out[6 * ROWS] = facts.nodes[parent].own
        out[7 * ROWS] = facts.nodes[grand].own
        out[8 * ROWS] = facts.nodes[facts.above(grand)].own
        out[9 * ROWS] = node.depth
        out[10 * ROWS] = node.hinge
        out[11 * ROWS] = node.depth - node.hinge
        out[12 * ROWS] = out[13 * ROWS] = out[14 * ROWS] = -1
        if node.article >= 0:
            article = &facts.nodes[node.article]
            out[12 * ROWS] = self.place_of(article.index)
            out[13 * ROWS] = article.inside[2] / self.total
            out[14 * ROWS] = article.inside[4] / self.total_leaves
        for k in range(_FLAGS):
            out[(15 + k) * ROWS] = node.flags >> k & 1
        return out + (15 + _FLAGS) * ROWS

    cdef Py_ssize_t place_of(self, int article) noexcept:
        """How many articles begin before ``article``."""
        cdef Py_ssize_t low = 0, high = len(self.articles), middle
        while low < high:
            middle = (low + high) // 2
            if <int>self.articles[middle] < article:
                low = middle + 1
            else:
                high = middle
        return low

    cdef float* container_columns(self, Py_ssize_t i, Leaf* leaf, float* out) noexcept:
        cdef Facts facts = self.facts
        cdef Node* best = &facts.best
        cdef float* box
        cdef int at = leaf.node, level, k
        for level in range(_LEVELS):
            box = self.boxes + at * BOX
            for k in range(BOX):
                out[k * ROWS] = box[k]
            out += BOX * ROWS
            at = facts.above(at)
        out[0] = best.index <= leaf.index < best.end
        out[ROWS] = i - self.first_best if i < self.first_best else max(i - self.last_best, 0)
        out[2 * ROWS] = best.inside[2] / self.total
        out[3 * ROWS] = best.inside[4] / self.total_leaves
        return out + 4 * ROWS

    cdef float* shape_columns(self, Alike* alike, float* out) noexcept:
        out[0] = alike.leaves
        out[ROWS] = alike.long / self.total
        out[2 * ROWS] = alike.size / alike.leaves
        out[3 * ROWS] = alike.linked / max(alike.size, 1.0)
        out[4 * ROWS] = alike.many / alike.leaves
        return out + ALIKE * ROWS

    cdef float* window_columns(self, Py_ssize_t i, float* out) noexcept:
        cdef Py_ssize_t n = self.facts.leaf_count
        cdef double* high
        cdef double* low
        cdef double text, leaves
        cdef int reach
        for reach in (1, 3, 8, 20):
            high = self.facts.running + min(i + reach + 1, n) * RUNNING
            low = self.facts.running + max(i - reach, 0) * RUNNING
            text = max(high[0] - low[0], 1.0)
            leaves = high[4] - low[4]
            out[0] = (high[1] - low[1]) / text
            out[ROWS] = (high[2] - low[2]) / text
            out[2 * ROWS] = text / leaves
            out[3 * ROWS] = (high[3] - low[3]) / leaves
            out += 4 * ROWS
        return out

    cdef float* neighbour_columns(self, Py_ssize_t i, Leaf* leaf, float* out) noexcept:
        cdef Leaf* other
        cdef int step
        for step in (-2, -1, 1, 2):
            if 0 <= i + step < self.facts.leaf_count:
                other = leaf + step
                out[0] = other.size
                out[ROWS] = other.link
                out[2 * ROWS] = other.kind
                out[3 * ROWS] = min(max(other.index - leaf.index, -99), 99)
            else:
                out[0] = out[ROWS] = out[2 * ROWS] = -1
                out[3 * ROWS] = 99
            out += 4 * ROWS
        return out

    cdef float* place_columns(self, Py_ssize_t i, Leaf* leaf, float* out) noexcept:
        """What `features` has last of the sequence; leaves come in order."""
        cdef Py_ssize_t n = self.facts.leaf_count
        cdef double* before = self.facts.running + i * RUNNING
        cdef double* all_ = self.facts.running + n * RUNNING
        if leaf.is_long:
            self.last_long = i
        out[0] = min(i - self.last_long, 99)
        out[ROWS] = min(self.next_longs[i] - i, 99)
        out[2 * ROWS] = <double>i / n
        out[3 * ROWS] = i
        out[4 * ROWS] = n - i
        out[5 * ROWS] = before[2] / self.total
        out[6 * ROWS] = before[3]
        out[7 * ROWS] = all_[3] - before[RUNNING + 3]
        if self.headline >= 0:
            out[8 * ROWS] = min(max(i - self.headline, -99), 199)
            out[9 * ROWS] = before[2] - self.facts.running[self.headline * RUNNING + 2]
        else:
            out[8 * ROWS] = -100
            out[9 * ROWS] = -1
        return out + 10 * ROWS

    cdef float* heading_columns(self, Py_ssize_t i, Leaf* leaf, float* out) noexcept:
        cdef Facts facts = self.facts
        cdef Py_ssize_t above = self.last_heading, following = self.next_headings[i]
        cdef double* start = facts.running + (above + 1) * RUNNING
        cdef double* behind = facts.running + (i + 1) * RUNNING
        cdef double* stop = facts.running + following * RUNNING
        cdef double text = max(stop[0] - start[0], 1.0), rest = max(stop[0] - behind[0], 1.0)
        if leaf.kind == 1:
            self.last_heading = i
            self.headings += 1
        out[0] = i - above if above >= 0 else -1
        out[ROWS] = facts.leaves[above].level if above >= 0 else 0
        out[2 * ROWS] = facts.leaves[above].size if above >= 0 else -1
        out[3 * ROWS] = facts.leaves[above].link if above >= 0 else -1
        out[4 * ROWS] = (stop[1] - start[1]) / text
        out[5 * ROWS] = (stop[2] - start[2]) / text
        out[6 * ROWS] = max(following - (above if above >= 0 else -1) - 1, 1)
        out[7 * ROWS] = stop[4] - behind[4]
        out[8 * ROWS] = (stop[1] - behind[1]) / rest
        out[9 * ROWS] = stop[2] - behind[2]
        out[10 * ROWS] = self.of_level[leaf.level]
        out[11 * ROWS] = self.tops
        out[12 * ROWS] = self.headings
        self.tops += leaf.level == 1
        return out + 13 * ROWS

    cdef float* repeat_columns(self, Leaf* leaf, float* out) noexcept:
        cdef Repeated* repeated = &self.repeated[leaf.node]
        leaf.times = repeated.times
        out[0] = repeated.times
        out[ROWS] = repeated.size
        out[2 * ROWS] = repeated.text
        out[3 * ROWS] = self.facts.nodes[leaf.node].depth - repeated.depth
        out[4 * ROWS] = repeated.rows
        out[5 * ROWS] = repeated.times * repeated.text / self.total
        out[6 * ROWS] = repeated.ahead / self.total
        out[7 * ROWS] = repeated.ahead
        return out + 8 * ROWS


cdef Facts read_page(page, str title, Lexicon lexicon):
    """Find out all that is known of the leaves of ``page``, which has some, before they are scored."""
    if not page.leaves:
        raise ValueError("a page without leaves has no rows")
    cdef Facts facts = Facts(page, lexicon)
    cdef Py_ssize_t i
    cdef Maker maker
    facts.headline = find_headline(page, title)
    facts.climb(page.nodes.tags, page.nodes.attrs)
    facts.make_blocks(ROW)
    read_texts(page, facts)
    facts.add_up()
    facts.group_leaves()
    facts.find_best()
    maker = Maker(page, facts)
    maker.survey()
    maker.find_repeats()
    maker.read_page(page)
    for i in range(facts.leaf_count):
        maker.write(i, facts.row(i) + TEXT_COLUMNS * ROWS)
    return facts


def leaf_features(page, str title, Lexicon lexicon not None):
    """Return the features of the leaves of ``page``: as `features.leaf_features`."""
    cdef Facts facts = read_page(page, title, lexicon)
    cdef Py_ssize_t i, column
    cdef float* row
    rows = np.empty((facts.leaf_count, facts.width), dtype=np.float32)
    cdef float[:, ::1] view = rows
    for i in range(facts.leaf_count):
        row = facts.row(i)
        for column in range(facts.width):
            view[i, column] = row[column * ROWS]
    return Features(
        rows, facts.headline, facts.levels(), facts, facts.comments(), facts.hidden(), facts.places()
    )
