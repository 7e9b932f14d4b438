# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The parting of `tearsheet.parsing.urls.spans_of_any`, character by character: the same spans, much faster."""

from cpython.unicode cimport PyUnicode_1BYTE_DATA

cdef enum:
    NAME = 1  # may stand in a plain host
    PATH = 2  # in a plain path, query or fragment

cdef unsigned char kinds[256]


cdef void fill() noexcept:
    cdef int c
    for c in range(256):
        kinds[c] = PATH if 0x21 <= c <= 0x7E and c not in (c'"', c';', c'[', c'\\', c']', c'?', c'#') else 0
        if c'a' <= c <= c'z' or c'A' <= c <= c'Z' or c'0' <= c <= c'9' or c in (c'-', c'.', c'_'):
            kinds[c] |= NAME

fill()


cdef inline Py_ssize_t run(const unsigned char* url, Py_ssize_t at, Py_ssize_t size, int kind) noexcept:
    """Where the characters of ``kind`` from ``at`` on end."""
    while at < size and kinds[url[at]] & kind:
        at += 1
    return at


def spans_of(str url not None):
    """Return where the host and the path of a plain URL stand: as `tearsheet.parsing.urls.spans_of_any`."""
    cdef Py_ssize_t size = len(url), start, host_stop, path_start, path_stop, at
    cdef const unsigned char* data
    if size < 8 or not url.isascii():
        return None
    data = <const unsigned char*>PyUnicode_1BYTE_DATA(url)
    if not (data[0] == c'h' and data[1] == c't' and data[2] == c't' and data[3] == c'p'):
        return None
    start = 5 if data[4] == c's' else 4
    if not (data[start] == c':' and data[start + 1] == c'/' and data[start + 2] == c'/'):
        return None
    start += 3
    host_stop = path_start = run(data, start, size, NAME)
    if host_stop == start:
        return None
    if path_start < size and data[path_start] == c':':
        path_start += 1
        while path_start < size and c'0' <= data[path_start] <= c'9':
            path_start += 1
        if path_start == host_stop + 1:
            return None
    path_stop = path_start
    if path_start < size and data[path_start] == c'/':
        path_stop = run(data, path_start, size, PATH)
    at = path_stop
    if at < size and data[at] == c'?':
        at = behind(data, at, size)
    if 0 < at < size and data[at] == c'#':
        at = behind(data, at, size)
    return (start, host_stop, path_start, path_stop) if at == size else None


cdef inline Py_ssize_t behind(const unsigned char* url, Py_ssize_t mark, Py_ssize_t size) noexcept:
    """Where the query or the fragment behind a mark ends; -1 if it is empty."""
    cdef Py_ssize_t at = mark + 1
    while at < size and (kinds[url[at]] & PATH or url[at] == c'?' or (url[mark] == c'#' and url[at] == c'#')):
        at += 1
    return at if at > mark + 1 else -1
