"""The Article model: what tearsheet returns, field by field.

Every class is frozen and forbids unknown fields. Sequences are tuples. Text is Unicode in NFC as the page
gives it, white space collapsed, without leading or trailing space, unless a field says otherwise. Names follow
schema.org and HTML where they have one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt, PositiveInt

if TYPE_CHECKING:
    from tearsheet.article.chunks import Chunk
    from tearsheet.inspection import Inspection

SCHEMA_VERSION = "1.1"
"""Version of the Article model. The first number changes when a reader of the old shape would break."""

Kind = Literal["article", "forum", "documentation", "product", "listing", "collection", "service"]
"""What sort of page it is, in the words of the public web-page benchmarks."""

Access = Literal["free", "metered", "teaser", "closed"]
"""Who may read how much: ``free`` (the whole, everyone), ``metered`` (not free to all, but here in whole), ``teaser``
(only the beginning is here), ``closed`` (hardly a line is here)."""

Source = Literal["json-ld", "microdata", "opengraph", "meta", "html", "text", "url", "script", "site-rule"]
"""Where on the page a value stands."""


class Model(BaseModel):
    """Base of all models: frozen, unknown fields forbidden, attribute docstrings become field descriptions."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def _date_of(value: object) -> object:
    """Read an ISO 8601 string as the type that keeps its precision: ten characters are a day, more a time."""
    if isinstance(value, str):
        return dt.date.fromisoformat(value) if len(value) <= 10 else dt.datetime.fromisoformat(value)
    return value


Timestamp = Annotated[dt.datetime | dt.date, BeforeValidator(_date_of, json_schema_input_type=str)]
"""A day, or a moment with the zone that the page gives (naive when it gives none): precision is kept as given."""


def _utc(moment: dt.datetime) -> dt.datetime:
    """Return a moment in UTC; one without a zone counts as UTC, one at the edge of the calendar stays as it is."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dt.UTC)
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return moment.replace(tzinfo=dt.UTC)


class Locator(Model):
    """The way back from a value to its place in the input. At least one part is set."""

    xpath: str | None = None
    """XPath of the element in the page as lxml parses it, such as ``/html/head/meta[3]``."""
    attribute: str | None = None
    """The attribute of that element that holds the value; None when it is the element's text."""
    pointer: str | None = None
    """JSON pointer (RFC 6901) inside the element's JSON, such as ``/@graph/0/headline``."""
    span: tuple[NonNegativeInt, NonNegativeInt] | None = None
    """Half-open range of characters in the text given to ``parse_text``, or in the URL."""


class RejectedCandidate(Model):
    """A value that was considered for a field and not chosen."""

    value: str
    """The normalised value as text (JSON for lists)."""
    raw: str
    """The string as it stands on the page."""
    source: Source
    """Where it stands."""
    locator: Locator
    """The way back to it."""
    rule: str
    """Id of the rule that found it, such as ``title.h1``."""
    reason: str
    """Why it was not chosen: a stable code, such as ``lower-rank``, ``duplicate``, ``future``, ``site-name``."""
    score: float | None = None
    """Probability from 0 to 1 that the value is right, where the field's scores are calibrated; else None."""


class Evidence(Model):
    """How a field came to its value, or why it has none."""

    source: Source | None = None
    """Where the value stands; None if the field was not found."""
    locator: Locator | None = None
    """The way back to it; None if the field was not found."""
    raw: str | None = None
    """The string as it stands on the page; None if the field was not found."""
    rule: str | None = None
    """Id of the rule that found it; None if the field was not found."""
    score: float | None = None
    """Probability from 0 to 1 that the value is right, where the field's scores are calibrated; else None."""
    reason: str | None = None
    """For a field not found: a stable code, such as ``no-candidate`` or ``all-rejected``. None if found."""
    rejected: tuple[RejectedCandidate, ...] = ()
    """The candidates that were not chosen, best first."""


class Mark(Model):
    """Inline markup over a range of a block's text."""

    type: Literal["link", "strong", "emphasis", "code", "math", "note"]
    """What the range is: ``math`` is a formula (TeX where the page has it), ``note`` the mark of a note."""
    start: NonNegativeInt
    """First character of the range, an index into ``text``."""
    end: NonNegativeInt
    """Index after its last character."""
    href: str | None = None
    """Target of a link (http, https or mailto; absolute where the page's URL is known); None for other marks."""
    note: str | None = None
    """Id of the note that a mark of type ``note`` refers to (see ``Article.notes``); None for other marks."""


class Paragraph(Model):
    """A paragraph of running text."""

    type: Literal["paragraph"] = "paragraph"
    """Tells block types apart."""
    text: str
    """The text; a line break within the paragraph is ``\\n``."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis in order of their start, outer before inner; empty if there are none."""


