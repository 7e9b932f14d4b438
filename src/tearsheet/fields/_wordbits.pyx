# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The table of `tearsheet.fields.token_flags`, for ASCII without making the words: the same bits, many times faster."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport PyUnicode_1BYTE_DATA
from libc.stdint cimport uint32_t
from libc.string cimport memcmp

from tearsheet.page._words cimport OTHER, SMALL, end_of_word, sorts

from tearsheet.page.words import split_words

cdef enum:
    LONGEST = 32  # characters of a word in the table
    ROOM = 4  # slots for each word in the table

cdef struct Slot:
    uint32_t hash
    int size  # 0: free
    int bits
    char[LONGEST] word


cdef class WordBits:
    """Tells for names of classes and ids the bits of all words in them: as `tearsheet.fields.token_flags.WordBits`."""

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
            if word.isascii() and word:
                if len(word) > LONGEST:
                    raise ValueError(f"a word longer than {LONGEST} letters: {word}")
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
            if sorts[text[at]] == OTHER:
                at += 1
                continue
            stop = end_of_word(text, at, size)
            if stop - at <= LONGEST:
                for i in range(stop - at):
                    word[i] = text[at + i] | SMALL  # letters to lower case; digits have that bit
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
