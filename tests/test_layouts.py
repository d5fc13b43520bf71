"""The shelf of layouts, and a page for each layout and each trap, with the claims that a careful reader binds."""

import json
from pathlib import Path

import pytest

from verifier import shelves
from verifier.binding import bind, layouts

PAGES = Path(__file__).parent.parent / "fixtures" / "layouts"
EXPECTED = [json.loads(line) for line in (PAGES / "expected.jsonl").read_text("utf-8").splitlines()]
# L00 (no identifier) is the business of verifier.uncited; L13 (other registries only) of the identifiers listed apart.
ALL_CODES = {f"L{number:02}" for number in range(1, 17)} - {"L13"}


@pytest.fixture(scope="module")
def readers():
    modules = shelves.load_all("documents").values()
    return {suffix: module for module in modules for suffix in module.SUFFIXES}


def read(readers, name):
    path = PAGES / name
    return readers[path.suffix].read(name, path.read_bytes())


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: row["document"])
def test_each_identifier_gets_its_own_claim(expected, readers):
    extract = bind(read(readers, expected["document"]))
    found = [[c.layout, str(c.identifier), c.claim] for c in extract.citations]
    assert found == expected["claims"]
    assert [str(m.identifier) for m in extract.listed] == expected.get("listed", [])
    assert [f"{o.scheme} {o.value}" for o in extract.others] == expected.get("others", [])
    assert [u.claim for u in extract.uncited] == expected.get("uncited", [])


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: row["document"])
def test_nothing_is_lost_and_nothing_is_made_up(expected, readers):
    document = read(readers, expected["document"])
    extract = bind(document)
    bound = {(str(c.identifier), c.place) for c in extract.citations}
    listed = {(str(m.identifier), m.place) for m in extract.listed}
    assert not bound & listed
    page = " ".join(" ".join(block.text.split()) for block in document.blocks)
    for citation in extract.citations:
        assert citation.claim
        assert all(part in citation.claim for part in citation.parts)
        for _, value in citation.fields:
            assert value in page
        assert citation.layout in ALL_CODES
    assert len({c.key for c in extract.citations}) == len(extract.citations)


def test_every_page_is_expected():
    assert {row["document"] for row in EXPECTED} == {p.name for p in PAGES.iterdir() if p.suffix != ".jsonl"}


def test_every_layout_has_a_page_that_it_binds():
    assert {code for row in EXPECTED for code, _, _ in row["claims"]} | {"L16"} == ALL_CODES
    assert {code for layout in layouts() for code in layout.CODES} == ALL_CODES


@pytest.mark.parametrize("layout", layouts(), ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_contract_of_the_shelf(layout):
    assert layout.__doc__
    assert layout.__doc__.startswith(layout.CODES[0])
    assert callable(layout.bind)
    assert len({other.RANK for other in layouts()}) == len(layouts())


def test_the_prose_above_a_list_of_addresses_is_not_bound(readers):
    extract = bind(read(readers, "described_addresses.txt"))
    assert not any("Room" in c.claim or "club" in c.claim for c in extract.citations)


def test_cells_keep_the_names_of_their_columns(readers):
    first = bind(read(readers, "tables.html")).citations[0]
    assert first.fields == (
        ("Jahr", "2014"),
        ("Design", "RCT"),
        ("Teilnehmer", "88"),
        ("Ergebnis", "Weniger Schmerzen nach zwölf Wochen"),
    )
    assert first.parts == ("2014 RCT 88", "Weniger Schmerzen nach zwölf Wochen")


def test_the_reference_is_what_the_page_prints_of_the_work(readers):
    by_identifier = {str(c.identifier): c for c in bind(read(readers, "cards.html")).citations}
    assert by_identifier["PMID:95000001"].reference == "Doe et al., Phytother Res 2016"
    assert by_identifier["PMID:95000002"].reference.startswith("Roe, Sommeil 2019")
