"""A baseline holds back what is known, lets pass what is new or worse, and keeps what people wrote into it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier import baseline, shelves
from verifier.cli import main
from verifier.errors import UsageError
from verifier.model import (
    Citation,
    Counts,
    DocumentRead,
    Finding,
    Identifier,
    Place,
    RecordSummary,
    RunEnded,
    RunStarted,
    Standing,
    Verdict,
    VerdictReady,
)

ROOT = Path(__file__).parent.parent


def verdict(key="k1", outcome="supported", checks=(), document="page.html", digest="d", line=1):
    citation = Citation(
        key, document, Place(line), Identifier("NCT", "NCT01920867"), "NCT01920867", "A claim.", ("A claim.",), Place(line), "inline",
    )  # fmt: skip
    findings = tuple(Finding(check, level, "none", "said") for check, level in checks)
    return Verdict(citation, outcome, "because", findings, record=RecordSummary(digest=digest))


def events(*verdicts):
    counts = Counts(documents=1, citations=len(verdicts), outcomes={"supported": 99})
    return [DocumentRead("page.html", "d"), *map(VerdictReady, verdicts), RunEnded(counts)]


def passed(known, *verdicts):
    sieve = baseline.Sieve(known)
    out = list(sieve.sift(events(*verdicts)))
    return [event.verdict for event in out if isinstance(event, VerdictReady)], sieve, out[-1].counts


@pytest.fixture
def known(tmp_path):
    file = tmp_path / "baseline.json"
    baseline.write(file, [verdict("k1"), verdict("k2", "contradicted", [("status-mismatch", "error")])], ["page.html"])
    return file


def test_what_is_known_is_held_back_wherever_it_stands_now(known):
    moved = verdict("k2", "contradicted", [("status-mismatch", "error")], line=700)
    told, sieve, counts = passed(baseline.read(known), verdict("k1"), moved)
    assert told == []
    assert sieve.known == 2
    assert counts.citations == 0
    assert counts.outcomes == {}


@pytest.mark.parametrize(
    "now",
    [
        verdict("k3"),
        verdict("k1", "overstated"),
        verdict("k1", "supported", [("concern-raised", "warning")]),
        verdict("k2", "contradicted", [("retracted-source", "error"), ("status-mismatch", "error")]),
    ],
)
def test_what_is_new_or_worse_is_told(known, now):
    told, _, counts = passed(baseline.read(known), now)
    assert told == [now]
    assert counts.outcomes == {now.outcome: 1}


@pytest.mark.parametrize("now", [verdict("k2"), verdict("k1", "unknown", digest="")])
def test_what_is_better_or_could_not_be_asked_is_not_new(known, now):
    assert passed(baseline.read(known), now)[0] == []


def test_a_reason_stays_when_the_baseline_is_written_again(known):
    text = known.read_text().replace('"key": "k2",', '"key": "k2", "reason": "the registry is behind; asked them",')
    known.write_text(text)
    baseline.write(known, [verdict("k2", "contradicted", [("status-mismatch", "error")])], ["page.html"])
    (entry,) = baseline.read(known).known
    assert entry.reason == "the registry is behind; asked them"
    assert entry.standing == Standing("contradicted", (("status-mismatch", "error"),))


def test_documents_that_were_not_checked_keep_their_entries(known):
    baseline.write(known, [verdict("k9", document="other.html")], ["other.html"])
    assert [entry.key for entry in baseline.read(known).known] == ["k9", "k1", "k2"]


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "other/9"}', '{"known": [{"key": 1}]}', "[" * 100_000])
def test_a_file_that_is_no_baseline_is_refused_with_advice(tmp_path, text):
    file = tmp_path / "b.json"
    file.write_text(text)
    with pytest.raises(UsageError, match="write-baseline"):
        baseline.read(file)
    with pytest.raises(UsageError, match="write-baseline"):
        baseline.read(tmp_path / "none.json")


def test_from_the_command_line(tmp_path, monkeypatch):
    monkeypatch.setenv("VERIFIER_STORE", str(tmp_path / "store"))
    file, page = tmp_path / "known.json", tmp_path / "page.html"
    page.write_text((ROOT / "fixtures/pages/clinic.html").read_text("utf-8"), "utf-8")

    def run(*arguments):
        return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)

    assert run("snapshot", "import", ROOT / "fixtures" / "records").exit_code == 0
    check = ("check", page, "--offline", "--today", "2026-11-20", "--format", "json")
    assert run(*check, "--write-baseline", file).exit_code == 1
    page.write_text("<p>A line above.</p>\n" + page.read_text("utf-8"), "utf-8")
    again = run(*check, "--baseline", file)
    assert again.exit_code == 0
    assert json.loads(again.stdout)["verdicts"] == []
    assert "known from" in again.stderr
    assert json.loads(again.stdout)["counts"]["known"] == len(json.loads(file.read_text("utf-8"))["known"])
    page.write_text(page.read_text("utf-8") + "<p>PMID: 99999 shows that it cures all.</p>", "utf-8")
    third = run(*check, "--baseline", file)
    assert [v["identifier"] for v in json.loads(third.stdout)["verdicts"]] == ["PMID:99999"]
    assert run("check", page, "--baseline", tmp_path / "none.json").exit_code == 2


def test_json_that_is_no_baseline_knows_nothing(tmp_path):
    (tmp_path / "other.json").write_text("{}")
    with pytest.raises(UsageError, match="is not a baseline"):
        baseline.read(tmp_path / "other.json")


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_report_says_that_verdicts_are_known(known, form):
    out = io.StringIO()
    told = baseline.Sieve(baseline.read(known)).sift([RunStarted("1", "2026-11-20", "none"), *events(verdict())])
    shelves.load("reports", form).write(told, out)
    assert "(1 more, known from a baseline, are not told)" in " ".join(out.getvalue().split())
    assert "no pmid or nct number" not in out.getvalue().lower()
    assert "nothing cited" not in out.getvalue()
