# Caches for strings that occur repeatedly in a tree: names, short attribute values, white space. They live for one walk.

from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_DecodeUTF8
from libc.stdint cimport uint64_t, uintptr_t
from libc.string cimport memcmp, memcpy, memset

cdef enum:
    SLOTS = 256  # size of the caches of names
    ROOM_BITS = 9
    ROOM = 1 << ROOM_BITS  # size of the cache of values
    LONGEST = 256  # longest cached value in bytes: longer ones rarely repeat
    LONGEST_SPACE = 64  # longest cached white space in bytes
    COMMON = 2048  # number of preallocated ints

cdef dict _TRAITS_OF = TRAITS_OF, _KIND_OF_TAG = KIND_OF_TAG
cdef tuple _COMMON = tuple(range(COMMON))
cdef tuple _EMPTY = (None,) * ROOM
cdef tuple _LABELS = (intern("itemprop"), intern("rel"))


cdef struct Name:  # an element name
    const_xmlChar* key
    void* text
    void* kind  # kind of the blocks in such an element; None if they inherit it
    int traits
    bint is_opaque


cdef struct Label:  # an attribute name
    const_xmlChar* key
    void* text  # None if the attribute is not kept
    bint is_listed  # elements with this attribute are in `WalkResult.labelled`


cdef str decoded(const_xmlChar* text, Py_ssize_t size):
    return PyUnicode_DecodeUTF8(<const char*>text, size, NULL)


cdef object as_int(Py_ssize_t value):
    """Return ``value`` as an int object; small ones are preallocated."""
    return _COMMON[value] if 0 <= value < COMMON else value


cdef list new_column():
    """Return an empty list that the garbage collector does not track; for items that cannot be part of a cycle."""
    made = []
    PyObject_GC_UnTrack(<void*>made)
    return made


cdef class Names:
    """Direct-mapped caches of names, keyed by the address of the C string: libxml2 interns names.

    ``texts`` owns the strings; the slots only borrow them.
    """

    cdef Name names[SLOTS]
    cdef Label attributes[SLOTS]
    cdef list texts
    cdef frozenset opaque
    cdef bint labels  # set when an attribute in `_LABELS` is looked up; the caller resets it

    def __cinit__(self, frozenset opaque):
        memset(self.names, 0, sizeof(self.names))
        memset(self.attributes, 0, sizeof(self.attributes))
        self.texts = []
        self.opaque = opaque

    cdef Name* at(self, const_xmlChar* name) except NULL:
        """Return the entry for an element name; the pointer is valid until the next call."""
        cdef uintptr_t address = <uintptr_t>name
        cdef Name* slot = &self.names[(address ^ (address >> 9)) & (SLOTS - 1)]
        if slot.key is not name:
            text = intern(decoded(name, strlen(<const char*>name)).lower())
            kind = _KIND_OF_TAG.get(text)
            self.texts.append(text)
            slot[0] = Name(name, <void*>text, <void*>kind, _TRAITS_OF.get(text, UNLISTED), text in self.opaque)
        return slot

    cdef object attribute(self, const_xmlChar* name):
        """Return the lower-case name of an attribute; None if it is not kept."""
        cdef uintptr_t address = <uintptr_t>name
        cdef Label* slot = &self.attributes[(address ^ (address >> 9)) & (SLOTS - 1)]
        if slot.key is not name:
            text = decoded(name, strlen(<const char*>name)).lower()
            if text in ATTRIBUTES or (text.startswith(DATA) and wanted(text)):
                text = intern(text)
                self.texts.append(text)
            else:
                text = None
            slot[0] = Label(name, <void*>text, text in _LABELS)
        if slot.is_listed:
            self.labels = True
        return <object>slot.text


cdef inline uint64_t word(const const_xmlChar* text) noexcept:
    cdef uint64_t value
    memcpy(&value, text, 8)
    return value


cdef inline Py_ssize_t slot_of(const const_xmlChar* text, Py_ssize_t size) noexcept:
    """Return the slot for a text, hashed from its size and its first, middle and last bytes, where classes differ most."""
    cdef uint64_t mixed = 0
    if size >= 8:
        mixed = word(text) * 0x9E3779B97F4A7C15ULL + word(text + size // 2 - 4)
        mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9ULL + word(text + size - 8)
    else:
        memcpy(&mixed, text, size)
    mixed = (mixed + size) * 0x9E3779B97F4A7C15ULL
    return mixed >> (64 - ROOM_BITS)


cdef class Values:
    """A direct-mapped cache of short strings by content."""

    cdef list strings, singles
    cdef Py_ssize_t last

    def __cinit__(self):
        self.strings = list(_EMPTY)
        self.singles = list(_EMPTY)  # for each string, a dict of a single attribute with this value
        self.last = -1  # slot of the last string; -1 if it was too long

    cdef str text(self, const_xmlChar* content):
        """Return a text unchanged; only white space between elements is cached."""
        cdef Py_ssize_t size = strlen(<const char*>content)
        if content[0] <= 32 and size <= LONGEST_SPACE:
            return self.interned(content, size)
        return decoded(content, size)

    cdef str attribute(self, const_xmlChar* content):
        """Return the value of an attribute."""
        cdef Py_ssize_t size = strlen(<const char*>content)
        if size <= LONGEST:
            return self.interned(content, size)
        self.last = -1
        return decoded(content, size)

    cdef dict alone(self, str name, str value):
        """Return ``{name: value}``, shared if ``value`` is the last string returned."""
        cdef dict single
        if self.last < 0 or self.strings[self.last] is not value:
            return {name: value}
        single = self.singles[self.last]
        if single is None or name not in single:
            single = self.singles[self.last] = {name: value}
            PyObject_GC_UnTrack(<void*>single)
        return single

    cdef str interned(self, const_xmlChar* content, Py_ssize_t size):
        cdef Py_ssize_t slot = slot_of(content, size)
        cdef object found = self.strings[slot]
        cdef str made
        self.last = slot
        if found is not None and len(<str>found) == size:
            if memcmp(PyUnicode_1BYTE_DATA(found), content, size) == 0:
                return <str>found
        made = decoded(content, size)
        if len(made) == size:  # ASCII: the bytes in memory are the UTF-8 bytes
            self.strings[slot] = made
            self.singles[slot] = None
        return made