class Quote(Model):
    """A block quotation."""

    type: Literal["quote"] = "quote"
    """Tells block types apart."""
    text: str
    """The quoted text, paragraphs separated by ``\\n``."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis in order of their start, outer before inner; empty if there are none."""
    cite: str | None = None
    """Who or what is quoted, as the page says; None if it does not."""


class Code(Model):
    """Preformatted text: line breaks and indentation kept."""

    type: Literal["code"] = "code"
    """Tells block types apart."""
    text: str
    """The code, white space kept, without leading or trailing blank lines."""
    language: str | None = None
    """Language as the markup declares it (``language-python``), lower case; None if it does not."""


class ListItem(Model):
    """One item of a list."""

    text: str
    """The item's own text, without that of nested lists; may be empty when it only holds a nested list."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis in order of their start, outer before inner; empty if there are none."""
    label: str | None = None
    """The label that the item leads with (bold lead, ``Label:``, or ``dt`` term), colon or dash removed; the
    text still holds it. None if there is none."""
    number: int | None = None
    """The number shown before the item of an ordered list; None in other lists."""
    items: tuple[ListItem, ...] = ()
    """Items of lists nested in this one, in order; empty if there are none."""


class List(Model):
    """A bulleted, numbered or definition list."""

    type: Literal["list"] = "list"
    """Tells block types apart."""
    ordered: bool = False
    """True for a numbered list."""
    items: tuple[ListItem, ...]
    """The items in order; never empty."""


class Table(Model):
    """A data table. Cells that span several columns or rows are repeated, so every row has the same width."""

    type: Literal["table"] = "table"
    """Tells block types apart."""
    header: tuple[str, ...] = ()
    """Column headings; empty if the table declares none."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Text of the body's cells, row by row; an empty cell is ``""``."""
    caption: str | None = None
    """The caption; None if there is none."""
    repeated: tuple[tuple[NonNegativeInt, NonNegativeInt], ...] = ()
    """Positions (row, column) of the cells that only repeat one that spans them; row 0 is the header if there is
    one, else the first row. Empty if no cell spans several."""


class Figure(Model):
    """A picture, video or embed with its caption."""

    type: Literal["figure"] = "figure"
    """Tells block types apart."""
    src: str | None = None
    """Address of the picture (http or https; absolute where the page's URL is known); None if not given."""
    alt: str | None = None
    """Alternative text; None if there is none."""
    caption: str | None = None
    """The caption; None if there is none."""
    marks: tuple[Mark, ...] = ()
    """Links and emphasis of the caption, in order of their start, outer before inner; empty if there are none."""


class Math(Model):
    """A formula that is a block of its own."""

    type: Literal["math"] = "math"
    """Tells block types apart."""
    text: str
    """The formula: TeX where the page has it, else its letters and signs; without delimiters."""


class Embed(Model):
    """A part of the article that another site provides: a post, a video, a map."""

    type: Literal["embed"] = "embed"
    """Tells block types apart."""
    provider: str | None = None
    """Host that provides it, without ``www.``; None if the page does not say."""
    url: str | None = None
    """Address of what is embedded (http or https); None if the page does not give it."""
    text: str = ""
    """Its text where the page holds it, such as that of a post; '' otherwise."""


Block = Annotated[
    Paragraph | Quote | Code | List | Table | Figure | Math | Embed,
    Field(discriminator="type"),
]
"""One block of a section, told apart by ``type``."""


class Section(Model):
    """A heading with what stands under it, up to the next heading; or the lead before any heading."""

    heading: str | None
    """Text of the heading; None for the lead."""
    level: NonNegativeInt
    """0 for the lead, 1 for the body's top headings, 2 below them, …; ranks of heading that the body uses nowhere
    are not counted."""
    parent: NonNegativeInt | None = None
    """Index in ``Article.sections`` of the section that this one is under; None at the top."""
    blocks: tuple[Block, ...] = ()
    """The section's own blocks in order, without those of its subsections; may be empty under a heading."""


class Note(Model):
    """A footnote or endnote that the body refers to."""

    id: str
    """Its id on the page, which the marks that refer to it have as ``note``."""
    marker: str
    """Its mark as the text shows it, without brackets."""
    text: str
    """Its text, without marker and links back."""


class KeyPoint(Model):
    """One bulleted point that the article presents as such."""

    group: str | None
    """The heading or line that introduces the point, without its colon; None if nothing does."""
    label: str | None
    """The label that the point leads with, without its colon or dash; None if it has none."""
    text: str
    """The point without its label."""
    section: NonNegativeInt
    """Index in ``Article.sections`` of the section that holds the point."""


class Author(Model):
    """A person or organisation that the page names as the author."""

    name: str
    """The name without 'By', roles or handles."""
    url: str | None = None
    """The author's page (http or https); None if not given."""


