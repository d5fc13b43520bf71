"""What an editor reads in a report: quotes that show what the message says, results in words, nothing said twice."""

from __future__ import annotations

import json

import msgspec
import pytest

from tests.casebook import ESTIMATED, TODAY, case, paper, trial
from tests.content_book import posted
from verifier import Verifier
from verifier.checks.content import direction_mismatch, not_significant, population_mismatch, primary_not_met
from verifier.checks.registry import design_mismatch
from verifier.conclude import conclude
from verifier.confirm import confirm
from verifier.errors import UsageError
from verifier.model import PartialDate, VerdictReady
from verifier.reports._words import cited
from verifier.run import Run

OPEN = trial(
    title="Eye Cells Study Two (EYES2)",
    overall_status="RECRUITING",
    completion=PartialDate("2027-03", ESTIMATED),
    verified="2026-10",
    enrollment=500,
    enrollment_type=ESTIMATED,
)


def shown(claim: str, record, **more) -> list[tuple[str, str]]:
    """What is quoted for a confirmed claim: (message, quote)."""
    return [(finding.message, finding.quote) for finding in confirm(case(claim, record, **more))]


def test_a_state_and_a_count_are_shown_by_their_fields():
    parts = ("The follow-on study, EYES2, is still recruiting", "plans to enrol 500 people")
    told = shown(" and ".join(parts), OPEN, parts=parts)
    assert ("the record says so of “is still recruiting”", "RECRUITING") in told
    assert ("the record says so of “plans to enrol 500 people”", "500") in told
    assert len(told) == len(set(told))


def test_a_sentence_that_adds_nothing_to_the_fields_is_not_quoted():
    record = trial("An interim look is planned when half of 36 people have completed week 6.", enrollment=18)
    told = shown("Completed 18", record)
    assert sorted(quote for _, quote in told) == ["18", "COMPLETED"]


def test_a_number_that_stands_in_another_sentence_is_shown_too():
    record = paper(
        "Turmeric was held against placebo. Eight randomised trials were pooled.", title="Turmeric: a review"
    )
    quotes = [quote for _, quote in shown("The review of turmeric pooled eight randomised trials.", record)]
    assert any("Eight" in quote for quote in quotes)


@pytest.mark.parametrize(
    ("check", "about", "words"),
    [
        (
            direction_mismatch,
            case("The mood app eased depression more than sham.", posted("-3", "-8")),
            "Change in depression score at week 8: -3 (Mood App), -8 (Sham App)",
        ),
        (
            primary_not_met,
            case("Depression fell significantly more with the mood app.", posted("-9", "-8", "0.21")),
            "(Change in depression score at week 8: P = 0.21)",
        ),
        (
            not_significant,
            case("Depression fell significantly more with the mood app.", posted("-9", "-8", "0.21")),
            "Change in depression score at week 8: P = 0.21",
        ),
        (design_mismatch, case("A double-blind trial of cells.", trial()), "nobody was blinded"),
        (
            population_mismatch,
            case("The app clears acne in teenage boys.", trial(sex="FEMALE")),
            "only women and girls could take part",
        ),
        (
            population_mismatch,
            case(
                "The app clears acne in children.",
                trial(std_ages=("ADULT",), minimum_age="18 Years", maximum_age="50 Years"),
            ),
            "the lower age limit is 18 years",
        ),
    ],
)
def test_values_of_fields_are_told_in_words(check, about, words):
    messages = [finding.message for finding in check.check(about)]
    assert any(words in message for message in messages), messages


def test_a_sentence_is_quoted_once():
    record = paper(
        "Ninety adults took part. The drops did not reduce pain compared with water (p=0.4).", title="Drops for pain"
    )
    for finding in not_significant.check(case("The drops reduce pain.", record)):
        assert finding.quote not in finding.message
        break
    else:
        pytest.fail("nothing was found")


def test_no_judge_is_named_that_was_not_asked():
    assert "nor the judge" not in conclude(case("Cells cost little.", OPEN), []).reason


def test_a_text_that_is_no_identifier_is_answered_with_what_to_write(tmp_path):
    with Verifier(tmp_path / "store", offline=True, judge=None, today=TODAY) as verifier:
        for ask in (verifier.lookup, lambda text: verifier.verify("Cells help.", text)):
            with pytest.raises(UsageError, match="write PMID:31978945 or NCT01920867"):
                ask("hello")
        assert str(verifier.lookup("31978945").identifier) == "PMID:31978945"


def test_two_things_found_by_one_check_are_told_apart_in_sarif(tmp_path):
    with Verifier(tmp_path / "store", offline=True, judge=None, today=TODAY) as verifier:
        run = verifier.check_text("The app clears acne (NCT00000011).")
    (verdict,) = run.verdicts
    (finding,) = verdict.findings
    twice = msgspec.structs.replace(verdict, findings=(finding, finding))
    events = [msgspec.structs.replace(e, verdict=twice) if isinstance(e, VerdictReady) else e for e in run.events]
    results = json.loads(Run(events).render("sarif"))["runs"][0]["results"]
    assert len({result["partialFingerprints"]["citation/v1"] for result in results}) == 2


def test_a_result_is_shown_by_the_sentence_that_has_it():
    record = paper(
        "We studied how the new sealant stops bleeding at once in adults with leg grafts. Bleeding stopped at once in "
        "60.5% of 40 adults. Sutures stopped it later.",
        title="Sealant for leg grafts in adults",
    )
    (told,) = shown("The new sealant stopped bleeding at once in 60.5% of adults with leg grafts.", record)
    assert "60.5%" in told[1]


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("Abstract/RESULTS", "“It fell.”"),
        ("statusModule.overallStatus", "“It fell.”"),
        ("outcomeMeasures[0]", "It fell."),
        ("outcomeMeasures[0].analyses[1]", "It fell."),
        ("outcomeMeasures[0].measurements[1].value", "“It fell.”"),
        ("adverseEvents.eventGroups[0]", "It fell."),
    ],
)
def test_what_a_table_shows_is_nobodys_sentence(where, shown):
    assert cited("It fell.", where) == shown
