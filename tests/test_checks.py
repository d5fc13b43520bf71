"""The check shelf: its contract, and for each check what fires it and what must not."""

from __future__ import annotations

import inspect

import pytest

from tests.casebook import ESTIMATED, PMID, case, paper, trial
from verifier import shelves
from verifier.model import EFFECTS, LEVELS, Case, Identifier, Missing, Notice, PartialDate, Unavailable

CHECKS = shelves.load_all("checks")
PARTS = ("What it looks for:", "Why it matters:", "What to do:", "Fires on:", "Silent on:")

SIX = "Open label study without a control group. Six patients were treated. Five of the six patients saw better."
MANY = "In this double-blind trial 400 patients were randomized to cells or placebo. Vision was better with cells."
RETRACTED = Notice("retracted", "CommentsCorrections[RefType=RetractionIn]", "J Eye. 2021;3:4", "23456789")
STALLED = {
    "overall_status": "UNKNOWN",
    "verified": "2020-03",
    "completion": PartialDate("2021-10-01", ESTIMATED),
    "enrollment": 100,
    "enrollment_type": ESTIMATED,
}
GONE = Missing(PMID, "2026-11-20T00:00:00Z", "PubMed returned no such record")
DOWN = Unavailable(PMID, "outage", "PubMed answered 503")

# check -> (cases that fire it, with the effect it must have; cases on which it must be silent)
BOOK: dict[str, tuple[list[tuple[Case, str]], list[Case]]] = {
    "missing-record": (
        [(case("Magnesium halves the risk of migraine.", GONE), "breaks")],
        [case("Magnesium halves the risk of migraine.", DOWN), case("Vision was better.", paper(MANY))],
    ),
    "malformed-identifier": (
        [
            (
                case(
                    "A trial confirmed it.",
                    Unavailable(Identifier("NCT", "NCT0263871"), "malformed"),
                    malformed="seven digits where eight belong",
                    written="NCT0263871",
                ),
                "breaks",
            )
        ],
        [case("A trial looks at cells.", trial(), written="NCT 01234567"), case("It helps.", GONE)],
    ),
    "unavailable-record": (
        [(case("Magnesium halves the risk of migraine.", DOWN), "undecided")],
        [
            case("Magnesium halves the risk of migraine.", GONE),
            case("A trial confirmed it.", Unavailable(Identifier("NCT", "NCT0263871"), "malformed"), malformed="x"),
        ],
    ),
    "title-only": (
        [(case("The editorial asks for more research.", paper()), "undecided")],
        [case("Vision was better with cells.", paper(MANY)), case("The cells restore sight.", trial())],
    ),
    "retracted-source": (
        [(case("Cells restore sight.", paper(SIX, notices=[RETRACTED])), "weakens")],
        [
            case("That much-cited paper has since been retracted.", paper(SIX, notices=[RETRACTED])),
            case("Cells restore sight.", paper(SIX)),
            case(
                "Cells restore sight.",
                paper(SIX, notices=[RETRACTED, Notice("reinstated", "CommentsCorrections[RefType=RepublishedIn]")]),
            ),
        ],
    ),
    "status-mismatch": (
        [
            (case("An ongoing trial explores these cells.", trial(**STALLED)), "contradicts"),
            (case("The trial is open to anyone.", trial(overall_status="ENROLLING_BY_INVITATION")), "contradicts"),
            (case("The trial has been completed.", trial(overall_status="ACTIVE_NOT_RECRUITING")), "contradicts"),
            (case("Die Studie rekrutiert noch Patienten.", trial(), language="de"), "contradicts"),
            (case("L'essai est toujours en cours.", trial(), language="fr"), "contradicts"),
            (case("El ensayo sigue reclutando a niños.", trial(), language="es"), "contradicts"),
        ],
        [
            case("The study is still recruiting.", trial(overall_status="RECRUITING")),
            case("The trial was recruiting until 2019.", trial()),
            case("The trial has been completed.", trial(**STALLED)),
            case("The trial is ongoing.", trial(**STALLED | {"completion": PartialDate("2027-10", ESTIMATED)})),
            case("In the study, 20 patients were withdrawn.", trial()),
            case("The study drug was stopped in four people.", trial()),
        ],
    ),
    "results-not-posted": (
        [
            (case("A trial listing evaluating safety and efficacy of cells.", trial()), "none"),
            (case("The cells restore sight.", trial(**STALLED)), "weakens"),
        ],
        [
            case("The trial enrolled 18 people.", trial()),
            case("The cells restore sight.", trial(has_results=True)),
            case("The cells restore sight.", trial(overall_status="RECRUITING", completion=PartialDate("2028-01"))),
        ],
    ),
    "small-sample": (
        [
            (case("The cells restore sight.", trial()), "weakens"),
            (case("Five of six patients saw better.", paper(SIX)), "none"),
        ],
        [
            case("Vision was better with cells.", paper(MANY)),
            case("The trial enrolled 18 people.", trial()),
            case("The cells restore sight.", trial(enrollment_type=ESTIMATED)),
            case("Cells restore sight.", paper(SIX, publication_types=("Review",))),
        ],
    ),
    "uncontrolled-study": (
        [
            (case("The cells restore sight.", trial()), "weakens"),
            (case("Five of six patients saw better.", paper(SIX)), "none"),
        ],
        [
            case("Vision was better with cells.", paper(MANY)),
            case("In a single arm, five of six patients saw better.", trial()),
            case("The cells restore sight.", trial(intervention_model="PARALLEL", allocation="RANDOMIZED")),
        ],
    ),
    "open-label": (
        [
            (case("It is proven that the cells restore sight.", trial()), "weakens"),
            (case("Five of six patients saw better.", paper(SIX)), "none"),
        ],
        [
            case("Vision was better with cells.", paper(MANY)),
            case("The cells restore sight.", trial(masking="DOUBLE")),
            case("The cells restore sight.", trial(masking="")),
        ],
    ),
}


