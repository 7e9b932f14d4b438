"""The public import path of `tearsheet.integrations.datatrove`."""

from tearsheet.integrations.datatrove import *  # noqa: F403  # its ``__all__`` is the public part
