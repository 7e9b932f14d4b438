"""Exit codes of the command."""

from __future__ import annotations

OK = 0
"""All is well."""
REJECTED = 1
"""Some pages were rejected, or the one page shown is no article."""
USAGE = 2
"""Wrong use: an unknown option, a source that does not exist, an output of no known format."""
STOPPED = 3
"""The run had to stop, the disk being full for one; the same command takes it up."""
INTERRUPTED = 130
"""Stopped by Ctrl-C (128 + SIGINT); the same command takes the run up."""
TERMINATED = 143
"""Stopped by SIGTERM (128 + 15); the same command takes the run up."""