class Comment(Model):
    """A reader's comment, an answer, or a post of a thread."""

    author: str | None = None
    """Who wrote it, as shown; None if not found."""
    date: Timestamp | None = None
    """When it was written; None if not found."""
    text: str
    """The text, paragraphs separated by ``\\n``; never empty."""
    depth: NonNegativeInt = 0
    """How many other comments it answers, one below the other; 0 at the top."""


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
background (``pale``: white, on a background that is not known), as a fallback, or spelled in characters without a shape."""


class HiddenText(Model):
    """A text of the body that the page does not show to readers."""

    text: str
    """What it says."""
    path: str
    """XPath of the element that hides it."""
    how: HidingWay
    """How it is hidden."""
    kept: bool
    """True when it is in the body all the same: a script may show it, or there is no other text."""


class Article(Model):
    """An article with its structure and fields, and where each came from.

    Made by `tearsheet.parse` and `tearsheet.parse_text`. A field that the page does not give is None (or empty),
    and ``evidence`` says why.
    """

    schema_version: str = SCHEMA_VERSION
    """Version of this model."""
    kind: Kind = "article"
    """What sort of page it is."""
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
    """The trail from the site's start to the article, without the article itself; empty if there is none."""
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
    """The notes that marks in the body refer to, in the order of the marks; empty if there are none. Notes that
    stand in the body are in ``sections``, too."""
    access: Access | None = None
    """Who may read how much of it; None if the page says nothing of that. Since 1.1."""
    comments: tuple[Comment, ...] = ()
    """Comments or posts in document order, never part of the body; empty unless asked for by name. Since 1.1."""
    hidden: tuple[HiddenText, ...] = ()
    """Texts in the body that readers do not see, in document order, whether kept or not. Since 1.1."""
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """For each field, by name: where its value came from and what lost, or why there is none."""

    @property
    def text(self) -> str:
        """The body as plain text: headings, paragraphs, items and rows, one a line; '' if empty.

        Captions of figures are not in it.
        """
        from tearsheet.render.text import to_text

        return to_text(self)

    @property
    def words(self) -> int:
        """How many words the text has; characters count as words in scripts that put no spaces between them."""
        from tearsheet.parsing.wordcount import count_words

        return count_words(self.text)

    @property
    def published_at(self) -> dt.datetime | None:
        """The moment of publication in UTC; None if only a day is known, or nothing.

        A moment that the page gives without a zone counts as UTC.
        """
        return _utc(self.date) if isinstance(self.date, dt.datetime) else None

    @property
    def published_on(self) -> dt.date | None:
        """The day of publication, in the zone that the page gives; None if it is not known."""
        return self.date.date() if isinstance(self.date, dt.datetime) else self.date

    @property
    def moment(self) -> dt.datetime | None:
        """The moment of publication in UTC to sort and compare by: of a day its start; None if it is not known.

        ``sorted(articles, key=lambda article: article.moment or OLDEST)`` puts days and moments into one order, which
        ``date`` itself, a day or a moment with or without a zone, does not allow.
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
        """Return the text in pieces of at most ``max_chars`` characters, each from one section, for retrieval.

        Together they hold all of ``text``, in order; ``overlap`` characters at most are repeated from the piece before.

        Raises:
            ValueError: ``max_chars`` is below 1, or ``overlap`` below 0 or not below ``max_chars``.
        """
        from tearsheet.article.chunks import chunks

        return chunks(self, max_chars, overlap)

    def to_markdown(self, *, front_matter: bool = False) -> str:
        """Return the article as CommonMark (tables as in GitHub's flavour), title first; safe to render.

        With ``front_matter`` the fields stand above as YAML.
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
        """Return a view of the article and its evidence as one HTML page, without the page that it was read from.

        `tearsheet.inspect` shows the blocks of the page beside it.
        """
        import tearsheet  # the facade, which knows where inspections are: the model does not

        return tearsheet.Inspection(name=name, article=self)

    def __hash__(self) -> int:
        """Return a hash by the members that tell articles apart; equal articles have equal ones."""
        return hash((self.url, self.canonical_url, self.title, str(self.date), len(self.sections)))

    def __repr__(self) -> str:
        """Return one line: title, date, sections and words."""
        title = self.title if self.title is None or len(self.title) <= 60 else f"{self.title[:59]}…"
        day = "no date" if self.date is None else self.date.isoformat()
        return f"<Article {title!r}, {day}, {len(self.sections)} sections, {self.words:,} words>"

    __str__ = __repr__

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what a rich console shows: the members that are set, without the evidence."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name not in {"schema_version", "evidence"} and value not in (None, ()):
                yield name, value

    def _repr_html_(self) -> str:
        """Show a card in notebooks: escaped text alone."""
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