def fired(name: str, about: Case):
    return list(CHECKS[name].check(about))


def test_every_check_has_a_case_that_fires_it_and_one_that_must_not():
    assert set(BOOK) == {name for name, module in CHECKS.items() if module.SCOPE == "case"}
    assert all(firing and silent for firing, silent in BOOK.values())


@pytest.mark.parametrize("name", sorted(BOOK))
def test_fires(name):
    for about, effect in BOOK[name][0]:
        findings = fired(name, about)
        assert findings, f"{name} stays silent on {about.citation.claim!r}"
        assert effect in {f.effect for f in findings}, about.citation.claim


@pytest.mark.parametrize("name", sorted(BOOK))
def test_near_misses(name):
    for about in BOOK[name][1]:
        assert not fired(name, about), f"{name} must not fire on {about.citation.claim!r}"


@pytest.mark.parametrize("name", sorted(BOOK))
def test_findings_are_well_formed(name):
    for about, _ in BOOK[name][0]:
        for finding in fired(name, about):
            assert finding.check == name
            assert finding.level in LEVELS
            assert finding.effect in EFFECTS
            assert finding.message
            assert finding.message[-1] not in ".!"
            assert finding.advice
            # An outcome that accuses comes with an alarm; a note never lowers anything.
            if finding.effect in ("contradicts", "breaks"):
                assert finding.level == "error"
            if finding.effect in ("weakens", "unrelated"):
                assert finding.level in ("warning", "error")


@pytest.mark.parametrize("name", sorted(BOOK))
def test_quotes_are_words_of_the_source(name):
    for about, _ in BOOK[name][0]:
        for finding in fired(name, about):
            if about.source and finding.quote:
                prose = [passage.text for passage in about.source.record.passages]
                fields = str(about.source.record)
                assert any(finding.quote in text for text in prose) or all(
                    word in fields or word in ("false", "true") for word in finding.quote.split(", ")
                ), finding.quote


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_manuals_are_complete(name):
    module = CHECKS[name]
    manual = inspect.getdoc(module) or ""
    places = [manual.find(part) for part in PARTS]
    assert min(places) > 0, f"{name}: {[p for p, at in zip(PARTS, places, strict=True) if at < 0]} missing"
    assert places == sorted(places)
    assert manual.splitlines()[0].endswith(".")
    for part, following in zip(PARTS, [*PARTS[1:], None], strict=True):
        body = manual[manual.find(part) + len(part) : manual.find(following) if following else None]
        assert len(body.split()) >= 8, f"{name}: {part} says next to nothing"
    assert module.SCOPE in ("case", "page")
    assert module.LEVEL in LEVELS
