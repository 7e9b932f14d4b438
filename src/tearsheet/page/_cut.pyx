# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The cutting of `tearsheet.page.cut`, told of each element and text by the walk: the same leaves.

What it makes by the hundred holds nothing but numbers and texts, which can be in no cycle: the garbage collector is
spared looking at it.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM

from tearsheet.page._clean cimport cleaned
from tearsheet.page._leaf cimport Leaf

from tearsheet.page.limits import MAX_DEPTH
from tearsheet.page.cut import TRAITS
from tearsheet.page.leaves import BREAK, KIND_OF_TAG, Image, visible

cdef extern from "Python.h":
    object PyType_GenericAlloc(type made, Py_ssize_t size)
    void PyObject_GC_UnTrack(void* container)

if TRAITS != ("block", "link", "bold", "break", "indexed", "media"):
    raise ImportError("built for other traits")
if Image._fields != ("node", "leaf"):
    raise ImportError("built for pictures with other fields")

cdef type _Image = Image
cdef str _BREAK = BREAK, _CODE = KIND_OF_TAG["pre"], _TEXT = "text"
cdef object _ROOT = 0
cdef Py_ssize_t _MOST_OPEN = MAX_DEPTH + 2


cdef enum:
    COMMON = 2048

cdef tuple _COMMON = tuple(range(COMMON))


cdef object as_number(Py_ssize_t value):
    """``value`` as an int; those that most pages need were made once for all."""
    return _COMMON[value] if 0 <= value < COMMON else value


cdef list new_column():
    """An empty list for what can be in no cycle, by the hundred: the garbage collector does not go through it."""
    made = []
    PyObject_GC_UnTrack(<void*>made)
    return made


cdef inline void put(object container, Py_ssize_t place, object value):
    Py_INCREF(value)
    PyTuple_SET_ITEM(container, place, value)


cdef inline bint is_space(str text):
    """As `str.isspace`, at once for what begins with a letter of ASCII."""
    cdef Py_UCS4 c
    for c in text:
        if c == 0x20 or 9 <= c <= 13:
            continue
        if 0x20 < c < 0x80 or not c.isspace():
            return False
    return len(text) > 0


cdef class Cutter:
    """Collects text pieces until a boundary turns them into a leaf; see `tearsheet.page.cut.Cutter`."""

    def __cinit__(self):
        self.leaves, self.pieces, self.images, self.by_tag = new_column(), new_column(), new_column(), {}
        self.outermost = self.holders = <Holder*>PyMem_Malloc((_MOST_OPEN + 1) * sizeof(Holder))
        if not self.holders:
            raise MemoryError
        self.holders[0] = Holder(<void*>_ROOT, <void*>_TEXT)

    def __dealloc__(self):
        PyMem_Free(self.outermost)

    cdef index(self, str tag, node):
        """Remember where ``tag`` stands."""
        found = self.by_tag.get(tag)
        if found is None:
            self.by_tag[tag] = [node]
        else:
            (<list>found).append(node)

    cdef open(self, node, kind, int traits, parent):
        """Take the start of an element; ``kind`` is None if it makes none. At most `MAX_DEPTH` + 1 are open."""
        if traits & BLOCK:
            self.flush(False)
            self.holders[1] = Holder(<void*>node, self.holders.kind)
            self.holders += 1
            if kind is not None:
                self.holders.kind = <void*>kind
        elif traits & LINK:
            self.in_link += 1
        elif traits & BOLD:
            self.in_bold += 1
        elif traits & BREAK_LINE:
            self.line_break(parent)
        if traits & MEDIA:
            image = PyType_GenericAlloc(_Image, 2)
            put(image, 0, node)
            put(image, 1, as_number(len(self.leaves)))
            PyObject_GC_UnTrack(<void*>image)
            self.images.append(image)

    cdef close(self, int traits):
        """Take the end of an element."""
        if traits & BLOCK:
            self.flush(False)
            self.holders -= 1
        elif traits & LINK:
            self.in_link -= 1
        elif traits & BOLD:
            self.in_bold -= 1

    cdef add(self, owner, str text):
        """Take a piece of text that stands in ``owner``, outside of its children."""
        if is_space(text):
            if self.seen:  # space before the run's first word shows nothing
                self.keep(owner, text)
            return
        if not self.seen and not self.breaks:
            self.first = len(self.pieces)
        self.keep(owner, text)
        self.seen = True
        if self.in_link:
            self.link_chars += len(text)
        if self.in_bold:
            self.bold_chars += len(text)

    cdef keep(self, owner, str text):
        piece = (owner, text)
        PyObject_GC_UnTrack(<void*>piece)
        self.pieces.append(piece)

    cdef line_break(self, owner):
        """Take a ``<br>``: the second in a row cuts the run."""
        cdef bint is_code = self.holders.kind == <void*>_CODE
        cdef Py_ssize_t at
        cdef str piece
        if self.breaks and not is_code:
            at = len(self.pieces) - 1
            while at >= self.first:
                piece = (<tuple>self.pieces[at])[1]
                if piece == _BREAK:
                    self.flush(True)
                    return
                if not is_space(piece):
                    break
                at -= 1
        if self.seen or is_code:
            self.keep(owner, _BREAK)
            self.breaks += 1

    cdef flush(self, bint cut):
        """End the run; it becomes a leaf if it shows anything."""
        cdef str text
        cdef Leaf leaf
        if self.seen:
            text = self.text()
            if text:
                leaf = <Leaf>Leaf.__new__(Leaf)
                leaf.node, leaf.start, leaf.stop = <object>self.holders.node, self.first, len(self.pieces)
                leaf.kind, leaf.text, leaf.cut = <str>self.holders.kind, text, self.cut
                leaf.link_chars, leaf.bold_chars = self.link_chars, self.bold_chars
                self.leaves.append(leaf)
            self.link_chars = self.bold_chars = 0
            self.seen = False
        self.first = len(self.pieces)
        self.breaks = 0
        self.cut = cut

    cdef str text(self):
        """Return the run as it shows."""
        cdef Py_ssize_t at, stop = len(self.pieces)
        cdef str joined = (<tuple>self.pieces[self.first])[1]
        if stop - self.first > 1:
            joined = "".join([(<tuple>self.pieces[at])[1] for at in range(self.first, stop)])
        if self.holders.kind == <void*>_CODE:
            return visible(joined).replace(_BREAK, "\n").strip("\r\n").rstrip()
        if self.breaks:
            lines = [cleaned(line) for line in joined.split(_BREAK)]
            return "\n".join([line for line in lines if line])
        return cleaned(joined)
