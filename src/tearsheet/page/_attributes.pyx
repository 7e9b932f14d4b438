# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The attributes of an element: a mapping of a few strings that is half the size of a dict, and not the collector's."""

cimport cython
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.ref cimport Py_DECREF, Py_INCREF
from libc.string cimport memcpy

from collections.abc import Mapping


@cython.final
cdef class Attributes:
    """Values by name, in the order of the source: a read-only mapping that equals the dict with the same entries."""

    __hash__ = None

    def __cinit__(self):
        self.pairs, self.room = self.few, FEW

    def __dealloc__(self):
        cdef Py_ssize_t i
        for i in range(2 * self.count):
            Py_DECREF(<object>self.pairs[i])
        if self.pairs != self.few:
            PyMem_Free(self.pairs)

    cdef int add(self, str name, str value) except -1:
        """Set the value of ``name``."""
        cdef PyObject** more
        cdef Py_ssize_t i
        for i in range(self.count):
            if <str>self.pairs[2 * i] == name:
                Py_INCREF(value)
                Py_DECREF(<object>self.pairs[2 * i + 1])
                self.pairs[2 * i + 1] = <PyObject*>value
                return 0
        if self.count == self.room:
            more = <PyObject**>PyMem_Malloc(4 * self.room * sizeof(PyObject*))
            if not more:
                raise MemoryError
            memcpy(more, self.pairs, 2 * self.count * sizeof(PyObject*))
            if self.pairs != self.few:
                PyMem_Free(self.pairs)
            self.pairs, self.room = more, 2 * self.room
        Py_INCREF(name)
        Py_INCREF(value)
        self.pairs[2 * self.count], self.pairs[2 * self.count + 1] = <PyObject*>name, <PyObject*>value
        self.count += 1
        return 0

    cdef PyObject* find(self, object name):
        """The value of ``name``, borrowed; NULL if there is none."""
        cdef Py_ssize_t i
        for i in range(self.count):
            if self.pairs[2 * i] == <PyObject*>name:
                return self.pairs[2 * i + 1]
        if isinstance(name, str):  # names need not be interned
            for i in range(self.count):
                if <object>self.pairs[2 * i] == name:
                    return self.pairs[2 * i + 1]
        return NULL

    def get(self, name, default=None):
        """Return the value of ``name``, or ``default``."""
        cdef PyObject* found = self.find(name)
        return default if found is NULL else <object>found

    def __getitem__(self, name):
        cdef PyObject* found = self.find(name)
        if found is NULL:
            raise KeyError(name)
        return <object>found

    def __contains__(self, name):
        return self.find(name) is not NULL

    def __len__(self):
        return self.count

    def keys(self):
        """Return the names."""
        cdef Py_ssize_t i
        return [<object>self.pairs[2 * i] for i in range(self.count)]

    def values(self):
        """Return the values."""
        cdef Py_ssize_t i
        return [<object>self.pairs[2 * i + 1] for i in range(self.count)]

    def items(self):
        """Return names with their values."""
        cdef Py_ssize_t i
        return [(<object>self.pairs[2 * i], <object>self.pairs[2 * i + 1]) for i in range(self.count)]

    def __iter__(self):
        return iter(self.keys())

    def __eq__(self, other):
        return dict(self.items()) == dict(other.items()) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self):
        return repr(dict(self.items()))

    def __reduce__(self):
        return dict, (self.items(),)


Mapping.register(Attributes)
