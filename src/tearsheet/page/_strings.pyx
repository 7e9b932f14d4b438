# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, binding=False
"""Strings of a tree that come again and again, each made once a walk: names, short values, white space."""

from cpython.object cimport PyObject
from cpython.unicode cimport PyUnicode_1BYTE_DATA, PyUnicode_DecodeUTF8
from libc.stdint cimport uint64_t, uintptr_t
from libc.string cimport memcmp, memcpy, memset, strlen
from lxml.includes.tree cimport const_xmlChar

from tearsheet.page._attributes cimport Attributes
from tearsheet.page._cut cimport new_column

from sys import intern

from tearsheet.page.cut import TRAITS_OF, UNLISTED
from tearsheet.page.leaves import KIND_OF_TAG
from tearsheet.page.walk import ATTRIBUTES, DATA, DATA_WORDS

cdef enum:
    LONGEST = 256  # bytes of a value that is looked up: longer ones hardly come again
    LONGEST_SPACE = 64

cdef dict _TRAITS_OF = TRAITS_OF
cdef int _UNLISTED = UNLISTED
cdef dict _KIND_OF_TAG = KIND_OF_TAG
cdef frozenset _ATTRIBUTES = ATTRIBUTES
cdef str _DATA = DATA
cdef tuple _DATA_WORDS = DATA_WORDS
cdef tuple _EMPTY = (None,) * ROOM
cdef tuple _TOLD = (intern("itemprop"), intern("rel"))


cdef str decoded(const_xmlChar* text, Py_ssize_t size):
    return PyUnicode_DecodeUTF8(<const char*>text, size, NULL)


cdef bint holds_any(str text, tuple words) except -1:
    for word in words:
        if <str>word in text:
            return True
    return False


cdef class Names:
    """Names by the address of their C string: libxml2 interns them, so an address is met again and again.

    Direct-mapped caches that live for one walk; ``known`` keeps alive what the slots borrow.
    """

    def __cinit__(self, frozenset opaque):
        memset(self.names, 0, sizeof(self.names))
        memset(self.attributes, 0, sizeof(self.attributes))
        self.known = []
        self.opaque = opaque
        self.labels = False

    cdef Name* at(self, const_xmlChar* name) except NULL:
        """What is known of the element's name: it stands there until the next one is asked for."""
        cdef uintptr_t address = <uintptr_t>name
        cdef Name* slot = &self.names[(address ^ (address >> 9)) & (SLOTS - 1)]
        if slot.key is not name:
            text = intern(decoded(name, strlen(<const char*>name)).lower())
            kind = _KIND_OF_TAG.get(text)
            self.known.append(text)
            slot[0] = Name(name, <void*>text, <void*>kind, _TRAITS_OF.get(text, _UNLISTED), text in self.opaque)
        return slot

    cdef object attribute(self, const_xmlChar* name):
        """The lower-case name of an attribute; None if it is not wanted."""
        cdef uintptr_t address = <uintptr_t>name
        cdef Label* slot = &self.attributes[(address ^ (address >> 9)) & (SLOTS - 1)]
        if slot.key is not name:
            text = decoded(name, strlen(<const char*>name)).lower()
            if text in _ATTRIBUTES or (text.startswith(_DATA) and holds_any(text, _DATA_WORDS)):
                text = intern(text)
                self.known.append(text)
            else:
                text = None
            slot[0] = Label(name, <void*>text, text in _TOLD)
        if slot.is_told:
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

    def __cinit__(self):
        self.strings, self.singles = new_column(), new_column()
        self.strings.extend(_EMPTY)
        self.singles.extend(_EMPTY)  # the attributes with this value alone, if there were some
        self.last = -1  # the slot of the last value, -1 if it was too long or is not there

    cdef str text(self, const_xmlChar* content):
        """Text as it stands; white space between elements comes again."""
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

    cdef Attributes alone(self, str name, str value):
        """The attributes with the last value under ``name`` and nothing else."""
        cdef Attributes single = None
        if self.last >= 0 and self.strings[self.last] is value:
            single = self.singles[self.last]
            if single is not None and single.pairs[0] == <PyObject*>name:
                return single
        single = Attributes.__new__(Attributes)
        single.add(name, value)
        if self.last >= 0 and self.strings[self.last] is value:
            self.singles[self.last] = single
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
