# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""Makes frozen models of parts whose types are what the fields say: what pydantic makes of them, several times as fast.

The shapes are read off the models. Whatever does not fit by its exact type raises `Unfit` and is left to pydantic,
which may coerce it and words the errors. Attributes stand in the instances themselves, without a dict for each, and
instances that were told the same fields share one set of their names.
"""

from datetime import date, datetime
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from annotated_types import Ge
from cpython.dict cimport PyDict_GetItem, PyDict_Size
from cpython.float cimport PyFloat_CheckExact
from cpython.long cimport PyLong_CheckExact
from cpython.object cimport PyObject
from cpython.tuple cimport PyTuple_CheckExact
from cpython.unicode cimport PyUnicode_CheckExact
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from tearsheet.article.model import Timestamp
from tearsheet.told import Told

cdef extern from "Python.h":
    ctypedef struct PyTypeObject:
        object (*tp_new)(PyTypeObject* cls, object args, PyObject* named)
        int (*tp_descr_set)(object descriptor, object instance, PyObject* value) except -1

    int Py_EnterRecursiveCall(const char* where) except -1
    void Py_LeaveRecursiveCall()
    PyTypeObject PyBaseObject_Type
    PyTypeObject* Py_TYPE(object instance)
    int PyObject_GenericSetAttr(object instance, object name, PyObject* value) except -1

if BaseModel.__slots__ != ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"):
    raise ImportError("models of this pydantic are made by itself alone")

cdef object _told = BaseModel.__dict__["__pydantic_fields_set__"]
cdef object _extra = BaseModel.__dict__["__pydantic_extra__"]
cdef object _private = BaseModel.__dict__["__pydantic_private__"]
cdef PyTypeObject* _slot = Py_TYPE(_told)

class Unfit(Exception):
    """The parts are not of the very types that the fields have."""


cdef class Shape:
    """The fields of one model and what they may hold."""

cdef object blank(Shape shape, Py_ssize_t given):
    """An instance without its fields."""
    cdef object made = PyBaseObject_Type.tp_new(<PyTypeObject*>shape.cls, (), NULL)
    cdef PyObject* told = PyDict_GetItem(shape.told, given)
    if told is NULL:
        shape.told[given] = Told([name for i, name in enumerate(shape.names) if given >> i & 1])
        told = PyDict_GetItem(shape.told, given)
    _slot.tp_descr_set(_told, made, told)
    _slot.tp_descr_set(_extra, made, <PyObject*>None)
    _slot.tp_descr_set(_private, made, <PyObject*>None)
    return made


cdef bint is_count(object value):
    return PyLong_CheckExact(value) and <object>value >= 0


cdef bint are_texts(object value):
    if not PyTuple_CheckExact(value):
        return False
    for text in <tuple>value:
        if not PyUnicode_CheckExact(text):
            return False
    return True


cdef bint fits(Shape shape, Py_ssize_t i, object value) except -1:
    """Tell whether ``value`` may stand as it is in field ``i``, which holds no models."""
    cdef int kind = shape.kinds[i]
    if value is None and kind & OPTIONAL:
        return True
    kind &= ~OPTIONAL
    if kind == TEXT:
        return PyUnicode_CheckExact(value)
    if kind == CHOICE:
        return PyUnicode_CheckExact(value) and value in <frozenset>shape.inner[i]
    if kind == COUNT:
        return is_count(value)
    if kind == NUMBER:
        return PyLong_CheckExact(value)
    if kind == REAL:
        return PyFloat_CheckExact(value)
    if kind == FLAG:
        return value is True or value is False
    if kind == MOMENT:
        return type(value) is date or type(value) is datetime
    if kind == TEXTS:
        return are_texts(value)
    return (
        kind == SPAN
        and PyTuple_CheckExact(value)
        and len(<tuple>value) == 2
        and is_count((<tuple>value)[0])
        and is_count((<tuple>value)[1])
    )


cdef object within(Shape shape, Py_ssize_t i, object value):
    """The models that stand in field ``i``, made of their parts; a RecursionError where they nest without end."""
    Py_EnterRecursiveCall(" while a model is made")
    try:
        return held(shape, i, value)
    finally:
        Py_LeaveRecursiveCall()


cdef object held(Shape shape, Py_ssize_t i, object value):
    """The same, one level further down."""
    cdef int kind = shape.kinds[i]
    if value is None and kind & OPTIONAL:
        return None
    kind &= ~OPTIONAL
    if kind == MODEL:
        return made(<Shape>shape.inner[i], value)
    if kind == NAMED:
        return named(<Shape>shape.inner[i], value)
    if type(value) is not list and type(value) is not tuple:
        raise Unfit
    if not value:
        return ()
    if kind == MODELS:
        return tuple([made(<Shape>shape.inner[i], part) for part in value])
    return tuple([united(<dict>shape.inner[i], part) for part in value])


cdef dict named(Shape shape, object value):
    """Models by name."""
    if type(value) is not dict:
        raise Unfit
    for name in <dict>value:
        if not PyUnicode_CheckExact(name):
            raise Unfit
    return {name: made(shape, part) for name, part in (<dict>value).items()}


cdef object united(dict shapes, object parts):
    """One of several models, by its type."""
    cdef PyObject* kind = NULL
    cdef PyObject* shape = NULL
    if type(parts) is dict:
        kind = PyDict_GetItem(parts, "type")
        if kind is not NULL and PyUnicode_CheckExact(<object>kind):
            shape = PyDict_GetItem(shapes, <object>kind)
    if shape is NULL:
        raise Unfit
    return made(<Shape>shape, parts)


cdef object made(Shape shape, object parts):
    """The model that ``parts`` say, or that they are already.

    Raises:
        Unfit: They do not fit as they stand.
    """
    cdef PyObject* values[FIELDS]
    cdef PyObject* value
    cdef Py_ssize_t i, given = 0, count = 0
    if type(parts) is shape.cls:
        return parts
    if type(parts) is not dict:
        raise Unfit
    if not shape.is_plain:
        try:
            return shape.cls.model_validate(parts)
        except ValidationError:
            raise Unfit from None  # told again with the whole way to what is wrong
    for i in range(shape.size):
        value = PyDict_GetItem(parts, shape.names[i])
        if value is not NULL:
            given |= <Py_ssize_t>1 << i
            count += 1
            if shape.kinds[i] & ~OPTIONAL < MODEL and not fits(shape, i, <object>value):
                raise Unfit
        elif shape.required[i]:
            raise Unfit
        values[i] = value
    if count != PyDict_Size(parts):
        raise Unfit
    model = blank(shape, given)
    for i in range(shape.size):
        if values[i] is NULL:
            PyObject_GenericSetAttr(model, shape.names[i], <PyObject*>shape.defaults[i])
        elif shape.kinds[i] & ~OPTIONAL < MODEL:
            PyObject_GenericSetAttr(model, shape.names[i], values[i])
        else:
            inner = within(shape, i, <object>values[i])
            PyObject_GenericSetAttr(model, shape.names[i], <PyObject*>inner)
    return model


cdef object filled(Shape shape, PyObject** values):
    """The model with ``values``, one a field in order: NULL if it is not told, and models where it holds some.

    Raises:
        Unfit: They do not fit as they stand.
    """
    cdef Py_ssize_t i, given = 0
    for i in range(shape.size):
        if values[i] is not NULL:
            given |= <Py_ssize_t>1 << i
            if shape.kinds[i] & ~OPTIONAL < MODEL and not fits(shape, i, <object>values[i]):
                raise Unfit
    model = blank(shape, given)
    for i in range(shape.size):
        PyObject_GenericSetAttr(
            model, shape.names[i], <PyObject*>shape.defaults[i] if values[i] is NULL else values[i]
        )
    return model


def model_of(Shape shape not None, parts):
    """Return the model of ``shape`` that ``parts`` say: dicts or models.

    Raises:
        Unfit: They do not fit as they stand.
    """
    return made(shape, parts)


def models_of(Shape shape not None, parts):
    """Return the models that a list of parts says.

    Raises:
        Unfit: They do not fit as they stand.
    """
    return tuple([made(shape, part) for part in parts])


# Reading the shapes off the models


def shape_of(cls, known=None):
    """Return the shape of a model, and of those in it."""
    cdef Shape shape = Shape()
    cdef Py_ssize_t i
    known = {} if known is None else known
    if cls in known:
        return known[cls]
    known[cls] = shape
    fields = cls.model_fields
    shape.cls, shape.told = cls, {}
    shape.names = tuple(fields)
    shape.size = len(fields)
    shape.defaults = tuple([field.default for field in fields.values()])
    shape.inner = []
    shape.is_plain = shape.size <= FIELDS
    for i, field in enumerate(fields.values() if shape.is_plain else ()):
        kind, inner = _kind_of(field.annotation, field.metadata, known)
        shape.kinds[i] = kind
        shape.required[i] = field.is_required() or field.default_factory is not None
        shape.inner.append(inner)
        shape.is_plain = shape.is_plain and kind != OTHER
    if shape.is_plain:  # the first instance settles where attributes stand in all
        model = blank(shape, 0)
        for name in shape.names:
            PyObject_GenericSetAttr(model, name, <PyObject*>None)
    return shape


def _kind_of(annotation, metadata, known):
    """Return the kind of a field, and the choices or shapes for what stands in it."""
    if annotation == Timestamp:
        return MOMENT, None
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata = [*metadata, *(more[0].metadata if isinstance(more[0], FieldInfo) else more)]
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType) and len(args) == 2 and args[1] is NoneType:
        kind, inner = _kind_of(args[0], metadata, known)
        return (kind | OPTIONAL if kind != OTHER else OTHER), inner
    if annotation is int and metadata:
        return (COUNT if metadata == [Ge(0)] else OTHER), None
    if metadata:
        return OTHER, None
    if origin is Literal:
        return CHOICE, frozenset(args)
    if origin is tuple and len(args) == 2:
        return _kind_of_tuple(args, known)
    if origin is dict and args[0] is str and isinstance(args[1], type) and issubclass(args[1], BaseModel):
        return NAMED, shape_of(args[1], known)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return MODEL, shape_of(annotation, known)
    return {str: TEXT, bool: FLAG, int: NUMBER, float: REAL}.get(annotation, OTHER), None


def _kind_of_tuple(args, known):
    item = args[0]
    if args[1] is not ...:
        return (SPAN if [_kind_of(arg, [], known)[0] for arg in args] == [COUNT, COUNT] else OTHER), None
    if item is str:
        return TEXTS, None
    if isinstance(item, type) and issubclass(item, BaseModel):
        return MODELS, shape_of(item, known)
    if get_origin(item) is Annotated:
        union, field = get_args(item)
        if isinstance(field, FieldInfo) and field.discriminator == "type":
            classes = get_args(union)
            return UNION, {cls.model_fields["type"].default: shape_of(cls, known) for cls in classes}
    return OTHER, None
