# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""What `tearsheet.page.heads` reads: the same, several times as fast."""

from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_SET_ITEM

from tearsheet.page._attributes cimport Attributes

from sys import intern

from tearsheet.page.heads import Meta

cdef extern from "Python.h":
    object PyType_GenericAlloc(type made, Py_ssize_t size)
    void PyObject_GC_UnTrack(void* container)

if Meta._fields != ("key", "content", "node"):
    raise ImportError("built for other fields")

cdef type _Meta = Meta
cdef str _CONTENT = intern("content")
cdef tuple _KEYS = (intern("property"), intern("name"), intern("itemprop"), intern("http-equiv"))


cdef str value_of(object attrs, str name):
    """The value of an attribute; None if there is none."""
    cdef PyObject* found
    if type(attrs) is Attributes:
        found = (<Attributes>attrs).find(name)
        return None if found is NULL else <str>found
    return attrs.get(name)


cdef object new_meta(str key, str content, node):
    """A tuple of texts and a number, which the garbage collector need not look at."""
    cdef object made = PyType_GenericAlloc(_Meta, 3)
    for place, value in enumerate((key, content, node)):
        Py_INCREF(value)
        PyTuple_SET_ITEM(made, place, value)
    PyObject_GC_UnTrack(<void*>made)
    return made


def read_metas(attrs, list nodes not None):
    """Return the ``meta`` elements with key and content: as `tearsheet.page.heads.read_metas`."""
    cdef list found = []
    cdef str key, content, name
    for node in nodes:
        own = attrs[node]
        content = value_of(own, _CONTENT)
        if not content:
            continue
        key = None
        for name in _KEYS:
            key = value_of(own, name)
            if key:
                break
        content = content.strip()
        if key and content:
            found.append(new_meta(key.strip().lower(), content, node))
    return tuple(found)


def metas_by_key(tuple metas not None):
    """Return the metas of each key: as `tearsheet.page.heads.metas_by_key`."""
    cdef dict by_key = {}
    for meta in metas:
        put(by_key, (<tuple>meta)[0], meta)
    return by_key


def nodes_by_word(attrs, nodes, str name not None):
    """Return the nodes by word of an attribute: as `tearsheet.page.heads.nodes_by_word`."""
    cdef dict by_word = {}
    cdef str value
    for node in nodes:
        value = value_of(attrs[node], name)
        if value is not None:
            for word in value.lower().split():
                put(by_word, word, node)
    return by_word


cdef put(dict found, key, value):
    held = found.get(key)
    if held is None:
        found[key] = [value]
    else:
        (<list>held).append(value)
