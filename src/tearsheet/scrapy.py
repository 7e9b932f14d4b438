"""The public import path of `tearsheet.integrations.scrapy`."""

from tearsheet.integrations.scrapy import *  # noqa: F403  # its ``__all__`` is the public part
