from collections.abc import Sequence
from typing import TypeVar

from tearsheet.candidates import Candidate
from tearsheet.models import Evidence
from tearsheet.page import Page

_T = TypeVar("_T")

def choose(page: Page, candidates: Sequence[Candidate[_T]], most: int) -> tuple[_T | None, Evidence]: ...
