"""Several places in one clause, places that it denies, and places that it tells as the only ones: each read by itself."""

from __future__ import annotations

import pytest

from tests.casebook import TODAY, cite, found, trial
from verifier.line import Line
from verifier.text import clauses

SITES = (
    ("Hôpital Sud", "Lyon", "France"),
    ("Nordre Clinic", "Oslo", "Norway"),
    ("Vestre Clinic", "Bergen", "Norway"),
    ("Klinik am See", "Rostock", "Germany"),
)


def outcome(claim, language="en", **facts):
    record = trial(**{"locations": SITES, "conditions": ("NSCLC",)} | facts)
    parts = tuple(claim[start:end] for start, end in clauses(claim)) or (claim,)
    return (
        Line(None, TODAY).verdict(cite(claim, record.identifier, parts=parts, language=language), found(record)).outcome
    )


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The trial took place in {} and Bergen.", "en"),
        ("The trial took place in Bergen and {}.", "en"),
        ("There were centres in Rostock and in {}.", "en"),
        ("Hospitals in Oslo, Bergen and {} took part in the study.", "en"),
        ("Patients in Oslo and {} were enrolled.", "en"),
        ("Die Studie fand in Oslo und {} statt.", "de"),
    ],
)
def test_a_town_bears_out_no_other_town(claim, language):
    assert outcome(claim.format("Lyon"), language) != "contradicted"
    assert outcome(claim.format("Turin"), language) == "unknown"


def test_right_towns_are_borne_out():
    assert outcome("The trial took place in Bergen and Lyon.") == "supported"
    assert outcome("The study was conducted in Rostock, Oslo and Bergen.") == "supported"
    assert outcome("The study was conducted in Bergen, Vestland.") != "contradicted"


@pytest.mark.parametrize(
    ("claim", "language", "right", "wrong"),
    [
        ("The trial was conducted in three countries, including {} and Germany.", "en", "Norway", "Italy"),
        ("Three countries took part, including Germany, {} and France.", "en", "Norway", "Spain"),
        ("Three countries had sites in this trial, among them {}.", "en", "France", "Chile"),
        ("Three nations took part, including {}.", "en", "Norway", "Japan"),
    ],
)
def test_a_number_of_countries_bears_out_no_country(claim, language, right, wrong):
    assert outcome(claim.format(right), language) == "supported"
    assert outcome(claim.format(wrong), language) == "contradicted"


def test_a_number_of_sites_bears_out_no_country():
    assert outcome("The four sites, all with a pharmacy, lay in Norway, France and Sweden.") == "unknown"


@pytest.mark.parametrize(
    ("claim", "language", "there", "elsewhere"),
    [
        ("No site was in {}.", "en", "Norway", "Japan"),
        ("None of the four sites was in {}.", "en", "France", "Italy"),
        ("The trial had no site in {}.", "en", "Germany", "Chile"),
        ("{} was not among the countries.", "en", "Germany", "Poland"),
        ("The trial was not run in {}.", "en", "Norway", "Sweden"),
        ("The trial did not take place in {}.", "en", "Norway", "Sweden"),
        ("The trial took place in Norway, not in {}.", "en", "France", "Sweden"),
        ("The trial took place neither in Kenya nor in {}.", "en", "France", "Peru"),
        ("No site was in {}.", "en", "Europe", "Africa"),
        ("Kein Zentrum lag in {}.", "de", "Norwegen", "Polen"),
        ("Aucun centre n'était en {}.", "fr", "Norvège", "Pologne"),
        ("El estudio no se realizó en {}.", "es", "Noruega", "Polonia"),
    ],
)
def test_a_place_that_is_denied(claim, language, there, elsewhere):
    assert outcome(claim.format(there), language) == "contradicted"
    assert outcome(claim.format(elsewhere), language) == "supported"


def test_a_town_that_is_denied():
    assert outcome("The trial did not have a centre in Bergen.") == "contradicted"
    assert outcome("The trial did not have a centre in Turin.") == "unknown"


@pytest.mark.parametrize(
    "claim",
    [
        "Nobody in Germany was enrolled.",  # a site may have had no patients
        "Not all sites were in Norway.",
        "Patients were recruited everywhere but in Germany.",
        "The trial had sites outside Europe.",
        "The trial was not limited to Norway.",
        "Only adults in Germany took part.",
        "Patients from Norway alone took part.",
        "The drug was not approved in Germany.",
    ],
)
def test_what_may_be_denied_of_something_else_is_left_open(claim):
    assert outcome(claim) == "unknown"


@pytest.mark.parametrize(
    ("claim", "language"),
    [
        ("The trial took place only in Norway.", "en"),
        ("The trial was conducted in Norway alone.", "en"),
        ("Patients were recruited in Norway only.", "en"),
        ("All sites were in Norway.", "en"),
        ("The trial was run in Norway and nowhere else.", "en"),
        ("The study had sites in Norway and no other country.", "en"),
        ("The trial only recruited in Norway.", "en"),
        ("El ensayo se realizó solo en Noruega.", "es"),
        ("L'essai s'est déroulé uniquement en Norvège.", "fr"),
    ],
)
def test_one_country_alone(claim, language):
    assert outcome(claim, language) == "contradicted"
    assert outcome(claim, language, locations=SITES[1:3]) == "supported"


def test_denials_of_something_else_leave_a_right_place_borne_out():
    assert outcome("The trial took place in Germany and France, and not one of its sites closed.") != "contradicted"
    assert outcome("The open-label trial in Norway and France had no placebo.", masking="NONE") != "contradicted"


def test_a_country_that_once_had_a_site_or_never_did_is_not_borne_out():
    assert outcome("The study ran at a hospital in Spain.", removed_countries=("Spain",)) == "unknown"
    running = {"overall_status": "RECRUITING"}
    assert outcome("The trial runs at a hospital in Spain.", **running) == "contradicted"
    assert outcome("The trial is under way, for people who cannot travel to Spain.", **running) != "supported"


def test_a_number_in_two_words_is_not_its_last():
    assert (
        outcome(
            "Twenty-one sites were listed.", locations=tuple((f"Clinic {n}", f"Town {n}", "Norway") for n in range(21))
        )
        != "contradicted"
    )


def test_a_trial_that_never_began_was_nowhere():
    never = {"overall_status": "WITHDRAWN", "enrollment": 0}
    assert outcome("The trial was not run in Norway.", **never) == "unknown"
