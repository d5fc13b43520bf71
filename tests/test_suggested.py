"""Wording that an editor may take over is in the language of the page, and states what the record states."""

from __future__ import annotations

import pytest

from tests.casebook import ESTIMATED, TODAY, cite, found, trial
from verifier import lexicon
from verifier.line import Line
from verifier.model import PartialDate
from verifier.wording.works import told

STALLED = {
    "overall_status": "UNKNOWN",
    "verified": "2020-03",
    "completion": PartialDate("2021-10", ESTIMATED),
    "enrollment": 100,
    "enrollment_type": ESTIMATED,
}


def advice(claim, language, check, **facts):
    """What a check advises on a claim in a language."""
    record = trial(**(STALLED | facts))
    findings = Line(None, TODAY).verdict(cite(claim, record.identifier, language=language), found(record)).findings
    return [finding.advice for finding in findings if finding.check == check]


@pytest.mark.parametrize(
    ("claim", "language", "wording"),
    [
        ("The trial is recruiting.", "en", "status: unknown; last verified 2020-03, planned end 2021-10"),
        ("Die Studie sucht Teilnehmer.", "de", "Status: unbekannt; zuletzt geprüft 2020-03, geplantes Ende 2021-10"),
        ("L'essai recrute des patients.", "fr", "statut : inconnu; dernière vérification 2020-03, fin prévue 2021-10"),
        (
            "El ensayo recluta pacientes.",
            "es",
            "estado: desconocido; última verificación 2020-03, fin previsto 2021-10",
        ),
    ],
)
def test_a_state_is_worded_in_the_language_of_the_page(claim, language, wording):
    assert advice(claim, language, "status-mismatch") == [f"suggested wording: “{wording}”"]


def test_a_date_too():
    open_still = {"overall_status": "RECRUITING"}
    assert "Stand der letzten Prüfung: 2020-03" in advice("Die Studie läuft.", "de", "stale-record", **open_still)[0]
    assert "as last verified in 2020-03" in advice("The study goes on.", "en", "stale-record", **open_still)[0]


def test_every_language_has_every_form_and_every_state_that_another_has():
    forms = lexicon.load("suggested")
    assert set(forms) == set(lexicon.LANGUAGES)
    spoken = {name for name in forms["de"] if name.isupper()}
    for language, own in forms.items():
        assert {name for name in own if name.islower()} == {name for name in forms["en"] if name.islower()}
        assert all(own[name].count("{}") == 1 for name in own if name.islower())
        assert language == "en" or {name for name in own if name.isupper()} == spoken


@pytest.mark.parametrize(
    ("text", "author", "plain"),
    [
        ("It kept them well, Adeyemi wrote in Lancet Infect Dis in 2021", "Adeyemi", False),
        ("Selon l'étude Delmas parue dans Pediatrics en 2022, cela aide", "Delmas", True),
        ("L'essai RECOVERY publié dans Lancet en 2022 le montre", "", False),
        ("The WHO reports in Lancet 2020 that it helps", "", False),
        ("The team wrote in 2021 that it works", "", False),
    ],
)
def test_who_wrote_is_read_behind_a_claim_and_in_french(text, author, plain):
    named = told(text)
    assert (named.author, named.plain) == (author, plain)
