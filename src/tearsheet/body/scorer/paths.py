"""What stands on the way from each leaf up to the root: found once a node, inherited by all below."""

from __future__ import annotations

from collections.abc import Mapping

from tearsheet.page import Page

TAG_FLAGS = {
    "article": 1 << 0,
    "main": 1 << 1,
    "nav": 1 << 2,
    "aside": 1 << 3,
    "header": 1 << 4,
    "footer": 1 << 5,
    "form": 1 << 6,
    "table": 1 << 7,
    "ul": 1 << 8,
    "ol": 1 << 9,
    "figure": 1 << 10,
    "blockquote": 1 << 11,
    "button": 1 << 12,
    "dialog": 1 << 13,
    "section": 1 << 14,
    "details": 1 << 15,
    "p": 1 << 16,
    "dl": 1 << 17,
}
"""Elements that are told for each leaf inside them (HTML sectioning and grouping content)."""
ROLE_FLAGS = {
    "main": 1 << 1,
    "article": 1 << 0,
    "navigation": 1 << 2,
    "complementary": 1 << 3,
    "banner": 1 << 4,
    "contentinfo": 1 << 5,
    "form": 1 << 6,
    "search": 1 << 6,
    "dialog": 1 << 13,
    "alertdialog": 1 << 13,
    "menu": 1 << 2,
    "menubar": 1 << 2,
}
"""ARIA landmark roles, as the element that means the same."""
HIDDEN = 1 << 18
ARTICLE_BODY = 1 << 19
OTHER_SCOPE = 1 << 20
COMMENTS = 1 << 21
TOKEN_FLAGS = {
    **dict.fromkeys(
        ("comment", "comments", "commentlist", "disqus", "respond", "reply", "replies"), COMMENTS
    ),
    **dict.fromkeys(
        ("related", "recommended", "recommendations", "more", "promo", "teaser", "card"), 1 << 22
    ),
    **dict.fromkeys(("byline", "author", "authors", "bio", "meta", "date", "time", "timestamp"), 1 << 23),
    **dict.fromkeys(("share", "social", "sharing", "follow", "newsletter", "subscribe", "signup"), 1 << 24),
    **dict.fromkeys(("caption", "credit", "figcaption", "copyright"), 1 << 25),
    **dict.fromkeys(("sidebar", "widget", "rail", "footer", "menu", "nav", "navbar", "breadcrumb"), 1 << 26),
    **dict.fromkeys(("cookie", "consent", "gdpr", "modal", "popup", "overlay", "banner"), 1 << 27),
    **dict.fromkeys(("toc", "contents", "tags", "tag", "topics", "category", "categories"), 1 << 28),
}
"""Words in class and id that name a part of a page, by the conventions of common page builders."""
FLAGS = 29

UNKNOWN = (0.0, 0, -1)
"""What a word says that is not known."""


class Lexicon:
    """For each known word its score, its flags (see `TOKEN_FLAGS`) and its place among the words of kinds."""

    __slots__ = ("_known",)

    def __init__(self, scores: Mapping[str, float], places: Mapping[str, int] | None = None) -> None:
        """Make a lexicon.

        Args:
            scores: How much each word speaks for the article (positive) or against it (negative).
            places: The place of each word among those that tell the kind of a page.
        """
        places = places or {}
        self._known = {
            word: (scores.get(word, 0.0), TOKEN_FLAGS.get(word, 0), places.get(word, -1))
            for word in {*scores, *places, *TOKEN_FLAGS}
        }

    def of(self, word: str) -> tuple[float, int, int]:
        """Return the score of ``word`` (0 if not known), its flags, and its place (-1 if it has none)."""
        return self._known.get(word, UNKNOWN)


