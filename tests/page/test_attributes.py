"""Compiled attributes are to readers what the dict with the same entries is."""

from __future__ import annotations

import copy
import gc
import pickle
from collections.abc import Mapping

import forms
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tearsheet.page.flatten import flatten

NAMES = ("class", "id", "href", "role", "itemprop", "title", "lang", "data-count", "aria-label", "style")
ENTRIES = st.dictionaries(st.sampled_from(NAMES), st.text("ab é日", max_size=5), max_size=len(NAMES))


def both(entries: dict[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    element = etree.Element("p", entries)
    return forms.compiled("page._flatten").flatten(element)[0].nodes.attrs[0], flatten(element)[
        0
    ].nodes.attrs[0]


@given(ENTRIES)
def test_they_read_as_a_dict_does(entries: dict[str, str]) -> None:
    made, plain = both(entries)
    assert made == plain == entries
    assert plain == made
    assert (made != plain) is False
    assert isinstance(made, Mapping)
    assert (len(made), bool(made), repr(made)) == (len(plain), bool(plain), repr(plain))
    assert list(made) == list(made.keys()) == list(plain)
    assert list(made.values()) == list(plain.values())
    assert list(made.items()) == list(plain.items())
    assert {**made} == entries
    for name in (*NAMES, "not-there", "CLASS".lower(), 7):
        assert made.get(name) == plain.get(name)  # type: ignore[arg-type]  # no name at all is asked for, too
        assert made.get(name, "else") == plain.get(name, "else")  # type: ignore[arg-type]  # as above
        assert (name in made) == (name in plain)
        if name in plain:
            assert made[name] == plain[name]  # type: ignore[index]  # as above
        else:
            with pytest.raises(KeyError):
                made[name]  # type: ignore[index]  # as above


def test_others_are_not_equal() -> None:
    made, _ = both({"class": "a", "id": "b"})
    for other in ({"class": "a"}, {"class": "a", "id": "c"}, {}, None, 7, ["class", "id"]):
        assert made != other
    with pytest.raises(TypeError):
        hash(made)


def test_the_collector_does_not_see_them() -> None:
    made, _ = both({"class": "a", "id": "b"})
    assert not gc.is_tracked(made)


def test_copies_are_dicts() -> None:
    made, plain = both({"class": "a", "id": "b"})
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == copy.copy(made) == plain  # noqa: S301  # our own
