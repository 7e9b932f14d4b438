# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The leaf block of `tearsheet.page.leaf`: a struct of numbers and texts, which the collector never sees."""

cimport cython


@cython.final
cdef class Leaf:
    """One leaf block: as `tearsheet.page.leaf.Leaf`."""

    __match_args__ = ("node", "kind", "text", "start", "stop", "link_chars", "bold_chars", "cut")

    def __init__(
        self,
        Py_ssize_t node,
        str kind not None,
        str text not None,
        Py_ssize_t start,
        Py_ssize_t stop,
        Py_ssize_t link_chars,
        Py_ssize_t bold_chars,
        bint cut,
    ):
        self.node, self.kind, self.text, self.start, self.stop = node, kind, text, start, stop
        self.link_chars, self.bold_chars, self.cut = link_chars, bold_chars, cut

    def _told(self):
        return tuple([getattr(self, name) for name in self.__match_args__])

    def __eq__(self, other):
        return self._told() == other._told() if type(other) is Leaf else NotImplemented

    def __hash__(self):
        return hash(self._told())

    def __repr__(self):
        told = ", ".join([f"{name}={getattr(self, name)!r}" for name in self.__match_args__])
        return f"Leaf({told})"

    def __reduce__(self):
        return Leaf, self._told()
