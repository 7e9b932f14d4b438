cdef struct Slot:
    unsigned int hash
    unsigned int record  # where it begins among the records, in eights of bytes; 0 for none

cdef struct Record:  # a word; its letters follow
    double score
    int flags
    int place, size

cdef struct Found:  # a word of a class
    unsigned int hash
    Py_ssize_t start, size
    const Record* record  # NULL if it is not known

cdef struct Weight:  # of the words in a class, or in a class and an id
    double score
    int flags

cdef class Lexicon:
    cdef Slot* slots
    cdef unsigned char* records
    cdef unsigned int mask
    cdef readonly int places  # one more than the last place of a word

    cdef Slot* slot_of(self, unsigned int hash_) noexcept
    cdef void look(self, Found* found, int count, const unsigned char* data, Weight* out, unsigned char* met) noexcept
    cdef const Record* other(self, const Found* found, const unsigned char* data) noexcept
    cdef int weigh(self, str names, Weight* out, unsigned char* met) except -1
    cdef int weigh_any(self, str names, Weight* out, unsigned char* met) except -1
