"""The public import path of `tearsheet.integrations.spark`."""

from tearsheet.integrations.spark import *  # noqa: F403  # its ``__all__`` is the public part
