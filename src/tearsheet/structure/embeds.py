"""Embeds: content from other sites within the article, such as videos, maps and posts."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tearsheet.page import Page
from tearsheet.structure.drafts import EmbedDraft, QuoteDraft
from tearsheet.structure.spans import link_target
from tearsheet.vocab import load

FRAMES = frozenset(("iframe", "embed", "object"))
"""Elements for a page or player of another site."""
EMBED_WORDS = frozenset(load("pictures")["embeds"])
"""Words in the URL of a frame, its class or that of its box that identify it as content of the text."""
POST_WORDS = frozenset(load("pictures")["posts"])
"""Words in the class of a quotation that is a post of another site, with ``media`` after a name."""
BOXES = 3
"""Number of elements around a frame whose class is checked."""

_WORDS = re.compile(r"[a-z]+")


def framed(page: Page, node: int) -> EmbedDraft | None:
    """Return the embed for the frame at ``node``; None if it has no URL or may be an advertisement."""
    attrs = page.nodes.attrs[node]
    given = next(
        (attrs[name] for name in ("src", "data-src", "data-lazy-src") if _is_address(attrs.get(name))), None
    )
    url = link_target(page, given.strip()) if given else None
    if url is None or url.startswith("mailto:"):
        return None
    parts = urlsplit(url)
    words = set(_WORDS.findall(f"{parts.hostname or ''} {parts.path}".lower()))
    around = node
    for _ in range(BOXES):
        if around < 0:
            break
        words.update(page.tokens(around))
        around = page.nodes.parents[around]
    if EMBED_WORDS.isdisjoint(words):
        return None
    return EmbedDraft((), _provider(url), url)


def _is_address(value: str | None) -> bool:
    return value is not None and value.strip()[:8].lower().startswith(("http", "//"))


def posted(page: Page, node: int, quote: QuoteDraft) -> EmbedDraft | None:
    """Return the embed for a post quoted at ``node``; None if it is not a post or has no link."""
    words = page.tokens(node)
    if POST_WORDS.isdisjoint(words) and not (len(words) > 1 and words[1] == "media"):
        return None
    url = _address_of_post(page, node)
    if url is None:
        return None
    text = f"{quote.text}\n{quote.cite}" if quote.cite else quote.text
    return EmbedDraft(quote.sources, _provider(url), url, text)


def _address_of_post(page: Page, node: int) -> str | None:
    """Return the URL of the post quoted at ``node``: the ``cite`` of the quotation, or else its last link."""
    nodes = page.nodes
    inside = range(node + 1, nodes.ends[node])
    linked = [nodes.attrs[place].get("href") for place in inside if nodes.tags[place] == "a"]
    targets = [link_target(page, given) for given in (nodes.attrs[node].get("cite"), *reversed(linked))]
    return next((url for url in targets if url and url.startswith("http")), None)


def _provider(url: str) -> str | None:
    host = urlsplit(url).hostname
    return host.removeprefix("www.") if host else None
