"""The contract of the shelf of reports, the json report and its schema, and the text report."""

from __future__ import annotations

import html
import io
import json
import re

import jsonschema
import pytest

from tests import events
from verifier import shelves
from verifier.errors import UsageError
from verifier.model import Counts, DocumentRead, RunEnded, RunStarted
from verifier.reports import json as json_report
from verifier.reports import text as text_report

ALIVE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")


def written(report, stream, **options) -> str:
    out = io.StringIO()
    report.write(stream, out, **options)
    return out.getvalue()


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", shelves.names("reports"))
class TestContract:
    def test_manual_and_suffix(self, name):
        module = shelves.load("reports", name)
        assert module.SUFFIX.startswith(".")
        assert len(module.__doc__ or "") > 150

    def test_same_events_same_report(self, name):
        module = shelves.load("reports", name)
        first, second = (written(module, iter(events.run())) for _ in range(2))
        assert first == second
        assert "90000001" in first

    def test_empty_run(self, name):
        module = shelves.load("reports", name)
        assert "<script>alert" not in written(module, iter([]))
        written(module, iter([RunStarted("0.1.0", "2026-11-20", "")]))

    def test_hostile_characters_are_inert(self, name):
        module = shelves.load("reports", name)
        text = written(module, iter(events.hostile()))
        text.encode("utf-8")
        assert not ALIVE.search(text.replace("\r\n", "\n"))

    def test_options_of_other_reports_are_ignored(self, name):
        module = shelves.load("reports", name)
        assert written(module, iter(events.run()), of_another_report=True) == written(module, iter(events.run()))


class TestJson:
    @pytest.mark.parametrize("stream", [events.run, events.hostile, list])
    def test_validates(self, stream):
        report = json.loads(written(json_report, stream()))
        schema = json_report.schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)

    def test_schema_refuses_what_it_should(self):
        report = json.loads(written(json_report, events.run()))
        report["verdicts"][0]["outcome"] = "false"
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(report, json_report.schema(), cls=jsonschema.Draft202012Validator)

    def test_data_comes_back_unchanged(self):
        report = json.loads(written(json_report, events.hostile()))
        claims = [verdict["claim"] for verdict in report["verdicts"]]
        assert claims[: len(events.HOSTILE)] == list(events.HOSTILE)

    @pytest.mark.parametrize("stream", [events.run, events.hostile])
    def test_reads_back(self, stream):
        text = written(json_report, stream())
        assert written(json_report, json_report.read(text)) == text

    @pytest.mark.parametrize("text", ["", "[]", "{", '{"schema": "verifier/2"}', '{"schema": "verifier/1"}', b"\xff"])
    def test_refuses_what_is_no_report(self, text):
        with pytest.raises(UsageError):
            json_report.read(text)

    def test_refuses_what_does_not_keep_to_the_schema(self):
        report = json.loads(written(json_report, events.run()))
        report["verdicts"][0]["findings"][0]["level"] = 3
        with pytest.raises(UsageError):
            json_report.read(json.dumps(report))

    def test_one_verdict(self):
        report = json.loads(written(json_report, events.run()))
        assert report["schema"] == "verifier/1"
        assert report["today"] == "2026-11-20"
        assert [verdict["outcome"] for verdict in report["verdicts"]] == [
            "supported", "contradicted", "overstated", "unsupported", "broken", "unknown",
        ]  # fmt: skip
        verdict = report["verdicts"][1]
        assert verdict["identifier"] == verdict["written"] == "NCT09000002"
        assert (verdict["line"], verdict["claim_line"], verdict["span"]) == (20, 19, [1600, 1611])
        assert verdict["findings"][0]["quote"] == "UNKNOWN"
        assert verdict["judgement"] is None
        assert report["verdicts"][4]["candidate"] == "NCT09000002"
        assert report["documents"][2]["error"].startswith("the file is encrypted")
        assert report["counts"]["checks_failed"] == 1


class TestText:
    def test_worst_first(self):
        text = written(text_report, events.run())
        heads = re.findall(r"^. ([A-Z]+)  ", text, re.MULTILINE)
        assert heads == ["BROKEN", "CONTRADICTED", "UNSUPPORTED", "OVERSTATED", "UNKNOWN", "SUPPORTED"]

    def test_a_citation_says_everything(self):
        text = flat(written(text_report, events.run()))
        for words in (
            "✗ CONTRADICTED NCT09000002 pages/clinic.html:20",
            "“Our ongoing trial in 200 patients proves the method.” pages/clinic.html:19",
            "error status-mismatch: the page says “ongoing”",
            "“UNKNOWN” statusModule.overallStatus",
            "Read registry record",
            "→ Write: “The trial was registered in 2017",
            "https://clinicaltrials.gov/study/NCT09000002",
        ):
            assert words in text

    def test_summary(self):
        text = flat(written(text_report, events.run()))
        for words in (
            "Checked 3 documents, 6 citations of 6 identifiers",
            "scan.pdf: the file is encrypted",
            "4 found, 0 not in the registry, 1 could not be asked",
            "Not asked PMID:90000006: PubMed could not be asked",
            "130 done, 12 skipped, 1 failed",
            "10.1000/invented was not checked; its PMID: not asked",
            "may be PMID:90000005 or PMID:90000006, which was not checked",
            "PMID:90000009 stands without a claim",
            "“Nine in ten patients walk again.” names no source",
        ):
            assert words in text

    def test_nothing_to_check_is_said(self):
        stream = [RunStarted("0.1.0", "2026-11-20", "plain"), events.DocumentRead("empty.txt")]
        assert "empty.txt: no PMID or NCT number stands beside a claim" in written(text_report, stream)

    def test_plain_when_piped(self):
        text = written(text_report, events.run())
        assert "\x1b" not in text
        assert max(map(len, text.splitlines())) <= 100
        assert not any(line.endswith(" ") for line in text.splitlines())

    def test_colour_and_links_on_a_terminal(self, monkeypatch):
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)

        class Terminal(io.StringIO):
            def isatty(self):
                return True

        out = Terminal()
        text_report.write(events.run(), out, width=80)
        assert "\x1b[1;31m" in out.getvalue()
        assert "\x1b]8;" in out.getvalue()
        out = Terminal()
        text_report.write(events.hostile(), out, width=80)
        assert "evil.example\x07" not in out.getvalue()
        assert "\x1b]8;;http://evil" not in out.getvalue()

    def test_narrow_encodings_do_not_stop_it(self):
        raw = io.BytesIO()
        out = io.TextIOWrapper(raw, encoding="ascii")
        text_report.write(events.run(), out)
        out.flush()
        assert b"? CONTRADICTED" in raw.getvalue()

    def test_long_claims_are_cut(self):
        assert len(written(text_report, events.hostile())) < 60_000

    def test_verbose_adds_comparisons_and_judge(self):
        text = flat(written(text_report, events.run(), verbose=True))
        assert "Status: the page says ongoing; the record shows UNKNOWN (not the same)" in text
        assert "plain: supports, confidence 0.91" in text


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_how_a_document_was_read_is_told(name):
    out, read = io.StringIO(), DocumentRead("scan.pdf", "d", notes=("3 pages are <b>pictures</b>",))
    shelves.load("reports", name).write(
        [RunStarted("1", "2026-11-20", "none"), read, RunEnded(Counts(documents=1))], out
    )
    told = html.unescape(out.getvalue())
    assert "3 pages are <b>pictures</b>" in told
    assert ("<b>pictures" in out.getvalue()) == (name == "text")
    assert not re.search("beside a claim(?! in what was read)", told)
