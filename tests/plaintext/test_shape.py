from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tearsheet.plaintext.shape import _ascii_signs, _signs  # the two ways of counting must agree

SIGNS = st.text(st.sampled_from("abcXYZ019 .,!?|/>-_[](){}<>=:@wIFRAME"), min_size=1, max_size=160)


@given(SIGNS)
def test_signs_of_ascii_are_counted_as_those_of_any_text(text: str) -> None:
    assert _ascii_signs(text) == _signs(text)
