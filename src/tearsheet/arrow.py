"""The public import path of `tearsheet.batch.arrow`."""

from tearsheet.batch.arrow import *  # noqa: F403  # its ``__all__`` is the public part
