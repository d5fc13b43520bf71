"""The language of a text, told by its small words or its script."""

from __future__ import annotations

import pytest

from verifier.language import guess


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The cream halved the itching of children in a small trial and was well tolerated.", "", "en"),
        ("Die Salbe halbierte den Juckreiz bei Kindern und wurde in einer kleinen Studie gut vertragen.", "", "de"),
        ("La crème a réduit les démangeaisons chez les enfants dans une petite étude et est bien tolérée.", "", "fr"),
        ("La crema redujo el picor de los niños en un pequeño ensayo y fue bien tolerada por las madres.", "", "es"),
        ("La crema ha ridotto il prurito dei bambini in un piccolo studio ed è stata ben tollerata.", "", "it"),
        (
            "O creme reduziu a coceira das crianças em um pequeno estudo e foi bem tolerado pelos pais, não mais.",
            "",
            "pt",
        ),
        ("該藥膏使兒童瘙癢減半 (PMID: 90000001)", "", "zh"),
        ("このクリームは小児のかゆみを半減させた (PMID: 90000001)", "", "ja"),
        ("Крем уменьшил зуд у детей (PMID: 90000001)", "en", "ru"),
        ("PMID: 90000001 NCT09999901", "", ""),
        ("PMID: 90000001", "de", "de"),
        ("", "", ""),
        ("Die Salbe halbierte den Juckreiz bei Kindern und wurde in einer Studie gut vertragen.", "en", "de"),
        ("Tryggt og virksomt hos barn", "nb", "nb"),
    ],
)
def test_guess(text, declared, language):
    assert guess([text], declared) == language


def test_pages_of_all_kinds(shared):
    told = {
        name: guess([(shared / "gold/documents" / name).read_text("utf-8")])
        for name in ("vascular_refs.txt", "tcm_house.md", "onco_news.txt", "seed_003.txt")
    }
    assert set(told.values()) == {"en"}
