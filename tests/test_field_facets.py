"""What claims say of the fields of a record, in the words that pages use."""

from __future__ import annotations

import re

import pytest

from tests.casebook import NCT, PMID, TODAY, cite, found, paper, trial
from verifier import lexicon
from verifier.compare import prepare, read
from verifier.facets import (
    _sizes,
    _states,
    approval,
    dates,
    enrolment,
    phase,
    reference,
    results,
    sponsor,
    status,
    stop_reason,
)
from verifier.model import Author, PartialDate
from verifier.wording import assertion
from verifier.wording.people import people
from verifier.wording.works import printed, same_journal

LEXICONS = sorted(
    p.name.removesuffix(".toml") for p in lexicon.files("verifier.lexicon").iterdir() if p.name.endswith(".toml")
)


def reading(claim: str, **more):
    return read(cite(claim, NCT, **more))[0]


STATES = [
    ("The study is currently enrolling.", "recruiting"),
    ("The trial is open for enrolment.", "recruiting"),
    ("Recruitment for the trial is open.", "recruiting"),
    ("We are looking for volunteers.", "recruiting"),
    ("You can still take part in the trial.", "recruiting"),
    ("A currently recruiting study compares both.", "recruiting"),
    ("Es werden noch Teilnehmer gesucht.", "recruiting"),
    ("L'étude est en cours de recrutement.", "recruiting"),
    ("El estudio busca voluntarios.", "recruiting"),
    ("Anyone can join the study.", "open-to-all"),
    ("L'essai est ouvert à tous.", "open-to-all"),
    ("They test it in a trial that is still open.", "recruiting"),
    ("Die Studie mit Docetaxel und Bevacizumab rekrutiert.", "recruiting"),
    ("L'étude ECOG recrute actuellement 400 patients.", "recruiting"),
    ("Enrolling by invitation", "invitation"),
    ("A trial now under way compares A and B.", "ongoing"),
    ("The trial continues.", "ongoing"),
    ("Die laufende Studie prüft das.", "ongoing"),
    ("Die Studie wird derzeit durchgeführt.", "ongoing"),
    ("L'essai, toujours en cours, porte sur 40 patients.", "ongoing"),
    ("Un ensayo en curso evalúa esto.", "ongoing"),
    ("Die Studie mit Docetaxel und Bevacizumab läuft noch.", "ongoing"),
    ("The Japanese study is complete.", "completed"),
    ("The trial has finished.", "completed"),
    ("Status: Completed", "completed"),
    ("Completed (2018) Cells for knees", "completed"),
    ("The membrane study of 143 people was completed in 2018", "completed"),
    ("Die Studie ist abgeschlossen.", "completed"),
    ("L'essai est terminé.", "completed"),
    ("El ensayo ha finalizado.", "completed"),
    ("The study has now ended.", "ended"),
    ("The study had to be stopped.", "stopped"),
    ("The study was cancelled.", "stopped"),
    ("Die Studie wurde vorzeitig abgebrochen.", "stopped"),
    ("El ensayo se interrumpió antes de tiempo.", "stopped"),
    ("The trial was put on hold.", "suspended"),
    ("L'étude a été suspendue.", "suspended"),
    ("Status: Active, not recruiting", "active-closed"),
    ("The study is closed to new patients.", "closed"),
    ("Die Rekrutierung ist abgeschlossen.", "closed"),
    ("The trial has not started yet.", "not-yet"),
    ("The trial never started.", "never"),
]
NO_STATE = [
    "Patients completed the course.",
    "The pain was ongoing.",
    "Participants were recruited from clinics.",
    "Patients stopped taking the pills.",
    "Scores dropped after people stopped taking the tablets.",
    "People with active disease improved.",
    "The product was withdrawn from the market.",
    "Blood was withdrawn in the study.",
    "Of 40 patients in the trial, 30 completed it.",
    "The trial found that running helps.",
    "A study of completed suicides.",
    "The study suspended cells in saline.",
    "The trial tested interrupted dosing.",
    "A complete study of the heart.",
    "The study of open surgery.",
    "The trial was ongoing when the first results came out.",
]


@pytest.mark.parametrize(("claim", "meaning"), STATES)
def test_states(claim, meaning):
    assert {state.meaning for state in reading(claim).facet(_states.said)} == {meaning}


@pytest.mark.parametrize("claim", NO_STATE)
def test_words_of_state_that_speak_of_no_trial(claim):
    assert reading(claim).facet(_states.said) == ()


