# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The XPaths of `tearsheet.page.nodes.Paths`: the same paths, several times as fast."""

from tearsheet.page.nodes import is_name

cdef enum:
    SCANS = 4  # of a parent's children before they are counted once for all


cdef class Paths:
    """XPaths of nodes: as `tearsheet.page.nodes.Paths`."""

    cdef object nodes, steps, tags, parents, ends
    cdef dict known, scans, counted

    def __init__(self, nodes, steps=None):
        self.nodes, self.steps = nodes, steps
        self.tags, self.parents, self.ends = nodes.tags, nodes.parents, nodes.ends
        self.known, self.scans, self.counted = {}, {}, {}

    def of(self, Py_ssize_t node):
        """Return the XPath of ``node``, such as ``/html/body/div[2]/p[1]``."""
        cdef list way = []
        cdef str path = ""
        if not -1 <= node < len(self.parents):
            raise IndexError(node)
        while node >= 0:
            found = self.known.get(node)
            if found is not None:
                path = <str>found
                break
            way.append(node)
            node = <Py_ssize_t>self.parents[node]
        for below in reversed(way):
            path = f"{path}/{self.step(below) if self.steps is None else self.steps[below]}"
            self.known[below] = path
        return path

    cdef str step(self, Py_ssize_t node):
        """Return what `Nodes.step` returns; a parent that is met often has its children counted once for all."""
        cdef str tag = self.tags[node]
        cdef Py_ssize_t parent = self.parents[node]
        cdef bint named = tag.isidentifier() or is_name(tag)
        cdef int scans
        if parent < 0 or not named:
            return self.nodes.step(node)
        scans = self.scans.get(parent, 0)
        if scans < SCANS:
            self.scans[parent] = scans + 1
            return self.scanned(node, parent, tag)
        found = self.counted.get(parent)
        if found is None:
            found = self.counted[parent] = self.count(parent)
        positions, totals = <dict>(<tuple>found)[0], <dict>(<tuple>found)[1]
        return f"{tag}[{positions[node]}]" if totals[tag] > 1 else tag

    cdef tuple count(self, Py_ssize_t parent):
        """Return the position of each child of ``parent`` among those of its tag, and how many each tag has."""
        cdef dict positions = {}, totals = {}
        cdef Py_ssize_t child = parent + 1, end = <Py_ssize_t>self.ends[parent]
        while child < end:
            tag = self.tags[child]
            positions[child] = totals[tag] = totals.get(tag, 0) + 1
            child = <Py_ssize_t>self.ends[child]
        return positions, totals

    cdef str scanned(self, Py_ssize_t node, Py_ssize_t parent, str tag):
        cdef object tags = self.tags, ends = self.ends
        cdef Py_ssize_t before = 0, child = parent + 1, end
        while child < node:
            other = tags[child]
            if other is tag or <str>other == tag:
                before += 1
            child = <Py_ssize_t>ends[child]
        if before:
            return f"{tag}[{before + 1}]"
        child, end = <Py_ssize_t>ends[node], <Py_ssize_t>ends[parent]
        while child < end:
            other = tags[child]
            if other is tag or <str>other == tag:
                return f"{tag}[1]"
            child = <Py_ssize_t>ends[child]
        return tag
