# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The look-up of `tearsheet.body.scorer.paths.Lexicon`, straight from the characters of a class: no word is made a string.

A hash table with open addressing, made once and then only read: its longest run of taken slots bounds each look-up,
whatever words a page holds. Words of ASCII are parted as `tearsheet.page.words` parts them.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport PyUnicode_1BYTE_DATA
from libc.string cimport memcpy

from tearsheet.page._words cimport OTHER, SMALL, end_of_word, sorts

from tearsheet.body.scorer.paths import TOKEN_FLAGS
from tearsheet.page.words import split_words

cdef enum:
    SPARE = 4  # slots a word: few words share one

cdef unsigned int _START = 2166136261U, _FACTOR = 16777619U  # of the hash FNV-1a


cdef inline unsigned int mixed(unsigned int hash_, unsigned char letter) noexcept:
    return (hash_ ^ (letter | SMALL)) * _FACTOR


cdef unsigned int hash_of(const unsigned char* letters, Py_ssize_t size) noexcept:
    cdef unsigned int hash_ = _START
    cdef Py_ssize_t i
    for i in range(size):
        hash_ = mixed(hash_, letters[i])
    return hash_


cdef class Lexicon:
    """For each known word its score, its flags and its place: as `paths.Lexicon`."""

    def __cinit__(self, scores, places=None):
        cdef list known = sorted({*scores, *(places or {}), *TOKEN_FLAGS})
        cdef list coded = [name.encode("utf-8", "surrogatepass") for name in known]
        cdef int i, start = 0
        cdef unsigned int slots = 1
        cdef unsigned int at
        cdef bytes letters
        cdef Word* word
        while slots < SPARE * len(known):
            slots *= 2
        self.mask = slots - 1
        self.slots = <Slot*>PyMem_Calloc(slots, sizeof(Slot))
        self.words = <Word*>PyMem_Calloc(len(known), sizeof(Word))
        self.letters = <unsigned char*>PyMem_Calloc(sum(map(len, coded)) + 1, 1)
        if not (self.slots and self.words and self.letters):
            raise MemoryError
        for i in range(len(known)):
            letters = coded[i]
            word = &self.words[i]
            word.score = scores.get(known[i], 0.0)
            word.flags = TOKEN_FLAGS.get(known[i], 0)
            word.place = places.get(known[i], -1) if places else -1
            word.start, word.size = start, len(letters)
            self.places = max(self.places, word.place + 1)
            memcpy(self.letters + start, <const char*>letters, word.size)
            at = hash_of(self.letters + start, word.size)
            start += word.size
            self.put(at, i)

    cdef void put(self, unsigned int hash_, int word) noexcept:
        cdef unsigned int at = hash_ & self.mask
        while self.slots[at].word:
            at = (at + 1) & self.mask
        self.slots[at] = Slot(hash_, word + 1)

    def __dealloc__(self):
        PyMem_Free(self.slots)
        PyMem_Free(self.words)
        PyMem_Free(self.letters)

    def of_all(self, str names not None):
        """Return what the words in ``names`` score, the flags that they set, and their places in order."""
        cdef bytearray met = bytearray(self.places + 1)
        cdef Weight weight = Weight(0.0, 0)
        self.weigh(names, &weight, met)
        return weight.score, weight.flags, [place for place in range(self.places) if met[place]]

    cdef bint is_word(self, int index, const unsigned char* letters, Py_ssize_t size) noexcept:
        """Tell whether the word at ``index`` has these letters, be they small or not."""
        cdef const unsigned char* known = self.letters + self.words[index].start
        cdef Py_ssize_t i
        if self.words[index].size != size:
            return False
        for i in range(size):
            if known[i] != (letters[i] | SMALL if letters[i] < 0x80 else letters[i]):
                return False
        return True

    cdef void look(
        self, unsigned int hash_, const unsigned char* letters, Py_ssize_t size, Weight* out, unsigned char* met
    ) noexcept:
        """Add what one word says to ``out``, and mark its place in ``met``."""
        cdef unsigned int at = hash_ & self.mask
        cdef Word* word
        while self.slots[at].word:
            if self.slots[at].hash == hash_ and self.is_word(self.slots[at].word - 1, letters, size):
                word = &self.words[self.slots[at].word - 1]
                out.score += word.score
                out.flags |= word.flags
                if word.place >= 0:
                    met[word.place] = 1
                return
            at = (at + 1) & self.mask

    cdef int weigh(self, str names, Weight* out, unsigned char* met) except -1:
        """Add to ``out`` what the words in ``names`` say, in their order; mark their places in ``met``."""
        if not names.isascii():
            return self.weigh_any(names, out, met)
        cdef const unsigned char* data = <const unsigned char*>PyUnicode_1BYTE_DATA(names)
        cdef Py_ssize_t at = 0, stop, size = len(names)
        while at < size:
            if sorts[data[at]] == OTHER:
                at += 1
                continue
            stop = end_of_word(data, at, size)
            self.look(hash_of(data + at, stop - at), data + at, stop - at, out, met)
            at = stop
        return 0

    cdef int weigh_any(self, str names, Weight* out, unsigned char* met) except -1:
        """Do the same for names that are not all ASCII."""
        cdef bytes letters
        cdef const unsigned char* data
        for word in split_words(names):
            letters = (<str>word).encode("utf-8", "surrogatepass")
            data = letters
            self.look(hash_of(data, len(letters)), data, len(letters), out, met)
        return 0
