# Strings of a tree that come again and again, each made once a walk: names, short values, white space.

from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_DecodeUTF8
from libc.stdint cimport uint64_t, uintptr_t
from libc.string cimport memcmp, memcpy, memset

cdef enum:
    SLOTS = 256
    ROOM_BITS = 9
    ROOM = 1 << ROOM_BITS
    LONGEST = 256  # bytes of a value that is looked up: longer ones hardly come again
    LONGEST_SPACE = 64
    COMMON = 2048

cdef dict _TRAITS_OF = TRAITS_OF, _KIND_OF_TAG = KIND_OF_TAG
cdef tuple _COMMON = tuple(range(COMMON))
cdef tuple _EMPTY = (None,) * ROOM
cdef tuple _LABELS = (intern("itemprop"), intern("rel"))


cdef struct Name:  # of an element
    const_xmlChar* key
    void* text
    void* kind  # of blocks in it; None if it makes none
    int traits
    bint is_opaque


cdef struct Label:  # the name of an attribute
    const_xmlChar* key
    void* text  # None if it is not wanted
    bint is_listed  # `WalkResult.labelled` lists the element


cdef str decoded(const_xmlChar* text, Py_ssize_t size):
    return PyUnicode_DecodeUTF8(<const char*>text, size, NULL)


cdef object as_number(Py_ssize_t value):
    """``value`` as an int; those that most pages need were made once for all."""
    return _COMMON[value] if 0 <= value < COMMON else value


cdef list new_column():
    """An empty list for what can be in no cycle, by the hundred: the garbage collector does not go through it."""
    made = []
    PyObject_GC_UnTrack(<void*>made)
    return made


cdef class Names:
    """Names by the address of their C string: libxml2 interns them, so an address is met again and again.

    Direct-mapped caches that live for one walk; ``known`` keeps alive what the slots borrow.
    """

    cdef Name names[SLOTS]
    cdef Label attributes[SLOTS]
    cdef list known
    cdef frozenset opaque
    cdef bint labels  # an attribute that was asked for is one of `_LABELS`

    def __cinit__(self, frozenset opaque):
        memset(self.names, 0, sizeof(self.names))
        memset(self.attributes, 0, sizeof(self.attributes))
        self.known = []
        self.opaque = opaque

    cdef Name* at(self, const_xmlChar* name) except NULL:
        """What is known of the element's name: it is valid until the next one is asked for."""
        cdef uintptr_t address = <uintptr_t>name
        cdef Name* slot = &self.names[(address ^ (address >> 9)) & (SLOTS - 1)]
        if slot.key is not name:
            text = intern(decoded(name, strlen(<const char*>name)).lower())
            kind = _KIND_OF_TAG.get(text)
            self.known.append(text)
            slot[0] = Name(name, <void*>text, <void*>kind, _TRAITS_OF.get(text, UNLISTED), text in self.opaque)
        return slot

    cdef object attribute(self, const_xmlChar* name):
        """The lower-case name of an attribute; None if it is not wanted."""
        cdef uintptr_t address = <uintptr_t>name
        cdef Label* slot = &self.attributes[(address ^ (address >> 9)) & (SLOTS - 1)]
        if slot.key is not name:
            text = decoded(name, strlen(<const char*>name)).lower()
            if text in ATTRIBUTES or (text.startswith(DATA) and wanted(text)):
                text = intern(text)
                self.known.append(text)
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


cdef inline Py_ssize_t place_of(const const_xmlChar* text, Py_ssize_t size) noexcept:
    """A slot for a text, by its size and its first, middle and last bytes: classes mostly differ there."""
    cdef uint64_t mixed = 0
    if size >= 8:
        mixed = word(text) * 0x9E3779B97F4A7C15ULL + word(text + size // 2 - 4)
        mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9ULL + word(text + size - 8)
    else:
        memcpy(&mixed, text, size)
    mixed = (mixed + size) * 0x9E3779B97F4A7C15ULL
    return mixed >> (64 - ROOM_BITS)


cdef class Values:
    """Short texts by what they say, in a direct-mapped cache that lives for one walk."""

    cdef list strings, singles
    cdef Py_ssize_t last

    def __cinit__(self):
        self.strings, self.singles = list(_EMPTY), list(_EMPTY)  # texts; the attributes with this value alone
        self.last = -1  # the slot of the last value, -1 if it was too long

    cdef str text(self, const_xmlChar* content):
        """Text as it is; white space between elements comes again."""
        cdef Py_ssize_t size = strlen(<const char*>content)
        if content[0] <= 32 and size <= LONGEST_SPACE:
            return self.met(content, size)
        return decoded(content, size)

    cdef str attribute(self, const_xmlChar* content):
        """The value of an attribute."""
        cdef Py_ssize_t size = strlen(<const char*>content)
        if size <= LONGEST:
            return self.met(content, size)
        self.last = -1
        return decoded(content, size)

    cdef dict alone(self, str name, str value):
        """The attributes with the last value under ``name`` and nothing else."""
        cdef dict single
        if self.last < 0 or self.strings[self.last] is not value:
            return {name: value}
        single = self.singles[self.last]
        if single is None or name not in single:
            single = self.singles[self.last] = {name: value}
            PyObject_GC_UnTrack(<void*>single)
        return single

    cdef str met(self, const_xmlChar* content, Py_ssize_t size):
        cdef Py_ssize_t slot = place_of(content, size)
        cdef object found = self.strings[slot]
        cdef str made
        self.last = slot
        if found is not None and len(<str>found) == size:
            if memcmp(PyUnicode_1BYTE_DATA(found), content, size) == 0:
                return <str>found
        made = decoded(content, size)
        if len(made) == size:  # ASCII, whose bytes are those of the string
            self.strings[slot] = made
            self.singles[slot] = None
        return made
