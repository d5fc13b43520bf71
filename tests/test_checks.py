"""The check shelf: its contract, and for each check what fires it and what must not."""

from __future__ import annotations

import inspect

import pytest

from tests.casebook import ESTIMATED, NCT, PMID, case, paper, trial
from tests.content_book import CONTENT
from verifier import shelves
from verifier.model import (
    EFFECTS,
    LEVELS,
    Author,
    Case,
    Identifier,
    Link,
    Missing,
    Notice,
    Outcome,
    Page,
    PartialDate,
    Submission,
    Unavailable,
)

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

CONCERN = Notice("concern", "CommentsCorrections[RefType=ExpressionOfConcernIn]", "J Eye. 2020;2:9", "23456780")
ERRATUM = Notice("corrected", "CommentsCorrections[RefType=ErratumIn]", "J Eye. 2020;2:10", "23456781")
NEWER = Notice("updated", "CommentsCorrections[RefType=UpdateIn]", "Eye Reviews. 2021;5:1", "23456782")
PROTOCOL = paper(
    "This is the protocol of an open-label trial. 334 patients will be assigned.",
    publication_types=("Clinical Trial Protocol",),
)
ONE = paper("We report one patient. Vision rose to 20/40.", publication_types=("Case Reports",))
MICE = paper(
    "Scarring was lower in treated mice. Kidney cells were cultured as well.", title="An alkaloid and the kidney"
)
DISH = paper(
    "Skin fibroblasts were exposed to the powder; the cell line survived.", title="Powder and skin cells in vitro"
)
FISH = paper(
    "We counted drifting fish eggs in the river and identified their species.",
    title="Drifting fish eggs of a great river",
    authors=(Author("Liu", "H"), Author("Wang", "P")),
    journal="PeerJ",
    journal_abbreviation="PeerJ",
)
STOPPED = trial(overall_status="TERMINATED", why_stopped="Similar study has revealed no benefit", enrollment=60)
NOBODY = trial(overall_status="WITHDRAWN", enrollment=0)
STALE = {
    "overall_status": "NOT_YET_RECRUITING",
    "verified": "2023-09",
    "completion": PartialDate("2024-01-01", ESTIMATED),
    "enrollment_type": ESTIMATED,
}
HANDED_IN = (Submission("RELEASE", "2026-09-02", "unpostedAnnotation.unpostedEvents[0].date"),)
SAFE = trial(has_results=True, outcomes=(Outcome("primary", "Number of adverse events"),))
LEEDS = (("University Hospital of Leeds", "Leeds", "United Kingdom"),)
LATE = trial(start=PartialDate("2018-05-01"), first_submitted="2020-02-11")

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
            case("The groups were scored on a scale of memory.", paper(SIX)),
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
    "concern-raised": (
        [
            (case("Cells restore sight.", paper(SIX, notices=[CONCERN])), "weakens"),
            (case("Five of six patients saw better.", paper(SIX, notices=[CONCERN])), "none"),
        ],
        [
            case("The journal later raised an expression of concern about it.", paper(SIX, notices=[CONCERN])),
            case("Cells restore sight.", paper(SIX, notices=[Notice("comment", "CommentIn")])),
        ],
    ),
    "corrected-source": (
        [(case("Five of six patients saw better.", paper(SIX, notices=[ERRATUM])), "none")],
        [
            case("A correction changed the reported rate.", paper(SIX, notices=[ERRATUM])),
            case("The erratum is short.", paper(notices=[Notice("correction-notice", "ErratumFor")])),
        ],
    ),
    "retraction-notice": (
        [
            (
                case("Cells restore sight.", paper(notices=[Notice("retraction-notice", "RetractionOf", "J Eye")])),
                "weakens",
            )
        ],
        [
            case("The paper was retracted in 2020.", paper(notices=[Notice("retraction-notice", "RetractionOf")])),
            case("Cells restore sight.", paper(SIX, notices=[RETRACTED])),
        ],
    ),
    "reinstated-source": (
        [(case("Cells restore sight.", paper(SIX, notices=[Notice("republished", "RepublishedIn", "J Eye")])), "none")],
        [case("Cells restore sight.", paper(SIX, notices=[RETRACTED])), case("Cells restore sight.", paper(SIX))],
    ),
    "superseded-source": (
        [(case("A review found a small benefit.", paper(MANY, notices=[NEWER])), "none")],
        [
            case("A review found a small benefit.", paper(MANY, notices=[Notice("update-of", "UpdateOf")])),
            case("A study found a benefit.", paper(MANY, notices=[NEWER], publication_types=("Preprint",))),
        ],
    ),
    "preprint-source": (
        [
            (case("The mutation arose in kidney recipients.", paper(MANY, publication_types=("Preprint",))), "none"),
            (case("A peer-reviewed study proves it.", paper(MANY, publication_types=("Preprint",))), "weakens"),
        ],
        [
            case("A preprint reports that the mutation arose.", paper(MANY, publication_types=("Preprint",))),
            case("The mutation arose.", paper(MANY, notices=[Notice("update-of", "UpdateOf")])),
        ],
    ),
    "review-source": (
        [
            (
                case("A trial showing that surgery is the only cure.", paper(MANY, title="Gout: a narrative review")),
                "weakens",
            ),
            (case("Plant vesicles cure lung disease.", paper(MANY, publication_types=("Review",))), "weakens"),
        ],
        [
            case("Exercise raises insulin sensitivity.", paper(MANY, publication_types=("Review",))),
            case("A review of what D-dimer tells us.", paper(MANY, publication_types=("Review",))),
            case("It is proven that it works.", paper(MANY, publication_types=("Review", "Meta-Analysis"))),
        ],
    ),
    "protocol-only": (
        [(case("A peer-reviewed trial found longer survival.", PROTOCOL), "weakens")],
        [case("A trial is planned in 334 patients.", PROTOCOL), case("A trial found longer survival.", paper(MANY))],
    ),
    "case-report": (
        [
            (case("Cells restore sight in optic nerve disease.", ONE), "weakens"),
            (case("One patient's vision rose to 20/40.", ONE), "none"),
        ],
        [
            case("A case report tells of better vision.", ONE),
            case("Five of six patients saw better.", paper(SIX)),
            case("The report describes the operation.", ONE),
        ],
    ),
    "animal-study": (
        [
            (case("An alkaloid reverses kidney scarring in patients.", MICE), "weakens"),
            (case("An alkaloid lowered scarring.", MICE), "none"),
            (case("In mice, an alkaloid reduced kidney scarring.", MICE), "none"),
        ],
        [
            case(
                "An alkaloid eases pain.",
                paper("Twenty-five patients and 15 controls were recruited. Rats were fed too."),
            ),
            case("An alkaloid helps tumour cells.", MICE),
        ],
    ),
    "in-vitro-study": (
        [
            (case("The powder is proven safe for the human body.", DISH), "weakens"),
            (case("In cultured skin cells the powder did no harm.", DISH), "none"),
        ],
        [
            case("The powder is proven safe.", paper("In vitro assays of blood from 60 patients were done.")),
        ],
    ),
    "alias-identifier": (
        [(case("The study was completed in 2021.", trial(), asked=Identifier("NCT", "NCT07654321")), "none")],
        [case("The study was completed in 2021.", trial())],
    ),
    "wrong-record": (
        [
            (case("Tear film doubled.", FISH, reference="Keller et al., Nutr J 2019"), "breaks"),
            (
                case("Green tea lowered pressure in the trial by Larsen and colleagues in Hypertension 2024.", FISH),
                "breaks",
            ),
            (
                case("La vitamina K, según el estudio de Gómez publicado en Bone en 2022.", FISH, language="es"),
                "breaks",
            ),
            (case("The KNEE-UP trial of cord blood for arthritis is registered.", trial()), "breaks"),
            (case("The IRON-OAK trial of iron in heart failure treated patients with optic discs.", trial()), "breaks"),
            (case("The KNEE-UP trial of cord blood for arthritis found less pain.", FISH), "breaks"),
            (case("The LUMEN-UP trial gave tablets to sailors.", trial(acronym="OPTICELL")), "breaks"),
            (case("The LUMEN-UP trial tested cells in optic neuropathy.", trial(acronym="OPTICELL")), "undecided"),
            (
                case(
                    "The LUMEN-UP trial tested cells in optic neuropathy.",
                    paper("Cells were given to patients in the OPTICELL trial. They did well."),
                ),
                "undecided",
            ),
        ],
        [
            case("Fish eggs were counted.", FISH, reference="Liu H, et al. PeerJ 2019"),
            case("Fish eggs drift in the river.", FISH, reference="Lieu et al., PeerJ 2018"),
            case("The SCOPE trial of cells for the optic nerve is registered.", trial()),
            case("It follows the CON study.", trial(title="Cells for the Optic Nerve")),
            case("The OPTI-CELL trial tested cells in optic neuropathy.", trial(acronym="OPTICELL")),
            case("The LUMEN-UP trial tested cells in 18 people with optic neuropathy.", trial(acronym="OPTICELL")),
            case("The GLP-1 trial tested cells in optic neuropathy.", trial(acronym="OPTICELL")),
            case("The LUMEN-UP trial tested cells in optic neuropathy.", trial()),
            case("The LUMEN-UP trial gave tablets to sailors.", paper("Cells were given. They did well.")),
            case("Die Studie hilft bei Rosazea nach Gelenkersatz.", FISH, language="de"),
        ],
    ),
    "identifier-conflict": (
        [
            (
                case(
                    "Sight was better.", paper(MANY, doi="10.1000/heart.7"), reference="Smith 2019, doi:10.1000/eye.12."
                ),
                "none",
            )
        ],
        [
            case("Sight was better.", paper(MANY, doi="10.1000/eye.12"), reference="Smith, doi:10.1000/EYE.12."),
            case("Sight was better.", paper(MANY), reference="Smith 2019, doi:10.1000/eye.12"),
        ],
    ),
    "registration-as-proof": (
        [
            (case("The trial proves that the cells restore sight.", trial()), "weakens"),
            (case("Osteopathy eases pain.", trial(overall_status="RECRUITING", completion=None)), "weakens"),
            (case("The cells were effective in optic neuropathy.", trial()), "weakens"),
        ],
        [
            case("The trial tests whether the cells restore sight.", trial()),
            case("The cells restore sight.", trial(has_results=True)),
            case("The cells may help.", trial()),
            case("The cells improved sight.", trial("An earlier study found that the cells improved sight.")),
        ],
    ),
    "approval-implied": (
        [
            (case("Our method is modelled on the FDA-approved study.", trial()), "weakens"),
            (case("The NIH has approved our treatment.", trial()), "weakens"),
            (case("Die von der FDA zugelassene Methode.", trial(), language="de"), "weakens"),
            (case("Un traitement autorisé par la FDA.", trial(), language="fr"), "weakens"),
            (case("Un tratamiento aprobado por la FDA.", trial(), language="es"), "weakens"),
        ],
        [
            case("The trial is registered at ClinicalTrials.gov.", trial()),
            case("The treatment has not been approved by the FDA.", trial()),
            case("The study was approved by the ethics committee of the government.", trial()),
        ],
    ),
    "phase-mismatch": (
        [
            (case("A phase 3 trial of cells.", trial()), "contradicts"),
            (case("3 Completed Cells against sham", trial(), context="Phase Status Treatment"), "contradicts"),
            (case("A phase II trial of an app.", trial(phases=("NA",))), "contradicts"),
        ],
        [
            case("A phase 2 trial of cells.", trial(phases=("PHASE2", "PHASE3"))),
            case("A phase I/II trial of cells.", trial(phases=("PHASE1", "PHASE2"))),
            case("After phase 1, a phase 2 trial began.", trial(phases=("PHASE3",))),
            case("3 Completed Cells against sham", trial(), context="No. Status Treatment"),
        ],
    ),
    "sample-size-mismatch": (
        [
            (case("The trial treated more than 600 women.", trial()), "contradicts"),
            (case("Cet essai a inclus plus de 4 500 participants.", paper(MANY), language="fr"), "contradicts"),
            (case("Planned enrolment: 100", trial()), "contradicts"),
        ],
        [
            case("The trial enrolled 18 people.", trial()),
            case("The study expects about 20 patients.", trial()),
            case("Two of the 12 people treated had side effects.", trial()),
            case("The study expects about 1,000 children.", trial(enrollment=1012)),
        ],
    ),
    "not-a-site": (
        [
            (case("The trial is running at Eastbrook Clinic.", trial(locations=LEEDS)), "weakens"),
            (case("The trial is recruiting in Germany.", trial(locations=LEEDS)), "contradicts"),
            (case("Die Studie läuft in Deutschland.", trial(locations=LEEDS), language="de"), "contradicts"),
        ],
        [
            case("The trial is running at the University of Leeds.", trial(locations=LEEDS)),
            case("The trial is running at Northfield Cell Institute.", trial(locations=LEEDS)),
            case("The trial is recruiting in England.", trial(locations=LEEDS)),
            case("The trial is recruiting in South Korea.", trial(locations=(("A", "Seoul", "Korea, Republic of"),))),
            case("The trial is running at Eastbrook Clinic.", trial(locations=(("Research Site", "Leeds", "France"),))),
            case("The trial is running at Eastbrook Clinic.", trial()),
            case("The trial tests a drug approved in Japan; people in Germany wait.", trial(locations=LEEDS)),
        ],
    ),
    "sponsor-mismatch": (
        [(case("It is sponsored by the National Institutes of Health.", trial()), "contradicts")],
        [
            case("Sponsor: Northfield Cell Institute, Inc.", trial()),
            case("It is sponsored by the University of Leeds.", trial(collaborators=("Leeds University",))),
            case("It is sponsored by NIH.", trial(lead_sponsor="National Institutes of Health (NIH)")),
            case("It is generously sponsored.", trial()),
        ],
    ),
    "design-mismatch": (
        [
            (case("A randomised trial settled the question.", trial(allocation="NON_RANDOMIZED")), "contradicts"),
            (case("In a non-randomised comparison vision was better.", paper(MANY)), "contradicts"),
            (case("A double-blind trial of cells.", trial()), "contradicts"),
            (case("A placebo-controlled trial of cells.", trial()), "contradicts"),
            (case("In an open-label study vision was better.", paper(MANY)), "contradicts"),
            (
                case("A single-arm study of cells.", trial(allocation="RANDOMIZED", intervention_model="PARALLEL")),
                "contradicts",
            ),
        ],
        [
            case("A randomised trial settled it.", trial(allocation="RANDOMIZED", intervention_model="PARALLEL")),
            case("A randomised trial settled it.", trial(allocation="", intervention_model="PARALLEL")),
            case("A double-blind trial of cells.", trial(masking="DOUBLE")),
            case("A double-blind trial of cells.", trial(masking="")),
            case("In an open-label study people saw better.", paper(SIX)),
            case("The double-blind trial had an open-label phase.", paper(MANY)),
            case("A single-arm study of cells.", trial()),
        ],
    ),
    "stop-reason-mismatch": (
        [
            (case("It was stopped because the drug proved too toxic.", STOPPED), "contradicts"),
            (case("It was stopped early because it clearly worked.", trial(why_stopped="futility")), "contradicts"),
        ],
        [
            case("It was stopped because it had no benefit.", STOPPED),
            case("It stopped because recruitment was slow.", trial(why_stopped="Slow accrual")),
            case("It ended for a business reason that had nothing to do with safety.", trial(why_stopped="Business")),
            case("It was stopped because the drug proved too toxic.", trial(why_stopped="PI decision")),
        ],
    ),
    "date-mismatch": (
        [(case("The study was completed in 2024.", trial()), "contradicts")],
        [
            case("The study was completed in 2021.", trial()),
            case("The study was completed in 2024.", trial(completion=PartialDate("2026-01", ESTIMATED))),
            case("The study was completed in 2019.", trial(primary_completion=PartialDate("2019-02"))),
        ],
    ),
    "stale-record": (
        [(case("The study plans to test a laser.", trial(**STALE)), "none")],
        [
            case("The study plans to test a laser.", trial(**STALE | {"verified": "2025-10"})),
            case("The study plans to test a laser.", trial(**STALE | {"completion": PartialDate("2027-01")})),
            case("The study plans to test a laser.", trial(**STALLED)),
        ],
    ),
    "withdrawn-trial": (
        [(case("The trial showed that the app reduced smoking.", NOBODY), "contradicts")],
        [case("The trial was withdrawn.", NOBODY), case("The trial showed less smoking.", trial())],
    ),
    "stopped-early": (
        [(case("The app eased depression.", STOPPED), "none")],
        [case("Stopped early, the trial found no difference.", STOPPED), case("The app eased depression.", trial())],
    ),
    "results-pending": (
        [(case("The trial evaluates the safety of the cells.", trial(submissions=HANDED_IN)), "none")],
        [
            case("The trial evaluates the safety of the cells.", trial()),
            case("The cells restore sight.", trial(submissions=HANDED_IN, has_results=True)),
        ],
    ),
    "planned-as-treated": (
        [(case("The study treated 100 people.", trial(**STALLED)), "weakens")],
        [
            case("The study plans to enrol 100 people.", trial(**STALLED)),
            case("The study treated 18 people.", trial()),
        ],
    ),
    "observational-as-trial": (
        [(case("A clinical trial shows less pain.", trial(study_type="OBSERVATIONAL")), "none")],
        [
            case("An observational study follows 15 children.", trial(study_type="OBSERVATIONAL")),
            case("A clinical trial shows less pain.", trial()),
        ],
    ),
    "retrospective-registration": (
        [(case("A pre-registered trial found less pain.", LATE), "weakens")],
        [
            case(
                "A pre-registered trial found less pain.",
                trial(start=PartialDate("2018-05"), first_submitted="2018-01-09"),
            ),
            case("A trial found less pain.", LATE),
        ],
    ),
    "phase-overreach": (
        [(case("The cells restore sight.", trial(has_results=True)), "weakens")],
        [
            case("The cells restore sight.", trial()),
            case("The phase 1 trial met no harm in 18 people.", trial(has_results=True)),
            case("The cells restore sight.", trial(has_results=True, phases=("PHASE1", "PHASE2"))),
        ],
    ),
    "quote-not-verbatim": (
        [
            (case('They call it "a proven cure for every form of blindness".', paper(SIX)), "none"),
            (case('The authors wrote: "it gave back every single day of their lives".', paper(SIX)), "none"),
            (case('"It gave back every single day of their lives," the study says.', paper(SIX)), "none"),
        ],
        [
            case('It says: "Six patients were treated ... five of the six patients saw better".', paper(SIX)),
            case('The "miracle" cells restore sight.', paper(SIX)),
            case('"It gave me back every single day of my life," said our chief executive.', paper(SIX)),
            case('One mother told us: "It gave me back every single day of my life".', paper(SIX)),
            case('According to Dr Ann Doe, "it gave me back every single day of my life".', paper(SIX)),
            case('"It gave me back every single day of my life" - Tom, 54', paper(SIX)),
            case("Sie nennen es „ein bewiesenes Mittel gegen jede Form von Blindheit“.", paper(SIX), language="de"),
            case('They call it "a proven cure for every form of blindness".', paper()),
        ],
    ),
    "post-hoc-or-subgroup": (
        [
            (
                case("The drug prevents strokes.", paper(MANY, title="A post hoc analysis of the EXAMPLE trial")),
                "weakens",
            ),
            (case("Strokes were fewer.", paper("This secondary analysis of the trial counts strokes.")), "none"),
        ],
        [
            case("A subgroup analysis found fewer strokes.", paper(MANY, title="A post hoc analysis")),
            case("The drug prevents strokes.", paper(MANY)),
        ],
    ),
    "safety-only": (
        [(case("The cells restore movement.", SAFE), "weakens")],
        [
            case("The cells proved safe and restore movement.", SAFE),
            case(
                "The cells restore movement.", trial(has_results=True, outcomes=(Outcome("primary", "Walking speed"),))
            ),
            case("The trial tests the cells.", SAFE),
        ],
    ),
    "pay-to-participate": (
        [(case("Join our study.", trial("This is a patient-funded study of cells.")), "none")],
        [case("Join our study.", trial("The sponsor covers all costs.")), case("Join our study.", trial())],
    ),
}


