# cython: language_level=3
"""The depth of `tearsheet.parsing.jsonrepair.depth_of`, character by character: the same number, many times faster."""


def depth_of(str text not None):
    """Return how deep brackets nest in ``text``: as `tearsheet.parsing.jsonrepair.depth_of`."""
    cdef Py_ssize_t depth = 0, deepest = 0
    cdef bint in_string = False, escaped = False
    cdef Py_UCS4 c
    for c in text:
        if in_string:
            if escaped:
                escaped = False
            elif c == u'\\':
                escaped = True
            elif c == u'"':
                in_string = False
        elif c == u'"':
            in_string = True
        elif c == u'{' or c == u'[':
            depth += 1
            if depth > deepest:
                deepest = depth
        elif c == u'}' or c == u']':
            depth -= 1
    return deepest