def test_dates_of_any_precision_pass_when_all_of_them_lies_before_today():
    assert status.passed("2026-10", TODAY)
    assert status.passed("2025", TODAY)
    assert status.passed("2026-11-19", TODAY)
    assert not status.passed("2026", TODAY)
    assert not status.passed("2026-11", TODAY)
    assert not status.passed("2026-11-20", TODAY)
    assert not status.passed("", TODAY)


@pytest.mark.parametrize(
    ("claim", "numbers"),
    [
        ("a phase III trial", {3}),
        ("Phase-3-Studie", {3}),
        ("ensayo de fase II", {2}),
        ("une étude de phase 1/2", {1, 2}),
        ("phase 2b/3", {2, 3}),
        ("phases 2 and 3", {2, 3}),
        ("phase two trial", {2}),
        ("the acute phase 2 weeks later", None),
        ("In the luteal phase 3 women", None),
        ("late-phase trial", None),
        ("after phase 1, a phase 2 trial", None),
    ],
)
def test_phases(claim, numbers):
    told = reading(claim).facet(phase.said)
    assert (set(told.numbers) if told else None) == numbers


@pytest.mark.parametrize(
    ("claim", "sizes"),
    [
        ("Study of 45 patients", [45]),
        ("The trial enrolled 1,961 adults", [1961]),
        ("The trial recruited 120 women and 80 men.", [200]),
        ("A 30-patient trial", [30]),
        ("the trial's 163 patients", [163]),
        ("300 people have been treated", [300]),
        ("planned for 80 adults", [80]),
        ("Enrollment: 300 participants", [300]),
        ("Eighty-four adults took part", [84]),
        ("Eingeschlossen wurden 45 Patienten", [45]),
        ("L'essai a inclus plus de 4 500 participants", [4500]),
        ("Se incluyeron 75 pacientes", [75]),
        ("In the trial, 20 of 40 patients improved", []),
        ("Two of the 28 people treated with it", []),
        ("the 28 people treated", []),
        ("one in five patients improved", []),
        ("with 24 participants", []),
        ("82% (n=14) failed", []),
        ("A 12-week trial", []),
    ],
)
def test_sizes_of_whole_studies(claim, sizes):
    assert [size.value for size in reading(claim).facet(_sizes.claimed)] == sizes


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Thirty-five healthy independently living adults", [35]),
        ("A 58-year-old woman", []),
        ("1 961 adults", [1961]),
        ("twelve weeks of patients' lives", []),
        ("82% of patients", []),
        ("(n = 17)", [17]),
        ("in 2019 patients were seen at 3 sites", []),
        ("5.6 patients", []),
        ("In one study, subjects received it", []),
        ("XBP1 controls and HIF1 patients", []),
        ("neunzehn Patienten und zwölf Frauen", [19, 12]),
    ],
)
def test_counts_of_people(text, values):
    assert [count.value for count in people(text)] == values


@pytest.mark.parametrize(
    ("abstract", "size"),
    [
        ("Six patients were treated. Five of the six patients saw better.", 6),
        ("Twenty-five patients and fifteen healthy controls were recruited.", 40),
        ("Either vitamin (n = 30) or placebo (n = 23) was given.", 53),
        ("Success was seen in all participants (n = 31) and easy ones (n = 25).", 31),
        ("Intake was noted (n = 17). Of these, 71% (n = 12) met the need.", 17),
        ("42 patients were enrolled; 20 cases were analysed.", 42),
        ("Three patients progressed.", None),
        ("A total of 18 subjects per group were enrolled.", None),
        ("Mice were fed.", None),
    ],
)
def test_samples_of_papers(abstract, size):
    studied = prepare(found(paper(abstract))).facet(enrolment.sample)
    assert (studied[0] if studied else None) == size


@pytest.mark.parametrize(
    ("claim", "record", "relation"),
    [
        ("sponsored by Pfizer", "Pfizer", "same"),
        ("a Novartis-sponsored trial", "Novartis Pharmaceuticals", "same"),
        ("The trial, sponsored by the University of Miami, tests cells.", "University of Miami", "same"),
        ("Sponsor: Assistance Publique - Hopitaux de Paris", "Assistance Publique - Hôpitaux de Paris", "same"),
        ("sponsored by NIH", "National Institutes of Health (NIH)", "same"),
        ("sponsored by Duke University", "Ann Example, MD", "absent"),
        ("sponsored by Duke University", "Yan Example", "absent"),
        ("sponsored by Pfizer", "Northfield Cell Institute", "different"),
        ("sponsored by the University of Leeds", "University of Miami", "different"),
        ("a registry run by Acme Labs, without a control group", "Acme Labs, Inc.", "same"),
        ("a registry run by Acme Labs among nurses", "Acme Labs, Inc.", "same"),
        ("gesponsert von der Acme GmbH ohne Kontrollgruppe", "Acme GmbH", "same"),
        ("run by the University hospital of Bern", "University Hospital Bern", "same"),
        ("run by Apex Institute, without a control group", "Acme Labs, Inc.", "different"),
    ],
)
def test_sponsors(claim, record, relation):
    source = prepare(found(trial(lead_sponsor=record)))
    (comparison,) = sponsor.compare(reading(claim), source, TODAY)
    assert comparison.relation == relation