class Climber:
    """Walks up from leaves; what is known of a node is found once and inherited by all below."""

    __slots__ = (
        "article",
        "below_min",
        "below_sum",
        "depth",
        "flags",
        "hinge",
        "known",
        "lexicon",
        "order",
        "page",
        "places",
        "seen",
        "shape",
        "shapes",
        "token_max",
        "token_min",
        "token_own",
        "token_sum",
    )

    def __init__(self, page: Page, lexicon: Lexicon, headline: int) -> None:
        count = len(page.nodes.tags)
        self.page = page
        self.lexicon = lexicon
        self.known = [False] * count
        self.depth = [0] * count
        self.flags = [0] * count
        self.article = [-1] * count
        self.below_min = [0.0] * count
        self.below_sum = [0.0] * count
        self.token_own = [0.0] * count
        self.token_sum = [0.0] * count
        self.token_min = [0.0] * count
        self.token_max = [0.0] * count
        self.shape = [0] * count
        self.hinge = [0] * count
        self.order: list[int] = []
        self.places: set[int] = set()
        self.shapes: dict[tuple[str, str], int] = {}
        self.seen: dict[str, tuple[float, int]] = {}
        if headline >= 0:
            node = page.leaves[headline].node
            while node >= 0:
                self.hinge[node] = 1
                node = page.nodes.parents[node]

    def climb(self, node: int) -> None:
        """Learn of ``node`` and of its ancestors, as far as not known yet."""
        parents, known = self.page.nodes.parents, self.known
        path = []
        while node >= 0 and not known[node]:
            path.append(node)
            node = parents[node]
        for i in range(len(path) - 1, -1, -1):
            self._learn(path[i])

    def _learn(self, node: int) -> None:
        nodes = self.page.nodes
        tag, attrs, parent = nodes.tags[node], nodes.attrs[node], nodes.parents[node]
        self.known[node] = True
        self.order.append(node)
        flags = TAG_FLAGS.get(tag, 0)
        own = 0.0
        style = ""
        if attrs:
            style = attrs.get("class", "")
            own, told = self._tokens(node, style, attrs.get("id", ""))
            flags |= self._told(attrs)
            if not self.hinge[node] and parent > 0:  # a part that holds the headline or all is no side part
                flags |= told
        pair = (tag, style)
        shape = self.shapes.get(pair)
        if shape is None:
            shape = self.shapes[pair] = len(self.shapes)
        self.shape[node] = shape
        self.token_own[node] = own
        if parent < 0:
            self.flags[node] = flags
            return
        self.depth[node] = self.depth[parent] + 1
        self.flags[node] = flags | self.flags[parent]
        self.article[node] = node if tag == "article" else self.article[parent]
        self.token_sum[node] = self.token_sum[parent] + own
        self.token_min[node] = min(self.token_min[parent], own)
        self.token_max[node] = max(self.token_max[parent], own)
        if self.hinge[node]:
            self.hinge[node] = self.depth[node]
        else:
            self.hinge[node] = self.hinge[parent]
            self.below_sum[node] = self.below_sum[parent] + own
            self.below_min[node] = min(self.below_min[parent], own)

    def _tokens(self, node: int, style: str, name: str) -> tuple[float, int]:
        text = f"{style} {name}"
        found = self.seen.get(text)
        if found is None:
            total, flags = 0.0, 0
            for token in self.page.tokens(node):
                score, told, place = self.lexicon.of(token)
                total += score
                flags |= told
                if place >= 0:
                    self.places.add(place)
            found = self.seen[text] = (max(-4.0, min(4.0, total)), flags)
        return found

    @staticmethod
    def _told(attrs: Mapping[str, str]) -> int:
        flags = 0
        role = attrs.get("role")
        if role:
            flags |= ROLE_FLAGS.get(role, 0)
        if "hidden" in attrs or attrs.get("aria-hidden") == "true":
            flags |= HIDDEN
        style = attrs.get("style")
        if style and "none" in style and "display" in style:
            flags |= HIDDEN
        prop = attrs.get("itemprop")
        if prop and ("articleBody" in prop or prop == "text"):
            flags |= ARTICLE_BODY
        if "itemtype" in attrs and "Article" not in attrs["itemtype"]:
            flags |= OTHER_SCOPE
        return flags
