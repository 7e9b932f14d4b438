from typing import Any

import numpy as np
from numpy.typing import NDArray

from tearsheet.body.scorer.features import Columns
from tearsheet.body.scorer.kinds import KindWords
from tearsheet.page import Page

def kind_features(
    page: Page, rows: NDArray[np.float32], places: list[int], known: KindWords
) -> NDArray[np.float32]: ...
def kind_evidence(base: Columns, rows: NDArray[np.float32], first: NDArray[Any]) -> NDArray[np.float32]: ...
