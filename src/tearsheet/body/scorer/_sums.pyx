# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The sums of `tearsheet.body.scorer.trees`, for some rows at a time: the same numbers, many times faster.

No tree is walked. Each question that a row answers with the way to the right rules out the leaves on the left; the
first leaf that is left is where the row would have come out. The questions of all trees that ask for one column stand
together, the lowest limit first, so that those after the first limit that no row is above are not asked at all: more
than half of them. Rows are compared side by side. Source: Lucchese et al., QuickScorer, SIGIR 2015.
"""

from libc.stdlib cimport qsort
from libc.string cimport memmove, memset

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc

from tearsheet.body.scorer._cache cimport LINE, aligned

cdef extern from *:
    """
    #define ROWS 32

    typedef void Asker(
        const Question* questions, const Column* columns, Py_ssize_t count, const float* block, unsigned int* left
    );

    #if defined(__SSE2__)
    #include <emmintrin.h>
    static inline float highest(const float* rows) {
        __m128 top = _mm_loadu_ps(rows);
        int k;
        for (k = 4; k < ROWS; k += 4) top = _mm_max_ps(top, _mm_loadu_ps(rows + k));
        top = _mm_max_ps(top, _mm_movehl_ps(top, top));
        return _mm_cvtss_f32(_mm_max_ss(top, _mm_shuffle_ps(top, top, 1)));
    }
    #else
    static inline float highest(const float* rows) {
        float top = rows[0];
        int k;
        for (k = 1; k < ROWS; k++) top = rows[k] > top ? rows[k] : top;
        return top;
    }
    #endif

    #if defined(__GNUC__)
    #define FIRST_OF(leaves) __builtin_ctz(leaves)

    /* Rules out in `left`, which has ROWS numbers a tree, the leaves where the rows of `block` do not come out; the
       numbers of a column stand together. So many rows are compared with one instruction as its processor has lanes. */
    #define ASKER(NAME, LANES)                                                                                     \
        static void NAME(                                                                                          \
            const Question* questions, const Column* columns, Py_ssize_t count, const float* block,                \
            unsigned int* left                                                                                     \
        ) {                                                                                                        \
            typedef float Numbers __attribute__((vector_size(4 * LANES), aligned(4), may_alias));                  \
            typedef int Masks __attribute__((vector_size(4 * LANES), aligned(4), may_alias));                      \
            Py_ssize_t c;                                                                                          \
            int i = 0, k;                                                                                          \
            for (c = 0; c < count; c++) {                                                                          \
                const Numbers* column = (const Numbers*)(block + columns[c].column * ROWS);                        \
                const float top = highest((const float*)column);                                                   \
                const int stop = columns[c].stop;                                                                  \
                Numbers rows[ROWS / LANES];                                                                        \
                for (k = 0; k < ROWS / LANES; k++)                                                                 \
                    rows[k] = column[k];                                                                           \
                for (; i < stop && questions[i].limit < top; i++) {                                                \
                    const float limit = questions[i].limit;                                                        \
                    const int ruled_out = questions[i].ruled_out;                                                  \
                    Masks* of_tree = (Masks*)(left + questions[i].tree * ROWS);                                    \
                    for (k = 0; k < ROWS / LANES; k++)                                                             \
                        of_tree[k] &= ~((Masks)(rows[k] > limit) & ruled_out);                                     \
                }                                                                                                  \
                i = stop;                                                                                          \
            }                                                                                                      \
        }

    ASKER(ask_by_fours, 4)
    #if defined(__x86_64__)
    __attribute__((target("avx2"))) ASKER(ask_by_eights, 8)
    __attribute__((target("avx512f"))) ASKER(ask_by_sixteens, 16)
    static Asker* best_asker(void) {
        if (__builtin_cpu_supports("avx512f")) return ask_by_sixteens;
        return __builtin_cpu_supports("avx2") ? ask_by_eights : ask_by_fours;
    }
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
        const Question* questions, const Column* columns, Py_ssize_t count, const float* block, unsigned int* left
    ) {
        Py_ssize_t c;
        int i = 0, k;
        for (c = 0; c < count; c++) {
            const float* rows = block + columns[c].column * ROWS;
            const float top = highest(rows);
            for (; i < columns[c].stop && questions[i].limit < top; i++)
                for (k = 0; k < ROWS; k++)
                    if (rows[k] > questions[i].limit)
                        left[questions[i].tree * ROWS + k] &= ~questions[i].ruled_out;
            i = columns[c].stop;
        }
    }
    static Asker* best_asker(void) { return ask_one_by_one; }
    #endif

    /* Adds to `sums` what each tree, or each of some trees that stand `step` apart, says of the rows. */
    typedef void Adder(
        const unsigned int* left, const short* values, Py_ssize_t stride, Py_ssize_t trees, Py_ssize_t step, int* sums
    );

    static void add_one_by_one(
        const unsigned int* left, const short* values, Py_ssize_t stride, Py_ssize_t trees, Py_ssize_t step, int* sums
    ) {
        Py_ssize_t tree;
        int k;
        for (tree = 0; tree < trees; tree += step, left += step * ROWS, values += step * stride)
            for (k = 0; k < ROWS; k++)
                sums[k] += values[FIRST_OF(left[k])];
    }

    #if defined(__GNUC__) && defined(__x86_64__)
    #include <immintrin.h>

    /* The first leaf that is left for each of 16 rows. */
    __attribute__((target("avx512bw,avx512cd"))) static inline __m256i firsts_of(__m512i left) {
        const __m512i alone = _mm512_and_si512(left, _mm512_sub_epi32(_mm512_setzero_si512(), left));
        return _mm512_cvtepi32_epi16(_mm512_sub_epi32(_mm512_set1_epi32(31), _mm512_lzcnt_epi32(alone)));
    }

    /* The values of a tree's leaves fill one register, and all rows look theirs up at once. */
    __attribute__((target("avx512bw,avx512cd"))) static void add_at_once(
        const unsigned int* left, const short* values, Py_ssize_t stride, Py_ssize_t trees, Py_ssize_t step, int* sums
    ) {
        Py_ssize_t tree;
        __m512i low = _mm512_loadu_si512(sums), high = _mm512_loadu_si512(sums + 16);
        for (tree = 0; tree < trees; tree += step, left += step * ROWS, values += step * stride) {
            const __m512i firsts = _mm512_inserti64x4(
                _mm512_castsi256_si512(firsts_of(_mm512_loadu_si512(left))),
                firsts_of(_mm512_loadu_si512(left + 16)), 1
            );
            const __m512i said = _mm512_permutexvar_epi16(firsts, _mm512_loadu_si512(values));
            low = _mm512_add_epi32(low, _mm512_cvtepi16_epi32(_mm512_castsi512_si256(said)));
            high = _mm512_add_epi32(high, _mm512_cvtepi16_epi32(_mm512_extracti64x4_epi64(said, 1)));
        }
        _mm512_storeu_si512(sums, low);
        _mm512_storeu_si512(sums + 16, high);
    }
    static Adder* best_adder(void) {
        return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd") ? add_at_once : add_one_by_one;
    }
    #else
    static Adder* best_adder(void) { return add_one_by_one; }
    #endif
    """
    ctypedef void Asker(
        const Question* questions, const Column* columns, Py_ssize_t count, const float* block, unsigned int* left
    ) noexcept nogil
    int FIRST_OF(unsigned int leaves) noexcept nogil
    ctypedef void Adder(
        const unsigned int* left, const short* values, Py_ssize_t stride, Py_ssize_t trees, Py_ssize_t step, int* sums
    ) noexcept nogil
    Adder* best_adder() noexcept
    Asker* best_asker() noexcept

cdef Asker* _ask = best_asker()
cdef Adder* _add = best_adder()

cdef enum:
    MOST_LEAVES = 32  # of a tree: one bit each


cdef class Walker:
    """An ensemble of trees, made ready to be asked."""

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
        cdef Asked* asked = <Asked*>PyMem_Malloc((count + 1) * sizeof(Asked))
        self.trees, self.classes = roots.shape[0], classes
        self.values = <short*>PyMem_Calloc((self.trees + 1) * MOST_LEAVES, sizeof(short))  # one more may be read
        self.questions = <Question*>PyMem_Malloc((count + 1) * sizeof(Question))
        self.columns = <Column*>PyMem_Malloc((count + 1) * sizeof(Column))
        try:
            if not (asked and self.values and self.questions and self.columns):
                raise MemoryError
            if not count == thresholds.shape[0] == lefts.shape[0] == values.shape[0]:
                raise ValueError("one value a node")
            for tree in range(self.trees):
                self.read_tree(tree, roots[tree], features, thresholds, lefts, values, asked)
            self.sort(asked)
        finally:
            PyMem_Free(asked)

    def __dealloc__(self):
        PyMem_Free(self.questions)
        PyMem_Free(self.columns)
        PyMem_Free(self.values)

    cdef read_tree(
        self,
        Py_ssize_t tree,
        int root,
        const int[::1] features,
        const float[::1] thresholds,
        const int[::1] lefts,
        const int[::1] values,
        Asked* asked,
    ):
        """Copy the leaves of one tree, from left to right, and its questions, each with what it may rule out."""
        cdef int ahead[3 * MOST_LEAVES]  # nodes; with less than 0 one whose left side is done
        cdef int began[3 * MOST_LEAVES]  # the leaf at which that side began
        cdef int size = 1, leaves = 0, node
        cdef Asked* question
        ahead[0] = root
        while size:
            size -= 1
            node = ahead[size]
            if node < 0:
                node = -1 - node
                question = &asked[self.count]
                question.column = features[node]
                question.question.limit, question.question.tree = thresholds[node], tree
                question.question.ruled_out = <unsigned int>((1ULL << leaves) - (1ULL << began[size]))
                self.count += 1
                self.width = max(self.width, features[node] + 1)
            elif lefts[node] == node:
                if leaves == MOST_LEAVES:
                    raise ValueError(f"a tree of more than {MOST_LEAVES} leaves")
                self.values[tree * MOST_LEAVES + leaves] = values[node]
                leaves += 1
            else:
                if size + 3 > 3 * MOST_LEAVES:
                    raise ValueError(f"a tree of more than {MOST_LEAVES} leaves")
                ahead[size], ahead[size + 1], ahead[size + 2] = lefts[node] + 1, -1 - node, lefts[node]
                began[size + 1] = leaves
                size += 3
        self.stride = max(self.stride, leaves)

    cdef sort(self, Asked* asked):
        """Put the questions in order of their columns and limits, and the leaves of the trees close together."""
        cdef Py_ssize_t i, tree
        qsort(asked, self.count, sizeof(Asked), compare)
        for i in range(self.count):
            if not i or asked[i].column != asked[i - 1].column:
                self.column_count += 1
                self.columns[self.column_count - 1].column = asked[i].column
            self.columns[self.column_count - 1].stop = i + 1
            self.questions[i] = asked[i].question
        for tree in range(1, self.trees):
            memmove(
                self.values + tree * self.stride,
                self.values + tree * MOST_LEAVES,
                self.stride * sizeof(short),
            )

    def add(self, tuple parts, at, int[:, ::1] out):
        """Add to ``out`` what each tree says of each row: as `trees.Trees.sums`."""
        cdef Py_ssize_t start, count = out.shape[0], width = sum([part.shape[part.ndim - 1] for part in parts])
        cdef const Py_ssize_t[::1] rows = at
        cdef int taken, step = ROWS if count > 1 else 1
        cdef void* room
        cdef float* block
        cdef unsigned int* left
        if out.shape[1] != self.classes or (at is not None and rows.shape[0] != count):
            raise ValueError("one sum a row and class")
        if width < self.width:
            raise ValueError(f"fewer than {self.width} columns")
        room = PyMem_Calloc(step * (width + self.trees) * sizeof(int) + LINE, 1)
        try:
            if not room:
                raise MemoryError
            left = <unsigned int*>aligned(room)
            block = <float*>(left + step * self.trees)
            for start in range(0, count, step):
                taken = min(step, count - start)
                copy(parts, rows, start, taken, block, step)
                if step > 1:
                    self.ask(block, taken, left, &out[start, 0])
                else:
                    self.ask_alone(block, left, &out[start, 0])
        finally:
            PyMem_Free(room)

    cdef void ask(self, const float* block, int taken, unsigned int* left, int* out) noexcept nogil:
        """Add to ``out``, one row a row and one column a class, what the trees say of the first rows of ``block``.

        ``left`` has room for ROWS numbers a tree. Where it and ``block`` begin with a line of the cache, it takes less time.
        """
        cdef int sums[ROWS]
        cdef int k, turn, classes = self.classes
        memset(left, 0xFF, self.trees * ROWS * sizeof(int))
        _ask(self.questions, self.columns, self.column_count, block, left)
        for turn in range(classes):
            memset(sums, 0, sizeof(sums))
            _add(
                left + turn * ROWS, self.values + turn * self.stride, self.stride, self.trees - turn, classes, sums
            )
            for k in range(taken):
                out[k * classes + turn] += sums[k]

    cdef void ask_alone(self, const float* row, unsigned int* left, int* out) noexcept nogil:
        """Add to ``out`` what the trees say of one row; ``left`` has room for a number a tree."""
        cdef Py_ssize_t c, tree
        cdef const short* values = self.values
        cdef const Question* question = self.questions
        cdef const Question* stop
        cdef float number
        cdef int turn = 0
        memset(left, 0xFF, self.trees * sizeof(int))
        for c in range(self.column_count):
            number = row[self.columns[c].column]
            stop = self.questions + self.columns[c].stop
            while question < stop and question.limit < number:
                left[question.tree] &= ~question.ruled_out
                question += 1
            question = stop
        for tree in range(self.trees):
            out[turn] += values[FIRST_OF(left[tree])]
            values += self.stride
            turn = turn + 1 if turn + 1 < self.classes else 0


cdef int compare(const void* a, const void* b) noexcept nogil:
    """The order of questions: by column, by limit, and by tree so that it is the same on each machine."""
    cdef const Asked* one = <const Asked*>a
    cdef const Asked* other = <const Asked*>b
    if one.column != other.column:
        return one.column - other.column
    if one.question.limit != other.question.limit:
        return 1 if one.question.limit > other.question.limit else -1
    return <int>one.question.tree - <int>other.question.tree


cdef copy(tuple parts, const Py_ssize_t[::1] at, Py_ssize_t start, int taken, float* block, int step):
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


cdef inline void put(const float* row, Py_ssize_t width, float* out, int step) noexcept nogil:
    cdef Py_ssize_t column
    for column in range(width):
        out[column * step] = row[column]
