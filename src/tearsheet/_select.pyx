# cython: language_level=3, boundscheck=False, wraparound=False, binding=False
"""The choosing of `tearsheet.ranking.choose.choose_any`: the same value and evidence, without parts in between."""

from cpython.object cimport PyObject
from tearsheet._making cimport Shape, filled

from tearsheet.article import model as models
from tearsheet._making import Unfit, shape_of
from tearsheet.ranking.candidates import Candidate, Place, as_text

cdef enum:  # what a candidate and its place hold, in their order
    VALUE, RAW, SOURCE, RULE, PLACE, REJECTED, SCORE
    NODE = 0, ATTRIBUTE, POINTER, SPAN

if Candidate._fields != ("value", "raw", "source", "rule", "place", "rejected", "score"):
    raise ImportError("candidates hold other fields")
if Place._fields != ("node", "attribute", "pointer", "span"):
    raise ImportError("places hold other fields")

cdef Shape EVIDENCE = shape_of(models.Evidence)
cdef Shape LOSER = shape_of(models.Candidate)
cdef Shape LOCATOR = shape_of(models.Locator)


if LOCATOR.names != ("xpath", "attribute", "pointer", "span"):
    raise ImportError("locators have other fields")
if LOSER.names != ("value", "raw", "source", "locator", "rule", "reason", "score"):
    raise ImportError("losers have other fields")
if EVIDENCE.names != ("source", "locator", "raw", "rule", "score", "reason", "rejected"):
    raise ImportError("evidence has other fields")


cdef object locator(object page, tuple place, bint is_text):
    cdef object xpath = None
    cdef PyObject* values[4]
    if place[NODE] >= 0 and not is_text:
        xpath = page.xpath(place[NODE])
    values[0] = <PyObject*>xpath
    values[1] = <PyObject*>place[ATTRIBUTE]
    values[2] = <PyObject*>place[POINTER]
    values[3] = <PyObject*>place[SPAN]
    return filled(LOCATOR, values)


cdef object loser(object page, tuple candidate, tuple winner, bint is_text):
    cdef object value = candidate[VALUE], reason = candidate[REJECTED], place, text
    cdef PyObject* values[7]
    if reason is None:
        reason = "duplicate" if winner is not None and winner[VALUE] == value else "lower-rank"
    text = value if type(value) is str else as_text(value)
    place = locator(page, <tuple>candidate[PLACE], is_text)
    values[0] = <PyObject*>text
    values[1] = <PyObject*>candidate[RAW]
    values[2] = <PyObject*>candidate[SOURCE]
    values[3] = <PyObject*>place
    values[4] = <PyObject*>candidate[RULE]
    values[5] = <PyObject*>reason
    values[6] = <PyObject*>candidate[SCORE]
    return filled(LOSER, values)


def choose(page, candidates, Py_ssize_t most):
    """Return what `tearsheet.ranking.choose.choose_any` returns, with ``most`` losers; there must be a candidate.

    Raises:
        Unfit: A candidate holds what is not of the very type that the evidence has.
    """
    cdef bint is_text = page.is_text
    cdef tuple winner = None
    cdef list losers = []
    cdef object place = None, reason = "all-rejected", rejected
    cdef PyObject* values[7]
    for one in candidates:
        if type(one) is not Candidate or type((<tuple>one)[PLACE]) is not Place:
            raise Unfit
        if winner is None and (<tuple>one)[REJECTED] is None:
            winner = <tuple>one
    for one in candidates:
        if len(losers) == most:
            break
        if one is not winner:
            losers.append(loser(page, <tuple>one, winner, is_text))
    rejected = tuple(losers)
    values[0] = values[1] = values[2] = values[3] = values[4] = NULL
    if winner is None:
        values[5] = <PyObject*>reason
    else:
        place = locator(page, <tuple>winner[PLACE], is_text)
        values[0] = <PyObject*>winner[SOURCE]
        values[1] = <PyObject*>place
        values[2] = <PyObject*>winner[RAW]
        values[3] = <PyObject*>winner[RULE]
        values[4] = <PyObject*>winner[SCORE]
        values[5] = NULL
    values[6] = <PyObject*>rejected
    return None if winner is None else winner[VALUE], filled(EVIDENCE, values)
