import numpy as np
from numpy.typing import NDArray

class Walker:
    def __init__(
        self,
        roots: NDArray[np.int32],
        depths: NDArray[np.int32],
        features: NDArray[np.int32],
        thresholds: NDArray[np.float32],
        lefts: NDArray[np.int32],
        values: NDArray[np.int32],
        classes: int,
    ) -> None: ...
    def add(
        self,
        parts: tuple[NDArray[np.float32], ...],
        at: NDArray[np.intp] | None,
        out: NDArray[np.int32],
    ) -> None: ...
