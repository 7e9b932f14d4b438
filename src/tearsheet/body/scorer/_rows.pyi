from tearsheet.body.scorer.features import Features
from tearsheet.body.scorer.paths import Lexicon
from tearsheet.page import Page

def leaf_features(page: Page, title: str | None, lexicon: Lexicon) -> Features: ...
