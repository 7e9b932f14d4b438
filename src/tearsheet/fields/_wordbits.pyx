# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The table of `tearsheet.fields.wordbits`, for ASCII without making the words: the same bits, many times faster."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport PyUnicode_1BYTE_DATA
from libc.stdint cimport uint32_t
from libc.string cimport memcmp

from tearsheet.page.words import split_words

cdef enum:
    OTHER, LOWER, UPPER, DIGIT
    LONGEST = 32  # characters of a word in the table
    ROOM = 4  # slots for each word in the table

cdef extern from *:
    """
    static const unsigned char tearsheet_classes[128] = {
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,0,0,0,0,0,0,
        0,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,0,0,0,0,0,
        0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,0,0,0,0};
    """
    const unsigned char[128] classes "tearsheet_classes"

cdef struct Slot:
    uint32_t hash
    int size  # 0: free
    int bits
    char[LONGEST] word


cdef inline Py_ssize_t run(const unsigned char* text, Py_ssize_t at, Py_ssize_t size, int wanted) noexcept:
    """Where the run of ``wanted`` characters from ``at`` on ends."""
    while at < size and classes[text[at]] == wanted:
        at += 1
    return at


cdef inline Py_ssize_t end_of_word(const unsigned char* text, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Where the word that begins at ``at`` ends."""
    cdef Py_ssize_t stop
    cdef int kind = classes[text[at]]
    stop = run(text, at, size, kind)
    if kind == UPPER and stop < size and classes[text[stop]] == LOWER:  # the last capital begins the next word
        return run(text, stop, size, LOWER) if stop == at + 1 else stop - 1
    return stop


cdef class WordBits:
    """Tells for names of classes and ids the bits of all words in them: as `tearsheet.fields.wordbits.WordBits`."""

    cdef dict bits
    cdef Slot* slots
    cdef uint32_t mask

    def __cinit__(self, bits):
        cdef Py_ssize_t room = 1
        cdef Py_ssize_t i
        cdef bytes raw
        cdef Slot* slot
        self.bits = dict(bits)
        while room < ROOM * len(self.bits):
            room *= 2
        self.mask = room - 1
        self.slots = <Slot*>PyMem_Calloc(room, sizeof(Slot))
        if not self.slots:
            raise MemoryError
        for word, told in self.bits.items():
            if word.isascii() and 0 < len(word) <= LONGEST:
                raw = word.encode()
                slot = self.find(raw, len(raw))
                slot.hash = hash_of(raw, len(raw))
                slot.size = len(raw)
                slot.bits = told
                for i in range(len(raw)):
                    slot.word[i] = raw[i]

    def __dealloc__(self):
        PyMem_Free(self.slots)

    cdef Slot* find(self, const unsigned char* word, Py_ssize_t size) noexcept:
        """The slot of a word, lower case, or the free one where it would stand."""
        cdef uint32_t hash = hash_of(word, size)
        cdef uint32_t at = hash & self.mask
        cdef Slot* slot = &self.slots[at]
        while slot.size and not (slot.hash == hash and slot.size == size and not memcmp(slot.word, word, size)):
            at = (at + 1) & self.mask
            slot = &self.slots[at]
        return slot

    def of(self, str name not None):
        """Return the bits of all words in ``name``."""
        cdef int told = 0
        cdef const unsigned char* text
        cdef unsigned char[LONGEST] word
        cdef Py_ssize_t at = 0, stop, size = len(name), i
        if not name.isascii():
            for part in split_words(name):
                told |= <int>self.bits.get(part, 0)
            return told
        text = <const unsigned char*>PyUnicode_1BYTE_DATA(name)
        while at < size:
            if classes[text[at]] == OTHER:
                at += 1
                continue
            stop = end_of_word(text, at, size)
            if stop - at <= LONGEST:
                for i in range(stop - at):
                    word[i] = text[at + i] | 32  # letters to lower case; digits have that bit
                told |= self.find(word, stop - at).bits
            at = stop
        return told


cdef inline uint32_t hash_of(const unsigned char* word, Py_ssize_t size) noexcept:
    """FNV-1a."""
    cdef uint32_t found = 2166136261
    cdef Py_ssize_t i
    for i in range(size):
        found = (found ^ word[i]) * 16777619
    return found
