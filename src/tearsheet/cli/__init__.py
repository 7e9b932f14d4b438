"""The command ``tearsheet``; `tearsheet.cli.exits` has its exit codes."""

from tearsheet.cli.app import main

__all__ = ["main"]
