cimport cython

from tearsheet.structure.ancestry cimport Box
from tearsheet.structure.spans cimport Inline

cdef class _Item:
    cdef public list leaves, items, siblings
    cdef public Py_ssize_t depth, term
    cdef public object number, label, marks
    cdef public bint defined
    cdef public str text
    cdef public dict parts

cdef class Lists:
    cdef object _page
    cdef Inline _inline
    cdef dict _numbers

    @cython.locals(growth=_Growth)
    cpdef dict build(self, list_node, leaves)
    cdef number(self, list_node, item_node)
    @cython.locals(item=_Item, nested=_Item)
    cdef list _items(self, _Growth growth)

cdef class _Growth:
    cdef Lists _of
    cdef list _tags
    cdef dict _lists, _items
    cdef list root, lists, made

    @cython.locals(box=Box, item=_Item, siblings=list, depth=Py_ssize_t)
    cdef add(self, leaf, tuple path)
    @cython.locals(found=list)
    cdef tuple _list(self, node, _Item item, list siblings, Py_ssize_t depth)
    @cython.locals(item=_Item, last=_Item, tag=str)
    cdef _Item _item(self, node, list_node, list siblings, Py_ssize_t depth)
    @cython.locals(item=_Item)
    cdef _Item _made(self, list siblings, Py_ssize_t depth, number)

@cython.locals(item=_Item, labels=list, marked=Py_ssize_t, text=str)
cdef list _labels(list items)
