"""The public import path of `tearsheet.integrations.langchain`."""

from tearsheet.integrations.langchain import *  # noqa: F403  # its ``__all__`` is the public part
