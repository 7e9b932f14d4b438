# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The walk of `tearsheet.page.walk`, over libxml2's own node structs: the same columns, several times faster.

Built against the headers that the lxml wheel ships. Nothing of libxml2 is called, only its structs are read, so
nothing is linked. `tests/page/test_walk.py` holds the two walks to identical output.
"""

from cpython.ref cimport PyObject
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uintptr_t
from libc.string cimport strlen
from lxml.includes cimport etreepublic as cetree
from lxml.includes cimport tree
from lxml.includes.tree cimport const_xmlChar

from sys import intern

from lxml import etree

from tearsheet.errors import InputTooDeep
from tearsheet.limits import MAX_ATTRIBUTE_CHARACTERS, MAX_DEPTH
from tearsheet.page.nodes import NO_ATTRIBUTES, Nodes
from tearsheet.page.walk import OPAQUE, Walked, wanted

cdef extern from "libxml/xmlversion.h":
    const int LIBXML_VERSION

cetree.import_lxml__etree()

if etree.LIBXML_VERSION[:2] != (LIBXML_VERSION // 10000, LIBXML_VERSION // 100 % 100):
    raise ImportError("built for another libxml2 than the one that lxml runs on")

cdef enum:
    SLOTS = 512

cdef object _NO_ATTRIBUTES = NO_ATTRIBUTES
cdef object _ITEMPROP = intern("itemprop"), _REL = intern("rel")
cdef frozenset _OPAQUE = OPAQUE
cdef int _MAX_DEPTH = MAX_DEPTH
cdef Py_ssize_t _MAX_ATTRIBUTE = MAX_ATTRIBUTE_CHARACTERS


cdef class _Names:
    """Names by the address of their C string: libxml2 interns them, so an address is met again and again.

    A direct-mapped cache that lives for one walk; ``known`` keeps alive what the slots borrow.
    """

    cdef const_xmlChar* keys[SLOTS]
    cdef PyObject* values[SLOTS]
    cdef list known
    cdef bint attributes
    cdef bint labels  # an attribute that `Walked.labelled` tells of was met

    def __cinit__(self, bint attributes):
        cdef int i
        for i in range(SLOTS):
            self.keys[i] = NULL
            self.values[i] = NULL
        self.known = []
        self.attributes = attributes
        self.labels = False

    cdef object get(self, const_xmlChar* name):
        """The lower-case name; for attributes None if it is not wanted."""
        cdef uintptr_t address = <uintptr_t>name
        cdef int slot = (address ^ (address >> 9)) & (SLOTS - 1)
        if self.keys[slot] == name:
            return <object>self.values[slot]
        cdef object found = _decode(name).lower()
        if self.attributes and not wanted(found):
            found = None
        else:
            found = intern(found)
        self.known.append(found)
        self.keys[slot] = name
        self.values[slot] = <PyObject*>found
        return found


cdef inline object _decode(const_xmlChar* text):
    return PyUnicode_DecodeUTF8(<const char*>text, strlen(<const char*>text), NULL)


cdef inline object _joined(object before, const_xmlChar* text):
    return _decode(text) if before is None else before + _decode(text)


cdef object _attributes(tree.xmlNode* node, _Names names):
    cdef tree.xmlAttr* attribute = <tree.xmlAttr*>node.properties
    cdef tree.xmlNode* part
    cdef dict found = None
    cdef object name
    cdef object value
    while attribute is not NULL:
        if attribute.ns is NULL:
            name = names.get(attribute.name)
            if name is not None:
                value = None
                part = attribute.children
                while part is not NULL:
                    if part.type == tree.XML_TEXT_NODE and part.content is not NULL:
                        value = _joined(value, part.content)
                    part = part.next
                if value is None:
                    value = ""
                elif len(<str>value) > _MAX_ATTRIBUTE:
                    value = value[:_MAX_ATTRIBUTE]
                if found is None:
                    found = {}
                found[name] = value
                if name is _ITEMPROP or name is _REL:
                    names.labels = True
        attribute = attribute.next
    return _NO_ATTRIBUTES if found is None else found


def walk(cetree._Element root):
    """Flatten the tree under ``root``, which is only read: as `tearsheet.page.walk.walk`."""
    cdef list tags = [], parents = [], ends = [], texts = [], tails = [], attrs = [], labelled = []
    cdef dict scripts = {}
    cdef _Names tag_names = _Names(False), attribute_names = _Names(True)
    cdef tree.xmlNode* top = root._c_node
    cdef tree.xmlNode* node = top
    cdef tree.xmlNode* following
    cdef Py_ssize_t parent = -1, previous = -1, index
    cdef int depth = 0
    cdef object name
    while True:
        following = NULL
        if node.type == tree.XML_ELEMENT_NODE:
            index = len(tags)
            name = tag_names.get(node.name)
            tags.append(name)
            parents.append(parent)
            attrs.append(_attributes(node, attribute_names))
            if attribute_names.labels:
                labelled.append(index)
                attribute_names.labels = False
            texts.append(None)
            tails.append(None)
            ends.append(index + 1)
            previous = index
            if name in _OPAQUE:
                if name == "script":
                    scripts[index] = cetree.elementFactory(root._doc, node)
            elif node.children is not NULL:
                following = node.children
                parent = index
                previous = -1
                depth += 1
        elif node.type == tree.XML_TEXT_NODE or node.type == tree.XML_CDATA_SECTION_NODE:
            if node.content is not NULL:
                if previous >= 0:
                    tails[previous] = _joined(tails[previous], node.content)
                elif parent >= 0:
                    texts[parent] = _joined(texts[parent], node.content)
        if following is NULL:
            while node is not top and node.next is NULL:
                node = node.parent
                ends[parent] = len(tags)
                previous = parent
                parent = parents[parent]
                depth -= 1
            if node is top:
                break
            following = node.next
        elif depth > _MAX_DEPTH:
            raise InputTooDeep(depth, _MAX_DEPTH)
        node = following
    return Walked(Nodes(tags, parents, ends, texts, tails, attrs), scripts, labelled)
