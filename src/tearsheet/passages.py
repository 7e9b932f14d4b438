"""The public import path of `tearsheet.integrations.passages`."""

from tearsheet.integrations.passages import *  # noqa: F403  # its ``__all__`` is the public part
