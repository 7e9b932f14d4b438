# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The sums of `tearsheet.body.scorer.trees`, for some rows at a time: the same numbers, many times faster.

No tree is walked: all its questions are asked in the order in which they stand in memory, and each that a row answers
with the way to the right rules out the leaves on the left. The first leaf that is left is where the row would have
come out. That is more questions than a walk asks, but none waits for another's answer or for memory, and rows are
compared side by side, as whole numbers. Source: Lucchese et al., QuickScorer, SIGIR 2015.
"""

from libc.string cimport memset

from cpython.mem cimport PyMem_Calloc, PyMem_Free

cdef extern from *:
    """
    #define ROWS 16

    typedef struct {
        int limit;              /* a row goes left when its number is at most this, see `ordered` */
        unsigned int ruled_out; /* the leaves where a row that goes right cannot come out */
        unsigned int column;
    } Question;

    typedef void Asker(
        const Question* questions, Py_ssize_t count, const int* block, const int* values, int* sums
    );

    #if defined(__GNUC__)
    #define FIRST_OF(leaves) __builtin_ctz(leaves)

    /* Adds to `sums` what one tree says of each row of `block`, in which the numbers of a column stand together;
       so many rows are compared with one instruction as its processor has lanes. */
    #define ASKER(NAME, LANES)                                                                          \
        static void NAME(                                                                               \
            const Question* questions, Py_ssize_t count, const int* block, const int* values, int* sums \
        ) {                                                                                             \
            typedef int Numbers __attribute__((vector_size(4 * LANES), aligned(4), may_alias));         \
            union { Numbers all[ROWS / LANES]; unsigned int of[ROWS]; } left;                           \
            int k;                                                                                      \
            Py_ssize_t i;                                                                               \
            for (k = 0; k < ROWS / LANES; k++)                                                          \
                left.all[k] = (Numbers){0} == (Numbers){0};                                             \
            for (i = 0; i < count; i++) {                                                               \
                const Numbers* rows = (const Numbers*)(block + questions[i].column * ROWS);             \
                for (k = 0; k < ROWS / LANES; k++)                                                      \
                    left.all[k] &= ~((rows[k] > questions[i].limit) & (int)questions[i].ruled_out);     \
            }                                                                                           \
            for (k = 0; k < ROWS; k++)                                                                  \
                sums[k] += values[FIRST_OF(left.of[k])];                                                \
        }

    ASKER(ask_by_fours, 4)
    #if defined(__x86_64__)
    __attribute__((target("avx2"))) ASKER(ask_by_eights, 8)
    static Asker* best_asker(void) { return __builtin_cpu_supports("avx2") ? ask_by_eights : ask_by_fours; }
    #else
    static Asker* best_asker(void) { return ask_by_fours; }
    #endif

    #else  /* a compiler without vectors */

    static int FIRST_OF(unsigned int leaves) {
        int place = 0;
        while (!(leaves >> place & 1)) place++;
        return place;
    }

    static void ask_one_by_one(
        const Question* questions, Py_ssize_t count, const int* block, const int* values, int* sums
    ) {
        int k;
        Py_ssize_t i;
        for (k = 0; k < ROWS; k++) {
            unsigned int left = 0xFFFFFFFFU;
            for (i = 0; i < count; i++)
                if (block[questions[i].column * ROWS + k] > questions[i].limit)
                    left &= ~questions[i].ruled_out;
            sums[k] += values[FIRST_OF(left)];
        }
    }
    static Asker* best_asker(void) { return ask_one_by_one; }
    #endif
    """
    ctypedef struct Question:
        int limit
        unsigned int ruled_out, column
    ctypedef void Asker(
        const Question* questions, Py_ssize_t count, const int* block, const int* values, int* sums
    ) noexcept nogil
    int FIRST_OF(unsigned int leaves) noexcept nogil
    Asker* best_asker() noexcept

cdef Asker* _ask = best_asker()

cdef enum:
    AT_ONCE = 16  # ROWS of the above
    WIDEST = 384  # columns of a row at most
    LEAVES = 32  # of a tree at most: one bit each


cdef union Bits:
    float number
    int bits


cdef inline int ordered(float number) noexcept nogil:
    """A whole number that is greater for greater numbers; the same for both zeros."""
    cdef Bits value
    value.number = number + <float>0.0
    return value.bits ^ (value.bits >> 31 & 0x7FFFFFFF)


cdef class Walker:
    """An ensemble of trees, made ready to be asked."""

    cdef Question* questions  # those of each tree together
    cdef int* values  # of the leaves, from left to right; each tree has one more of them than of questions
    cdef int* starts  # of each tree's questions, and where the last ones end
    cdef Py_ssize_t trees
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
        cdef Py_ssize_t tree, count = features.shape[0]
        if count and max(features) >= WIDEST:
            raise ValueError(f"more than {WIDEST} columns")
        if not count == thresholds.shape[0] == lefts.shape[0] == values.shape[0]:
            raise ValueError("one value a node")
        self.trees, self.classes = roots.shape[0], classes
        self.questions = <Question*>PyMem_Calloc(count, sizeof(Question))
        self.values = <int*>PyMem_Calloc(count, sizeof(int))
        self.starts = <int*>PyMem_Calloc(self.trees + 1, sizeof(int))
        if not (self.questions and self.values and self.starts):
            raise MemoryError
        for tree in range(self.trees):
            self.read_tree(tree, roots[tree], features, thresholds, lefts, values)

    def __dealloc__(self):
        PyMem_Free(self.questions)
        PyMem_Free(self.values)
        PyMem_Free(self.starts)

    cdef read_tree(
        self,
        Py_ssize_t tree,
        int root,
        const int[::1] features,
        const float[::1] thresholds,
        const int[::1] lefts,
        const int[::1] values,
    ):
        """Copy one tree: its questions, and its leaves from left to right."""
        cdef Py_ssize_t start = self.starts[tree], leaves = 0, asked = 0
        cdef Question* question
        cdef list ahead = [(root, None)]  # nodes, and questions whose left side is done and began at some leaf
        while ahead:
            node, began = ahead.pop()
            if began is not None:
                question = &self.questions[start + <Py_ssize_t>node]
                question.ruled_out = <unsigned int>((1ULL << leaves) - (1ULL << <int>began))
            elif lefts[node] == node:
                if leaves == LEAVES:
                    raise ValueError(f"a tree of more than {LEAVES} leaves")
                self.values[start + tree + leaves] = values[node]
                leaves += 1
            else:
                question = &self.questions[start + asked]
                question.limit, question.column = ordered(thresholds[node]), features[node]
                ahead += [(lefts[node] + 1, None), (asked, leaves), (lefts[node], None)]
                asked += 1
        self.starts[tree + 1] = start + asked

    def add(self, tuple parts, at, int[:, ::1] out):
        """Add to ``out`` what each tree says of each row: as `trees.Trees.sums`."""
        cdef int block[AT_ONCE * WIDEST]
        cdef Py_ssize_t start, count = out.shape[0]
        cdef const Py_ssize_t[::1] rows = at
        cdef int k, taken, step = AT_ONCE if count > 1 else 1
        if out.shape[1] != self.classes or (at is not None and rows.shape[0] != count):
            raise ValueError("one sum a row and class")
        if sum([part.shape[part.ndim - 1] for part in parts]) > WIDEST:
            raise ValueError(f"more than {WIDEST} columns")
        memset(block, 0, sizeof(block))  # where there are fewer rows than go at once, others go again
        for start in range(0, count, AT_ONCE):
            taken = min(AT_ONCE, count - start)
            copy(parts, rows, start, taken, block, step)
            with nogil:
                if step > 1:
                    self.ask(block, taken, &out[start, 0])
                else:
                    self.ask_alone(block, &out[start, 0])

    cdef void ask(self, const int* block, int taken, int* out) noexcept nogil:
        """Add what the trees say of some rows."""
        cdef int sums[AT_ONCE]
        cdef Py_ssize_t tree, turn, start, stop, classes = self.classes
        cdef int k
        for turn in range(classes):
            memset(sums, 0, sizeof(sums))
            tree = turn
            while tree < self.trees:
                start, stop = self.starts[tree], self.starts[tree + 1]
                _ask(self.questions + start, stop - start, block, self.values + start + tree, sums)
                tree += classes
            for k in range(taken):
                out[k * classes + turn] += sums[k]

    cdef void ask_alone(self, const int* row, int* out) noexcept nogil:
        """Add what the trees say of one row."""
        cdef Py_ssize_t tree, i
        cdef const Question* question
        cdef unsigned int left
        cdef int turn = 0
        for tree in range(self.trees):
            left = 0xFFFFFFFFU
            for i in range(self.starts[tree], self.starts[tree + 1]):
                question = &self.questions[i]
                left &= ~(question.ruled_out & -<unsigned int>(row[question.column] > question.limit))
            out[turn] += self.values[self.starts[tree] + tree + FIRST_OF(left)]
            turn = turn + 1 if turn + 1 < self.classes else 0


cdef copy(tuple parts, const Py_ssize_t[::1] at, Py_ssize_t start, int taken, int* block, int step):
    """Copy ``taken`` rows, the ``parts`` of each side by side; a part of one dimension is the same for all."""
    cdef const float[::1] shared
    cdef const float[:, ::1] rows
    cdef int k
    for part in parts:
        if part.ndim == 1:
            shared = part
            for k in range(taken):
                put(&shared[0], shared.shape[0], block + k, step)
            block += shared.shape[0] * step
        else:
            rows = part
            for k in range(taken):
                put(&rows[at[start + k] if at is not None else start + k, 0], rows.shape[1], block + k, step)
            block += rows.shape[1] * step


cdef inline void put(const float* row, Py_ssize_t width, int* out, int step) noexcept nogil:
    cdef Py_ssize_t column
    for column in range(width):
        out[column * step] = ordered(row[column])
