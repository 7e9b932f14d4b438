# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The objects of `tearsheet.parsing.entities`: the same lists, several times as fast."""

cimport cython

from tearsheet.parsing.entities import SIDE_STEPS, types_of
from tearsheet.parsing.jsonrepair import MAX_DEPTH

cdef frozenset _SIDE_STEPS = SIDE_STEPS

cdef enum:
    DEEPEST = 100  # values are no deeper: calls walk them

if MAX_DEPTH + 1 > DEEPEST:  # one more for several in a row
    raise ImportError("built for values that are less deep")


@cython.no_gc  # it holds parsed JSON alone, in which there are no circles
@cython.final
cdef class Entity:
    """One JSON object of the page's JSON-LD: as `tearsheet.parsing.entities.Entity`."""

    cdef readonly tuple types
    cdef readonly dict data
    cdef readonly Py_ssize_t node
    cdef readonly str pointer
    cdef readonly bint aside


cdef class Entities:
    """All objects of some values: as `tearsheet.parsing.entities.Entities`."""

    cdef readonly list found
    cdef readonly dict by_type
    cdef dict types
    cdef Py_ssize_t most

    def __init__(self, Py_ssize_t most):
        self.found, self.by_type, self.types, self.most = [], {}, {}, most

    def add(self, value, Py_ssize_t node):
        """List the objects in ``value``, which the script at ``node`` holds."""
        self.visit(value, node, "", False, 0)

    def having(self, *names):
        """Return the objects that have one of the properties ``names``, in order."""
        cdef Entity entity
        cdef list having = []
        for entity in self.found:
            for name in names:
                if name in entity.data:
                    having.append(entity)
                    break
        return having

    cdef int visit(self, object value, Py_ssize_t node, str pointer, bint aside, int depth) except -1:
        cdef Py_ssize_t i
        if depth > DEEPEST or len(self.found) >= self.most:
            return 0
        if isinstance(value, dict):
            self.add_one(<dict>value, node, pointer, aside)
            for key, inner in (<dict>value).items():
                if isinstance(inner, (dict, list)):
                    self.visit(inner, node, below(pointer, key), aside or key in _SIDE_STEPS, depth + 1)
        elif isinstance(value, list):
            for i in range(len(<list>value)):
                inner = (<list>value)[i]
                if isinstance(inner, (dict, list)):
                    self.visit(inner, node, f"{pointer}/{i}", aside, depth + 1)
        return 0

    cdef int add_one(self, dict data, Py_ssize_t node, str pointer, bint aside) except -1:
        cdef tuple types = self.types_in(data)
        cdef Entity entity = Entity.__new__(Entity)
        entity.types, entity.data, entity.node, entity.pointer, entity.aside = types, data, node, pointer, aside
        self.found.append(entity)
        for name in types if len(types) < 2 else dict.fromkeys(types):
            if name in self.by_type:
                (<list>self.by_type[name]).append(entity)
            else:
                self.by_type[name] = [entity]
        return 0

    cdef tuple types_in(self, dict data):
        kind = data.get("@type")
        if kind is None:
            return ()
        if not isinstance(kind, str):
            return types_of(data)
        found = self.types.get(kind)
        if found is None:
            found = self.types[kind] = types_of(data)
        return <tuple>found


cdef inline str below(str pointer, str key):
    if "~" in key or "/" in key:
        key = key.replace("~", "~0").replace("/", "~1")
    return f"{pointer}/{key}"


def is_within(value, int depth):
    """Return whether objects and arrays nest at most ``depth`` deep in ``value``."""
    return is_shallow(value, depth)


cdef bint is_shallow(object value, int depth):
    if isinstance(value, dict):
        if depth <= 0:
            return False
        for inner in (<dict>value).values():
            if isinstance(inner, (dict, list)) and not is_shallow(inner, depth - 1):
                return False
    elif isinstance(value, list):
        if depth <= 0:
            return False
        for inner in <list>value:
            if isinstance(inner, (dict, list)) and not is_shallow(inner, depth - 1):
                return False
    return True
