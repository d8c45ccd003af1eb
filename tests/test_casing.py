"""What stands in capitals is set as words, as the article itself writes them."""

from __future__ import annotations

import pytest

from geo.text import headline_in_words, name_in_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("PORT SUDAN", "Port Sudan"),
        ("LA PAZ", "La Paz"),
        ("MCALLEN, Texas", "McAllen, Texas"),
        ("UMM AL-QAIWAIN", "Umm al-Qaiwain"),
        ("ISLE OF MAN", "Isle of Man"),
        ("ST. LOUIS/NEW YORK", "St. Louis/New York"),
        ("WASHINGTON, D.C.", "Washington, D.C."),
        ("N'DJAMENA", "N'Djamena"),
        ("COEUR D’ALENE", "Coeur d’Alene"),
        ("O'FALLON", "O'Fallon"),
        ("SANA'A", "Sana'a"),
        ("PORT-AU-PRINCE", "Port-au-Prince"),
        ("SAN CRISTÓBAL DE LAS CASAS", "San Cristóbal de las Casas"),
        ("PUERTO LA CRUZ", "Puerto La Cruz"),
        ("ЕРЕВАН", "Ереван"),
        ("ԵՐԵՎԱՆ", "Երևան".replace("և", "եվ")),
        ("تهران", "تهران"),
        ("UN", "UN"),
        ("McAllen", "McAllen"),
        ("Washington DC", "Washington DC"),
        ("", ""),
    ],
)
def test_a_dateline_in_capitals_becomes_a_name(written: str, words: str) -> None:
    assert name_in_words(written) == words


def test_the_letters_of_a_language_are_its_own() -> None:
    assert name_in_words("DIYARBAKIR", "tr") == "Dıyarbakır"
    assert name_in_words("İSTANBUL", "tr") == "İstanbul"


def test_a_name_is_written_as_the_article_writes_it() -> None:
    assert name_in_words("AL-FASHIR", text="They left al-Fashir on foot.") == "al-Fashir"
    assert name_in_words("DEHRADUN", text="In DehraDun it rained.") == "DehraDun"


def test_a_headline_in_capitals_becomes_a_sentence_of_the_article_s_words() -> None:
    text = "TAGUM CITY — A quake shook Mindanao. Near McAllen the GPS was lost."
    shouted = "QUAKE OFF MINDANAO KILLS 11, UN SAYS; GPS LOST AT MCALLEN"
    words = "Quake off Mindanao kills 11, UN says; GPS lost at McAllen"
    assert headline_in_words(shouted, text) == words
    assert headline_in_words(words, text) == words
