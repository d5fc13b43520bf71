"""German, French and Spanish claims beside English records: words, compounds, effects and shares."""

from __future__ import annotations

import pytest

from tests.casebook import NCT, PMID, TODAY, case, cite, found, paper, trial
from verifier.compare import prepare, read
from verifier.facets._effects import effects
from verifier.facets._quantities import quantities
from verifier.facets._terms import everywhere, met, terms
from verifier.lexicon import load, spoken
from verifier.lexicon.tokens import tokens
from verifier.line import Line
from verifier.model import Citation, Found, Identifier, PaperFacts, Passage, Place, Record
from verifier.vocabulary import builtin

ABSTRACT = (
    "Hip surgery in older patients. Patients given the tetanus vaccine slept better and had less pain. "
    "The blood level rose in women who were deficient."
)


def source():
    record = Record(
        identifier=Identifier("PMID", "1"),
        kind="paper",
        title="",
        passages=(Passage(text=ABSTRACT, where="Abstract", label=""),),
        facts=PaperFacts(),
        url="",
        depth="abstract",
    )
    return prepare(Found(record, "x", "", "", record.identifier))


def reading(text, language):
    at = Place(1)
    return read(Citation("k", "d", at, Identifier("PMID", "1"), "PMID:1", text, (text,), at, "L01", language=language))[
        0
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Nach der Hüftoperation: alte Menschen und die Tetanusimpfung"),
        ("fr", "le taux sanguin remonte chez les femmes carencées"),
        ("es", "Los ancianos durmieron mejor y tuvieron menos dolor"),
    ],
)
def test_words_of_other_languages_meet_english_ones(language, text):
    keys = everywhere(source())
    told = [term for term in reading(text, language).facet(terms) if term.weight >= 1]
    assert told
    assert [text[term.start : term.end] for term in told if not met(term, keys)] in ([], ["durmieron"])


def test_a_compound_is_its_two_words():
    claim = "Die Tetanusimpfung wirkt"
    assert [claim[term.start : term.end] for term in reading(claim, "de").facet(terms)][:2] == ["Tetanus", "impfung"]


def test_german_function_words_say_something_in_english():
    assert "=death" in reading("Fewer patients die", "en").facet(terms)[-1].keys
    assert all(term.start > 0 for term in reading("Die Patienten", "de").facet(terms))


@pytest.mark.parametrize(
    ("language", "text", "sense"),
    [
        ("de", "Das Mittel half den Patienten nicht", "null"),
        ("de", "Die Schmerzen gingen nach der Behandlung deutlich zurück", "down"),
        ("de", "Das Mittel macht die Impfung weitgehend wirkungslos", "worse"),
        ("de", "Die Tropfen waren wirkungslos", "null"),
        ("fr", "la crème fait remonter le taux", "up"),
        ("fr", "le yoga n'a pas réduit la fatigue", "null"),
        ("es", "la pastilla alivió el dolor", "better"),
        ("es", "no hubo ninguna diferencia entre los grupos", "null"),
        ("en", "the drug makes the vaccine useless", "worse"),
        ("en", "the drug was ineffective", "null"),
    ],
)
def test_effects_in_four_languages(language, text, sense):
    assert effects(text, language)[0].sense == sense


@pytest.mark.parametrize(
    ("language", "text", "share"),
    [
        ("de", "jeder Zwanzigste", 1 / 20),
        ("en", "every third patient", 1 / 3),
        ("es", "uno de cada diez pacientes", 1 / 10),
        ("fr", "un patient sur six", 1 / 6),
        ("de", "einer von zehn", 1 / 10),
    ],
)
def test_shares_in_words(language, text, share):
    one = quantities(text, language)[0]
    assert one.kind == "fraction"
    assert one.value / one.total == pytest.approx(share)


def test_a_rhythm_is_no_share():
    assert all(one.kind != "fraction" for one in quantities("one pill every second day", "en"))


