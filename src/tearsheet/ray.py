"""The public import path of `tearsheet.integrations.ray`."""

from tearsheet.integrations.ray import *  # noqa: F403  # its ``__all__`` is the public part
