"""Where words of ASCII end, for all compiled parts that part names of classes and ids."""

cdef extern from *:
    """
    static const unsigned char tearsheet_sorts[128] = {
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
        0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,3,3,3,3,3,3,3,3,3,0,0,0,0,0,0,
        0,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,0,0,0,0,0,
        0,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,0,0,0,0,0};
    """
    const unsigned char[128] sorts "tearsheet_sorts"

cdef enum:
    OTHER = 0
    LOWER = 1
    UPPER = 2
    DIGIT = 3
    SMALL = 0x20  # the bit that tells a small letter from a capital; digits have it too


cdef inline Py_ssize_t run(const unsigned char* text, Py_ssize_t at, Py_ssize_t size, int wanted) noexcept:
    """Where the run of ``wanted`` characters from ``at`` on ends."""
    while at < size and sorts[text[at]] == wanted:
        at += 1
    return at


cdef inline Py_ssize_t end_of_word(const unsigned char* text, Py_ssize_t at, Py_ssize_t size) noexcept:
    """Where the word that begins at ``at`` ends."""
    cdef int sort = sorts[text[at]]
    cdef Py_ssize_t stop = run(text, at, size, sort)
    if sort == UPPER and stop < size and sorts[text[stop]] == LOWER:  # the last capital begins the next word
        return run(text, stop, size, LOWER) if stop == at + 1 else stop - 1
    return stop
