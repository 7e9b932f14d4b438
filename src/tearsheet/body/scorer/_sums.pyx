# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The sums of `tearsheet.body.scorer.trees`, one tree and some rows at a time: the same numbers, many times faster.

Nodes are packed and numbers are compared as whole ones, which takes half the instructions of a comparison of floats.
"""

from libc.string cimport memset

from cpython.mem cimport PyMem_Calloc, PyMem_Free

cdef enum:
    AT_ONCE = 10  # rows that go down a tree side by side: none waits for another's memory
    WIDEST = 384  # columns of a row at most; rows stand at this distance, which is known when this is compiled
    MOST = 1 << 16  # nodes of an ensemble at most


cdef unsigned int _ALWAYS_LEFT = 0xFFFFFFFFU


cdef struct Node:
    unsigned int limit  # see `ordered`; _ALWAYS_LEFT at leaves
    unsigned short column, left


cdef union Bits:
    float number
    unsigned int bits


cdef inline unsigned int ordered(float number) noexcept nogil:
    """A whole number that is greater for greater numbers; the same for both zeros."""
    cdef Bits value
    value.number = number + <float>0.0
    return ~value.bits if value.bits >> 31 else value.bits | 0x80000000U


cdef class Walker:
    """An ensemble of trees, made ready to be walked."""

    cdef Node* nodes
    cdef const int[::1] roots, depths, values
    cdef int classes

    def __cinit__(
        self,
        const int[::1] roots,
        const int[::1] depths,
        const int[::1] features,
        const float[::1] thresholds,
        const int[::1] lefts,
        const int[::1] values,
        int classes,
    ):
        cdef Py_ssize_t i, count = features.shape[0]
        if count > MOST or (count and max(features) >= WIDEST):
            raise ValueError(f"more than {MOST} nodes or {WIDEST} columns")
        if not count == thresholds.shape[0] == lefts.shape[0] == values.shape[0]:
            raise ValueError("one value a node")
        self.roots, self.depths, self.values, self.classes = roots, depths, values, classes
        self.nodes = <Node*>PyMem_Calloc(count, sizeof(Node))
        if not self.nodes:
            raise MemoryError
        for i in range(count):
            self.nodes[i].limit = _ALWAYS_LEFT if lefts[i] == i else ordered(thresholds[i])
            self.nodes[i].column = features[i]
            self.nodes[i].left = lefts[i]

    def __dealloc__(self):
        PyMem_Free(self.nodes)

    def add(self, tuple parts, at, int[:, ::1] out):
        """Add to ``out`` what each tree says of each row: as `trees.Trees.sums`."""
        cdef unsigned int block[AT_ONCE * WIDEST]
        cdef Py_ssize_t start, count = out.shape[0]
        cdef const Py_ssize_t[::1] rows = at
        cdef int k, taken
        if out.shape[1] != self.classes or (at is not None and rows.shape[0] != count):
            raise ValueError("one sum a row and class")
        if sum([part.shape[part.ndim - 1] for part in parts]) > WIDEST:
            raise ValueError(f"more than {WIDEST} columns")
        if not self.roots.shape[0]:
            return
        memset(block, 0, sizeof(block))  # where there are fewer rows than go at once, others go again
        for start in range(0, count, AT_ONCE):
            taken = min(AT_ONCE, count - start)
            copy(parts, rows, start, taken, block)
            with nogil:
                if taken > 2:
                    self.walk(block, taken, &out[start, 0])
                else:
                    for k in range(taken):
                        self.walk_alone(block + k * WIDEST, &out[start + k, 0])

    cdef void walk(self, const unsigned int* block, int taken, int* out) noexcept nogil:
        """Add what the trees say of some rows."""
        cdef size_t ends[AT_ONCE]
        cdef int sums[AT_ONCE]
        cdef const int* roots = &self.roots[0]
        cdef const int* depths = &self.depths[0]
        cdef const int* values = &self.values[0]
        cdef Py_ssize_t tree, turn, classes = self.classes
        cdef int k
        for turn in range(classes):
            for k in range(AT_ONCE):
                sums[k] = 0
            tree = turn
            while tree < self.roots.shape[0]:
                descend(self.nodes, roots[tree], depths[tree], block, ends)
                for k in range(AT_ONCE):
                    sums[k] += values[ends[k]]
                tree += classes
            for k in range(taken):
                out[k * classes + turn] += sums[k]

    cdef void walk_alone(self, const unsigned int* row, int* out) noexcept nogil:
        """Add what the trees say of one row."""
        cdef Py_ssize_t tree
        cdef size_t at
        cdef int step, turn = 0
        for tree in range(self.roots.shape[0]):
            at = self.roots[tree]
            for step in range(self.depths[tree]):
                at = self.nodes[at].left + <size_t>(self.nodes[at].limit < row[self.nodes[at].column])
            out[turn] += self.values[at]
            turn = turn + 1 if turn + 1 < self.classes else 0


cdef copy(tuple parts, const Py_ssize_t[::1] at, Py_ssize_t start, int taken, unsigned int* block):
    """Copy ``taken`` rows, the ``parts`` of each side by side; a part of one dimension is the same for all."""
    cdef const float[::1] shared
    cdef const float[:, ::1] rows
    cdef int k
    for part in parts:
        if part.ndim == 1:
            shared = part
            for k in range(taken):
                put(&shared[0], shared.shape[0], block + k * WIDEST)
            block += shared.shape[0]
        else:
            rows = part
            for k in range(taken):
                put(&rows[at[start + k] if at is not None else start + k, 0], rows.shape[1], block + k * WIDEST)
            block += rows.shape[1]


cdef inline void put(const float* row, Py_ssize_t width, unsigned int* out) noexcept nogil:
    cdef Py_ssize_t column
    for column in range(width):
        out[column] = ordered(row[column])


cdef inline void descend(
    const Node* nodes, size_t root, int depth, const unsigned int* block, size_t* ends
) noexcept nogil:
    """Find the leaves of a tree that rows end at, all steps without a branch."""
    cdef size_t at[AT_ONCE]
    cdef int k, step
    for k in range(AT_ONCE):
        at[k] = root
    for step in range(depth):
        for k in range(AT_ONCE):
            at[k] = nodes[at[k]].left + <size_t>(
                nodes[at[k]].limit < block[k * WIDEST + nodes[at[k]].column]
            )
    for k in range(AT_ONCE):
        ends[k] = at[k]
