from tearsheet.body.scorer._facts cimport Facts

cdef enum:
    SOURCE_COUNT = 5
    KIND_COUNT = 7
    URL = 7  # columns of the URL
    KIND_COLUMNS = 73  # of the row from which the kind is told first
    EVIDENCE = 24  # columns of the first chances

cdef struct Word:
    double scores[KIND_COUNT]
    int source

cdef class Words:
    cdef void* room
    cdef Word* words
    cdef Py_ssize_t count

    cdef float* weigh(self, const unsigned char* met, Py_ssize_t size, list others, float* out) except NULL

cdef tell_kind(page, Facts facts, float* out)
cdef tell_evidence(Facts base, const double* first, float* out)
