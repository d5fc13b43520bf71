"""Prepared records at rest: in less room, and made ready again as they were."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from verifier import Verifier, inputs, snapshot
from verifier.compare import Sources, compare, lighten, read
from verifier.facets import _resting, _terms, _words
from verifier.model import Citation, Found, Identifier, Place, VerdictReady
from verifier.registries import clinicaltrials, pubmed
from verifier.store import Store

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 20)
CLAIMS = (
    "A randomised trial in 62 adults showed less pain than placebo.",
    "An ongoing phase 2 study recruits 120 patients with multiple sclerosis and ended in 2019.",
    "Stem cells improved walking in 27% of mice, p < 0.05.",
)


def found(record) -> Found:
    return Found(record, f"digest of {record.identifier}", "2026", "2026", record.identifier)


def readings(record, claim):
    number = record.identifier
    return read(Citation("k", "page.html", Place(1), number, str(number), claim, (), Place(1), "L01", language="en"))


def fixture_records():
    for path in sorted((ROOT / "fixtures" / "records").glob("*/*")):
        module = pubmed if path.suffix == ".xml" else clinicaltrials
        yield from (module.read(payload) for payload in module.from_file(path.read_bytes()).payloads.values())


def asleep_and_awake(record):
    """A source with all that some claims made it read, and what wakes after it rested."""
    sources = Sources(limit=0)
    source = sources(found(record))
    for claim in CLAIMS:
        compare(readings(record, claim), source, TODAY)
    lighten(source)
    sources(found(msgspec.structs.replace(record, identifier=Identifier("PMID", "1"))))
    sources.settle()
    woken = sources(found(record))
    assert woken is not source
    assert sources.prepared == 2
    return source, woken


def values(value):
    """A facet as something that can be held beside another."""
    if isinstance(value, _words.Subject):  # without what is made again from the rest when it is asked for
        return {name: own for name, own in vars(value).items() if name != "_by_shape"}
    return value


def assert_alike(record):
    source, woken = asleep_and_awake(record)
    assert woken.sentences == source.sentences
    packed = {reader: value for reader, value in woken.known().items() if reader in _resting._HEAVY}
    assert len(packed) == len(_resting._HEAVY)
    for reader, value in source.known().items():
        again = woken.facet(reader)
        assert values(again) == values(value), reader
        assert type(again) is type(value), reader
    for claim in CLAIMS:
        assert compare(readings(record, claim), woken, TODAY) == compare(readings(record, claim), source, TODAY)


@pytest.mark.parametrize("record", list(fixture_records()), ids=lambda record: str(record.identifier))
def test_a_record_wakes_as_it_was(record):
    assert_alike(record)


def test_recorded_records_wake_as_they_were(shared):
    for file in sorted((shared / "records" / "pubmed").glob("*.xml"))[::12]:
        for payload in list(pubmed.from_file(file.read_bytes()).payloads.values())[:1]:
            assert_alike(pubmed.read(payload))
    for file in sorted((shared / "records" / "ctgov").glob("*.json"))[::20]:
        for payload in clinicaltrials.from_file(file.read_bytes()).payloads.values():
            assert_alike(clinicaltrials.read(payload))


def test_what_others_have_read_is_read_again():
    def theirs(source):
        return [source.digest]

    record = next(iter(fixture_records()))
    sources = Sources(limit=0)
    source = sources(found(record))
    source.facet(theirs)
    source.facet(_terms.sentence_terms)
    sources(found(msgspec.structs.replace(record, identifier=Identifier("PMID", "1"))))
    sources.settle()
    woken = sources(found(record))
    assert theirs not in woken.known()
    assert _terms.sentence_terms in woken.known()
    assert woken.facet(theirs) == [source.digest]


def test_verdicts_are_the_same_however_many_records_rest(tmp_path):
    pages = sorted(str(path) for path in (ROOT / "fixtures" / "pages").glob("*.*")) * 2
    with Store(tmp_path / "store") as store:
        snapshot.import_folder(ROOT / "fixtures" / "records", store)

    def verdicts(sources):
        with Verifier(tmp_path / "store", judge=None, today=TODAY, offline=True) as verifier:
            verifier.line.sources = sources
            told = []
            for page in pages:
                told += [
                    event for event in verifier.events(inputs.open_inputs([page])) if isinstance(event, VerdictReady)
                ]
                verifier.line.forget()
            return told

    usual, resting, dropping = Sources(), Sources(limit=0), Sources(limit=0, resting=0)
    told = verdicts(usual)
    assert len(told) > 10
    assert verdicts(resting) == told
    assert verdicts(dropping) == told
    assert (resting.prepared, resting.let_go) == (usual.prepared, 0)
    assert dropping.prepared > usual.prepared
    assert dropping.let_go > 0
