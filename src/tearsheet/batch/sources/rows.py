"""Rows: a page, an article that a run wrote, or a reject that a run kept so that it can be retried."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any, Final

from tearsheet.batch.errors import CorruptInput, MissingMarkup
from tearsheet.batch.records import Columns, RawPage

LONG: Final = 200
"""Characters from which text without markup is taken for an article's."""
PEEK: Final = 4000
"""Characters of a value that are searched for markup."""


def is_article(names: Mapping[str, Any] | frozenset[str]) -> bool:
    """Return whether a row with members of these names is an article as a run writes it."""
    return "schema_version" in names and "sections" in names


def page_of_row(page: RawPage, row: Mapping[str, Any], columns: Columns) -> RawPage:
    """Return the input in a row of JSON.

    Args:
        page: The input as far as it is known: its name if the row has none of its own.
        row: The row.
        columns: Names of the members with pages.
    """
    body = row.get(columns.text or columns.html)
    if columns.id is not None and isinstance(row.get(columns.id), (str, int)):
        page = page._replace(name=valid(str(row[columns.id])))
    if isinstance(body, str):
        url = row.get(columns.url)
        return page._replace(
            body=body, url=valid(url) if isinstance(url, str) else None, markup=columns.text is None
        )
    if isinstance(row.get("article"), dict) and "findings" in row:  # a line of quarantine
        row = {"input": row.get("input"), **row["article"]}
    name = row.get("input")
    if isinstance(name, str) and name:
        page = page._replace(name=valid(name))
    if is_article(row):
        return page._replace(body=json.dumps(row), article=True)
    if "code" in row and "message" in row:
        return _of_reject(page, row)
    return page._replace(fault=MissingMarkup(no_column(columns, row)))


def _of_reject(page: RawPage, row: Mapping[str, Any]) -> RawPage:
    url, content = row.get("url"), row.get("content")
    page = page._replace(url=valid(url) if isinstance(url, str) else None)
    if not isinstance(content, str):
        return page._replace(
            fault=MissingMarkup(
                "the reject has no content; only rejects kept with --keep-rejects can be retried"
            )
        )
    charset = row.get("charset")
    try:
        body = base64.b64decode(content, validate=True)
    except (ValueError, binascii.Error) as error:
        return page._replace(fault=CorruptInput("base64", str(error)))
    return page._replace(
        body=body,
        markup=row.get("markup") is not False,
        charset=charset if isinstance(charset, str) else None,
    )


def no_column(columns: Columns, row: Mapping[str, Any]) -> str:
    """Return the message for a row without the expected content, with the option that may help."""
    wanted = columns.text or columns.html
    option = "--text-column" if columns.text else "--html-column"
    return f"no text in {wanted!r} ({option})" + suggestion(row)


def suggestion(row: Mapping[str, Any]) -> str:
    """Return which option would name a column that probably contains pages; empty if there is none.

    >>> suggestion({"id": 3, "body": "<html><p>Hello</p></html>"})
    "; 'body' looks like pages: --html-column body"
    """
    texts = {name: text for name, value in row.items() if (text := _text(value)) is not None}
    for name, text in texts.items():
        if text.lstrip("\ufeff \t\r\n").startswith("<") or "</p>" in text or "<html" in text.lower():
            return f"; {name!r} looks like pages: --html-column {name}"
    longest = max(texts, key=lambda name: len(texts[name]), default=None)
    if longest is not None and len(texts[longest]) >= LONG:
        return f"; {longest!r} looks like text: --text-column {longest}"
    return ""


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        return value[:PEEK].decode("utf-8", "replace")
    return value[:PEEK] if isinstance(value, str) else None


def valid(text: str) -> str:
    """Return ``text`` without lone surrogates, which JSON escapes can express, but valid Unicode cannot contain."""
    return text.encode("utf-8", "replace").decode()
