# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""The climb of `tearsheet.body.scorer.paths` and the sums of `features.Columns` over structs: the same numbers."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from tearsheet.body.scorer.features import LONG
from tearsheet.body.scorer.paths import (
    ARTICLE_BODY, COMMENTS, HIDDEN, OTHER_SCOPE, ROLE_FLAGS, TAG_FLAGS, TOKEN_FLAGS
)

cdef dict _TAG_FLAGS = TAG_FLAGS, _ROLE_FLAGS = ROLE_FLAGS, _TOKEN_FLAGS = TOKEN_FLAGS
cdef int _COMMENTS = COMMENTS, _HIDDEN = HIDDEN, _ARTICLE_BODY = ARTICLE_BODY, _OTHER_SCOPE = OTHER_SCOPE
cdef int _LONG = LONG


cdef class Facts:
    """All numbers of a page that its rows are made of; the texts' part is filled by `_texts`."""

    def __cinit__(self, page):
        cdef list parents = page.nodes.parents, ends = page.nodes.ends
        cdef Py_ssize_t i
        self.page = page
        self.words_in = page.words_in
        self.tags = page.nodes.tags
        self.attrs = page.nodes.attrs
        self.node_count = len(parents)
        self.leaf_count = len(page.leaves)
        self.nodes = <Node*>PyMem_Calloc(self.node_count, sizeof(Node))
        self.leaves = <Leaf*>PyMem_Calloc(self.leaf_count, sizeof(Leaf))
        self.running = <double*>PyMem_Calloc((self.leaf_count + 1) * RUNNING, sizeof(double))
        self.order = <int*>PyMem_Calloc(self.node_count, sizeof(int))
        if not (self.nodes and self.leaves and self.running and self.order):
            raise MemoryError
        for i in range(self.node_count):
            self.nodes[i].parent = parents[i]
            self.nodes[i].end = ends[i]
            self.nodes[i].article = -1
        self.seen, self.shapes, self.words = {}, {}, {}

    def __dealloc__(self):
        PyMem_Free(self.nodes)
        PyMem_Free(self.leaves)
        PyMem_Free(self.running)
        PyMem_Free(self.order)

    @property
    def comments(self):
        """For each leaf whether it stands in a part that its class or id calls comments: as `Columns.comments`."""
        cdef Py_ssize_t i
        return [self.leaves[i].is_comment for i in range(self.leaf_count)]

    cdef int above(self, int index) noexcept:
        """The parent of a node; of the root the root."""
        return self.nodes[index].parent if index else 0

    # What stands on the way from each leaf up to the root

    cdef climb(self, dict scores, Py_ssize_t headline):
        """Learn of all nodes above leaves, each after its parent."""
        cdef Py_ssize_t i, start, low, high
        cdef int node
        self.scores = scores
        node = self.leaves[headline].node if headline >= 0 else -1
        while node >= 0:
            self.nodes[node].hinge = 1
            node = self.nodes[node].parent
        for i in range(self.leaf_count):
            start = self.known_count
            node = self.leaves[i].node
            while node >= 0 and not self.nodes[node].known:
                self.nodes[node].known = 1
                self.order[self.known_count] = node
                self.known_count += 1
                node = self.nodes[node].parent
            low, high = start, self.known_count - 1
            while low < high:  # from the root down
                self.order[low], self.order[high] = self.order[high], self.order[low]
                low += 1
                high -= 1
            for low in range(start, self.known_count):
                self.learn(self.order[low])

    cdef learn(self, int index):
        """Learn of one node whose parent is known."""
        cdef Node* node = &self.nodes[index]
        cdef Node* parent
        cdef str tag = self.tags[index], style = ""
        cdef dict attrs = self.attrs[index]
        cdef int flags = _TAG_FLAGS.get(tag, 0)
        cdef tuple facts
        if attrs:
            style = attrs.get("class", "")
            facts = self.word_facts(style, attrs.get("id", ""))
            node.own = facts[0]
            flags |= told(attrs)
            if not node.hinge and node.parent > 0:
                flags |= <int>facts[1]
        node.shape = self.shape_of(tag, style)
        if node.parent < 0:
            node.flags = flags
            return
        parent = &self.nodes[node.parent]
        node.depth = parent.depth + 1
        node.flags = flags | parent.flags
        node.article = index if tag == "article" else parent.article
        node.total = parent.total + node.own
        node.least = min(parent.least, node.own)
        node.most = max(parent.most, node.own)
        if node.hinge:
            node.hinge = node.depth
        else:
            node.hinge = parent.hinge
            node.below = parent.below + node.own
            node.below_least = min(parent.below_least, node.own)

    cdef int shape_of(self, str tag, str style) except -1:
        """The number of a tag with a class."""
        cdef dict styles = self.shapes.get(tag)
        if styles is None:
            styles = self.shapes[tag] = {}
        shape = styles.get(style)
        if shape is None:
            shape = styles[style] = self.shape_count
            self.shape_count += 1
        return shape

    cdef tuple word_facts(self, str style, str name):
        """What the words in class and id score, and the flags that they set."""
        cdef str text = style + " " + name if name else style
        cdef double total = 0.0
        cdef int flags = 0
        cdef tuple words
        found = self.seen.get(text)
        if found is not None:
            return <tuple>found
        words = self.words_in(text if name else text + u" ")
        for word in words:
            known = self.words.get(word)
            if known is None:
                known = self.scores.get(word, 0.0)
                if word in _TOKEN_FLAGS:
                    known = (known, _TOKEN_FLAGS[word])
                self.words[word] = known
            if type(known) is tuple:  # few
                total += <double>(<tuple>known)[0]
                flags |= <int>(<tuple>known)[1]
            else:
                total += <double>known
        found = self.seen[text] = (max(-4.0, min(4.0, total)), flags)
        return <tuple>found

    # Sums over leaves and containers

    cdef add_up(self):
        """Sum the leaves up to each leaf, and inside each node."""
        cdef Py_ssize_t i, k
        cdef Leaf* leaf
        cdef double* before = self.running
        cdef double* own = <double*>PyMem_Calloc((self.node_count + 1) * TOTALS, sizeof(double))
        cdef double* at
        if not own:
            raise MemoryError
        for i in range(self.leaf_count):
            leaf = &self.leaves[i]
            leaf.is_long = leaf.size >= _LONG and leaf.link < 0.5 and leaf.size * (1 - leaf.link) > 0
            leaf.long = leaf.size * (1 - leaf.link) if leaf.is_long else 0.0
            at = own + (leaf.node + 1) * TOTALS
            add(before, before + RUNNING, leaf)
            add(at, at, leaf)
            before += RUNNING
        for image in self.page.images:
            own[(<int>image[0] + 1) * TOTALS + RUNNING] += 1
        for i in range(TOTALS, (self.node_count + 1) * TOTALS):
            own[i] += own[i - TOTALS]
        for i in range(self.node_count):
            for k in range(TOTALS):
                self.nodes[i].inside[k] = own[self.nodes[i].end * TOTALS + k] - own[i * TOTALS + k]
            self.nodes[i].before = own[i * TOTALS + 2]
        PyMem_Free(own)

    cdef group_leaves(self):
        """Number the leaves' shapes, alone and with those of their parents."""
        cdef dict groups = {}
        cdef Py_ssize_t i
        cdef Leaf* leaf
        cdef Node* node
        cdef int parent
        for i in range(self.leaf_count):
            leaf = &self.leaves[i]
            node = &self.nodes[leaf.node]
            leaf.shape = node.shape
            leaf.is_comment = node.flags & _COMMENTS != 0
            parent = self.nodes[node.parent].shape if node.parent >= 0 else self.nodes[0].shape
            key = node.shape * (self.shape_count + 1) + parent
            group = groups.get(key)
            if group is None:
                group = groups[key] = len(groups)
            leaf.group = group
        self.group_count = len(groups)

    cdef find_best(self):
        """Find the node with the most long text after a toll on all else in it: the likely container."""
        cdef Py_ssize_t i
        cdef double top = worth(&self.nodes[0])
        for i in range(1, self.node_count):
            top = max(top, worth(&self.nodes[i]))
        for i in range(self.node_count):
            if worth(&self.nodes[i]) >= top - 1e-6:
                self.best = i


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


cdef int told(dict attrs) except -1:
    """The flags that attributes other than class and id set."""
    cdef int flags = 0
    cdef str value
    for name, text in attrs.items():
        if name == "class" or name == "id" or name == "href":  # most of all
            continue
        value = text
        if name == "role":
            flags |= <int>_ROLE_FLAGS.get(value, 0)
        elif name == "hidden" or (name == "aria-hidden" and value == "true"):
            flags |= _HIDDEN
        elif name == "style":
            if "none" in value and "display" in value:
                flags |= _HIDDEN
        elif name == "itemprop":
            if "articleBody" in value or value == "text":
                flags |= _ARTICLE_BODY
        elif name == "itemtype" and "Article" not in value:
            flags |= _OTHER_SCOPE
    return flags
