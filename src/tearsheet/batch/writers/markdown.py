"""A folder of Markdown files with front matter, named after their inputs."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from tearsheet.article.model import Article
from tearsheet.batch.errors import OutputError
from tearsheet.batch.state import RunState
from tearsheet.batch.writers.spool import articles_of, names_of

FRONT = (
    "title",
    "subtitle",
    "summary",
    "date",
    "date_modified",
    "authors",
    "category",
    "tags",
    "breadcrumbs",
    "view_count",
    "site",
    "language",
    "url",
    "canonical_url",
    "image",
    "kind",
)
"""Fields in the front matter, in this order, if the article has them."""
NAME_BYTES = 200
"""Longest part of a file's path, in bytes; common file systems take 255."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
"""Characters that a file name cannot have on one system or another."""


def front_matter(name: str, article: Article) -> str:
    """Return the article's fields as YAML between lines of ``---``. Values are JSON, which YAML 1.2 reads."""
    members = article.model_dump(mode="json", include=set(FRONT))
    members["authors"] = [author["name"] for author in members["authors"]]
    lines = [
        f"{key}: {json.dumps(members[key], ensure_ascii=False)}"
        for key in FRONT
        if members[key] not in (None, [])
    ]
    return "\n".join(["---", *lines, f"input: {json.dumps(name, ensure_ascii=False)}", "---", ""])


def parts_of(name: str) -> tuple[str, ...]:
    """Return the parts of the path for an input's name; no part leads out of the folder.

    >>> parts_of("pages.tar!../a/./b.html")
    ('pages.tar', 'a', 'b.html')
    >>> parts_of("https://example.org/?q=1")
    ('https_', 'example.org', '_q=1')
    """
    parts = (_UNSAFE.sub("_", part).strip(" ") for part in re.split(r"[/!#]", name))
    return tuple(_cut(part) for part in parts if part.strip(".")) or ("article",)


def _cut(part: str) -> str:
    return part.encode("utf-8", "replace")[:NAME_BYTES].decode("utf-8", "ignore")


def common(names: Iterable[str]) -> int:
    """Return how many leading parts all names share, file names not counted; 0 if there are no names."""
    shared: tuple[str, ...] | None = None
    for name in names:
        folders = parts_of(name)[:-1]
        if shared is None:
            shared = folders
        while folders[: len(shared)] != shared:
            shared = shared[:-1]
    return len(shared or ())


def finish(state: RunState, fresh: Path, _columns: tuple[str, ...]) -> None:
    """Write the run's articles as files below ``fresh``, in folders as their inputs were.

    Raises:
        OutputError: The disk does not take it.
    """
    try:
        if fresh.exists():
            shutil.rmtree(fresh)
        fresh.mkdir(parents=True)
        skip = common(names_of(state))
        for name, article in articles_of(state):
            path = _free(fresh.joinpath(*parts_of(name)[skip:]))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{front_matter(name, article)}\n{article.to_markdown()}", "utf-8", newline="\n")
    except OSError as error:
        raise OutputError(fresh, error.strerror or str(error)) from error


def _free(path: Path) -> Path:
    """Return a path for a Markdown file that does not exist yet."""
    plain = path.with_name(f"{path.name}.md")
    number = 2
    while plain.exists():
        plain = path.with_name(f"{path.name}-{number}.md")
        number += 1
    return plain
