"""The errors that tearsheet raises: one base, subclasses with typed facts and a stable ``code``.

::

    ArticleError
    ├── InputError               the input cannot be read as a page
    │   ├── EmptyInput           the input contains no text
    │   ├── NoMarkup             a path, a URL or plain text was given as a page
    │   ├── UndecodableInput     the bytes are not text in any known encoding
    │   ├── UnsupportedInput     another known format (PDF, image, archive, JSON)
    │   ├── InputTooLarge        a size limit is exceeded
    │   └── InputTooDeep         the nesting limit is exceeded
    ├── NotAnArticle             the page has no main content
    └── MissingExtra             an optional library is not installed (an ImportError, too)
"""

from __future__ import annotations

from typing import ClassVar, Literal


class ArticleError(Exception):
    """Base class of tearsheet's own errors.

    ``code`` is stable across versions, so programs may depend on it.
    """

    code: ClassVar[str] = "article-error"

    def facts(self) -> dict[str, str | int | float | None]:
        """Return the error's attributes by name, in a fixed order for each class; empty if it has none."""
        return dict(vars(self))

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str | int | float | None, ...]]:
        """Pickle by the facts, which are the arguments of the constructor, in order."""
        return type(self), tuple(self.facts().values())


class InputError(ArticleError):
    """The input cannot be read as a page."""

    code = "input-error"


class EmptyInput(InputError):
    """The input is empty, or contains only white space, NUL bytes or markup without text."""

    code = "empty"

    def __init__(self, size: int) -> None:
        self.size = size
        """Size of the input, in bytes or (for ``str``) characters."""
        super().__init__(f"the input contains no text (size {size})")


class NoMarkup(InputError):
    """A string without markup was given where a page is expected."""

    code = "no-markup"

    def __init__(self, kind: Literal["path", "url", "text"], start: str) -> None:
        self.kind: Literal["path", "url", "text"] = kind
        """What the string appears to be."""
        self.start = start
        """The first characters of the string."""
        super().__init__(_INSTEAD[kind].format(start))


_INSTEAD = {
    "path": "{0!r} looks like a path, not a page: use parse(pathlib.Path({0!r})) to read the file",
    "url": "{0!r} is a URL, not a page, and tearsheet does not fetch pages: use an HTTP client, "
    "then parse(response.content, url={0!r})",
    "text": "{0!r} contains no markup: use parse_text for plain text",
}
"""The message, by the kind of string."""


class UndecodableInput(InputError):
    """The bytes are not text in any known encoding."""

    code = "undecodable"

    def __init__(self, declared: str | None, size: int) -> None:
        self.declared = declared
        """The encoding that the input declares, as written, if any."""
        self.size = size
        """Size of the input in bytes."""
        super().__init__(f"cannot decode {size} bytes (declared encoding: {declared or 'none'})")


class UnsupportedInput(InputError):
    """The input is of a known format that is not a page or text."""

    code = "unsupported"

    def __init__(self, format: str) -> None:  # noqa: A002  # the fact's natural name
        self.format = format
        """Format of the input, such as ``pdf``, ``png``, ``zip``, ``json``, ``rss``, ``atom``, ``sitemap``,
        ``robots``."""
        super().__init__(f"unsupported format: {format}")


class InputTooLarge(InputError):
    """The input exceeds a size limit."""

    code = "too-large"

    def __init__(self, measure: str, value: int, limit: int) -> None:
        self.measure = measure
        """What was measured: ``bytes``, ``characters``, ``nodes``, …"""
        self.value = value
        """The amount found; counting may have stopped just above the limit."""
        self.limit = limit
        """The largest amount allowed."""
        super().__init__(f"{value} {measure} exceed the limit of {limit}")


class InputTooDeep(InputError):
    """Elements are nested deeper than the limit."""

    code = "too-deep"

    def __init__(self, depth: int, limit: int) -> None:
        self.depth = depth
        """Depth found; counting may have stopped just above the limit."""
        self.limit = limit
        """Depth allowed, inclusive; the root element is at depth 1."""
        super().__init__(f"elements are nested {depth} deep, more than the limit of {limit}")


class NotAnArticle(ArticleError):
    """The page contains no article or similar main text."""

    code = "not-article"

    def __init__(self, reason: str, detail: str | None = None) -> None:
        self.reason = reason
        """Why, one of: ``challenge``, ``captcha``, ``age-gate``, ``geo-block``, ``consent-wall``, ``login-wall``,
        ``parked-domain``, ``maintenance``, ``error-page``, ``search-results``, ``redirect``, ``empty-shell``,
        ``directory-index``, ``placeholder``, ``link-list``, ``search-form``, ``no-text``."""
        self.detail = detail
        """Details, for display; None if there are none."""
        super().__init__(f"not an article: {reason}" + (f" ({detail})" if detail else ""))


class MissingExtra(ArticleError, ImportError):
    """A library that this part of tearsheet needs is not installed; the message names the extra that installs it."""

    code = "missing-extra"

    def __init__(self, module: str, extra: str) -> None:
        self.module = module
        """The module that cannot be imported."""
        self.extra = extra
        """The extra that installs it."""
        super().__init__(f"{module} is not installed: pip install 'tearsheet[{extra}]'")
