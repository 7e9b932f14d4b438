"""What has to do with the cache, for all compiled parts of the scorer."""

from libc.stdint cimport uintptr_t

cdef extern from *:
    """
    #if defined(__GNUC__)
    #define FETCH(object) __builtin_prefetch(object)
    #else
    #define FETCH(object) (void)(object)
    #endif
    """
    void FETCH(const void* address) noexcept nogil  # begins to bring into the cache what is needed soon

cdef enum:
    LINE = 64  # bytes that come into the cache together

cdef inline void* aligned(void* room) noexcept:
    """The first place in ``room`` where a line begins; it has one line more than is needed."""
    return <void*>((<uintptr_t>room + LINE - 1) & ~<uintptr_t>(LINE - 1))