@pytest.mark.parametrize(
    ("language", "claim", "relation"),
    [
        ("de", "Die Studie nimmt weiterhin Freiwillige auf.", "different"),
        ("de", "Die Studie wurde vorzeitig abgebrochen.", "same"),
        ("fr", "L'essai accueille encore des volontaires.", "different"),
        ("fr", "L'essai a été interrompu avant son terme.", "same"),
        ("es", "El estudio sigue buscando pacientes.", "different"),
        ("es", "El ensayo se suspendió antes de tiempo.", "same"),
    ],
)
def test_status_in_other_languages(language, claim, relation):
    stopped = trial(overall_status="TERMINATED", why_stopped="Slow accrual")
    told = case(claim, stopped, language=language).compared("status")
    assert [one.relation for one in told] == [relation]


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("de", "Am Versuch beteiligten sich 18 Erwachsene."),
        ("fr", "L'essai réunissait 18 adultes."),
        ("es", "En el ensayo entraron 18 adultos."),
    ],
)
def test_people_counted_in_other_languages(language, claim):
    assert case(claim, trial(), language=language).compared("enrolment", "same")
    assert case(claim, trial(enrollment=44), language=language).compared("enrolment", "different")


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("de", "Unsere Methode hat die Zulassung der FDA."),
        ("fr", "Notre méthode a obtenu l'agrément de la FDA."),
        ("es", "Nuestro método cuenta con el visto bueno de la FDA."),
    ],
)
def test_approval_in_other_languages(language, claim):
    assert case(claim, trial(), language=language).compared("approval")


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("de", "Die Behandlung verlief ohne jede Nebenwirkung."),
        ("fr", "Le traitement n'a causé aucun incident grave."),
        ("es", "El tratamiento transcurrió sin una sola complicación."),
    ],
)
def test_harmlessness_in_other_languages(language, claim):
    told = read(cite(claim, NCT, language=language))
    assert spoken(language, "safety", "harmless").search(told[0].text)


@pytest.mark.parametrize(
    ("language", "claim", "concept"),
    [
        ("de", "Stoßwellen gegen Fersenschmerz", "shock wave therapy"),
        ("de", "Mariendistel bei Leberleiden", "milk thistle"),
        ("fr", "la méningite", "meningitis"),
        ("fr", "le chardon-marie", "milk thistle"),
        ("es", "el síndrome del túnel carpiano", "carpal tunnel syndrome"),
        ("es", "las gotas para los ojos", "eye drops"),
    ],
)
def test_concepts_have_names_in_other_languages(language, claim, concept):
    assert concept in {hit.concept for hit in builtin(language).find(claim, tokens(claim, language))}


def test_every_translated_concept_is_one_of_the_vocabulary():
    named = {name for file in ("conditions", "interventions") for table in load(file).values() for name in table}
    assert not set(load("bilingual")["concepts"]) - named


def test_another_s_opinion_is_no_overclaim():
    plato = paper("Views of seed. It is argued that the soul may be the true seed. The view was common. It was held.")
    assert not case("Pour Platon, la vraie semence est l'âme", plato, language="fr").compared("certainty", "narrower")


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("en", "Its backer is the University of Ulm."),
        ("de", "Träger ist die Universität Ulm."),
        ("fr", "L'essai est piloté par l'Université de Lyon."),
        ("es", "El ensayo está a cargo de la Universidad de Chile."),
    ],
)
def test_sponsors_in_other_languages(language, claim):
    assert case(claim, trial(lead_sponsor="Northfield Cell Institute"), language=language).compared(
        "sponsor", "different"
    )
    assert not case(claim, trial(lead_sponsor=claim), language=language).compared("sponsor", "different")


def test_money_alone_names_no_sponsor():
    told = case("Die Studie wird vom Bund finanziert.", trial(), language="de")
    assert not told.compared("sponsor", "different")


SCALDS = paper(
    "Scalds are common in old age. We read the files of one ward. Our study included 140 patients (80 women and 60 men). The "
    "median surface was 12 % and the median stay 19 days. The ward should be enlarged.",
    title="Scalds in old age on one ward",
)


@pytest.mark.parametrize(
    ("claim", "language", "fires"),
    [
        ("Nur zwölf Menschen wurden in all den Jahren behandelt.", "de", True),  # 12 % is no count of people
        ("Nur neunzehn Menschen wurden in all den Jahren behandelt.", "de", True),
        ("In all den Jahren wurden 140 Menschen behandelt.", "de", False),
        ("Trois mille jeunes femmes ont été interrogées.", "fr", True),
        ("900 personas fueron atendidas.", "es", True),
        ("80 mujeres fueron atendidas.", "es", False),
    ],
)
def test_how_many_were_studied_is_read_whatever_stands_between_the_verbs(claim, language, fires):
    checks = [f.check for f in Line(None, TODAY).verdict(cite(claim, PMID, language=language), found(SCALDS)).findings]
    assert ("sample-size-mismatch" in checks) is fires
