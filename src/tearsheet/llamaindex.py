"""The public import path of `tearsheet.integrations.llamaindex`."""

from tearsheet.integrations.llamaindex import *  # noqa: F403  # its ``__all__`` is the public part
