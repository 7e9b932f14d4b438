from collections.abc import Mapping

from tearsheet.body.scorer.features import Features
from tearsheet.page import Page

def leaf_features(page: Page, title: str | None, scores: Mapping[str, float]) -> Features: ...
