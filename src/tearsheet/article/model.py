"""The Article model: what tearsheet returns, field by field.

Every class is frozen and forbids unknown fields. Sequences are tuples. Text is Unicode in NFC as the page
gives it, white space collapsed, without leading or trailing space, unless a field says otherwise. Names follow
schema.org and HTML where they have one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, NonNegativeInt, PositiveInt

from tearsheet.article.base import Model, Timestamp
from tearsheet.article.blocks import (
    Block,
    Code,
    Embed,
    Figure,
    List,
    ListItem,
    Mark,
    Math,
    Paragraph,
    Quote,
    Table,
)
from tearsheet.article.evidence import Evidence, Locator, RejectedCandidate, Source

if TYPE_CHECKING:
    from tearsheet.article.chunks import Chunk
    from tearsheet.inspection import Inspection

__all__ = [
    "SCHEMA_VERSION",
    "Access",
    "Article",
    "Author",
    "Block",
    "Code",
    "Comment",
    "Embed",
    "Evidence",
    "Figure",
    "Heading",
    "HiddenText",
    "HidingWay",
    "KeyPoint",
    "Kind",
    "List",
    "ListItem",
    "Locator",
    "Mark",
    "Math",
    "Model",
    "Note",
    "Paragraph",
    "Quote",
    "RejectedCandidate",
    "Section",
    "Source",
    "Table",
    "Timestamp",
    "json_schema",
]

SCHEMA_VERSION = "1.1"
"""Version of the Article model. The first number changes when a reader of the old shape would break."""

Kind = Literal["article", "forum", "documentation", "product", "listing", "collection", "service"]
"""The type of page, with the names of public web-page benchmarks."""

Access = Literal["free", "metered", "teaser", "closed"]
"""Who can read the article: ``free`` (everyone can read all of it), ``metered`` (not free to all, but the page
contains all of it), ``teaser`` (the page contains only the beginning), ``closed`` (the page contains hardly anything
of the article)."""


def _utc(moment: dt.datetime) -> dt.datetime:
    """Return a moment in UTC; one without a zone counts as UTC, one at the edge of the calendar stays as it is."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dt.UTC)
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return moment.replace(tzinfo=dt.UTC)


class Section(Model):
    """A heading and the blocks after it, up to the next heading; or the lead, before any heading.

    Where a box with a heading interrupts a section, the rest of that section is one of its own, without a heading.
    """

    heading: str | None
    """Text of the heading; None for the lead, and for text that continues a section after a box."""
    level: NonNegativeInt
    """0 for the lead, 1 for the body's top headings, 2 for those below them, …, without gaps: heading ranks that the
    body does not use are skipped. Text that continues a section after a box has that section's level."""
    parent: NonNegativeInt | None = None
    """Index in ``Article.sections`` of the section that this one belongs to or continues; None at the top level."""
    blocks: tuple[Block, ...] = ()
    """The section's own blocks in order, without those of its subsections; may be empty under a heading."""


class Note(Model):
    """A footnote or endnote that the body refers to."""

    id: str
    """Its id on the page; marks that refer to it have this id as their ``note``."""
    marker: str
    """Its number or sign as the text shows it, without brackets."""
    text: str
    """Its text, without the marker and links back to the body."""


class KeyPoint(Model):
    """One of the points that the article itself lists as its main points."""

    group: str | None
    """The heading or line that introduces the point, without a colon at its end; None if there is none."""
    label: str | None
    """The label at the start of the point, without colon or dash; None if it has none."""
    text: str
    """The point without its label."""
    section: NonNegativeInt
    """Index in ``Article.sections`` of the section that contains the point."""


class Author(Model):
    """A person or organisation that the page names as the author."""

    name: str
    """The name without 'By', roles or handles."""
    url: str | None = None
    """The author's page (http or https); None if not given."""


