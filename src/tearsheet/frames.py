"""The public import path of `tearsheet.integrations.frames`."""

from tearsheet.integrations.frames import *  # noqa: F403  # its ``__all__`` is the public part
