"""Lives that are saved, beside what a study says of deaths."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, paper
from verifier.line import Line


def sepsis(result):
    return paper(
        f"Ondrazole is old. Nine hundred adults with sepsis were randomised to ondrazole or placebo. {result} Fever was less.",
        title="Ondrazole in sepsis: a randomised trial",
        publication_types=("Randomized Controlled Trial",),
    )


@pytest.mark.parametrize(
    ("claim", "result", "outcome"),
    [
        ("Ondrazole saves lives in sepsis.", "Ondrazole increased mortality in sepsis.", "contradicted"),
        (
            "Ondrazole saves lives in sepsis.",
            "Mortality in sepsis did not differ between ondrazole and placebo.",
            "contradicted",
        ),
        ("Ondrazole saved lives in sepsis.", "Ondrazole reduced mortality in sepsis.", "not contradicted"),
        ("Ondrazole saved lives in sepsis.", "Ondrazole increased survival in sepsis.", "not contradicted"),
        ("Ondrazole saves money in sepsis.", "Ondrazole increased mortality in sepsis.", "not contradicted"),
    ],
)
def test_lives_are_counted_by_deaths(claim, result, outcome):
    record = sepsis(result)
    told = Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome
    assert told == outcome if outcome == "contradicted" else told != "contradicted"