BOOK |= CONTENT


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
        assert len(body.split()) >= 4, f"{name}: {part} says next to nothing"
    assert module.SCOPE in ("case", "page")
    assert module.LEVEL in LEVELS


REPORT = paper(MANY, trial_numbers=(NCT.value,))
TWO = "Two independent studies show that the cells restore sight."


def on_one_page(claim, *records):
    return Page("page.html", tuple(case(claim, record) for record in records))


def test_one_study_counted_twice():
    check = CHECKS["same-study-twice"].check
    by_number = list(check(on_one_page(TWO, trial(), REPORT)))
    assert [key for key, _ in by_number] == [f"{NCT}/{TWO}", f"{PMID}/{TWO}"]
    assert {finding.effect for _, finding in by_number} == {"weakens"}
    by_link = on_one_page(TWO, trial(links=(Link("result", PMID, "referencesModule"),)), paper(MANY))
    assert len(list(check(by_link))) == 2


def test_two_studies_or_one_claim_of_one_study_are_not_one_study_twice():
    check = CHECKS["same-study-twice"].check
    assert not list(check(on_one_page(TWO, trial(), paper(MANY))))
    assert not list(check(on_one_page("A trial found no difference.", trial(), REPORT)))
    background = trial(links=(Link("background", PMID, "referencesModule"),))
    assert not list(check(on_one_page(TWO, background, paper(MANY))))


def test_a_page_that_cites_its_owners_trial():
    check = CHECKS["sponsor-is-page-owner"].check
    about = case("Our trial tests the cells.", trial())
    assert len(list(check(Page("https://www.northfield-cell.example/trial", (about,))))) == 1
    assert not list(check(Page("https://news.example/northfield-cell", (about,))))
    assert not list(check(Page("northfieldcell.html", (about,))))


def test_a_long_list_of_sources_behind_one_claim():
    check = CHECKS["untied-citation"].check
    others = tuple(Identifier("PMID", str(number)) for number in range(1, 8))
    many = case("The powder is good for you.", paper(MANY), group=others)
    few = case("The powder is good for you.", paper(MANY), group=others[:2])
    assert [finding.message for _, finding in check(Page("page.html", (many, many)))] == [
        "8 sources stand behind this one claim"
    ]
    assert not list(check(Page("page.html", (few,))))
