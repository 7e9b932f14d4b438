"""Errors in a run: of a single input, which becomes a reject, or of the run itself, which stops.

::

    ArticleError
    ├── InputError
    │   ├── UnreadableInput      the operating system cannot read it
    │   ├── CorruptInput         compressed data or a container that is damaged
    │   ├── DecompressionBomb    compressed data that expands too much
    │   ├── MissingMarkup        a row or record that contains no page
    │   ├── NotAnArticleRow      a row that should be an article, but is not a valid article of this version
    │   ├── TimeLimitExceeded    the page took too long, alone in a fresh process
    │   ├── MemoryLimitExceeded  the page took too much memory, alone in a fresh process
    │   ├── WorkerCrashed        the page crashed its process, alone in a fresh process
    │   └── UnexpectedFailure    an unexpected error: a bug in tearsheet to report
    └── RunError
        ├── SourceError          a source or option that cannot be used
        ├── OutputExists         the output exists
        ├── OutputError          the output cannot be written; the run can be resumed
        │   └── UploadError      the finished output cannot be uploaded; the same call tries again
        ├── RunConflict          an unfinished run cannot be resumed by this call
        └── WorkersNotStarted    no worker process can be started
"""

from __future__ import annotations

from pathlib import Path

from tearsheet.errors import ArticleError, InputError


class UnreadableInput(InputError):
    """The input's bytes cannot be read."""

    code = "unreadable"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """The operating system's message, or why the input is not read."""
        super().__init__(f"cannot be read: {reason}")


class CorruptInput(InputError):
    """Compressed data, a container or a record that is damaged."""

    code = "corrupt"

    def __init__(self, packing: str, reason: str) -> None:
        self.packing = packing
        """The assumed format, such as ``gzip``, ``tar``, ``json``."""
        self.reason = reason
        """The message of the library that reads it."""
        super().__init__(f"not valid {packing}: {reason}")


class DecompressionBomb(InputError):
    """Compressed data that expands beyond the limit."""

    code = "bomb"

    def __init__(self, packed: int, unpacked: int) -> None:
        self.packed = packed
        """Compressed size in bytes."""
        self.unpacked = unpacked
        """Decompressed size in bytes: as declared, or up to where decompression stopped."""
        super().__init__(f"{packed} bytes decompress to {unpacked} bytes or more")


class MissingMarkup(InputError):
    """A row or record that contains no page."""

    code = "no-page"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """What is missing."""
        super().__init__(reason)


class NotAnArticleRow(InputError):
    """A row of tearsheet's own output that is not a valid article of this version."""

    code = "not-article-row"

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        """Path of the invalid member; empty for the row as a whole."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(f"{path}: {reason}" if path else reason)


class TimeLimitExceeded(InputError):
    """The page took longer than the limit, alone in a fresh process."""

    code = "timeout"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        """The limit in seconds."""
        super().__init__(f"exceeded the time limit of {seconds:g} s")


class MemoryLimitExceeded(InputError):
    """The page took more memory than the limit, alone in a fresh process."""

    code = "memory"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        """The limit in bytes."""
        super().__init__(f"exceeded the memory limit of {limit} bytes")


class WorkerCrashed(InputError):
    """The page crashed its process, alone in a fresh process."""

    code = "crash"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """How the process ended."""
        super().__init__(f"the worker process crashed: {reason}")


class UnexpectedFailure(InputError):
    """An unexpected error: a bug in tearsheet, please report it."""

    code = "internal"

    def __init__(self, error: str) -> None:
        self.error = error
        """Type and message of the error."""
        super().__init__(f"unexpected error, please report it: {error}")


class RunError(ArticleError):
    """A run cannot start or cannot continue."""

    code = "run-error"


class SourceError(RunError):
    """A source does not exist or cannot be read, or an option is invalid."""

    code = "source"

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        """The source or option as given."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(f"{source}: {reason}")


class OutputExists(RunError):
    """The output already exists and was not to be overwritten."""

    code = "output-exists"

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = path
        """What exists: a path, or a URL in a store."""
        self.reason = reason
        """Why it is not overwritten, and what to do instead."""
        super().__init__(f"{path}: {reason}")


class OutputError(RunError):
    """The output cannot be written. Finished work is kept: the same call resumes the run."""

    code = "output"

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = path
        """Where it should be written: a path, or a URL in a store."""
        self.reason = reason
        """The operating system's message."""
        super().__init__(f"cannot write {path}: {reason}")


class UploadError(OutputError):
    """The finished output cannot be uploaded to its store. It is kept: the same call uploads it."""

    code = "upload"

    def __init__(self, path: str, reason: str, folder: Path) -> None:
        self.folder = folder
        """Folder with the finished output."""
        super().__init__(
            path, f"{reason}; the finished output is kept in {folder}: run the same call again to upload it"
        )


class RunConflict(RunError):
    """An unfinished run with the same output cannot be resumed by this call."""

    code = "conflict"

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        """Folder with the unfinished run."""
        self.reason = reason
        """Why it cannot be resumed."""
        super().__init__(f"{path}: {reason}")


class WorkersNotStarted(RunError):
    """No worker process can be started: in most cases because the calling script lacks its ``__main__`` guard."""

    code = "no-workers"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """How an idle test process ended."""
        super().__init__(
            f'worker processes cannot start ({reason}): call convert under if __name__ == "__main__":, '
            "or pass workers=0"
        )
