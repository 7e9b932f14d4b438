"""Exit codes of the command."""

from __future__ import annotations

OK = 0
"""Success."""
FAILED = 1
"""The command finished, but its result counts as a failure: too many rejects, no article at all, findings."""
USAGE = 2
"""Nothing was done: an unknown option, a source that does not exist, an output that exists, a missing extra."""
STOPPED = 3
"""The run had to stop, for example because the disk is full; the same command resumes it."""
INTERRUPTED = 130
"""Stopped by Ctrl-C (128 + SIGINT); the same command resumes the run."""
TERMINATED = 143
"""Stopped by SIGTERM (128 + 15); the same command resumes the run."""
