from __future__ import annotations

import pytest

from tearsheet.parsing.language_guess import guess_language

TEXTS = {
    "fr": "La pluie est tombée sur la ville pendant toute la nuit et les trams ne sont pas partis à l'heure. ",
    "es": "La lluvia cayó sobre la ciudad durante toda la noche y los tranvías no salieron a la hora de siempre. ",
    "nl": "De regen viel de hele nacht op de stad en de trams zijn niet op tijd van het station vertrokken. ",
    "pl": "Deszcz padał na miasto przez całą noc i tramwaje nie wyjechały na czas, bo woda była już na torach. ",
    "ru": "Дождь шёл над городом всю ночь, и трамваи не вышли вовремя, так как вода была уже на путях. ",
    "el": "Η βροχή έπεφτε στην πόλη όλη τη νύχτα και τα τραμ δεν ξεκίνησαν στην ώρα τους. ",
    "ja": "雨は一晩中町に降り続き、電車は時間どおりに出発しなかった。",
    "zh": "雨整夜落在城里，电车没有按时出发，因为轨道上已经有水。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_language_of_a_text(language: str) -> None:
    guess = guess_language(TEXTS[language] * 5)
    assert guess is not None
    assert guess.language == language


@pytest.mark.parametrize("text", ["", "Rain.", "lorem ipsum dolor sit amet " * 30, "1 2 3 4 " * 100])
def test_no_language(text: str) -> None:
    assert guess_language(text) is None
