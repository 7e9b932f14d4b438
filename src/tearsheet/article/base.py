"""The base of all models, and the type of dates."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Model(BaseModel):
    """Base of all models: frozen, unknown fields forbidden, attribute docstrings become field descriptions."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True
    )


def _date_of(value: object) -> object:
    """Read an ISO 8601 string as the type that keeps its precision: ten characters are a day, more a time."""
    if isinstance(value, str):
        return dt.date.fromisoformat(value) if len(value) <= 10 else dt.datetime.fromisoformat(value)
    return value


Timestamp = Annotated[dt.datetime | dt.date, BeforeValidator(_date_of, json_schema_input_type=str)]
"""A day, or a moment with the zone that the page gives (naive when it gives none): precision is kept as given."""
