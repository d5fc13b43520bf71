"""What came of a trial is told by its results alone: no title, aim, outcome or count of people bears it out."""

from __future__ import annotations

import pytest

from tests.casebook import NCT, TODAY, cite, found
from verifier.compare import read
from verifier.facets._came import tells_what_came
from verifier.line import Line
from verifier.registries import clinicaltrials


def verdict(shared, number, claim):
    record = clinicaltrials.read((shared / "records" / "ctgov" / f"{number}.json").read_text("utf-8"))
    return Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).outcome


@pytest.mark.parametrize(
    ("number", "claim"),
    [
        (
            "NCT03607838",
            "People given condoliase into the disc had less leg pain after 13 weeks, as a trial of 352 shows",
        ),
        ("NCT03607838", "One shot into the slipped disc left people with less pain at 13 weeks than a sham needle"),
        ("NCT05897242", "Young adults get off vaping with the ACT app"),
        ("NCT05897242", "More young vapers quit with the app than with text messages alone, a random comparison of 61"),
        ("NCT00124774", "In a double blind comparison of fifty, nucleoplasty gave less leg pain than a sham procedure"),
        (
            "NCT02300909",
            "Fewer patients needed a second operation when amnion was laid in, as a trial of 143 people shows",
        ),
        ("NCT06376032", "College students paid better attention with EndeavorOTC, a study of 69 of them shows"),
        ("NCT04040387", "People with traumatic nightmares slept through the night with NightWare"),
        ("NCT05958095", "New mothers got over their depression with the Curio app"),
        ("NCT01367860", "In a comparison of forty people, the needle gave clearly less back pain than open surgery"),
    ],
)
def test_what_came_of_a_trial_is_not_borne_out_by_what_it_registered(shared, number, claim):
    assert verdict(shared, number, claim) != "supported"


@pytest.mark.parametrize(
    ("number", "claim"),
    [
        (
            "NCT02782117",
            "The Luminopia pilot had no control group: children used the device for an hour a day over 12 weeks",
        ),
        ("NCT03607838", "SI-6603 was compared with a sham injection in 352 people with a slipped disc"),
        ("NCT03607838", "Worst leg pain at 13 weeks was the main measure of the SI-6603 trial"),
        ("NCT05634291", "Participants spent 30 days on their usual care and then 30 days with the app"),
        ("NCT05897242", "Sixty-one young adults who vape got either an app with text messages or text messages alone"),
        ("NCT05897242", "The trial measured whether young adults had quit, confirmed by cotinine, at three months"),
        ("NCT04571398", "ApricityRx is meant to help manage side effects in people on immunotherapy"),
        ("NCT04040387", "NightWare is a treatment for nightmares after trauma that is tested against a sham"),
        (
            "NCT03608150",
            "Children who watched with Luminopia gained 1.8 lines of sight against 0.8 in the comparison group",
        ),
        (
            "NCT02552212",
            "Certolizumab beat placebo: major improvement was far more frequent, with an odds ratio of 15.231",
        ),
    ],
)
def test_what_a_trial_is_and_what_it_posts_stays_borne_out(shared, number, claim):
    assert verdict(shared, number, claim) == "supported"


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("Patients had their asthma under better control", True),
        ("Patients needed their inhaler less often", True),
        ("Fewer children were sick on the drug", True),
        ("Pain was lower on the gel than on placebo", True),
        ("Half of them shook off the pain", True),
        ("Patients who had had two or more relapses took part", False),
        ("People took more than 5 tablets a day", False),
        ("The trial tests whether the gel gives less pain than placebo", False),
        ("The study compared whether fewer relapsed on the drug than on placebo", False),
        ("More patients were enrolled than planned", False),
        ("The gel was to give less pain than placebo", False),
    ],
)
def test_words_of_what_came_and_words_that_ask(claim, told):
    (reading,) = read(cite(claim, NCT))
    assert reading.facet(tells_what_came) is told


@pytest.mark.parametrize(
    ("number", "claim", "due"),
    [
        ("NCT03607838", "People given condoliase into the disc had less leg pain, as a trial of 352 people shows", True),
        ("NCT00124774", "In a double blind comparison of fifty, nucleoplasty gave less leg pain than a sham procedure", True),
        ("NCT05958095", "New mothers got over their depression with the Curio app", True),
        ("NCT05897242", "Participants got through the app with text messages beside it", False),
        ("NCT05486611", "Recruitment stopped after six teenagers, as the registry shows", False),
        ("NCT04571398", "A hundred people on immunotherapy use ApricityRx, as the record shows", False),
        ("NCT05634291", "The same people came off usual care and used the app for the next 30 days", False),
        ("NCT03607838", "The sham group got less than the others: no needle went into the disc", False),
        ("NCT02300909", "One group had more than surgery: the amnion membrane as well", False),
        ("NCT06109051", "The registry of EndeavorOTC users has 198 people and takes no more", False),
    ],
)  # fmt: skip
def test_only_what_surely_tells_a_result_is_too_strong_for_a_registration(shared, number, claim, due):
    record = clinicaltrials.read((shared / "records" / "ctgov" / f"{number}.json").read_text("utf-8"))
    found_of = Line(None, TODAY).verdict(cite(claim, record.identifier), found(record)).findings
    assert any(f.check == "registration-as-proof" and f.effect == "weakens" for f in found_of) is due
