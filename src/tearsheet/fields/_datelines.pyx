# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The search of `tearsheet.fields.date_lines`: the same lines, several times as fast."""

from tearsheet.parsing._datescan cimport names_year

from tearsheet.fields.date_lines import MAX_LINE, MAX_LONG

cdef Py_ssize_t _MAX_LINE = MAX_LINE, _MAX_LONG = MAX_LONG


def dated_lines(page, lines, Py_ssize_t head, *, bint every):
    """Return the lines that may hold a date: as `tearsheet.fields.date_lines.dated_lines`."""
    cdef Py_ssize_t index, first = lines.start, stop = lines.stop, long = 0
    cdef list leaves = page.leaves, times = page.by_tag("time"), found = []
    cdef bint timed = len(times) > 0
    cdef str text
    nodes = page.nodes
    ends, parents, tags = nodes.ends, nodes.parents, nodes.tags
    for index in range(first, stop):
        leaf = leaves[index]
        text = leaf.text
        if len(text) > _MAX_LINE and index > head:
            long += 1
            if long > _MAX_LONG:
                break
        if every or names_year(text, _MAX_LINE) or (timed and may_hold_time(times, ends, parents, tags, leaf.node)):
            found.append(index)
    return found


cdef bint may_hold_time(list times, ends, parents, tags, Py_ssize_t node) except -1:
    """Tell whether a ``time`` element stands in a block or holds it: as `tearsheet.fields.date_lines.may_hold_time`."""
    cdef Py_ssize_t low = 0, high = len(times), middle, parent
    while low < high:
        middle = (low + high) // 2
        if <Py_ssize_t>times[middle] < node:
            low = middle + 1
        else:
            high = middle
    if low < len(times) and <Py_ssize_t>times[low] < <Py_ssize_t>ends[node]:
        return True
    parent = parents[node]
    if parent < 0:
        return False
    return tags[parent] == "time" or tags[max(<Py_ssize_t>parents[parent], 0)] == "time"
