# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The course of `tearsheet.body.scorer.score` from one compiled part to the next, with no array made in between.

Only the powers of e are left to numpy, whose last bits no other library has.
"""

from cpython.buffer cimport PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.string cimport memset

from tearsheet.body.scorer._cache cimport LINE, aligned
from tearsheet.body.scorer._context cimport CONTEXT, Second
from tearsheet.body.scorer._facts cimport ADDED, Facts
from tearsheet.body.scorer._kinds cimport EVIDENCE, KIND_COLUMNS, KIND_COUNT, Words, tell_evidence, tell_kind
from tearsheet.body.scorer._lexicon cimport Lexicon
from tearsheet.body.scorer._rows cimport ROW, read_page
from tearsheet.body.scorer._sums cimport ROWS, Walker

import numpy as np

from tearsheet.body.scorer.features import LEVELS
from tearsheet.body.scorer.kinds import page_words
from tearsheet.body.scorer.scores import HOPELESS, Scores
from tearsheet.body.scorer.trees import UNIT

cdef int _CONTEXT = CONTEXT + 2 * <int>LEVELS
cdef double _HOPELESS = HOPELESS
cdef float _UNIT = UNIT
_exp, _empty, _FLOAT = np.exp, np.empty, np.dtype(np.float32)

if ADDED != KIND_COUNT:
    raise ImportError("built for other kinds")


cdef class Scorer:
    """The weights, made ready for `score`."""

    cdef Lexicon lexicon
    cdef Words words
    cdef object known
    cdef Walker hints, first, kinds, second
    cdef Py_ssize_t room  # for what is left of the trees' leaves

    def __init__(self, weights):
        self.lexicon, self.known, self.words = weights.lexicon, weights.known_words, Words(weights.known_words)
        self.hints, self.first = weights.hints.walker, weights.first.walker
        self.kinds, self.second = weights.kinds.walker, weights.second.walker
        self.check(self.hints, KIND_COLUMNS, KIND_COUNT)
        self.check(self.first, ROW + KIND_COUNT, 1)
        self.check(self.kinds, KIND_COLUMNS + EVIDENCE, KIND_COUNT)
        self.check(self.second, ROW + KIND_COUNT + _CONTEXT, 1)

    cdef check(self, Walker walker, Py_ssize_t width, int classes):
        """Refuse trees that ask for what is not there."""
        if walker.width > width or walker.classes != classes:
            raise ValueError("trees for other columns or classes")
        self.room = max(self.room, walker.trees * (ROWS if classes == 1 else 1))

    def score(self, page, title):
        """Return the scores of ``page``, which has at least one leaf: as `score.plain_scores`."""
        cdef Facts facts = read_page(page, title, self.lexicon)
        cdef float row[KIND_COLUMNS + EVIDENCE]
        cdef float hints[KIND_COUNT]
        cdef float kinds[KIND_COUNT]
        cdef Py_ssize_t n = facts.leaf_count
        cdef double* chances = <double*>PyMem_Malloc(n * sizeof(double))
        cdef void* room = PyMem_Malloc(self.room * sizeof(int) + LINE)
        cdef unsigned int* left = <unsigned int*>aligned(room)
        try:
            if not (chances and room):
                raise MemoryError
            others = self.known.places_in(page_words(page))
            tell_kind(page, facts, self.words.weigh(facts.met, self.lexicon.places, others, row))
            ask_kinds(self.hints, row, left, hints)
            self.look(facts, hints, left, chances)
            tell_evidence(facts, chances, row + KIND_COLUMNS)
            ask_kinds(self.kinds, row, left, kinds)
            self.look_again(facts, kinds, left, chances)
            return Scores(
                facts.headline, facts.levels(), facts.comments(), facts.hidden(), kinds, [chances[i] for i in range(n)]
            )
        finally:
            PyMem_Free(chances)
            PyMem_Free(room)

    cdef look(self, Facts facts, const float* kinds, unsigned int* left, double* chances):
        """Find the first chance of each leaf."""
        cdef Py_ssize_t start
        cdef float* block = facts.blocks
        cdef int* sums = <int*>PyMem_Malloc(facts.leaf_count * sizeof(int))
        if not sums:
            raise MemoryError
        memset(sums, 0, facts.leaf_count * sizeof(int))
        for start in range(0, facts.leaf_count, ROWS):
            spread(kinds, block + facts.width * ROWS)
            self.first.ask(block, min(ROWS, facts.leaf_count - start), left, sums + start)
            block += facts.block_size
        try:
            to_chances(sums, facts.leaf_count, chances)
        finally:
            PyMem_Free(sums)

    cdef look_again(self, Facts facts, const float* kinds, unsigned int* left, double* chances):
        """Replace the chances of the leaves that are not hopeless by what a second look says."""
        cdef Py_ssize_t i, count = 0, width = facts.width + KIND_COUNT
        cdef int taken = 0
        cdef Second second
        cdef void* room = PyMem_Calloc((width + _CONTEXT) * ROWS * sizeof(float) + LINE, 1)
        cdef float* block = <float*>aligned(room)
        cdef int* sums = <int*>PyMem_Malloc(2 * facts.leaf_count * sizeof(int))
        cdef int* open_ = sums + facts.leaf_count
        cdef double* found = NULL
        try:
            if not (room and sums):
                raise MemoryError
            second = Second(facts)
            second.survey(chances)
            memset(sums, 0, facts.leaf_count * sizeof(int))
            spread(kinds, block + facts.width * ROWS)
            for i in range(facts.leaf_count):
                if chances[i] > _HOPELESS:
                    copy(facts.row(i), facts.width, block + taken)
                    second.write(i, block + width * ROWS + taken)
                    open_[count] = i
                    count += 1
                    taken += 1
                    if taken == ROWS:
                        self.second.ask(block, taken, left, sums + count - taken)
                        taken = 0
                second.go_past(i)
            if taken:
                self.second.ask(block, taken, left, sums + count - taken)
            if count:
                found = <double*>PyMem_Malloc(count * sizeof(double))
                if not found:
                    raise MemoryError
                to_chances(sums, count, found)
            for i in range(count):
                chances[open_[i]] = found[i]
        finally:
            PyMem_Free(room)
            PyMem_Free(sums)
            PyMem_Free(found)


cdef inline void spread(const float* kinds, float* out) noexcept:
    """Write the chances of the kinds to all rows of a block."""
    cdef int kind, k
    for kind in range(KIND_COUNT):
        for k in range(ROWS):
            out[kind * ROWS + k] = kinds[kind]


cdef inline void copy(const float* row, Py_ssize_t width, float* out) noexcept:
    """Copy a row from one block to another."""
    cdef Py_ssize_t column
    for column in range(width):
        out[column * ROWS] = row[column * ROWS]


cdef powers(float* numbers, Py_ssize_t count):
    """Raise e to each of ``numbers``."""
    cdef Py_buffer view
    cdef Py_ssize_t i
    array = _empty(count, _FLOAT)
    PyObject_GetBuffer(array, &view, PyBUF_WRITABLE)
    cdef float* data = <float*>view.buf
    for i in range(count):
        data[i] = numbers[i]
    try:
        _exp(array, array)
        for i in range(count):
            numbers[i] = data[i]
    finally:
        PyBuffer_Release(&view)


cdef to_chances(const int* sums, Py_ssize_t count, double* out):
    """Write the chances that the sums of trees stand for: as `trees.sigmoid`."""
    cdef Py_ssize_t i
    cdef float* numbers = <float*>PyMem_Malloc((count + 1) * sizeof(float))
    if not numbers:
        raise MemoryError
    try:
        for i in range(count):
            numbers[i] = -(<float>sums[i] * _UNIT)
        powers(numbers, count)
        for i in range(count):
            out[i] = <float>1.0 / (<float>1.0 + numbers[i])
    finally:
        PyMem_Free(numbers)


cdef ask_kinds(Walker trees, const float* row, unsigned int* left, float* out):
    """Write the chances of the kinds that trees give: as `trees.softmax`."""
    cdef int sums[KIND_COUNT]
    cdef float top, total = 0
    cdef int kind
    memset(sums, 0, sizeof(sums))
    trees.ask_alone(row, left, sums)
    for kind in range(KIND_COUNT):
        out[kind] = <float>sums[kind] * _UNIT
    top = out[0]
    for kind in range(KIND_COUNT):
        top = max(top, out[kind])
    for kind in range(KIND_COUNT):
        out[kind] -= top
    powers(out, KIND_COUNT)
    for kind in range(KIND_COUNT):
        total += out[kind]
    for kind in range(KIND_COUNT):
        out[kind] /= total
