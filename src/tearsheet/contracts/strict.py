"""A contract as a type: a subclass of Article that rejects articles with errors under the contract."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Union, get_args

from pydantic import ValidationInfo, create_model, model_validator
from pydantic_core import PydanticCustomError

from tearsheet.article.model import Article
from tearsheet.contracts.checker import Checker
from tearsheet.contracts.rules.fields import FieldsSettings

if TYPE_CHECKING:
    from tearsheet.contracts.contract import Contract


def strict_model(contract: Contract) -> type[Article]:
    """Return a subclass of `Article` that validates against ``contract``; see `Contract.model`.

    ``StrictArticle.model_validate(data, context={"now": now})`` gives rules the current time. The validation error
    has the code ``contract`` and lists every finding of severity ``error``.
    """

    def keeps_contract(self: Article, info: ValidationInfo) -> Article:
        now = info.context.get("now") if isinstance(info.context, dict) else None
        if now is not None and not isinstance(now, dt.datetime):
            raise PydanticCustomError("contract", "context['now'] is not a datetime")
        found = Checker(contract, now=now).check(self)
        errors = [
            f"{one.path or 'article'}: {one.message} [{one.rule}]" for one in found if one.severity == "error"
        ]
        if errors:
            raise PydanticCustomError(
                "contract",
                "breaks contract {name}: {errors}",
                {"name": contract.name, "errors": "; ".join(errors)},
            )
        return self

    fields: dict[str, Any] = {name: _not_optional(name) for name in _required(contract)}
    return create_model(
        "StrictArticle",
        __base__=Article,
        __doc__=f"An Article that satisfies the contract {contract.name!r}.",
        __validators__={"keeps_contract": model_validator(mode="after")(keeps_contract)},  # type: ignore[dict-item]  # pydantic's stub wants the decorated descriptor's own type
        **fields,
    )


def _required(contract: Contract) -> list[str]:
    names: dict[str, None] = {}
    for use in contract.uses():
        if (
            use.rule.id == "field.required"
            and use.severity == "error"
            and isinstance(use.settings, FieldsSettings)
        ):
            names.update(dict.fromkeys(use.settings.fields))
    return list(names)


def _not_optional(name: str) -> tuple[Any, Any]:
    """Return type and default of a field, without None in its type and, if that was the default, without it."""
    field = Article.model_fields[name]
    kinds = tuple(kind for kind in get_args(field.annotation) if kind is not type(None))
    if type(None) not in get_args(field.annotation):
        return field.annotation, field
    kind: Any = Union[kinds]  # noqa: UP007  # built at run time
    for extra in field.metadata:
        kind = _annotated(kind, extra)
    return kind, ...


def _annotated(kind: Any, extra: Any) -> Any:
    from typing import Annotated

    return Annotated[kind, extra]
