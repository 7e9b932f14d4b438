import datetime as dt
import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from sample_articles import DATA

from tearsheet.contracts import ContractError, loads
from tearsheet.contracts.examples import examples
from tearsheet.contracts.reference import reference
from tearsheet.contracts.schema import contract_schema

ROOT = Path(__file__).parents[2]
SCHEMA = contract_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_json(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def test_published_schema_is_up_to_date() -> None:
    published = json.loads((ROOT / "docs/schema/contract.schema.json").read_text(encoding="utf-8"))
    assert published == SCHEMA, "tearsheet contract schema > docs/schema/contract.schema.json"


def test_reference_is_up_to_date() -> None:
    published = (ROOT / "docs/reference/rules.md").read_text(encoding="utf-8")
    assert published == reference(), "tearsheet contract rules --markdown > docs/reference/rules.md"


def test_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "path", [DATA / "strict.toml", ROOT / "src/tearsheet/contracts/builtin/article.toml"]
)
def test_contracts_keep_the_schema(path: Path) -> None:
    VALIDATOR.validate(as_json(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.rule)
def test_settings_of_examples_keep_the_schema(example: Any) -> None:
    for given in (example.settings or True, [example.settings or {}]):
        VALIDATOR.validate({"name": "x", "rules": {example.rule: as_json(given)}})


@pytest.mark.parametrize(
    "text",
    [
        'name = ""',
        'colour = "red"\nname = "x"',
        'name = "x"\n[rules]\n"title.length" = "fatal"',
        'name = "x"\n[rules]\n"title.length" = { maximum = 3 }',
        'name = "x"\n[rules]\n"title.length" = { max = -3 }',
        'name = "x"\n[rules]\n"title.length" = { max_share = 2 }',
        'name = "x"\n[rules]\n"field.required" = true',
        'name = "x"\n[match]\nurl = 3',
        'name = "x"\n[[expressions]]\nid = "NoFamily"\nselect = "$"\nmin = 1',
    ],
)
def test_schema_and_loader_refuse_alike(text: str) -> None:
    assert not VALIDATOR.is_valid(as_json(tomllib.loads(text)))
    with pytest.raises(ContractError):
        loads(text)
