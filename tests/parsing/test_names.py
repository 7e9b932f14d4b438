from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tearsheet.parsing.names import LONGEST_NAME, is_by, is_full_name, is_name, parse_names, strip_by

BYLINES = {
    "By Ada Lund": ("Ada Lund",),
    "by Ada Lund and Bo Ek": ("Ada Lund", "Bo Ek"),
    "By Ada Lund, Bo Ek and Cy Oak": ("Ada Lund", "Bo Ek", "Cy Oak"),
    "Written by: Ada Lund": ("Ada Lund",),
    "Posted by Ada Lund on Friday, May 3, 2024": ("Ada Lund",),
    "By ADA LUND | 3 May 2024, 10:30": ("ADA LUND",),
    "By Ada Lund, Staff Writer": ("Ada Lund",),
    "By Ada Lund, MD, PhD": ("Ada Lund",),
    "By Ada Lund @adalund": ("Ada Lund",),
    "By Ada Lund ada@example.org": ("Ada Lund",),
    "By Ada Lund (Reuters)": ("Ada Lund",),
    "By Ada Lund with Reuters": ("Ada Lund",),
    "ByAda Lund": ("Ada Lund",),
    "By Staff Writer": ("Staff Writer",),
    "Von Ada Lund und Bo Ek, dpa": ("Ada Lund", "Bo Ek", "dpa"),
    "Von: Ada Lund, Redakteurin für Finanzen": ("Ada Lund",),
    "Ein Kommentar von Ada Lund": ("Ada Lund",),
    "Par Ada Lund et Bo Ek": ("Ada Lund", "Bo Ek"),
    "Por Ada Lund y Bo Ek": ("Ada Lund", "Bo Ek"),
    "di Ada Lund e Bo Ek": ("Ada Lund", "Bo Ek"),
    "Door Ada Lund en Bo Ek": ("Ada Lund", "Bo Ek"),
    "Av Ada Lund och Bo Ek": ("Ada Lund", "Bo Ek"),
    "Af Ada Lund og Bo Ek": ("Ada Lund", "Bo Ek"),
    "Kirjoittaja: Ada Lund ja Bo Ek": ("Ada Lund", "Bo Ek"),
    "Autor: Ada Lund": ("Ada Lund",),
    "Napsala Ada Lund": ("Ada Lund",),
    "Szerző: Lund Ada és Ek Bo": ("Lund Ada", "Ek Bo"),
    "Scris de Ada Lund și Bo Ek": ("Ada Lund", "Bo Ek"),
    "Автор: Ада Лунд": ("Ада Лунд",),
    "Автори: Ада Лунд та Бо Ек": ("Ада Лунд", "Бо Ек"),
    "Yazan: Ada Lund ve Bo Ek": ("Ada Lund", "Bo Ek"),
    "Oleh Ada Lund dan Bo Ek": ("Ada Lund", "Bo Ek"),
    "Γράφει ο Αδάμ Λουνδ": ("Αδάμ Λουνδ",),
    "بقلم آدا لوند": ("آدا لوند",),
    "מאת עדה לונד": ("עדה לונד",),
    "作者：林小溪": ("林小溪",),
    "记者 王小明": ("王小明",),
    "作者：": (),
    "王小明、李华": ("王小明", "李华"),
    "김하늘 기자": ("김하늘",),
    "Tác giả: Lê Hoa": ("Lê Hoa",),
    "记者 周文静 通讯员 陈立": ("周文静",),
    "글 김하늘 / 사진 박바다": ("김하늘",),
    "撰文：林小溪 ｜ 编辑：陈立": ("林小溪",),
    "Đăng bởi Lê Hoa": ("Lê Hoa",),
    "Ada Lund. Republished from the Rain Quarterly": ("Ada Lund",),
    "Prof. Ada Lund": ("Prof. Ada Lund",),
    "Ada Lund .,; Photos by Bo Ek": ("Ada Lund",),
    "Ada Lund and Cy Oak / (Translation: Bo Ek": ("Ada Lund", "Cy Oak"),
    "moss_77": ("moss_77",),
    "Ada van der Lund": ("Ada van der Lund",),
    "Dr. Ada Lund": ("Dr. Ada Lund",),
    "Ada L. Lund Jr.": ("Ada L. Lund Jr.",),
    "O'Ada Lund; Bo Ek": ("O'Ada Lund", "Bo Ek"),
    "": (),
    "By": (),
    "Written by": (),
    "By signing up, you agree to our terms": (),
    "By the end of the year it will be done": (),
    "Von den Heizungen im Haus ist die alte, Öl, die teuerste": (),
    "Text size": (),
    "https://example.org/ada": (),
}


@pytest.mark.parametrize(("line", "names"), BYLINES.items())
def test_parse_names(line: str, names: tuple[str, ...]) -> None:
    assert parse_names(line) == names


@given(st.text(max_size=300))
def test_names_stand_in_the_text_without_repeats(text: str) -> None:
    names = parse_names(text)
    assert len(set(names)) == len(names)
    for name in names:
        assert is_name(name)
        assert len(name) <= LONGEST_NAME
        assert all(word.rstrip(".") in text for word in name.split())


@pytest.mark.parametrize("text", ["Bye, Ada", "Byron writes", "Texture", "von", "Vonda Lund", ""])
def test_strip_by_leaves_other_words(text: str) -> None:
    assert strip_by(text) is None


@pytest.mark.parametrize(
    ("text", "alone"),
    [("By", True), ("Autor:", True), ("Written by", True), ("By Ada", False), ("Bo", False)],
)
def test_is_by(text: str, *, alone: bool) -> None:
    assert is_by(text) is alone


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("Ada Lund", True),
        ("ADA LUND", True),
        ("Ada", False),
        ("Senior Editor", False),
        ("ada lund", False),
        ("Photo: Ada Lund", False),
        ("王小明", True),
        ("夜里的雨一直下到天亮", False),
    ],
)
def test_is_full_name(text: str, *, full: bool) -> None:
    assert is_full_name(text) is full
