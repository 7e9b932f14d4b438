cdef struct Slot:
    unsigned int hash
    int word  # place among the words and one more; 0 for none

cdef struct Word:
    double score
    int flags, place
    int start, size  # where its letters stand

cdef struct Weight:  # of the words in a class, or in a class and an id
    double score
    int flags

cdef class Lexicon:
    cdef Slot* slots
    cdef Word* words
    cdef unsigned char* letters
    cdef unsigned int mask
    cdef readonly int places  # one more than the last place of a word

    cdef void put(self, unsigned int hash_, int word) noexcept
    cdef bint is_word(self, int index, const unsigned char* letters, Py_ssize_t size) noexcept
    cdef void look(
        self, unsigned int hash_, const unsigned char* letters, Py_ssize_t size, Weight* out, unsigned char* met
    ) noexcept
    cdef int weigh(self, str names, Weight* out, unsigned char* met) except -1
    cdef int weigh_any(self, str names, Weight* out, unsigned char* met) except -1
