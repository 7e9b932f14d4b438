"""Errors in a run: of a single input, which becomes a reject, or of the run itself, which stops.

::

    ArticleError
    ├── InputError
    │   ├── UnreadableInput the operating system cannot read it
    │   ├── CorruptInput compressed bytes or a container that cannot be read
    │   ├── DecompressionBomb compressed bytes that grow too much
    │   ├── MissingMarkup        a row or record without a page in it
    │   ├── NotAnArticleRow a row that should be an article, but is not one of this version
    │   ├── TimeLimitExceeded    the page took too long, alone in a fresh process
    │   ├── MemoryLimitExceeded  the page took too much memory, alone in a fresh process
    │   ├── WorkerCrashed        the page ended its process, alone in a fresh process
    │   └── UnexpectedFailure    an error that tearsheet does not know: a defect to report
    └── RunError
        ├── SourceError          a source or option that cannot be used
        ├── OutputExists         something is there already where the run would write
        ├── OutputError          the output cannot be written; the run can be resumed
        │   └── UploadError      the finished output cannot be uploaded; the same call tries again
        ├── RunConflict          an unfinished run cannot be resumed by this call
        └── WorkersNotStarted    no worker process can be started
"""

from __future__ import annotations

from pathlib import Path

from tearsheet.errors import ArticleError, InputError


class UnreadableInput(InputError):
    """The operating system does not give the input's bytes."""

    code = "unreadable"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """The operating system's words, or why the input is not read."""
        super().__init__(f"cannot be read: {reason}")


class CorruptInput(InputError):
    """Packed bytes, a container or a record that cannot be unpacked."""

    code = "corrupt"

    def __init__(self, packing: str, reason: str) -> None:
        self.packing = packing
        """The assumed format, such as ``gzip``, ``tar``, ``json``."""
        self.reason = reason
        """What its reader says."""
        super().__init__(f"not valid {packing}: {reason}")


class DecompressionBomb(InputError):
    """Packed bytes that grow out of all proportion."""

    code = "bomb"

    def __init__(self, packed: int, unpacked: int) -> None:
        self.packed = packed
        """Size as stored, in bytes."""
        self.unpacked = unpacked
        """Size when unpacked, in bytes, as declared or as far as it was unpacked."""
        super().__init__(f"{packed} bytes decompress to {unpacked} or more")


class MissingMarkup(InputError):
    """A row or record without a page in it."""

    code = "no-page"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """What was missing."""
        super().__init__(reason)


class NotAnArticleRow(InputError):
    """A row of an output of tearsheet that is not an article of this version."""

    code = "not-article-row"

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        """The member that is wrong; empty for the row as a whole."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(f"{path}: {reason}" if path else reason)


class TimeLimitExceeded(InputError):
    """The page took longer than the limit, alone in a fresh process."""

    code = "timeout"

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        """The limit in seconds."""
        super().__init__(f"not finished after {seconds:g} s")


class MemoryLimitExceeded(InputError):
    """The page took more memory than the limit, alone in a fresh process."""

    code = "memory"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        """The limit in bytes."""
        super().__init__(f"more than {limit} bytes of memory are needed")


class WorkerCrashed(InputError):
    """The page ended its process, alone in a fresh one."""

    code = "crash"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """How the process ended."""
        super().__init__(f"the process that read it ended: {reason}")


class UnexpectedFailure(InputError):
    """An error that tearsheet does not know: a defect of tearsheet, worth a report."""

    code = "internal"

    def __init__(self, error: str) -> None:
        self.error = error
        """Type and words of the error."""
        super().__init__(f"unexpected {error}")


class RunError(ArticleError):
    """A run cannot start or cannot continue."""

    code = "run-error"


class SourceError(RunError):
    """A source does not exist or is not one that can be read."""

    code = "source"

    def __init__(self, source: str, reason: str) -> None:
        self.source = source
        """The source as given."""
        self.reason = reason
        """What is wrong with it."""
        super().__init__(f"{source}: {reason}")


class OutputExists(RunError):
    """Something is there already where the call would write, and it was not asked to overwrite it."""

    code = "output-exists"

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = path
        """What is there: a path, or a URL in a store."""
        self.reason = reason
        """Why it is left as it is, and what would help."""
        super().__init__(f"{path}: {reason}")


class OutputError(RunError):
    """The output cannot be written. Finished work is kept: the same call resumes the run."""

    code = "output"

    def __init__(self, path: Path | str, reason: str) -> None:
        self.path = path
        """What was written to: a path, or a URL in a store."""
        self.reason = reason
        """The operating system's words."""
        super().__init__(f"cannot write {path}: {reason}")


class UploadError(OutputError):
    """The finished output cannot be uploaded to its store. It is kept: the same call uploads it."""

    code = "upload"

    def __init__(self, path: str, reason: str, folder: Path) -> None:
        self.folder = folder
        """Folder with the finished output."""
        super().__init__(
            path, f"{reason}; the finished output is kept in {folder}, and the same call uploads it"
        )


class RunConflict(RunError):
    """There is an unfinished run with the same output that this call cannot resume."""

    code = "conflict"

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        """Folder with the unfinished run."""
        self.reason = reason
        """What differs from this call."""
        super().__init__(f"{path}: {reason}")


class WorkersNotStarted(RunError):
    """No worker process can be started: in most cases because the calling script lacks its ``__main__`` guard."""

    code = "no-workers"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        """How a process ended that had nothing to do."""
        super().__init__(
            f'worker processes do not start ({reason}): call convert below if __name__ == "__main__":, '
            "or with workers=0"
        )
