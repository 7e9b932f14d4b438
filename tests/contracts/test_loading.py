from itertools import pairwise
from pathlib import Path

import pytest

from tearsheet.contracts import ContractError, load, loads
from tearsheet.contracts.loading import builtin_names


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def rules_of(path: Path) -> list[str]:
    return [f"{use.rule.id} {use.severity}" for use in load(path).uses()]


def test_later_bases_and_own_rules_win(tmp_path: Path) -> None:
    write(
        tmp_path,
        a__toml='name = "a"\nversion = "7"\n[rules]\n"title.length" = "note"\n"date.window" = "note"\n"body.complete" = true',
        b__toml='name = "b"\n[rules]\n"date.window" = "warning"',
        own__toml='name = "own"\nextends = ["a.toml", "b.toml"]\n[rules]\n"title.length" = { max = 9 }\n"body.complete" = "off"',
    )
    assert rules_of(tmp_path / "own.toml") == ["title.length warning", "date.window warning"]
    assert load(tmp_path / "own.toml").version is None


def test_expressions_are_inherited_by_id(tmp_path: Path) -> None:
    one = '[[expressions]]\nid = "x.one"\nselect = "$.title"\nmin = 1\n'
    two = '[[expressions]]\nid = "x.two"\nselect = "$.title"\nmin = 1\n'
    write(
        tmp_path,
        base__toml=f'name = "base"\n{one}{two}',
        own__toml=f'name = "own"\nextends = "base.toml"\n{one}severity = "error"\n',
    )
    assert rules_of(tmp_path / "own.toml") == ["x.one error", "x.two warning"]


def test_extends_a_builtin_contract() -> None:
    contract = loads('name = "mine"\nextends = "tearsheet:article"\n[rules]\n"title.length" = false')
    ids = {use.rule.id for use in contract.uses()}
    assert "title.no-site-name" in ids
    assert "title.length" not in ids


def test_yaml_and_toml_say_the_same(tmp_path: Path) -> None:
    write(
        tmp_path,
        c__toml='name = "c"\n[match]\nurl = "https://a.example/*"\n[rules]\n"date.window" = { after = 2020-01-01 }\n"title.length" = true',
        c__yaml='name: c\nmatch: {url: "https://a.example/*"}\nrules:\n  date.window: {after: 2020-01-01}\n  title.length: true\n',
    )
    assert load(tmp_path / "c.toml") == load(tmp_path / "c.yaml")


def test_dump_loads_back() -> None:
    contract = load("tearsheet:article")
    assert type(contract).model_validate_json(contract.model_dump_json()) == contract


def test_every_builtin_contract_loads() -> None:
    assert builtin_names() == ("tearsheet:article",)
    assert [load(name).name for name in builtin_names()] == list(builtin_names())


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ('name = "a"\nname = "b"', None, "is not valid TOML"),
        ("", "name", "Field required"),
        ('name = "a"\ncolour = "red"', "colour", "Extra inputs"),
        ('name = "a"\n[rules]\n"title.lenght" = true', None, "did you mean 'title.length'?"),
        ('name = "a"\n[rules]\n"title.length" = "fatal"', "rules", "title.length.severity: Input should be 'error', 'warning' or 'note'"),
        ('name = "a"\n[rules]\n"title.length" = { maximum = 3 }', "rules", "title.length.maximum: Extra inputs"),
        ('name = "a"\n[rules]\n"title.length" = { min = 9, max = 3 }', "rules", "title.length: min 9 is over max 3"),
        ('name = "a"\n[rules]\n"body.words" = true', None, "set min, max or both"),
        ('name = "a"\n[rules]\n"field.required" = { fields = ["headline"] }', "rules", "field.required.fields: not a field of Article: headline"),
        ('name = "a"\n[rules]\n"field.pattern" = { fields = ["url"], pattern = "(" }', "rules", "field.pattern.pattern: not a regular expression"),
        ('name = "a"\n[rules]\n"field.pattern" = { fields = ["url"], pattern = "a{99999999999999}" }', "rules", "field.pattern.pattern: not a regular expression"),
        ('name = "a"\n[rules]\n"field.pattern" = { fields = ["url"], pattern = "' + "(" * 1000 + ")" * 1000 + '" }', "rules", "field.pattern.pattern: not a regular expression"),
        ('name = "a"\n[rules]\n"headings.required" = { headings = ["["] }', "rules", "headings.required.headings.0: not a regular expression"),
        ('name = "a"\nmatch.url = ["' + "[a-" * 9999 + '"]', "match.url.0", "at most 2000 characters"),
        ('name = "a"\n[[expressions]]\nid = "x.y"\nselect = "$[?@.a==' + "9" * 1000 + ']"\nmax = 0', "select", "not a JSONPath query"),
        ('name = "a"\n[[expressions]]\nid = "x.y"\nselect = "$[?' + "!" * 1000 + '@.a]"\nmax = 0', "select", "not a JSONPath query"),
        ('name = "a"\n[rules]\n"title.length" = { max_share = 2 }', "rules", "less than or equal to 1"),
        ('name = "a"\n[[expressions]]\nid = "x.y"\nselect = "$["\nmax = 0', "select", "not a JSONPath query"),
        ('name = "a"\n[[expressions]]\nid = "x.y"\nselect = "$.title"', None, "set min, max or both"),
        ('name = "a"\n[[expressions]]\nid = "title.length"\nselect = "$.title"\nmin = 1', None, "ids used twice"),
        ('name = "a"\nformat = "2"', "format", "match pattern"),
        ('name = "a"\nextends = 3', "extends", "must be a file name"),
        ('name = "a"\nextends = "missing.toml"', None, "cannot be read"),
        ('name = "a"\nextends = "tearsheet:nothing"', None, "no such contract; the built-in contracts are tearsheet:article"),
        ('name = "a"\nextends = "tearsheet:../article"', None, "no such contract"),
    ],
)  # fmt: skip
def test_faults_are_reported_with_their_place(
    text: str, where: str | None, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ContractError) as caught:
        loads(text)
    assert problem in caught.value.problem
    assert where is None or where in (caught.value.where or "")
    assert caught.value.code == "contract"


