"""What a person is told of a night: grouped by cause, harmless, and nothing when there is nothing."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from verifier.cli import main
from verifier.errors import UsageError
from verifier.model import Change, Identifier, Night, Standing, VerdictChange
from verifier.refresh import schema
from verifier.refresh.digest import FORMATS, digest, moved
from verifier.refresh.telling import tell, worth_telling

ROOT = Path(__file__).parent.parent
TRIAL = Identifier("NCT", "NCT01920867")
STATUS = Change(TRIAL, "status", "RECRUITING", "TERMINATED", "2026-11-19T03:00:00Z", "2026-11-20T03:00:00Z")
BAD = (("status-mismatch", "error"),)


def change(document="a.html", line=40, before="supported", after="contradicted", cause="record", checks=BAD, **more):
    was = Standing(before) if before else None
    return VerdictChange(
        f"{document}{line}{cause}", document, line, more.pop("identifier", TRIAL), more.pop("claim", "It recruits."), was,
        Standing(after, checks), cause, "because", changes=(STATUS,) if cause == "record" else (), **more,
    )  # fmt: skip


def night(*verdicts, **more):
    fields = {"watched": 2, "records": 3, "due": 1, **more}
    return Night(
        "2026-11-20T03:00:00Z", "2026-11-20T03:01:00Z", "2026-11-20", "2026-11-19", verdicts=verdicts, **fields
    )


def test_one_entry_for_each_cause_not_for_each_page():
    report = digest(night(*(change(f"{n}.html") for n in range(50)), change(cause="clock"), changes=(STATUS,)))
    assert [(heading, len(entries)) for heading, entries in report.sections] == [
        ("Because a record changed", 1),
        ("Because a date passed", 1),
    ]
    text = tell(night(*(change(f"{n}.html") for n in range(50)), changes=(STATUS,)))
    assert text.count("status RECRUITING -> TERMINATED") == 1
    assert text.count("supported -> contradicted (status-mismatch)") == 50


def test_our_own_upgrade_is_a_line_however_many_verdicts_it_moves():
    many = night(*(change(line=n, cause="verifier") for n in range(500)))
    text = tell(many)
    assert text.count("\n") < 10
    assert "500 verdicts: supported -> contradicted (status-mismatch)" in text
    assert many.code == 0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (Standing("supported"), Standing("contradicted", BAD), "supported -> contradicted (status-mismatch)"),
        (None, Standing("broken"), "new -> broken"),
        (Standing("supported"), Standing("supported", BAD), "still supported, now with status-mismatch"),
        (Standing("unknown", BAD), Standing("unknown"), "still unknown, no longer with status-mismatch"),
        (Standing("broken", BAD), Standing("supported"), "broken -> supported"),
    ],
)
def test_how_a_verdict_moved(before, after, said):
    assert moved(VerdictChange("k", "a", 1, TRIAL, "c", before, after, "record")) == said


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (night(), 0),
        (night(change(before="contradicted", after="supported", checks=())), 0),
        (night(change()), 1),
        (night(unasked=((TRIAL, "down"),)), 3),
        (night(unreadable=(("a.html", "gone"),)), 3),
        (night(left=4), 3),
        (night(change(), left=4, unasked=((TRIAL, "down"),)), 1),
        (night(change(before=None)), 1),
    ],
)
def test_exit_codes(report, code):
    assert report.code == code


def test_nothing_to_say_is_not_worth_telling():
    assert not worth_telling(night())
    assert not worth_telling(night(learnt=400))
    assert worth_telling(night(change()))
    assert worth_telling(night(left=1))


def test_json_holds_all_of_it_and_no_traffic():
    whole = json.loads(tell(night(change(), changes=(STATUS,), requests=7), "json"))
    assert whole["schema"] == "verifier-refresh/1"
    assert (whole["code"], whole["verdicts"][0]["worse"], whole["changes"][0]["field"]) == (1, True, "status")
    assert "requests" not in whole


HOSTILE = "x\x1b]0;owned\x07 <script>alert(1)</script> @everyone [a](javascript:b) \u202egnp.exe\n# Heading"


@pytest.mark.parametrize(
    "told",
    [
        night(),
        night(change(), change(before=None, cause="document"), changes=(STATUS,), unasked=((TRIAL, "throttled"),)),
        night(change(cause="verifier"), unreadable=(("a.html", "no such file"),), learnt=3, gone=2, left=1),
    ],
)
def test_json_keeps_to_its_schema(told):
    jsonschema.Draft202012Validator.check_schema(schema())
    check = jsonschema.Draft202012Validator(schema())
    report = json.loads(tell(told, "json"))
    assert list(check.iter_errors(report)) == []
    assert list(check.iter_errors({**report, "code": 2}))
    assert list(check.iter_errors({**report, "requests": 7}))


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_what_to_do_stands_apart_from_the_reason(form):
    text = tell(night(change(advice="take the word out")), form)
    assert "because take" not in text
    assert re.search(r"(?i)what to do:(</span>)? take the word out", text)


@pytest.mark.parametrize("form", FORMATS)
def test_words_of_pages_and_records_do_nothing(form):
    nasty = Change(TRIAL, "title", HOSTILE, HOSTILE)
    text = tell(
        night(change(document=HOSTILE, claim=HOSTILE), changes=(nasty,), unreadable=((HOSTILE, HOSTILE),)), form
    )
    assert not {"\x1b", "\x07", "\u202e"} & set(text)
    if form == "html":
        assert "<script" not in text
    if form in ("text", "markdown"):
        assert "\n# Heading" not in text
    if form == "markdown":
        assert "<script" not in text
        assert "[a](javascript" not in text


def test_an_unknown_format_is_refused():
    with pytest.raises(UsageError, match="text, json"):
        tell(night(), "pdf")


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("VERIFIER_STORE", str(tmp_path / "store"))

    def call(*arguments):
        return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)

    assert call("snapshot", "import", ROOT / "fixtures" / "records").exit_code == 0
    page = tmp_path / "page.html"
    page.write_text("<p>The trial NCT02638714 is recruiting patients.</p>", "utf-8")
    assert call("watch", "add", page).exit_code == 0
    return call


def test_a_night_from_the_command_line(run, tmp_path):
    first = run("refresh", "--offline", "--judge", "none", "--log", tmp_path / "log.jsonl", "--quiet")
    assert "the first" in first.output
    assert first.exit_code in (0, 3)  # 3: what is due could not be asked offline
    events = [json.loads(line)["event"] for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert (events[0], events[-1]) == ("began", "ended")
    assert run("refresh", "--format", "pdf").exit_code == 2
    assert run("refresh", "--notify", "mail 'unclosed").exit_code == 2


def test_a_notification_goes_out_without_a_shell_and_only_with_something_to_say(run, tmp_path):
    out = tmp_path / "told; touch owned"
    code = "import sys, pathlib; pathlib.Path(sys.argv[1]).write_text(sys.stdin.read())"
    command = f'{sys.executable} -c "{code}" "{out}"'
    page = tmp_path / "page.html"
    run("refresh", "--offline", "--judge", "none", "--quiet")
    out.unlink(missing_ok=True)
    page.write_text(page.read_text("utf-8") + "<p>Cells cured all patients (PMID: 123456789).</p>", "utf-8")
    done = run("refresh", "--offline", "--judge", "none", "--notify", command, "--quiet")
    assert done.exit_code == 1
    assert "123456789" in out.read_text("utf-8")
    assert not (tmp_path / "owned").exists()
    failing = run("refresh", "--offline", "--judge", "none", "--notify", f"{sys.executable} -c 'raise SystemExit(9)'")
    assert failing.exit_code in (0, 3)
