# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The climb of `tearsheet.body.scorer.paths` and the sums of `features.Columns` over structs: the same numbers.

Only the elements that hold leaves are told of, less than half of all. Sums over the elements before another one only
change at those that have leaves of their own, so that only these have one.
"""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.ref cimport PyObject
from libc.string cimport memchr, memset

from sys import intern

from tearsheet.body.scorer._cache cimport NODE, TEXT, FETCH, LINE, SOON, PyList_GET_ITEM, aligned, fetch_ahead
from tearsheet.body.scorer._pairs cimport number_pairs
from tearsheet.body.scorer._lexicon cimport Lexicon, Weight
from tearsheet.body.scorer._sums cimport ROWS

from tearsheet.body.scorer.features import LONG
from tearsheet.body.scorer.paths import (
    ARTICLE_BODY, COMMENTS, HIDDEN, OTHER_SCOPE, ROLE_FLAGS, TAG_FLAGS
)
from tearsheet.body.scorer.texts import TAG_CODES

cdef dict _TAG_FLAGS = TAG_FLAGS, _ROLE_FLAGS = ROLE_FLAGS, _TAG_CODES = TAG_CODES
cdef int _COMMENTS = COMMENTS, _HIDDEN = HIDDEN, _ARTICLE_BODY = ARTICLE_BODY, _OTHER_SCOPE = OTHER_SCOPE
cdef int _LONG = LONG
cdef str _CLASS = intern("class"), _ID = intern("id"), _HREF = intern("href")

cdef enum:
    ON_HEADLINE = -1  # for an element whose place is not known yet: the headline stands in it


cdef class Facts:
    """All numbers of a page that its rows are made of; the texts' part is filled by `_texts`."""

    def __cinit__(self, page, Lexicon lexicon not None):
        cdef list leaves = page.leaves
        cdef Py_ssize_t i
        self.page, self.lexicon = page, lexicon
        self.parents = page.nodes.parents
        self.element_count = len(self.parents)
        self.leaf_count = len(leaves)
        self.leaves = <Leaf*>PyMem_Calloc(self.leaf_count, sizeof(Leaf))
        self.running = <double*>PyMem_Calloc((self.leaf_count + 1) * RUNNING, sizeof(double))
        self.elements = <int*>PyMem_Calloc(self.element_count, sizeof(int))
        self.met = <unsigned char*>PyMem_Calloc(lexicon.places + 1, 1)
        if not (self.leaves and self.running and self.elements and self.met):
            raise MemoryError
        for i in range(self.leaf_count):
            if i + 2 * SOON < self.leaf_count:
                FETCH(PyList_GET_ITEM(<PyObject*>leaves, i + 2 * SOON))
            self.leaves[i].index = (<tuple>leaves[i])[NODE]
            FETCH(<PyObject*>(<tuple>leaves[i])[TEXT])

    def __dealloc__(self):
        PyMem_Free(self.nodes)
        PyMem_Free(self.styles)
        PyMem_Free(self.slots)
        PyMem_Free(self.leaves)
        PyMem_Free(self.room)
        PyMem_Free(self.running)
        PyMem_Free(self.elements)
        PyMem_Free(self.met)

    cdef make_blocks(self, Py_ssize_t width):
        """Make room for the rows, with some columns more than their own."""
        cdef Py_ssize_t count = (self.leaf_count + ROWS - 1) // ROWS
        self.width = width
        self.block_size = (width + ADDED) * ROWS
        self.room = PyMem_Malloc(count * self.block_size * sizeof(float) + LINE)
        if not self.room:
            raise MemoryError
        self.blocks = <float*>aligned(self.room)
        if count:  # whose last rows stand for no leaf
            memset(self.blocks + (count - 1) * self.block_size, 0, self.block_size * sizeof(float))

    cdef float* row(self, Py_ssize_t leaf) noexcept:
        """Where the row of ``leaf`` begins; the numbers of a column stand together for the rows of a block."""
        return self.blocks + leaf // ROWS * self.block_size + leaf % ROWS

    cdef list levels(self):
        """The rank of each heading; 0 for other leaves."""
        cdef Py_ssize_t i
        return [self.leaves[i].level for i in range(self.leaf_count)]

    cdef list comments(self):
        """The leaves that stand in a part that its class or id calls comments: as `Columns.comments`."""
        cdef Py_ssize_t i
        return [i for i in range(self.leaf_count) if self.leaves[i].is_comment]

    cdef list hidden(self):
        """The leaves that stand in an element that its own markup hides."""
        cdef Py_ssize_t i
        return [i for i in range(self.leaf_count) if self.nodes[self.leaves[i].node].flags & _HIDDEN]

    cdef list places(self):
        """The places of the words met in class and id, in order: as `paths.Climber.places`."""
        cdef list found = []
        cdef unsigned char* end = self.met + self.lexicon.places
        cdef unsigned char* at = <unsigned char*>memchr(self.met, 1, end - self.met)
        while at:
            found.append(at - self.met)
            at += 1
            at = <unsigned char*>memchr(at, 1, end - at)
        return found

    cdef int above(self, int place) noexcept:
        """The parent of a node; of the root the root."""
        return self.nodes[place].parent if place else 0

    # What stands on the way from each leaf up to the root

    cdef climb(self, list tags, list attrs):
        """Learn of all nodes above leaves, each after its parent."""
        cdef list parents = self.parents, ends = self.page.nodes.ends
        cdef Py_ssize_t i
        cdef int index = self.leaves[self.headline].index if self.headline >= 0 else -1
        cdef int* order
        cdef Node* node
        while index >= 0:
            self.elements[index] = ON_HEADLINE
            index = parents[index]
        order = self.way_down()
        try:
            self.nodes = <Node*>PyMem_Calloc(self.node_count, sizeof(Node))
            self.make_styles()
            if not (self.nodes and self.styles and self.slots):
                raise MemoryError
            for i in range(self.node_count):
                node = &self.nodes[i]
                fetch_ahead(attrs, ends, order + i, self.node_count - i)
                index = order[i]
                node.index, node.end = index, ends[index]
                node.hinge = self.elements[index] == ON_HEADLINE
                self.elements[index] = i + 1
                index = parents[index]
                node.parent = self.elements[index] - 1 if index >= 0 else -1
                self.learn(node, tags[node.index], attrs[node.index])
        finally:
            PyMem_Free(order)
        for i in range(self.leaf_count):
            self.leaves[i].node = self.elements[self.leaves[i].index] - 1

    cdef int* way_down(self) except NULL:
        """The elements that hold leaves as they are met, from the root down to each leaf; counts them."""
        cdef list parents = self.parents
        cdef int* order = <int*>PyMem_Calloc(self.element_count, sizeof(int))
        cdef char* known = <char*>PyMem_Calloc(self.element_count, 1)
        cdef Py_ssize_t i, low, high, count = 0
        cdef int index
        if not order or not known:
            PyMem_Free(order)
            PyMem_Free(known)
            raise MemoryError
        for i in range(self.leaf_count):
            low = count
            index = self.leaves[i].index
            while index >= 0 and not known[index]:
                known[index] = 1
                order[count] = index
                count += 1
                index = <int>parents[index]
            high = count - 1
            while low < high:
                order[low], order[high] = order[high], order[low]
                low += 1
                high -= 1
        PyMem_Free(known)
        self.node_count = count
        return order

    cdef learn(self, Node* node, str tag, attrs):
        """Learn of one node whose parent is known."""
        cdef str style = "", label = "", key, text
        cdef Weight weight
        cdef const Style* look
        cdef int flags = 0
        for key, text in (<dict>attrs).items():
            if key is _CLASS:  # names are interned
                style = text
            elif key is _ID:
                label = text
            elif key is not _HREF:  # most of all
                flags |= told(key, text)
        look = self.style_of(tag, style)
        node.shape, node.code, node.rank = look - self.styles, look.code, look.rank
        flags |= look.flags
        weight = look.weight
        if label:
            self.lexicon.weigh(label, &weight, self.met)
        node.own = max(-4.0, min(4.0, weight.score))
        if not node.hinge and node.parent > 0:  # a part that holds the headline or all is no side part
            flags |= weight.flags
        self.inherit(node, flags, look.is_article)

    cdef make_styles(self):
        """Make room for as many tags with a class as there are nodes."""
        cdef Py_ssize_t slots = 2
        while slots < 2 * self.node_count:
            slots *= 2
        self.styles = <Style*>PyMem_Malloc((self.node_count + 1) * sizeof(Style))
        self.slots = <int*>PyMem_Calloc(slots, sizeof(int))
        self.slot_mask = slots - 1

    cdef Style* style_of(self, str tag, str name) except NULL:
        """A tag with a class, '' for none; its words are looked up when it is first met."""
        cdef size_t at = (<size_t>hash(name) ^ <size_t>hash(tag)) & self.slot_mask
        cdef Style* style
        while self.slots[at]:
            style = &self.styles[self.slots[at] - 1]
            if <str>style.name == name and <str>style.tag == tag:
                return style
            at = (at + 1) & self.slot_mask
        style = &self.styles[self.shape_count]
        self.shape_count += 1
        self.slots[at] = self.shape_count
        style.tag, style.name = <PyObject*>tag, <PyObject*>name  # which the page keeps
        style.weight = Weight(0.0, 0)
        style.flags = _TAG_FLAGS.get(tag, 0)
        style.code = _TAG_CODES.get(tag, 0)
        style.rank = int(tag[1:]) if len(tag) == 2 and tag[0] == u"h" and tag[1].isdecimal() else -1
        style.is_article = tag == "article"
        if name:
            self.lexicon.weigh(name, &style.weight, self.met)
        return style

    cdef int inherit(self, Node* node, int flags, bint is_article) except -1:
        """Add to what ``node`` is what its parent has from above."""
        cdef Node* parent
        node.flags = flags
        node.article = -1
        if node.parent < 0:
            return 0
        parent = &self.nodes[node.parent]
        node.depth = parent.depth + 1
        node.flags |= parent.flags
        node.article = node - self.nodes if is_article else parent.article
        node.total = parent.total + node.own
        node.least = min(parent.least, node.own)
        node.most = max(parent.most, node.own)
        if node.hinge:
            node.hinge = node.depth
        else:
            node.hinge = parent.hinge
            node.below = parent.below + node.own
            node.below_least = min(parent.below_least, node.own)
        return 0

    # Sums over leaves and containers

    cdef add_up(self):
        """Sum the leaves up to each leaf, and inside each node."""
        cdef Py_ssize_t i, k
        cdef Leaf* leaf
        cdef Node* node
        cdef double* before = self.running
        cdef double* own
        cdef int* owners = <int*>PyMem_Calloc(2 * (self.element_count + 1), sizeof(int))
        cdef int* images = owners + self.element_count + 1
        if not owners:
            raise MemoryError
        self.count_owners(owners)
        count_images(self.page.images, images, self.element_count)
        own = <double*>PyMem_Calloc((self.owner_count + 1) * RUNNING, sizeof(double))
        if not own:
            PyMem_Free(owners)
            raise MemoryError
        for i in range(self.leaf_count):
            leaf = &self.leaves[i]
            leaf.is_long = leaf.size >= _LONG and leaf.link < 0.5 and leaf.size * (1 - leaf.link) > 0
            leaf.long = leaf.size * (1 - leaf.link) if leaf.is_long else 0.0
            add(before, before + RUNNING, leaf)
            add(own + (leaf.owner + 1) * RUNNING, own + (leaf.owner + 1) * RUNNING, leaf)
            before += RUNNING
        for i in range(RUNNING, (self.owner_count + 1) * RUNNING):
            own[i] += own[i - RUNNING]
        for i in range(self.node_count):
            node = &self.nodes[i]
            for k in range(RUNNING):
                node.inside[k] = own[node.stop * RUNNING + k] - own[node.start * RUNNING + k]
            node.inside[RUNNING] = images[node.end] - images[node.index]
            node.before = own[node.start * RUNNING + 2]
        PyMem_Free(own)
        PyMem_Free(owners)

    cdef count_owners(self, int* owners):
        """Count up to each element those that have leaves of their own."""
        cdef Py_ssize_t i
        self.empty = -1
        for i in range(self.leaf_count):
            owners[self.leaves[i].index + 1] = 1
        for i in range(self.element_count):
            owners[i + 1] += owners[i]
            if not self.elements[i]:
                self.empty = i
        self.owner_count = owners[self.element_count]
        for i in range(self.leaf_count):
            self.leaves[i].owner = owners[self.leaves[i].index]
        for i in range(self.node_count):
            self.nodes[i].start = owners[self.nodes[i].index]
            self.nodes[i].stop = owners[self.nodes[i].end]

    cdef group_leaves(self):
        """Number the leaves' shapes, alone and with those of their parents."""
        cdef Py_ssize_t i, n = self.leaf_count
        cdef Leaf* leaf
        cdef int* shapes = <int*>PyMem_Calloc(3 * n, sizeof(int))
        cdef int* parents = shapes + n
        cdef int* groups = parents + n
        if not shapes:
            raise MemoryError
        for i in range(n):
            leaf = &self.leaves[i]
            leaf.is_comment = self.nodes[leaf.node].flags & _COMMENTS != 0
            leaf.shape = shapes[i] = self.nodes[leaf.node].shape
            parents[i] = self.nodes[self.above(leaf.node)].shape
        try:
            self.group_count = number_pairs(shapes, parents, n, self.shape_count, self.shape_count, groups)
            for i in range(n):
                self.leaves[i].group = groups[i]
        finally:
            PyMem_Free(shapes)

    cdef find_best(self):
        """Find the last element with the most long text after a toll on all else in it: the likely container."""
        cdef Py_ssize_t i
        cdef int best = -1
        cdef double top = worth(&self.nodes[0])
        for i in range(1, self.node_count):
            top = max(top, worth(&self.nodes[i]))
        if self.empty >= 0:  # elements without leaves are worth nothing, which is more than some
            top = max(top, 0.0)
            if top <= 1e-6:
                best = self.best.index = self.best.end = self.empty
        for i in range(self.node_count):
            if self.nodes[i].index > best and worth(&self.nodes[i]) >= top - 1e-6:
                self.best = self.nodes[i]
                best = self.best.index


