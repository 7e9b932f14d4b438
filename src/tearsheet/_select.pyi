from collections.abc import Sequence
from typing import TypeVar

from tearsheet.article.model import Evidence
from tearsheet.page import Page
from tearsheet.ranking.candidates import Candidate

_T = TypeVar("_T")

def choose(page: Page, candidates: Sequence[Candidate[_T]], most: int) -> tuple[_T | None, Evidence]: ...
