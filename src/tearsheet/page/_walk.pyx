# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The compiled form of `tearsheet.page.flatten`: walks libxml2's node structs and splits the text into blocks on the way.

It is built against the headers that the lxml wheel ships. It only reads structs and calls no function of libxml2, so
nothing is linked. ``walk.py`` and ``block_splitter.py`` are the same algorithm in plain Python;
``tests/page/test_flatten.py`` checks that the output is identical.
"""

from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM
from libc.string cimport strlen
from lxml.includes cimport etreepublic as cetree
from lxml.includes cimport tree
from lxml.includes.tree cimport const_xmlChar

from sys import intern

from lxml import etree

from tearsheet.errors import InputTooDeep
from tearsheet.page.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_DEPTH
from tearsheet.page.block_splitter import TRAITS, TRAITS_OF, UNLISTED
from tearsheet.page.text_blocks import (
    BREAK, HEAD_HOLDS, HOLDERS, KIND_OF_TAG, MOST_INSIDE, Image, TextBlock, TextBlocks, are_parted, clean, visible
)
from tearsheet.page.nodes import NO_ATTRIBUTES, Nodes
from tearsheet.page.walk import ATTRIBUTES, DATA, OPAQUE, WalkResult, holds_json, wanted

cdef extern from "libxml/xmlversion.h":
    const int LIBXML_VERSION

cdef extern from "Python.h":
    object PyType_GenericAlloc(type made, Py_ssize_t size)
    void PyObject_GC_UnTrack(void* container)

cetree.import_lxml__etree()

if etree.LIBXML_VERSION[:2] != (LIBXML_VERSION // 10000, LIBXML_VERSION // 100 % 100):
    raise ImportError("built for another libxml2 than the one that lxml runs on")
if TRAITS != ("block", "link", "bold", "break", "indexed", "media", "unknown") or Image._fields != ("node", "block"):
    raise ImportError("built for other traits or images")
if TextBlock._fields != ("node", "kind", "text", "start", "stop", "link_chars", "bold_chars", "cut"):
    raise ImportError("built for blocks with other fields")

include "_walk_strings.pxi"
include "_walk_cutter.pxi"

cdef object _NO_ATTRIBUTES = NO_ATTRIBUTES
cdef str _SCRIPT = intern("script"), _TITLE = intern("title"), _STYLE = intern("style")  # compared by identity
cdef int _MAX_DEPTH = MAX_DEPTH
cdef Py_ssize_t _MAX_ATTRIBUTE = MAX_ATTRIBUTE_CHARACTERS
cdef Py_ssize_t _NOT_YET = 1 << 60


cdef struct Open:  # an element whose children are being walked
    Py_ssize_t index
    int traits
    bint is_silent  # the text before its first child is not shown


cdef class Flattener:
    """A single walk over a tree."""

    cdef cetree._Element root
    cdef Names names
    cdef Values values
    cdef BlockSplitter cutter
    cdef list tags, parents, ends, texts, tails, attrs, labelled
    cdef list indices  # int objects, shared by all columns
    cdef dict scripts
    cdef Open* path  # the open elements, outermost first
    cdef int depth
    cdef Py_ssize_t count  # elements so far
    cdef Py_ssize_t parent, previous  # the innermost open element, and its last child so far; -1 if there is none
    cdef str pending  # the current text
    cdef list pending_parts  # all its parts, if comments interrupt it; None otherwise
    cdef Py_ssize_t shown  # the first element that is shown, once it is reached
    cdef tree.xmlNode* first_shown  # that element, if it is known in advance
    cdef tree.xmlNode* last_hidden  # otherwise the last element before it

    def __cinit__(self, cetree._Element root, frozenset opaque):
        self.root = root
        self.names = Names(opaque)
        self.values = Values()
        self.cutter = BlockSplitter()
        self.tags, self.parents, self.ends = new_column(), new_column(), new_column()
        self.texts, self.tails, self.attrs = new_column(), new_column(), new_column()
        self.cutter.tags, self.cutter.parents, self.cutter.attrs = self.tags, self.parents, self.attrs
        self.indices = new_column()
        self.indices.append(0)
        self.labelled, self.scripts = [], {}
        self.parent = self.previous = -1
        self.path = <Open*>PyMem_Malloc((_MAX_DEPTH + 2) * sizeof(Open))
        if not self.path:
            raise MemoryError

    def __dealloc__(self):
        PyMem_Free(self.path)

    cdef find_shown(self):
        """Find the first element that is shown, as `tearsheet.page.block_splitter.first_shown` does."""
        cdef tree.xmlNode* node = self.root._c_node
        cdef tree.xmlNode* child
        if self.names.at(node.name).is_opaque:
            return
        node = node.children
        while node is not NULL:
            if node.type == tree.XML_ELEMENT_NODE:
                tag = <str>self.names.at(node.name).text
                if tag == "body" or tag == "frameset":
                    self.first_shown, self.last_hidden = node, NULL
                    return
                if tag == "head":
                    child = node.children
                    while child is not NULL:
                        if child.type == tree.XML_ELEMENT_NODE:
                            if <str>self.names.at(child.name).text not in HEAD_HOLDS:
                                self.first_shown, self.last_hidden = child, NULL
                                return
                        child = child.next
                    self.last_hidden = node
            node = node.next

    cdef run(self):
        """Process the nodes of the tree in document order."""
        cdef tree.xmlNode* top = self.root._c_node
        cdef tree.xmlNode* node = top
        self.find_shown()
        self.shown = 0 if self.first_shown is NULL and self.last_hidden is NULL else _NOT_YET
        while True:
            if node.type == tree.XML_ELEMENT_NODE:
                if self.enter(node):
                    node = node.children
                    continue
            elif node.type == tree.XML_TEXT_NODE or node.type == tree.XML_CDATA_SECTION_NODE:
                if node.content is not NULL and node.content[0]:
                    self.read(node.content)
            while node is not top and node.next is NULL:
                node = node.parent
                self.leave(node)
            if node is top:
                break
            node = node.next
        self.cutter.flush(False)

    cdef bint enter(self, tree.xmlNode* node) except -1:
        """Open an element; return whether its children are to be walked. If not, it is closed as well."""
        cdef Name* name = self.names.at(node.name)
        cdef Py_ssize_t index = self.count
        cdef object number = self.indices[index], parent
        cdef str tag = <str>name.text
        cdef int traits = name.traits
        cdef bint is_opaque = name.is_opaque
        cdef object kind = <object>name.kind
        if self.depth >= _MAX_DEPTH:
            raise InputTooDeep(self.depth + 1, _MAX_DEPTH)
        self.flush_text()
        parent = <object>self.indices[self.parent] if self.parent >= 0 else -1
        self.count = index + 1
        self.indices.append(as_int(self.count))
        self.tags.append(tag)
        self.parents.append(parent)
        self.ends.append(self.indices[self.count])
        self.texts.append(None)
        self.tails.append(None)
        self.attrs.append(self.attributes(node))
        if self.names.labels:
            self.labelled.append(index)
            self.names.labels = False
        if traits & INDEXED:
            self.cutter.index(tag, number)
            if tag is _STYLE or (tag is _SCRIPT and holds_json(self.attrs[index])):
                self.scripts[index] = cetree.elementFactory(self.root._doc, node)
        if node is self.first_shown:
            self.shown = index
        if index >= self.shown:
            if traits & UNKNOWN:
                traits = 0 if self.is_in_line(node, tag) else BLOCK
            self.cutter.open(number, kind, traits, parent)
        if node.children is NULL or is_opaque:
            self.end(node, index, traits)
            return False
        self.path[self.depth] = Open(index, traits, self.is_title_of_head(tag))
        self.depth += 1
        self.parent = index
        self.previous = -1
        return True

    cdef bint is_in_line(self, tree.xmlNode* node, str tag) except -1:
        """Return whether an unknown element is inline; see `tearsheet.page.block_splitter.BlockSplitter.is_in_line`."""
        cdef bint is_before_text = False
        cdef tree.xmlNode* sibling = node.next
        cdef Py_ssize_t count = 0
        while sibling is not NULL and sibling.type != tree.XML_ELEMENT_NODE and not is_before_text:
            if sibling.type == tree.XML_TEXT_NODE or sibling.type == tree.XML_CDATA_SECTION_NODE:
                if sibling.content is not NULL and sibling.content[0]:
                    text = decoded(sibling.content, strlen(<const char*>sibling.content))
                    is_before_text = not is_space(text)
            sibling = sibling.next
        if tag == "button":
            if not (self.cutter.has_text and is_before_text):
                return False
        elif not (self.cutter.has_text or is_before_text):
            if self.tags[<object>self.cutter.holders.node] not in HOLDERS:
                return False
        cdef tree.xmlNode* descendant = node
        while True:
            if descendant.children is not NULL and (descendant is node or not self.names.at(descendant.name).is_opaque):
                descendant = descendant.children
            else:
                descendant = self.next_in(node, descendant)
            while descendant is not NULL and descendant.type != tree.XML_ELEMENT_NODE:
                descendant = self.next_in(node, descendant)
            if descendant is NULL:
                return True
            count += 1
            if count > MOST_INSIDE or self.names.at(descendant.name).traits & BLOCK:
                return False

    cdef tree.xmlNode* next_in(self, tree.xmlNode* top, tree.xmlNode* node) noexcept:
        """Return the next node in ``top`` after the subtree of ``node``; NULL if there is none."""
        while node is not top:
            if node.next is not NULL:
                return node.next
            node = node.parent
        return NULL

    cdef bint is_title_of_head(self, str tag) except -1:
        return tag is _TITLE and self.parent >= 0 and self.tags[self.parent] == "head"

    cdef leave(self, tree.xmlNode* node):
        """Close an element after its children."""
        self.flush_text()
        self.depth -= 1
        cdef Open* left = self.path + self.depth
        self.ends[left.index] = self.indices[self.count]
        self.parent = self.path[self.depth - 1].index if self.depth else -1
        self.end(node, left.index, left.traits)

    cdef end(self, tree.xmlNode* node, Py_ssize_t index, int traits):
        if index >= self.shown:
            self.cutter.close(traits)
        if node is self.last_hidden:
            self.shown = self.count
        self.previous = index

    cdef read(self, const_xmlChar* content):
        """Add a text node to the pending text."""
        if self.pending is None:
            self.pending = self.values.text(content)
            return
        if self.pending_parts is None:
            self.pending_parts = [self.pending]
        self.pending_parts.append(decoded(content, strlen(<const char*>content)))

    cdef flush_text(self):
        """Store the pending text as text or tail, and add it to the current block if it is shown."""
        cdef str text = self.pending
        if text is None:
            return
        self.pending = None
        if self.pending_parts is not None:
            text = "".join(self.pending_parts)
            self.pending_parts = None
        if self.previous >= 0:
            self.tails[self.previous] = text
            if self.previous >= self.shown:
                self.cutter.add(self.indices[self.parent], text)
        elif self.parent >= 0:
            self.texts[self.parent] = text
            if self.parent >= self.shown and not self.path[self.depth - 1].is_silent:
                self.cutter.add(self.indices[self.parent], text)

    cdef object attributes(self, tree.xmlNode* node):
        """Return the kept attributes as a dict; elements with the same single attribute may share it."""
        cdef tree.xmlAttr* attribute = <tree.xmlAttr*>node.properties
        cdef dict found = None
        cdef str first = None, name, value, only = None
        while attribute is not NULL:
            if attribute.ns is NULL:
                name = self.names.attribute(attribute.name)
                if name is not None:
                    value = self.value_of(node, attribute)
                    if first is None:
                        first, only = name, value
                    else:
                        if found is None:
                            found = {first: only}
                            PyObject_GC_UnTrack(<void*>found)
                        found[name] = value
            attribute = attribute.next
        if found is not None:
            return found
        return _NO_ATTRIBUTES if first is None else self.values.alone(first, only)

    cdef str value_of(self, tree.xmlNode* node, tree.xmlAttr* attribute):
        cdef tree.xmlNode* part = attribute.children
        cdef str value
        if part is NULL:
            return ""
        if part.type == tree.XML_TEXT_NODE and part.next is NULL and part.content is not NULL:
            value = self.values.attribute(part.content)
        else:  # several text nodes and entity references
            value = cetree.attributeValue(node, attribute)
        return value if len(value) <= _MAX_ATTRIBUTE else value[:_MAX_ATTRIBUTE]


def flatten(cetree._Element root, frozenset opaque=OPAQUE):
    """Return the columns of the tree under ``root`` and its blocks; see `tearsheet.page.flatten.flatten`."""
    cdef Flattener made = Flattener(root, opaque)
    made.run()
    nodes = Nodes(made.tags, made.parents, made.ends, made.texts, made.tails, made.attrs)
    cutter = made.cutter
    blocks = TextBlocks(cutter.blocks, cutter.pieces, cutter.images, cutter.by_tag)
    return WalkResult(nodes, made.scripts, made.labelled), blocks
