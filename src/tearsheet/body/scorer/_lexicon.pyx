# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The look-up of `tearsheet.body.scorer.paths.Lexicon`, straight from the characters of a class: no word is made a string.

A hash table with open addressing, made once and then only read: its longest run of taken slots bounds each look-up,
whatever words a page holds. Hardly anything of it is in the cache when a page is read, so that all that is known of a
word stands together, and the words of a class are looked for side by side. Words of ASCII are parted as
`tearsheet.page.words` parts them.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from cpython.unicode cimport PyUnicode_1BYTE_DATA
from libc.string cimport memcpy

from tearsheet.body.scorer._cache cimport FETCH
from tearsheet.page._words cimport OTHER, SMALL, end_of_word, sorts

from tearsheet.body.scorer.paths import TOKEN_FLAGS
from tearsheet.page.words import split_words

cdef enum:
    SPARE = 3  # slots a word at least: few words share one
    UNIT = 8  # bytes by which records are told apart
    AT_ONCE = 8  # words that are looked for side by side

cdef unsigned int _START = 2166136261U, _FACTOR = 16777619U  # of the hash FNV-1a


cdef inline unsigned int hash_of(const unsigned char* letters, Py_ssize_t size) noexcept:
    cdef unsigned int hash_ = _START
    cdef Py_ssize_t i
    for i in range(size):
        hash_ = (hash_ ^ (letters[i] | SMALL)) * _FACTOR
    return hash_


cdef inline Py_ssize_t units(Py_ssize_t letters) noexcept:
    """The size of the record of a word."""
    return (<Py_ssize_t>sizeof(Record) + letters + UNIT - 1) // UNIT


cdef inline bint is_word(const Record* record, const unsigned char* letters, Py_ssize_t size) noexcept:
    """Tell whether a known word has these letters, be they small or not."""
    cdef const unsigned char* known = <const unsigned char*>(record + 1)
    cdef Py_ssize_t i
    if record.size != size:
        return False
    for i in range(size):
        if known[i] != (letters[i] | SMALL if letters[i] < 0x80 else letters[i]):
            return False
    return True


cdef class Lexicon:
    """For each known word its score, its flags and its place: as `paths.Lexicon`."""

    def __cinit__(self, scores, places=None):
        cdef list known = sorted({*scores, *(places or {}), *TOKEN_FLAGS})
        cdef list coded = [name.encode("utf-8", "surrogatepass") for name in known]
        cdef Py_ssize_t at = 1, size
        cdef unsigned int slots = 1
        cdef bytes letters
        cdef Record* record
        cdef Slot* slot
        while slots < SPARE * len(known):
            slots *= 2
        self.mask = slots - 1
        self.slots = <Slot*>PyMem_Calloc(slots, sizeof(Slot))
        self.records = <unsigned char*>PyMem_Calloc(sum([units(len(letters)) for letters in coded]) + 1, UNIT)
        if not (self.slots and self.records):
            raise MemoryError
        for name, letters in zip(known, coded):
            size = len(letters)
            record = <Record*>(self.records + at * UNIT)
            record.score = scores.get(name, 0.0)
            record.flags = TOKEN_FLAGS.get(name, 0)
            record.place = places.get(name, -1) if places else -1
            record.size = size
            self.places = max(self.places, record.place + 1)
            memcpy(record + 1, <const char*>letters, size)
            slot = self.slot_of(hash_of(letters, size))
            while slot.record:
                slot = self.slots + ((slot - self.slots + 1) & self.mask)
            slot.hash, slot.record = hash_of(letters, size), at
            at += units(size)

    def __dealloc__(self):
        PyMem_Free(self.slots)
        PyMem_Free(self.records)

    def of_all(self, str names not None):
        """Return what the words in ``names`` score, the flags that they set, and their places in order."""
        cdef bytearray met = bytearray(self.places + 1)
        cdef Weight weight = Weight(0.0, 0)
        self.weigh(names, &weight, met)
        return weight.score, weight.flags, [place for place in range(self.places) if met[place]]

    cdef Slot* slot_of(self, unsigned int hash_) noexcept:
        """Where to look first for a word."""
        return self.slots + (hash_ & self.mask)

    cdef void look(self, Found* found, int count, const unsigned char* data, Weight* out, unsigned char* met) noexcept:
        """Add what some words of ``data`` say to ``out``, in their order, and mark their places in ``met``."""
        cdef int i
        cdef Slot* slot
        cdef const Record* record
        for i in range(count):
            slot = self.slot_of(found[i].hash)
            while slot.record and slot.hash != found[i].hash:
                slot = self.slots + ((slot - self.slots + 1) & self.mask)
            found[i].record = <const Record*>(self.records + slot.record * UNIT) if slot.record else NULL
            FETCH(found[i].record)
        for i in range(count):
            record = found[i].record
            if record and not is_word(record, data + found[i].start, found[i].size):
                record = self.other(found + i, data)
            if record:
                out.score += record.score
                out.flags |= record.flags
                if record.place >= 0:
                    met[record.place] = 1

    cdef const Record* other(self, const Found* found, const unsigned char* data) noexcept:
        """The record of a word of whose hash there is another one before it; NULL if it has none."""
        cdef Slot* slot = self.slot_of(found.hash)
        cdef const Record* record
        while slot.record:
            record = <const Record*>(self.records + slot.record * UNIT)
            if slot.hash == found.hash and is_word(record, data + found.start, found.size):
                return record
            slot = self.slots + ((slot - self.slots + 1) & self.mask)
        return NULL

    cdef int weigh(self, str names, Weight* out, unsigned char* met) except -1:
        """Add to ``out`` what the words in ``names`` say, in their order; mark their places in ``met``."""
        if not names.isascii():
            return self.weigh_any(names, out, met)
        cdef const unsigned char* data = <const unsigned char*>PyUnicode_1BYTE_DATA(names)
        cdef Py_ssize_t at = 0, stop, size = len(names)
        cdef Found found[AT_ONCE]
        cdef int count = 0
        while at < size:
            if sorts[data[at]] == OTHER:
                at += 1
                continue
            stop = end_of_word(data, at, size)
            found[count] = Found(hash_of(data + at, stop - at), at, stop - at, NULL)
            FETCH(self.slot_of(found[count].hash))
            count += 1
            if count == AT_ONCE:
                self.look(found, count, data, out, met)
                count = 0
            at = stop
        self.look(found, count, data, out, met)
        return 0

    cdef int weigh_any(self, str names, Weight* out, unsigned char* met) except -1:
        """Do the same for names that are not all ASCII."""
        cdef bytes letters
        cdef Found found
        for word in split_words(names):
            letters = (<str>word).encode("utf-8", "surrogatepass")
            found = Found(hash_of(letters, len(letters)), 0, len(letters), NULL)
            self.look(&found, 1, letters, out, met)
        return 0
