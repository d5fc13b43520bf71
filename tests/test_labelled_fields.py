"""What pages say of studies in labelled fields: tables with and without headers, cards, lines of "label: value"."""

from __future__ import annotations

import pytest

from tests.casebook import NCT, case, cite, paper, trial
from verifier import shelves
from verifier.compare import read
from verifier.examine import examine
from verifier.facets._fields import fields
from verifier.model import Arm

CHECKS = {name: module for name, module in shelves.load_all("checks").items() if module.SCOPE == "case"}
ROW = (("Phase", "2"), ("Status", "Completed"), ("n", "150"), ("About", "Blue light for frozen shoulders"))


def row(cells, **facts):
    """A row of a table as the layout gives it: short cells in one part, the description in another."""
    short = " ".join(value for _, value in cells[:-1])
    claim = f"{short} {cells[-1][1]}"
    record = trial(**{"phases": ("PHASE2",), "enrollment": 150, "overall_status": "COMPLETED"} | facts)
    return case(claim, record, parts=(short, cells[-1][1]), fields=cells)


def lowering(about):
    return sorted({f.check for f in examine(about, CHECKS) if f.effect == "contradicts"})


@pytest.mark.parametrize(
    ("facts", "checks"),
    [
        ({}, []),
        ({"overall_status": "TERMINATED"}, ["status-mismatch"]),
        ({"enrollment": 1500}, ["sample-size-mismatch"]),
        ({"phases": ("PHASE3",)}, ["phase-mismatch"]),
    ],
)
@pytest.mark.parametrize("headed", [True, False])
def test_rows_of_tables(facts, checks, headed):
    cells = ROW if headed else tuple(("", value) for _, value in ROW)
    if not headed:
        checks = [name for name in checks if name != "phase-mismatch"]  # a bare 2 may be anything
    assert lowering(row(cells, **facts)) == checks


@pytest.mark.parametrize(
    ("claim", "facts", "checks"),
    [
        ("Recruitment status: Recruiting", {"overall_status": "ENROLLING_BY_INVITATION"}, ["status-mismatch"]),
        ("Recruitment status: Open to all patients who wish", {"overall_status": "ENROLLING_BY_INVITATION"}, ["status-mismatch"]),
        ("Recruitment status: Recruiting", {"overall_status": "RECRUITING"}, []),
        ("Recruitment: completed", {"overall_status": "ACTIVE_NOT_RECRUITING"}, []),
        ("Status: Terminated", {"overall_status": "WITHDRAWN"}, ["status-mismatch"]),
        ("Status: abgebrochen | Teilnehmerzahl: 40", {"overall_status": "TERMINATED", "enrollment": 40}, []),
        ("Estado: completado · Participantes: 40", {"enrollment": 400}, ["sample-size-mismatch"]),
        ("Phase: II; Sponsor: Harbour Cell Works; n = 18", {"phases": ("PHASE1",)}, ["phase-mismatch", "sponsor-mismatch"]),
        ("Sponsor: Northfield Cell Institute", {}, []),
    ],
)  # fmt: skip
def test_lines_of_label_and_value(claim, facts, checks):
    assert lowering(case(claim, trial(**facts))) == checks


def test_a_column_without_a_header_may_count_something_else():
    cells = (("", "Completed"), ("", "24"), ("", "Weeks of light"))
    assert lowering(row(cells, summary="Light is given for 24 weeks.")) == []


def test_other_columns_tell_no_state():
    (reading,) = read(cite("Completed", NCT, fields=(("Previous status", "Completed"),)))
    assert fields(reading) == ()


def test_two_bare_numbers_are_no_size():
    cells = (("", "Completed"), ("", "24"), ("", "36"), ("", "Light"))
    assert [field.kind for field in fields(row(cells).readings[0])] == ["status"]


@pytest.mark.parametrize(
    ("claim", "checks"),
    [
        ("The trial pitted the cells against a dummy injection.", ["design-mismatch"]),
        ("The cells were compared with a pretend treatment.", ["design-mismatch"]),
        ("Nobody got a dummy injection.", []),
        ("The cells may work by a placebo effect.", []),
    ],
)
def test_a_dummy_that_nobody_was_given(claim, checks):
    assert lowering(case(claim, trial(arms=(Arm("Cells", "EXPERIMENTAL"),)))) == checks
    assert not lowering(case(claim, trial(arms=(Arm("Cells", "EXPERIMENTAL"), Arm("Saline", "PLACEBO_COMPARATOR")))))


@pytest.mark.parametrize(
    ("claim", "fires"),
    [
        ("More than 400 adults wore the brace", True),
        ("In all, 400 adults wore the brace", True),
        ("43 adults wore the brace", False),
        ("Braces help some of the 400 million people with bad knees", False),
    ],
)
def test_more_people_than_a_paper_has_numbers(claim, fires):
    brace = paper(
        "We randomly assigned 43 adults to a brace or none. They wore it for 12 weeks. Pain fell. NCT02092220."
    )
    assert ("sample-size-mismatch" in lowering(case(claim, brace))) is fires


def test_the_sponsor_who_set_up_and_paid():
    about = case("The study was set up and paid for by the maker Harbour Biotech", trial())
    assert lowering(about) == ["sponsor-mismatch"]


@pytest.mark.parametrize(
    ("claim", "facts", "checks"),
    [
        ("Phase 2 | Completed | 150 participants", {"phases": ("PHASE2",), "enrollment": 150}, []),
        ("Phase 2 | Recruiting | 150 participants", {"phases": ("PHASE2",), "enrollment": 150}, ["status-mismatch"]),
        ("Phase 2 · Completed · 150 adults", {"phases": ("PHASE2",), "enrollment": 15}, ["sample-size-mismatch"]),
        ("90 people are to take part.", {"enrollment": 300, "enrollment_type": "ESTIMATED"}, ["sample-size-mismatch"]),
    ],
)
def test_rows_in_one_line_and_plans(claim, facts, checks):
    assert lowering(case(claim, trial(**facts))) == checks
