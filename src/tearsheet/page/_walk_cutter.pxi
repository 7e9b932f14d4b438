# The compiled form of `tearsheet.page.block_splitter`: the walk passes every element and text to it.
#
# Objects that are created in large numbers contain only ints and strings and cannot be part of a reference cycle, so
# they are untracked from the garbage collector.

cdef enum:  # the bits of `tearsheet.page.block_splitter.TRAITS`
    BLOCK = 1
    LINK = 2
    BOLD = 4
    BREAK_LINE = 8
    INDEXED = 16
    MEDIA = 32
    UNKNOWN = 64

cdef type _TextBlock = TextBlock, _Image = Image
cdef str _BREAK = BREAK, _CODE = KIND_OF_TAG["pre"], _TEXT = "text"
cdef object _ROOT = 0
cdef Py_ssize_t _MOST_OPEN = MAX_DEPTH + 2


cdef struct Holder:  # an open block-level element
    void* node  # its index, an int object
    void* kind  # the kind of its blocks, a str


cdef inline object untracked_tuple(type cls, tuple fields):
    """Return an untracked named tuple of ``fields``, none of which may be a container."""
    cdef Py_ssize_t place, size = len(fields)
    made = PyType_GenericAlloc(cls, size)
    for place in range(size):
        value = fields[place]
        Py_INCREF(value)
        PyTuple_SET_ITEM(made, place, value)
    PyObject_GC_UnTrack(<void*>made)
    return made


cdef inline bint is_space(str text):
    """Return `str.isspace` of ``text``; fast for text that starts with ASCII."""
    cdef Py_UCS4 c
    for c in text:
        if c == 0x20 or 9 <= c <= 13:
            continue
        if 0x20 < c < 0x80 or not c.isspace():
            return False
    return len(text) > 0


cdef inline bint is_clean(str text):
    """Return, by a cheap check, whether `clean` certainly returns ``text`` unchanged.

    That is the case if it has only single inner spaces and no characters that NFC could change. Source: the Unicode
    Character Database; neither characters below U+0300 nor these punctuation marks compose with each other.
    """
    cdef Py_UCS4 c, last = 0x20
    for c in text:
        if c < 0x20 or c == last == 0x20 or c in (0x85, 0xA0, 0xAD) or (c >= 0x300 and not 0x2010 <= c <= 0x2027):
            return False
        last = c
    return last != 0x20


cdef class BlockSplitter:
    """Collects pieces of text and turns them into a block at each boundary, like `block_splitter.BlockSplitter`."""

    cdef list blocks, pieces, images
    cdef list tags, parents, attrs  # the columns of the walk
    cdef dict by_tag
    cdef Holder* holders  # the innermost open block-level element
    cdef Holder* outermost  # the bottom of that stack
    cdef Py_ssize_t first, link_chars, bold_chars
    cdef int in_link, in_bold, breaks
    cdef bint has_text, cut

    def __cinit__(self):
        self.blocks, self.pieces, self.images, self.by_tag = new_column(), new_column(), new_column(), {}
        self.outermost = self.holders = <Holder*>PyMem_Malloc((_MOST_OPEN + 1) * sizeof(Holder))
        if not self.holders:
            raise MemoryError
        self.holders[0] = Holder(<void*>_ROOT, <void*>_TEXT)

    def __dealloc__(self):
        PyMem_Free(self.outermost)

    cdef index(self, str tag, node):
        """Add ``node`` to the nodes with this ``tag``."""
        found = self.by_tag.get(tag)
        if found is None:
            self.by_tag[tag] = [node]
        else:
            (<list>found).append(node)

    cdef open(self, node, kind, int traits, parent):
        """Open an element; ``kind`` is the kind of its blocks, or None to inherit it. At most `MAX_DEPTH` + 1 are open."""
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
            self.images.append(untracked_tuple(_Image, (node, as_int(len(self.blocks)))))

    cdef close(self, int traits):
        """Close an element."""
        if traits & BLOCK:
            self.flush(False)
            self.holders -= 1
        elif traits & LINK:
            self.in_link -= 1
        elif traits & BOLD:
            self.in_bold -= 1

    cdef separate(self, owner, str text):
        """Add a space before ``text`` if it touches the previous piece but is a separate word."""
        cdef tuple before = self.pieces[len(self.pieces) - 1]
        cdef str label = before[1]
        if before[0] != owner and text[0].isalnum() and not label[len(label) - 1].isspace():
            container = <object>self.holders.node
            if are_parted(self.tags, self.parents, self.attrs, container, (before, (owner, text))):
                self.append_piece(container, " ")

    cdef add(self, owner, str text):
        """Add a piece of text directly inside ``owner``."""
        cdef bint is_code = self.holders.kind == <void*>_CODE
        if is_space(text):
            if self.has_text or is_code:  # leading white space is only visible in code
                self.append_piece(owner, text)
            return
        if self.has_text and not is_code:
            self.separate(owner, text)
        if not self.has_text and not self.breaks and not is_code:
            self.first = len(self.pieces)
        self.append_piece(owner, text)
        self.has_text = True
        if self.in_link:
            self.link_chars += len(text)
        if self.in_bold:
            self.bold_chars += len(text)

    cdef append_piece(self, owner, str text):
        piece = (owner, text)
        PyObject_GC_UnTrack(<void*>piece)
        self.pieces.append(piece)

    cdef line_break(self, owner):
        """Process a ``<br>``; the second of two consecutive ones ends the run."""
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
        if self.has_text or is_code:
            self.append_piece(owner, _BREAK)
            self.breaks += 1

    cdef flush(self, bint cut):
        """End the run; it becomes a block if it has visible text."""
        cdef str text
        if self.has_text:
            text = self.text()
            if text:
                fields = (
                    <object>self.holders.node,
                    <object>self.holders.kind,
                    text,
                    as_int(self.first),
                    as_int(len(self.pieces)),
                    as_int(self.link_chars),
                    as_int(self.bold_chars),
                    True if self.cut else False,
                )
                self.blocks.append(untracked_tuple(_TextBlock, fields))
            self.link_chars = self.bold_chars = 0
            self.has_text = False
        self.first = len(self.pieces)
        self.breaks = 0
        self.cut = cut

    cdef str text(self):
        """Return the visible text of the run."""
        cdef Py_ssize_t at, stop = len(self.pieces)
        cdef str joined = (<tuple>self.pieces[self.first])[1]
        if stop - self.first > 1:
            joined = "".join([(<tuple>self.pieces[at])[1] for at in range(self.first, stop)])
        if self.holders.kind == <void*>_CODE:
            return visible(joined).replace(_BREAK, "\n").strip("\r\n").rstrip()
        if self.breaks:
            lines = [clean(line) for line in joined.split(_BREAK)]
            return "\n".join([line for line in lines if line])
        return joined if is_clean(joined) else clean(joined)
