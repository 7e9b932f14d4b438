from typing import Any

from numpy.typing import NDArray

from tearsheet.body.scorer.features import Columns, Floats

def context_rows(base: Columns, first: NDArray[Any]) -> Floats: ...