cdef count_images(list found, int* images, Py_ssize_t elements):
    """Count the images up to each element."""
    cdef Py_ssize_t i
    if found:
        for image in found:
            images[<int>(<tuple>image)[0] + 1] += 1
        for i in range(elements):
            images[i + 1] += images[i]


cdef inline double worth(Node* node) noexcept:
    return node.inside[2] - 0.5 * node.inside[1] - 12.0 * (node.inside[4] - node.inside[3])


cdef inline void add(const double* before, double* after, Leaf* leaf) noexcept:
    """Write to ``after`` the totals ``before`` with those of ``leaf`` added."""
    after[0] = before[0] + leaf.size
    after[1] = before[1] + leaf.size * leaf.link
    after[2] = before[2] + leaf.long
    after[3] = before[3] + leaf.is_long
    after[4] = before[4] + 1
    after[5] = before[5] + leaf.stops


cdef int told(str name, str value) except -1:
    """The flags that an attribute other than class and id sets."""
    if name == "role":
        return _ROLE_FLAGS.get(value, 0)
    if name == "hidden" or (name == "aria-hidden" and value == "true"):
        return _HIDDEN
    if name == "style":
        return _HIDDEN if "none" in value and "display" in value else 0
    if name == "itemprop":
        return _ARTICLE_BODY if "articleBody" in value or value == "text" else 0
    return _OTHER_SCOPE if name == "itemtype" and "Article" not in value else 0