class Comment(Model):
    """A reader's comment, a reply, or a post in a thread."""

    author: str | None = None
    """Name of the writer, as shown; None if not found."""
    date: Timestamp | None = None
    """When it was written; None if not found."""
    text: str
    """The text, paragraphs separated by ``\\n``; never empty."""
    depth: NonNegativeInt = 0
    """Number of comments above it in the thread; 0 at the top level."""


HidingWay = Literal[
    "attribute",
    "class",
    "display",
    "visibility",
    "opacity",
    "size",
    "clip",
    "position",
    "color",
    "pale",
    "fallback",
    "characters",
]
"""How text is hidden: by an attribute or a class for screen readers, by a property of CSS, in the color of its
background (``pale``: white, on a background that is not known), as a fallback, or spelled in characters without a
shape."""


class HiddenText(Model):
    """A text in the body that the page does not show to readers."""

    text: str
    """The text."""
    path: str
    """XPath of the element that hides it."""
    how: HidingWay
    """How it is hidden."""
    kept: bool
    """True if it is nevertheless part of the body, because a script may show it or there is no other text."""


class Article(Model):
    """An article with its structure and fields, and evidence for each field.

    Returned by `tearsheet.parse` and `tearsheet.parse_text`. A field without a value is None or empty, and
    ``evidence`` has the reason.
    """

    schema_version: str = SCHEMA_VERSION
    """Version of this model."""
    kind: Kind = "article"
    """The type of page."""
    url: str | None = None
    """The URL given by the caller; None if none was given."""
    canonical_url: str | None = None
    """The URL that the page declares as its own (absolute http or https); None if it does not."""
    site: str | None = None
    """Name of the site or publication; None if not found."""
    language: str | None = None
    """BCP 47 language tag that the page declares, such as ``en`` or ``pt-BR``; None if it does not."""
    title: str | None = None
    """The headline as readers see it, without the site's name; None if not found."""
    subtitle: str | None = None
    """The dek or standfirst shown below the headline; None if there is none."""
    summary: str | None = None
    """The page's description of the article; None if there is none."""
    authors: tuple[Author, ...] = ()
    """People (or organisations) in the byline, in order; empty if none is named."""
    date: Timestamp | None = None
    """When it was published, at the precision and in the zone given; None if not found. Never the modified date."""
    date_modified: Timestamp | None = None
    """When it was last modified; None if not found. Never the published date."""
    category: str | None = None
    """The section of the site that it is filed under, as shown; None if not found."""
    breadcrumbs: tuple[str, ...] = ()
    """The path from the site's home page to the article, without the article itself; empty if there is none."""
    tags: tuple[str, ...] = ()
    """Keywords given to the article, in order, without repeats; empty if there are none."""
    view_count: NonNegativeInt | None = None
    """How often it was viewed or read, as shown; None if not shown."""
    image: str | None = None
    """Address of the main picture (absolute http or https); None if there is none."""
    sections: tuple[Section, ...] = ()
    """The body: sections in document order, flat; ``parent`` gives the tree."""
    key_points: tuple[KeyPoint, ...] = ()
    """The key points in document order; empty if there are none."""
    notes: tuple[Note, ...] = ()
    """The notes that the body refers to, in the order of the references; empty if there are none. Notes that
    are within the body are in ``sections`` as well."""
    access: Access | None = None
    """Who can read it, and how much of it is present; None if the page does not say. Since 1.1."""
    comments: tuple[Comment, ...] = ()
    """Comments or posts in document order, never part of the body; empty unless asked for by name. Since 1.1."""
    hidden: tuple[HiddenText, ...] = ()
    """Texts in the body that readers do not see, in document order, both kept and dropped. Since 1.1."""
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """For each field, by name: where its value was found and the rejected candidates, or why there is none."""

    @property
    def text(self) -> str:
        """The body as plain text: headings, paragraphs, items and rows, one per line; '' if empty.

        Captions of figures are not included.
        """
        from tearsheet.render.text import to_text

        return to_text(self)

    @property
    def words(self) -> int:
        """Number of words in the text; in scripts without spaces between words, each character counts as one."""
        from tearsheet.parsing.wordcount import count_words

        return count_words(self.text)

    @property
    def published_at(self) -> dt.datetime | None:
        """The time of publication in UTC; None if only the day is known, or nothing.

        A time that the page gives without a zone counts as UTC.
        """
        return _utc(self.date) if isinstance(self.date, dt.datetime) else None

    @property
    def published_on(self) -> dt.date | None:
        """The day of publication, in the zone that the page gives; None if it is not known."""
        return self.date.date() if isinstance(self.date, dt.datetime) else self.date

    @property
    def moment(self) -> dt.datetime | None:
        """The time of publication in UTC, for sorting and comparing; a day counts as its start; None if unknown.

        ``date`` itself cannot be sorted, because it may be a day, or a time with or without a zone. Sort with
        ``sorted(articles, key=lambda article: article.moment or OLDEST)``.
        """
        day = self.date
        if day is None or isinstance(day, dt.datetime):
            return self.published_at
        return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)

    def outline(self) -> tuple[Heading, ...]:
        """Return the headings with their level and section index, in order; empty if there are none."""
        return tuple(
            Heading(level=s.level, heading=s.heading, section=i)
            for i, s in enumerate(self.sections)
            if s.heading is not None
        )

    def chunks(self, max_chars: int = 2000, *, overlap: int = 0) -> tuple[Chunk, ...]:
        """Return the text in pieces of at most ``max_chars`` characters, each from a single section, for retrieval.

        Together they contain all of ``text``, in order. At most ``overlap`` characters are repeated from the piece
        before.

        Raises:
            ValueError: ``max_chars`` is below 1, or ``overlap`` below 0 or not below ``max_chars``.
        """
        from tearsheet.article.chunks import chunks

        return chunks(self, max_chars, overlap)

    def to_markdown(self, *, front_matter: bool = False) -> str:
        """Return the article as CommonMark (tables as in GitHub's flavour), title first; safe to render.

        ``front_matter`` puts the fields above the text as YAML.
        """
        from tearsheet.render.markdown import to_markdown

        return to_markdown(self, front_matter=front_matter)

    def to_html(self) -> str:
        """Return the article as an HTML fragment ``<article>…</article>`` without scripts, handlers or frames."""
        from tearsheet.render.html import to_html

        return to_html(self)

    def to_jsonld(self) -> dict[str, Any]:
        """Return the article as a schema.org ``Article`` (a dict ready for ``json.dumps``)."""
        from tearsheet.render.jsonld import to_jsonld

        return to_jsonld(self)

    def inspect(self, name: str = "article") -> Inspection:
        """Return an HTML view of the article and its evidence, without the page that it was read from.

        `tearsheet.inspect` also shows the blocks of the page.
        """
        import tearsheet  # the facade, which knows where inspections are: the model does not

        return tearsheet.Inspection(name=name, article=self)

    def __hash__(self) -> int:
        """Return a hash of a few distinguishing members; equal articles have equal hashes."""
        return hash((self.url, self.canonical_url, self.title, str(self.date), len(self.sections)))

    def __repr__(self) -> str:
        """Return one line: title, date, sections and words."""
        title = self.title if self.title is None or len(self.title) <= 60 else f"{self.title[:59]}…"
        day = "no date" if self.date is None else self.date.isoformat()
        return f"<Article {title!r}, {day}, {len(self.sections)} sections, {self.words:,} words>"

    __str__ = __repr__

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield the members that are set, without the evidence, for a rich console."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name not in {"schema_version", "evidence"} and value not in (None, ()):
                yield name, value

    def _repr_html_(self) -> str:
        """Return a card for notebooks, made only of escaped text."""
        from tearsheet.render.card import to_card

        return to_card(self)


class Heading(Model):
    """One line of an article's outline."""

    level: PositiveInt
    """1 for the body's top headings."""
    heading: str
    """Text of the heading."""
    section: NonNegativeInt
    """Index in ``Article.sections``."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `Article`, as serialised."""
    schema = Article.model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"tearsheet/article-{SCHEMA_VERSION}",
        **schema,
    }
