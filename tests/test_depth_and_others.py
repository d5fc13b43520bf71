"""Reading deeper, other numbers, and earlier days, through the whole line."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest
from registry_fake import FakeRegistry, FakeTime, article
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
