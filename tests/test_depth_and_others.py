"""Reading deeper, other numbers, and earlier days, through the whole line."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article, study
from test_fulltext import articleset, full

from verifier import Verifier
from verifier.errors import UsageError
from verifier.model import OtherFound, VerdictReady

PAGE = (
    "# Invented cells\n\nInvented cells helped adults (doi: 10.1000/a.1).\n\n"
    "Another thing was seen in adults (PMID: 102; doi: 10.1000/b.2).\n\nA third one (doi: 10.1000/none).\n"
)


def with_ids(pmid, **ids):
    marks = "".join(f'<ArticleId IdType="{kind}">{value}</ArticleId>' for kind, value in ids.items())
    return article(pmid).replace("<ArticleIdList>", f"<ArticleIdList>{marks}")


@pytest.fixture
def registry():
    return FakeRegistry(
        {"101": with_ids("101", doi="10.1000/a.1", pmc="PMC500"), "102": with_ids("102", doi="10.1000/b.2")}
    )


def events(registry, tmp_path, **options):
    time = FakeTime()
    with Verifier(tmp_path / "store", transport=registry, sleep=time.sleep, judge=None, **options) as verifier:
        return verifier.check_text(PAGE, kind="markdown", name="page.md").events


def cited(told):
    return [
        (e.verdict.citation.identifier.value, e.verdict.citation.written) for e in told if isinstance(e, VerdictReady)
    ]


def test_other_numbers_are_only_listed_unless_asked_for(registry, tmp_path):
    told = events(registry, tmp_path)
    assert [value for value, _ in cited(told)] == ["102"]
    assert {e.resolved for e in told if isinstance(e, OtherFound)} == {None}


def test_other_numbers_become_citations_and_name_their_pmid(registry, tmp_path):
    told = events(registry, tmp_path, resolve_others=True)
    assert [value for value, _ in cited(told)] == ["101", "102"]  # the DOI beside a printed PMID adds nothing
    assert "10.1000/a.1" in cited(told)[0][1]
    others = {e.mention.value: e.resolved and e.resolved.value for e in told if isinstance(e, OtherFound)}
    assert others == {"10.1000/a.1": "101", "10.1000/b.2": "102", "10.1000/none": None}


def test_full_text_is_read_where_open(registry, tmp_path):
    registry.down = lambda r: httpx.Response(200, text=articleset(full())) if b"db=pmc" in r.content else None
    for depth, read in (("abstract", "abstract"), ("fulltext", "full text")):
        told = events(registry, tmp_path, resolve_others=True, depth=depth)
        depths = {e.verdict.citation.identifier.value: e.verdict.depth for e in told if isinstance(e, VerdictReady)}
        assert depths == {"101": read, "102": "abstract"}


def test_earlier_days_are_judged_with_what_was_known(registry, tmp_path):
    clock = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
    events(registry, tmp_path, clock=lambda: clock)
    registry.articles["102"] = registry.articles["102"].replace(">Journal Article<", ">Retracted Publication<")
    events(registry, tmp_path, clock=lambda: clock + dt.timedelta(days=60))

    def findings(day):
        told = events(registry, tmp_path, as_of=day)
        return {f.check for e in told if isinstance(e, VerdictReady) for f in e.verdict.findings}

    assert "retracted-source" not in findings(dt.date(2026, 12, 1))
    assert "retracted-source" in findings(dt.date(2027, 3, 1))


def test_a_depth_that_is_none_is_told(tmp_path):
    with pytest.raises(UsageError, match="depth"):
        Verifier(tmp_path / "store", depth="everything", judge=None)


TRIAL_PAGE = "# Invented trial\n\nInvented cells helped most adults (NCT00000011).\n"


@pytest.mark.parametrize(("links", "depth"), [(False, "registry"), (True, "registry, with its report PMID:101")])
def test_linked_reports_speak_for_a_trial_without_results(registry, tmp_path, links, depth):
    references = [
        {"pmid": "900", "type": "BACKGROUND"},
        {"pmid": "103", "type": "RESULT"},
        {"pmid": "101", "type": "DERIVED"},
    ]
    registry.articles["103"] = article("103", types=("Retracted Publication",))
    registry.studies = {"NCT00000011": study("NCT00000011", referencesModule={"references": references})}
    time = FakeTime()
    with Verifier(tmp_path / "s", transport=registry, sleep=time.sleep, judge=None, links=links) as verifier:
        (verdict,) = verifier.check_text(TRIAL_PAGE, kind="markdown").verdicts
        lookup = verifier.lookup("NCT00000011")
    assert verdict.depth == depth
    assert any(p.where == "PMID:101/Abstract" for p in lookup.record.passages) is links
    assert not any("PMID:103" in p.where or "PMID:900" in p.where for p in lookup.record.passages)
    told = [f.advice for f in verdict.findings if f.check == "results-not-posted"]
    assert all("PMID:103" in advice for advice in told)


def test_posted_results_need_no_report(registry, tmp_path):
    body = study("NCT00000011", referencesModule={"references": [{"pmid": "101", "type": "RESULT"}]})
    registry.studies = {"NCT00000011": {**body, "hasResults": True}}
    time = FakeTime()
    with Verifier(tmp_path / "s", transport=registry, sleep=time.sleep, judge=None, links=True) as verifier:
        assert verifier.lookup("NCT00000011").record.depth == "registry"
    assert not any(path.endswith("efetch.fcgi") for path, _ in registry.calls)


def test_what_could_not_be_kept_is_told_and_stops_nothing(registry, tmp_path):
    time = FakeTime()
    registry.articles["102"] = article("102", abstract=" ".join(str(n * n) for n in range(20_000)))
    with Verifier(tmp_path / "s", transport=registry, sleep=time.sleep, judge=None) as verifier:
        verifier.store._cache._sql("PRAGMA max_page_count = 1")
        run = verifier.check_text("It helped (PMID: 102).", kind="text")
        assert [v.depth for v in run.verdicts] == ["abstract"]
        assert "disk is full" in verifier.troubles[0]


def test_a_work_printed_without_a_number_has_candidates_and_no_verdict(registry, tmp_path):
    registry.down = lambda request: (
        httpx.Response(200, text="Invented J|2019|10|56|Doe J|0|102\n") if "ecitmatch" in request.url.path else None
    )
    page = "Cells helped adults [1].\n\n1. Doe J, Roe R. Invented J 2019;10:56\n"

    def told(**options):
        time = FakeTime()
        with Verifier(tmp_path / "store", transport=registry, sleep=time.sleep, judge=None, **options) as verifier:
            run = verifier.check_text(page, kind="markdown", name="page.md")
        assert run.verdicts == ()
        (other,) = (event for event in run.events if isinstance(event, OtherFound))
        return other.resolved, [str(candidate) for candidate in other.aside.candidates], other.aside.note

    assert told() == (None, [], "not asked")
    assert told(offline=True, resolve_others=True) == (None, [], "not asked (offline)")
    assert not [path for path, _ in registry.calls if "ecitmatch" in path]
    assert told(resolve_others=True) == (None, ["PMID:102"], "")
