"""Exit codes of the command."""

from __future__ import annotations

OK = 0
"""All is well."""
FAILED = 1
"""The command did what it was asked, and the result is not good enough: too many rejects, no article at all, findings."""
USAGE = 2
"""Nothing was done: an unknown option, a source that does not exist, an output that is there already, a missing extra."""
STOPPED = 3
"""The run had to stop, the disk being full for one; the same command resumes it."""
INTERRUPTED = 130
"""Stopped by Ctrl-C (128 + SIGINT); the same command resumes the run."""
TERMINATED = 143
"""Stopped by SIGTERM (128 + 15); the same command resumes the run."""