@pytest.mark.parametrize(
    "claim", ["It is well sponsored.", "The trial was led by Dr. Smith at Yale", "run by a friend"]
)
def test_no_sponsor_is_named(claim):
    assert reading(claim).facet(sponsor.said) == ""


APPROVED = [
    "FDA approved",
    "approved by the U.S. FDA",
    "This FDA-registered clinical trial",
    "endorsed by the National Institutes of Health",
    "the FDA gave it the green light",
    "a government approved stem cell trial",
    "behördlich genehmigte Behandlung",
    "approuvé par l'EMA",
    "aprobada por la FDA",
]
NOT_APPROVED = [
    "Not FDA approved",
    "awaiting FDA approval",
    "not yet been approved by the FDA",
    "approved by the institutional review board",
    "listed on the NIH website",
    "before FDA approval can be sought",
    "nicht von der FDA zugelassen",
    "n'est pas approuvé par la FDA",
    "no está aprobado por la FDA",
]


@pytest.mark.parametrize("claim", APPROVED)
def test_approvals(claim):
    assert reading(claim).facet(approval.said)


@pytest.mark.parametrize("claim", NOT_APPROVED)
def test_no_approval_is_claimed(claim):
    assert reading(claim).facet(approval.said) == ""


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("The trial was stopped for futility", "futility"),
        ("stopped when patients were harmed", "safety"),
        ("stopped early for benefit", "benefit"),
        ("terminated due to lack of funding", "funding"),
        ("closed because nobody signed up", "recruitment"),
        ("stopped because of COVID-19", "pandemic"),
        ("ended for a business reason that had nothing to do with safety", "business"),
        ("Abgebrochen wegen Nebenwirkungen", "safety"),
        ("arrêté faute de patients", "recruitment"),
        ("suspendido por falta de fondos", "funding"),
        ("The trial was halted over safety concerns.", "safety"),
        ("The drug was dropped because of side effects.", "safety"),
        ("It ended as a business decision, not because of safety.", "business"),
    ],
)
def test_reasons_for_stopping(claim, kind):
    assert reading(claim).facet(stop_reason.said)[0] == {kind}


def test_reasons_of_registries():
    assert stop_reason.reasons("Strategic business decision (unrelated to safety)") == {"business"}
    assert stop_reason.reasons("Data Safety Monitoring Board: futility boundary crossed") == {"futility"}
    assert stop_reason.reasons("The PI decided to stop the study.") == frozenset()


def test_years():
    assert reading("The study was completed in 2018.").facet(dates.said) == (("ended", 2018, "was completed in 2018"),)
    assert reading("The study ended in early 2018.").facet(dates.said)[0][1] == 2018
    assert reading("The trial of 2018 people ended.").facet(dates.said) == ()


@pytest.mark.parametrize(
    ("claim", "author", "journal", "year"),
    [
        ("It works, says the trial by Larsen and colleagues in Hypertension 2024", "Larsen", "Hypertension", 2024),
        ("It works, writes Ross in Cell Metab 2020", "Ross", "Cell Metab", 2020),
        ("Funciona, según el estudio de Gómez publicado en Bone en 2022", "Gómez", "Bone", 2022),
        ("ça marche, étude Moreau 2021", "Moreau", "", 2021),
        ("It works (van der Berg et al., 2019).", "van der Berg", "", 2019),
        ("It was approved by the FDA in 2019.", "", "", None),
        ("Der Bogen erfasst Schmerzen nach Gelenkersatz.", "", "", None),
    ],
)
def test_works_named_in_claims(claim, author, journal, year):
    named = reading(claim).facet(reference.named)
    assert named.author == author
    if author:
        assert (named.journal, named.year) == (journal, year)


def test_journals_under_short_and_long_names():
    assert same_journal("Nutr J", "Nutrition Journal")
    assert same_journal("Phytother Res", "Phytotherapy research : PTR")
    assert same_journal("NEJM", "The New England journal of medicine")
    assert same_journal("Aging", "Aging")
    assert not same_journal("Nutr J", "PeerJ")
    assert not same_journal("Bone", "Phys Med Biol")


