import numpy as np
from numpy.typing import NDArray

def add(
    rows: NDArray[np.float32],
    roots: NDArray[np.int32],
    depths: NDArray[np.int32],
    features: NDArray[np.int32],
    thresholds: NDArray[np.float32],
    lefts: NDArray[np.int32],
    values: NDArray[np.int32],
    classes: int,
    out: NDArray[np.int32],
) -> None: ...
