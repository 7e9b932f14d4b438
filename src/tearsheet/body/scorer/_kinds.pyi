from typing import Any

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.features import Features
from tearsheet.body.scorer.kinds import KindWords
from tearsheet.page import Page

def kind_features(
    page: Page, features: Features, places: list[int], known: KindWords
) -> NDArray[np.float32]: ...
def kind_evidence(features: Features, first: NDArray[Any]) -> NDArray[np.float32]: ...