@pytest.mark.parametrize(
    ("text", "author", "journal", "year"),
    [
        ("Wilding JPH. N Engl J Med 2021. PMID : 33567185", "Wilding", "N Engl J Med", 2021),
        ("Flaherty. N Engl J Med 2012. PubMed", "Flaherty", "N Engl J Med", 2012),
        ("Mori K, et al. Improving effects of a mushroom. Phytother Res. 2009;23:367", "Mori", "Phytother Res", 2009),
        ("Blum 2020", "Blum", "", 2020),
        ("3. Chey WD et al. Clinical Guideline. Am J Gastroenterol 2024.", "Chey", "Am J Gastroenterol", 2024),
        ("STEP 1 registration", "", "", None),
        ("Review of the Symptom Inventory. Rehabil Psychol 2021.", "", "Rehabil Psychol", 2021),
    ],
)
def test_printed_references(text, author, journal, year):
    work = printed(text)
    assert (work.author, work.journal, work.year) == (author, journal, year)


def test_a_printed_title_of_another_subject():
    source = prepare(found(paper("Fish eggs drift.", title="Fish eggs of a river", authors=(Author("Liu", "H"),))))
    claim = "Green tea lowered blood pressure in adults."
    (comparison,) = reference.compare(
        reading(claim, reference="Green tea catechins, hypertension and vascular function"), source, TODAY
    )
    assert (comparison.relation, comparison.detail) == ("different", "title,subject")
    assert not list(
        reference.compare(reading(claim, reference="View the record in the National Library"), source, TODAY)
    )
    eggs = "Eggs drift far in rivers and lakes."
    assert not list(
        reference.compare(
            reading(eggs, reference="Green tea catechins, hypertension and vascular function"), source, TODAY
        )
    )


def test_one_difference_is_a_slip():
    record = paper("Fish eggs drift.", authors=(Author("Mori", "K"),), journal="Phytother Res", year=2008)
    source = prepare(found(record))
    for text, relation in (
        ("Mori et al., Nature 2015", "same"),
        ("Morris et al., Phytother Res 2008", "absent"),
        ("Keller et al., Phytother Res 2001", "different"),
    ):
        (comparison,) = reference.compare(reading("Eggs drift.", reference=text), source, TODAY)
        assert comparison.relation == relation, text


STRENGTHS = [
    ("Cells restore sight in optic nerve disease.", "asserts"),
    ("Osteopathy eases pain in children.", "asserts"),
    ("La cúrcuma frena el cáncer.", "asserts"),
    ("Die Creme hilft bei Rosazea.", "asserts"),
    ("Le thé vert protège de la grippe.", "asserts"),
    ("It is proven that cells restore sight.", "proves"),
    ("Every tumour can be cured this way.", "proves"),
    ("Está demostrado que mejora el autismo.", "proves"),
    ("Five of six patients saw better.", "reports"),
    ("Pain fell by 20% in the trial.", "reports"),
    ("Cells may restore sight.", "reports"),
    ("A trial tests whether cells restore sight.", "describes"),
    ("An ongoing trial exploring cells.", "describes"),
    ("The trial plans to enrol 60 people.", "describes"),
    ("Sponsor: Pfizer", "describes"),
    ("The protein limits brain damage.", "describes"),
]


@pytest.mark.parametrize(("claim", "power"), STRENGTHS)
def test_strength_of_claims(claim, power):
    assert reading(claim).facet(assertion.strength) == power


def test_a_plain_statement_that_cites_a_paper():
    (told,) = read(cite("The protein is harmful to the brain.", PMID))
    assert told.facet(assertion.strength) == "states"
    (found_,) = read(cite("The women were often tired.", PMID))
    assert found_.facet(assertion.strength) == "reports"


def test_a_trial_that_goes_on_has_not_ended():
    facts = prepare(found(trial(overall_status="RECRUITING", completion=PartialDate("2028-01")))).trial
    assert facts is not None
    assert not results.ended(facts, TODAY)


@pytest.mark.parametrize("name", LEXICONS)
def test_every_entry_of_a_lexicon_is_an_expression(name):
    for meaning, table in lexicon.load(name).items():
        if isinstance(table, dict):
            for entry in (e for entries in table.values() if isinstance(entries, list) for e in entries):
                if isinstance(entry, str):
                    re.compile(lexicon._expression(entry))
        assert meaning
