"""The reports for programs and build servers: jsonl, csv, markdown, sarif, junit; and the golden files of all."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import pytest

from tests import events
from tests.sarif_schema import SARIF
from tests.write_golden import NAMES, without_manuals
from verifier import shelves
from verifier.reports import csv as csv_report
from verifier.reports import json as json_report
from verifier.reports import jsonl as jsonl_report
from verifier.reports import junit, markdown, sarif

GOLDEN = Path(__file__).parent / "golden"


def written(report, stream, **options) -> str:
    out = io.StringIO()
    report.write(stream, out, **options)
    return out.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_golden(name):
    """Each report of the whole run is the file in tests/golden; `make golden` writes them anew, for review."""
    module = shelves.load("reports", name)
    expected = (GOLDEN / f"run{module.SUFFIX}").read_text("utf-8")
    with without_manuals():
        assert written(module, events.run()) == expected


class TestJsonl:
    def test_lines_follow_the_schema(self):
        schema = json_report.schema()
        kinds = {"document", "verdict", "other", "listed", "uncited", "counts"}
        seen = set()
        for text in written(jsonl_report, events.run()).splitlines():
            line = json.loads(text)
            kind = line.pop("kind")
            seen.add(kind)
            if kind in kinds:
                jsonschema.validate(line, {**schema["$defs"][kind], "$defs": schema["$defs"]})
        assert seen == kinds | {"run"}

    def test_streams(self):
        out = io.StringIO()
        lengths = []

        def stream():
            for event in events.run():
                lengths.append(out.getvalue().count("\n"))
                yield event

        jsonl_report.write(stream(), out)
        assert lengths == list(range(len(lengths)))


class TestCsv:
    def rows(self, stream):
        text = written(csv_report, stream)
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text[1:])))

    def test_rows(self):
        rows = self.rows(events.run())
        assert [row["outcome"] for row in rows][:2] == ["supported", "contradicted"]
        assert rows[1]["checks"].split("\n") == ["status-mismatch", "results-not-posted"]
        assert rows[1]["level"] == "error"
        assert rows[1]["address"] == "https://clinicaltrials.gov/study/NCT09000002"

    def test_no_cell_is_a_formula(self):
        text = written(csv_report, events.hostile())
        for row in csv.reader(io.StringIO(text[1:])):
            for value in row:
                assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
                assert len(value) <= 32_767

    @pytest.mark.parametrize("text", ["=1+1", "  =1+1", "\t=1", "+x", "-x", "@x", "＝1", "|x", "%x"])
    def test_formulas_are_led_by_an_apostrophe(self, text):
        assert csv_report.cell(text).startswith("'")


class TestMarkdown:
    def test_mentions_issues_and_markup_are_defused(self):
        text = written(markdown, events.hostile())
        assert "@octocat" not in text
        assert "octo/repo#2" not in text
        assert not re.search(r"[a-z]#\d", text)
        assert "<script" not in text
        assert "javascript:" not in re.findall(r"\]\(<([^>]*)", text)

    @pytest.mark.parametrize(
        ("words", "shown"),
        [
            ("[a](http://b)", "\\[a\\](http:\u2060//b)"),
            ("1. first", "1\\. first"),
            ("2026-11-20", "2026-11-20"),
            ("=== x", "\\=== x"),
            ("- item", "\\- item"),
            ("`code`", "\\`code\\`"),
            ("a | b", "a \\| b"),
            ("# head", "#\u2060 head"),
            ("&amp;", "&amp;amp;"),
        ],
    )
    def test_defused(self, words, shown):
        assert markdown.defused(words) == shown

    def test_fits_a_comment(self):
        stream = events.many(500)
        text = written(markdown, stream)
        assert 50_000 < len(text) < 65_536
        told = text.count("\n## ") + text.count("\n- [") - 1
        assert f"{500 - told} more citations are not told here" in text
        assert len(written(markdown, stream, limit=0)) > 65_536

    def test_own_links_live(self):
        assert "[NCT09000002](<https://clinicaltrials.gov/study/NCT09000002>)" in written(markdown, events.run())

    def test_supported_come_last_and_short(self):
        text = written(markdown, events.run())
        assert text.index("## ✓ supported") > text.index("## ▲ overstated")
        assert "(also: small-sample)" in text


class TestSarif:
    @pytest.mark.parametrize("stream", [events.run, events.hostile, list])
    def test_validates(self, stream):
        log = json.loads(written(sarif, stream()))
        jsonschema.validate(log, SARIF, cls=jsonschema.Draft7Validator, format_checker=jsonschema.FormatChecker())

    @pytest.mark.parametrize("stream", [events.run, events.hostile, list])
    def test_validates_against_the_official_schema(self, stream, official_sarif):
        validator = jsonschema.validators.validator_for(official_sarif)
        log = json.loads(written(sarif, stream()))
        assert list(validator(official_sarif, format_checker=jsonschema.FormatChecker()).iter_errors(log)) == []
        assert list(validator(official_sarif).iter_errors({**log, "version": "3.0.0"}))

    def test_results(self):
        run = json.loads(written(sarif, events.run()))["runs"][0]
        result = next(one for one in run["results"] if one["ruleId"] == "status-mismatch")
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "status-mismatch"
        assert result["level"] == "error"
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "pages/clinic.html"
        assert place["region"] == {
            "startLine": 20, "charOffset": 1600, "charLength": 11, "snippet": {"text": "NCT09000002"},
        }  # fmt: skip

    def test_what_only_confirms_is_left_out(self):
        results = json.loads(written(sarif, events.run()))["runs"][0]["results"]
        assert "source-supports" not in {result["ruleId"] for result in results}

    def test_fingerprints_outlive_moved_lines_and_are_unique(self):
        def prints(stream):
            results = json.loads(written(sarif, stream))["runs"][0]["results"]
            return [tuple(result["partialFingerprints"].items()) for result in results]

        one = prints(events.run())
        assert len(set(one)) == len(one)
        verdict = events.contradicted()
        moved = events.VerdictReady(
            events.Verdict(
                events.citation(2, "NCT09000002", verdict.citation.claim, 77),
                verdict.outcome,
                verdict.reason,
                verdict.findings,
            )
        )
        assert set(prints([moved])) <= set(one)

    @pytest.mark.parametrize(
        ("name", "uri"),
        [
            ("a b/ü.html", "a%20b/%C3%BC.html"),
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("https://example.org/a?b=c", "https://example.org/a?b=c"),
            ("dir\\page.html", "dir/page.html"),
            ("/home/ü/page.html", "file:///home/%C3%BC/page.html"),
            ("//host/page.html", "file:////host/page.html"),
        ],
    )
    def test_names_become_references(self, name, uri):
        assert sarif.reference(name) == uri

    def test_rules_carry_the_manuals(self):
        known = shelves.names("checks")
        for rule in json.loads(written(sarif, events.run()))["runs"][0]["tool"]["driver"]["rules"]:
            assert ("help" in rule) == (rule["id"] in known or rule["id"].startswith("source-"))


class TestJunit:
    def test_counts(self):
        root = ET.fromstring(written(junit, events.run()))
        assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("7", "2", "1")
        assert len(root.findall(".//failure")) == 2
        assert len(root.findall(".//skipped")) == 1
        assert root.find(".//error").get("message").startswith("the file is encrypted")

    def test_hostile_text_is_text(self):
        root = ET.fromstring(written(junit, events.hostile()))
        assert {element.tag for element in root.iter()} == {
            "testsuites", "testsuite", "testcase", "failure", "system-out", "skipped",
        } - {"system-out"}  # fmt: skip