def test_circle_is_refused(tmp_path: Path) -> None:
    write(tmp_path, a__toml='name = "a"\nextends = "b.toml"', b__toml='name = "b"\nextends = "a.toml"')
    with pytest.raises(ContractError, match="circular"):
        load(tmp_path / "a.toml")


def test_long_chain_is_refused(tmp_path: Path) -> None:
    for number in range(40):
        text = f'name = "{number}"\nextends = "{number + 1}.toml"'
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContractError, match="circular"):
        load(tmp_path / "0.toml")


def test_missing_file_and_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'name = "caf\xe9"')
    with pytest.raises(ContractError, match="not UTF-8"):
        load(tmp_path / "latin.toml")
    (tmp_path / "list.yaml").write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(ContractError, match="must be a table"):
        load(tmp_path / "list.yaml")
    (tmp_path / "bad.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(ContractError, match="not valid YAML"):
        load(tmp_path / "bad.yaml")


BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 8)}]\n" for before, name in pairwise("abcdefgh")
)
MERGES = "a: &a {x: 1}\n" + "".join(
    f"{name}: &{name} {{<<: [{', '.join([f'*{before}'] * 8)}]}}\n" for before, name in pairwise("abcdefgh")
)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (BOMB, "more than 10000 values"),
        (MERGES, "more than 10000 values"),
        ("a: &a [*a]", "'a' contains itself"),
        ("[" * 100, "deeper than 64"),
        ("[a, " * 100, "deeper than 64"),
        ("- " * 100, "deeper than 64"),
        ("{a: " * 9999, "deeper than 64"),
        ("a: *b", "undefined alias"),
        ("a: !!int x", "does not match its tag"),
        ("a: !!float ''", "does not match its tag"),
        ("a: !!bool x", "does not match its tag"),
        ("a: " + "9" * 5000, "does not match its tag"),
        ("a: 1" + ":1" * 300 + ".5", "does not match its tag"),
        ("a: !!timestamp x", "could not determine a constructor"),
        ("a: !!set {b}", "could not determine a constructor"),
        ("a: !!python/object/apply:os.getcwd []", "could not determine a constructor"),
        ("1: a", "a key that is not text"),
        ("name: a\nrules: [1]", "must be a table of rules"),
        ("name: a\nexpressions: 3", "must be a list of expressions"),
        ("name: a\nrules: {1: error}", "valid string"),
        ('name: a\nextends: "a\\0b"', "cannot be read"),
        ("name: a #" + "x" * 300_000, "longer than 262144 characters"),
    ],
)
def test_yaml_that_would_cost_or_break_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ContractError) as caught:
        loads(text, suffix=".yaml")
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a = " + "[" * 9999, "too deeply nested"),
        ("a = " + "9" * 5000, "is not valid TOML"),
        ("a." * 100_000 + "b = 1", "more than 32 parts"),
        ("[" + "'a' . " * 9999 + "b]", "more than 32 parts"),
        ('extends = "a\\u0000b"', "cannot be read"),
        ("a = 1 #" + "x" * 300_000, "longer than 262144 characters"),
    ],
)
def test_toml_that_would_cost_or_break_is_refused(text: str, problem: str) -> None:
    with pytest.raises(ContractError, match=problem):
        loads(text)


def test_days_in_yaml_are_text_that_settings_take_for_days() -> None:
    yaml = "name: a\nversion: 2024-01-31\nrules: {date.window: {after: 2020-02-30}}"
    with pytest.raises(ContractError, match=r"date\.window\.after"):
        loads(yaml, suffix=".yaml")
    assert loads(yaml.replace("30", "20"), suffix=".yaml").version == "2024-01-31"


def test_a_base_with_rules_of_another_shape_is_named(tmp_path: Path) -> None:
    write(tmp_path, base__yaml="name: b\nrules: 3", own__toml='name = "a"\nextends = "base.yaml"')
    with pytest.raises(ContractError, match=r"base\.yaml: rules: must be a table"):
        load(tmp_path / "own.toml")


def test_files_that_extend_each_other_many_times_are_read_once_each(tmp_path: Path) -> None:
    for number in range(12):
        text = f'name = "{number}"\nextends = {[f"{number + 1}.toml"] * 9}'
        (tmp_path / f"{number}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "12.toml").write_text('name = "last"\n[rules]\n"title.length" = "note"', encoding="utf-8")
    assert rules_of(tmp_path / "0.toml") == ["title.length note"]


def test_more_files_than_anybody_needs_are_refused(tmp_path: Path) -> None:
    for number in range(120):
        (tmp_path / f"{number}.toml").write_text(f'name = "{number}"', encoding="utf-8")
    names = [f"{number}.toml" for number in range(120)]
    (tmp_path / "own.toml").write_text(f'name = "own"\nextends = {names}', encoding="utf-8")
    with pytest.raises(ContractError, match="more than 100 files"):
        load(tmp_path / "own.toml")
