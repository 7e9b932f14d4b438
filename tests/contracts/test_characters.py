import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_articles import good

from tearsheet.contracts import Contract, validate
from tearsheet.contracts.rules.text import mojibake_in
from tearsheet.contracts.words import BOILERPLATE, BOILERPLATE_PLACE, CUT_MARKS, GENERIC_TITLES, SCRIPTS

SOUND = [
    "Le café de la Grande Rue rouvre à 8 h… « À demain ! »",
    "„Größe ist nicht alles“, sagte sie – und schwieg. 5 € für 20 m²",
    "El niño comió ñoquis: ¿qué más? ¡Olé! 25 °C",
    "CAFÉ… “ÉTÉ” – ÀÉÈ ÂÊÎ",
    "Não há avaliação: SÃO PAULO, MAÇÃ E AÇÃO",
    "Příliš žluťoučký kůň úpěl ďábelské ódy",
    "Zażółć gęślą jaźń",
    "Çok güzel, şimdi İstanbul’a gidiyoruz",
    "Съешь ещё этих мягких французских булок",
    "いろはにほへと ちりぬるを",
    "© 2024 Valley Post™ · “one” ‘two’ †‡ § 5",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_not_accused(text: str) -> None:
    assert mojibake_in(text) is None


@given(
    st.text(st.sampled_from("àáâãäåçèéêëìíîïñòóôõöùúûüýÿßæø"), min_size=1),
    st.text(st.sampled_from("abc xyz."), min_size=1),
)
def test_damaged_accents_are_found(accents: str, plain: str) -> None:
    damaged = "".join(accent.encode().decode("cp1252", "ignore") for accent in accents)
    # Five bytes have no character in windows-1252; what was read without them looks like other text.
    if all(len(accent.encode().decode("cp1252", "ignore")) == 2 for accent in accents):
        assert mojibake_in(f"{plain}{damaged}{plain}") is not None


@pytest.mark.parametrize("text", SOUND)
def test_damaged_text_of_any_language_is_found(text: str) -> None:
    damaged = text.encode().decode("cp1252", "replace")
    found = validate(good(subtitle=damaged), Contract(name="t", rules={"text.mojibake": True})).findings
    assert [finding.path for finding in found] == ["subtitle"]


@pytest.mark.parametrize(
    ("paragraph", "balanced"),
    [
        ("“One” and “two”.", True),
        ("“One and two.", False),
        ("„Eins“ und „zwei“", True),
        ("”Ett” och ”två”", True),
        ("« Un » et « deux »", True),
        ("»Ein« und »zwei«", True),
        ("Zur nächsten Seite »", True),
        ("« Un et deux.", False),
        ('She said "yes" and "no".', True),
        ('She said "yes and no.', False),
        ('A screen of 15" is enough.', True),
        ("It’s the baker’s", True),
    ],
)
def test_quotation_marks(paragraph: str, balanced: bool) -> None:  # noqa: FBT001  # a parameter
    sections = [{"heading": None, "level": 0, "blocks": [{"type": "paragraph", "text": paragraph}]}]
    report = validate(good(sections=sections), Contract(name="t", rules={"text.quotes-balanced": True}))
    assert (report.findings == ()) is balanced


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Read more", True),
        ("Read more: the river in spring »", True),
        ("The river in spring – read more", True),
        ("Visitors read more than before.", False),
        ("Advertisement", True),
        ("An advertisement in the window asked for millers.", False),
        ("We use cookies.", True),
        ("The bakers we use cookies from are closed.", True),
        ("Reuse cookies", False),
        ("Lesen Sie auch: Die Mühle", True),
        ("続きを読む", True),
    ],
)
def test_boilerplate_by_its_place(text: str, found: bool) -> None:  # noqa: FBT001  # a parameter
    sections = [{"heading": None, "level": 0, "blocks": [{"type": "paragraph", "text": text}]}]
    report = validate(good(sections=sections), Contract(name="t", rules={"body.boilerplate": True}))
    assert bool(report.findings) is found


def test_boilerplate_can_be_narrowed_and_widened() -> None:
    sections = [{"heading": None, "level": 0, "blocks": [{"type": "paragraph", "text": "Our cookie policy"}]}]

    def found(**settings: object) -> bool:
        return bool(
            validate(
                good(sections=sections), Contract(name="t", rules={"body.boilerplate": settings})
            ).findings
        )

    assert found()
    assert not found(allow=["Cookie Policy"])
    assert not found(groups=["sharing"])
    assert found(groups=["sharing"], phrases=["OUR COOKIE"])


def test_vocabulary_is_folded_and_without_repeats() -> None:
    phrases = [phrase for group in BOILERPLATE.values() for phrase in group]
    assert len(phrases) == len(set(phrases))
    assert all(phrase == phrase.casefold() == phrase.strip() and phrase for phrase in phrases)
    assert set(BOILERPLATE) == set(BOILERPLATE_PLACE)
    assert set(BOILERPLATE_PLACE.values()) == {"anywhere", "edge", "whole"}
    assert all(title.isalnum() for title in GENERIC_TITLES)
    assert all(mark == mark.casefold() for mark in CUT_MARKS)
    assert all(len(language) == 2 for language in SCRIPTS)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mill works again after forty years of silence."),
        ("ru", "Мельница снова работает после сорока лет тишины."),
        ("el", "Ο μύλος λειτουργεί ξανά μετά από σαράντα χρόνια σιωπής."),
        ("ar", "الطاحونة تعمل من جديد بعد أربعين عاما من الصمت والسكون"),
        ("he", "הטחנה פועלת שוב אחרי ארבעים שנה של שקט מוחלט בכפר"),
        (
            "hi",
            "चालीस साल की चुप्पी के बाद चक्की फिर से काम कर रही है और पूरा गाँव बहुत खुश है क्योंकि अब रोटी ताज़ी मिलती है",
        ),
        ("th", "โรงสีกลับมาทำงานอีกครั้งหลังจากเงียบมาสี่สิบปีในหมู่บ้านนี้"),
        (
            "ja",
            "水車は四十年ぶりに再び回り始め、村では粉がひかれ、朝には新しいパンが焼かれているという話だった。",
        ),
        (
            "ko",
            "방앗간이 사십 년 만에 다시 돌아가고 마을에서는 밀가루를 빻아 아침마다 새 빵을 굽는다고 한다 이야기가 있다",
        ),
        (
            "zh",
            "水磨在沉寂四十年之后重新转动，村里又磨出了面粉，每天早晨面包房都用它烤出新鲜的面包，来买的人排成了队。",
        ),
    ],
)
def test_scripts_of_languages(language: str, text: str) -> None:
    contract = Contract(name="t", rules={"language.matches-script": True})

    def found(declared: str) -> int:
        sections = [{"heading": None, "level": 0, "blocks": [{"type": "paragraph", "text": text}]}]
        return len(validate(good(language=declared, sections=sections), contract).findings)

    assert found(language) == 0
    assert found(f"{language.upper()}-XX") == 0
    assert found("ka") == 1
    assert found("xx") == 0
