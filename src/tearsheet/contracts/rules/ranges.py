"""Settings for ranges and sets, and the wording of what falls outside them."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from tearsheet.contracts.rule import Check, Problem, Settings
from tearsheet.contracts.view import View, fold


class RangeSettings(Settings):
    """A range, inclusive at both ends; at least one end is set."""

    min: int | None = Field(default=None, ge=0)
    """Lowest value allowed; None for no lower limit."""
    max: int | None = Field(default=None, ge=0)
    """Highest value allowed; None for no upper limit."""

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        _check_range(self.min, self.max)
        return self

    def says(self, value: int, unit: str) -> str | None:
        """Return how ``value`` breaks the range, such as ``3 words, under 50``; None if it does not."""
        amount = f"{value} {unit.removesuffix('s') if value == 1 else unit}"
        if self.min is not None and value < self.min:
            return f"{amount}, under {self.min}"
        if self.max is not None and value > self.max:
            return f"{amount}, over {self.max}"
        return None


class ShareSettings(Settings):
    """A range of shares, inclusive at both ends; at least one end is set."""

    min: float | None = Field(default=None, ge=0, le=1)
    """Lowest share allowed, 0 to 1; None for no lower limit."""
    max: float | None = Field(default=None, ge=0, le=1)
    """Highest share allowed, 0 to 1; None for no upper limit."""

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        _check_range(self.min, self.max)
        return self

    def says(self, share: float, what: str) -> str | None:
        """Return how ``share`` breaks the range, such as ``71.0% of the text is links, over 50.0%``; else None."""
        if self.min is not None and share < self.min:
            return f"{share:.1%} {what}, under {self.min:.1%}"
        if self.max is not None and share > self.max:
            return f"{share:.1%} {what}, over {self.max:.1%}"
        return None


def _check_range(low: float | None, high: float | None) -> None:
    """Raise ValueError if there is no end, or the ends are the wrong way round."""
    if low is None and high is None:
        raise ValueError("set min, max or both")
    if low is not None and high is not None and low > high:
        raise ValueError(f"min {low} is over max {high}")


class SetSettings(Settings):
    """A set of allowed values."""

    values: tuple[str, ...] = Field(min_length=1)
    """The allowed values, compared without regard to case, spaces and punctuation."""


def in_set(field: str, settings: SetSettings) -> Check:
    """Return a check that the field's text, if there is any, is one of the settings' values."""
    allowed = frozenset(fold(value) for value in settings.values)

    def check(view: View) -> list[Problem]:
        value = getattr(view.article, field)
        if value is None or fold(value) in allowed:
            return []
        return [Problem(field, f"{field} {value!r} is not one of those allowed", value)]

    return check
