"""The whole line on known pages: the touchstone, an outage, a warm store with the registries down."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from verifier import Verifier, snapshot
from verifier.store import Store

ROOT = Path(__file__).parent.parent
TODAY = dt.date(2026, 11, 20)
FIXTURES = ROOT / "fixtures"


def checked(store, *pages, **options):
    options = {"judge": None, "offline": True, "today": TODAY, **options}
    with Verifier(store, **options) as verifier:
        return verifier.check(*pages)


@pytest.fixture(scope="module")
def demo_store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo-store")
    with Store(folder) as store:
        snapshot.import_folder(FIXTURES / "records", store)
    return folder


def by_identifier(run):
    found = {}
    for verdict in run.verdicts:
        found.setdefault(str(verdict.citation.identifier), []).append(verdict)
    return found


def checks(verdict):
    return {finding.check for finding in verdict.findings}


def touchstone(verdicts):
    paper = verdicts["PMID:32039263"][-1]
    listing = verdicts["NCT01920867"][-1]
    ongoing = verdicts["NCT02638714"][-1]
    assert paper.outcome == "supported"
    assert {"small-sample", "uncontrolled-study", "open-label"} <= checks(paper)
    assert listing.outcome == "supported"
    assert "results-not-posted" in checks(listing)
    assert "UNKNOWN" in listing.record.status
    assert ongoing.outcome == "contradicted"
    (mismatch,) = [f for f in ongoing.findings if f.check == "status-mismatch"]
    assert mismatch.level == "error"
    assert mismatch.quote == "UNKNOWN"
    assert "2020-03" in mismatch.message
    assert "2021-10" in mismatch.message


def test_touchstone_on_fixtures(demo_store):
    touchstone(by_identifier(checked(demo_store, FIXTURES / "pages" / "clinic.html")))


def test_touchstone_on_the_seed_page(shared, tmp_path):
    with Store(tmp_path) as store:
        snapshot.import_folder(shared / "gold" / "records", store)
    (seed,) = (shared / "seeds").glob("000_*.txt")
    touchstone(by_identifier(checked(tmp_path, seed)))


def test_seeds_without_identifiers_say_so(shared, tmp_path):
    seeds = sorted((shared / "seeds").glob("00[1-4]_*.txt"))
    run = checked(tmp_path, *seeds)
    assert len(seeds) == 4
    assert run.verdicts == ()
    assert run.counts.documents == 4
    assert "no identifiers" in run.render("text").lower() or "no pmid" in run.render("text").lower()


def test_every_outcome_stands_in_the_demo(demo_store):
    run = checked(demo_store, *sorted((FIXTURES / "pages").iterdir()), judge="overlap")
    assert {"supported", "overstated", "contradicted", "broken", "unknown"} <= {v.outcome for v in run.verdicts}


def test_quotes_stand_in_the_source(demo_store):
    """Every quoted word is a substring of the record's prose or the value of one of its fields."""
    run = checked(demo_store, *sorted((FIXTURES / "pages").iterdir()))
    texts = {}
    for path in (FIXTURES / "records").rglob("*.*"):
        texts[path.stem] = path.read_text("utf-8").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    for verdict in run.verdicts:
        source = texts.get(verdict.citation.identifier.value, "")
        for finding in verdict.findings:
            if finding.quote and not finding.where.startswith("claim") and source:
                assert finding.quote in source, f"{finding.check}: {finding.quote!r} at {finding.where}"


def test_nothing_but_a_malformed_identifier_is_broken_in_an_outage(tmp_path):
    run = checked(tmp_path, *sorted((FIXTURES / "pages").iterdir()))
    for verdict in run.verdicts:
        assert verdict.outcome == ("broken" if verdict.citation.malformed else "unknown")
    assert run.counts.unavailable == run.counts.identifiers > 0


def test_same_inputs_same_bytes(demo_store):
    pages = sorted((FIXTURES / "pages").iterdir())
    first, second = (checked(demo_store, *pages).render("json") for _ in range(2))
    assert first == second


def test_json_reports_keep_to_the_schema(demo_store):
    import jsonschema

    from verifier.reports import json as report

    out = json.loads(checked(demo_store, *sorted((FIXTURES / "pages").iterdir())).render("json"))
    jsonschema.validate(out, report.schema())
    assert out["schema"] == "verifier/1"


def test_a_report_is_written_from_events_alone(demo_store):
    from verifier import shelves

    run = checked(demo_store, FIXTURES / "pages" / "clinic.html")
    out = io.StringIO()
    shelves.load("reports", "text").write(iter(run.events), out)
    assert "NCT02638714" in out.getvalue()


def test_one_good_source_makes_a_silent_one_a_note(demo_store):
    text = "Magnesium glycinate reduced insomnia severity in older adults ({}).\n"
    with Verifier(demo_store, offline=True, judge=None, today=TODAY) as verifier:
        both = verifier.check_text(text.format("PMIDs: 90000001, 90000006")).verdicts
        alone = verifier.check_text(text.format("PMID: 90000006")).verdicts
    assert [verdict.outcome for verdict in both] == ["supported", "unsupported"]
    assert {finding.level for finding in both[1].findings} == {"note"}
    assert "another source" in both[1].reason
    assert "warning" in {finding.level for finding in alone[0].findings}
