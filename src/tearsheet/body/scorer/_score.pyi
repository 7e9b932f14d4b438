from tearsheet.body.scorer.scores import Scores
from tearsheet.body.scorer.weights import Weights
from tearsheet.page import Page

class Scorer:
    def __init__(self, weights: Weights) -> None: ...
    def score(self, page: Page, title: str | None) -> Scores: ...
