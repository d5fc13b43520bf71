"""Every report of a set of real-looking pages keeps to its format: the gold pages of ../shared, rules only."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import xml.etree.ElementTree as ET

import jsonschema
import pytest

from tests.sarif_schema import SARIF
from tests.test_reports_html import ATTRIBUTES, TAGS, Seen
from verifier import Verifier, snapshot
from verifier.reports import json as json_report
from verifier.store import Store


@pytest.fixture(scope="module")
def run(shared, tmp_path_factory):
    store = tmp_path_factory.mktemp("store")
    with Store(store) as opened:
        snapshot.import_folder(shared / "gold" / "records", opened)
    with Verifier(store=store, offline=True, today=dt.date(2026, 11, 20), judge=None) as verifier:
        return verifier.check(*sorted(map(str, (shared / "gold" / "documents").iterdir())))


def test_json(run):
    text = run.render("json")
    jsonschema.validate(json.loads(text), json_report.schema(), cls=jsonschema.Draft202012Validator)
    assert len(run.verdicts) > 150


def test_jsonl(run):
    lines = [json.loads(line) for line in run.render("jsonl").splitlines()]
    assert sum(line["kind"] == "verdict" for line in lines) == len(run.verdicts)


def test_sarif(run):
    log = json.loads(run.render("sarif"))
    jsonschema.validate(log, SARIF, cls=jsonschema.Draft7Validator, format_checker=jsonschema.FormatChecker())
    prints = [tuple(result["partialFingerprints"].values()) for result in log["runs"][0]["results"]]
    assert len(prints) == len(set(prints))


def test_sarif_against_the_official_schema(run, official_sarif):
    validator = jsonschema.validators.validator_for(official_sarif)
    assert list(validator(official_sarif).iter_errors(json.loads(run.render("sarif")))) == []


def test_junit(run):
    assert len(ET.fromstring(run.render("junit")).findall(".//testcase")) == len(run.verdicts)


def test_csv(run):
    rows = list(csv.DictReader(io.StringIO(run.render("csv").removeprefix("\ufeff"))))
    assert [row["outcome"] for row in rows] == [verdict.outcome for verdict in run.verdicts]


def test_html(run):
    seen = Seen(run.render("html"))
    assert set(seen.tags) <= set(TAGS.split())
    assert seen.attributes <= set(ATTRIBUTES.split())
    assert len(seen.ids) == len(set(seen.ids))
    assert {address[1:] for address in seen.addresses if address.startswith("#")} <= set(seen.ids)
    assert seen.tags["article"] == len(run.verdicts)


def test_almost_every_claim_is_marked_in_its_page(run):
    """A claim from a title or an attribute may stand nowhere in the text; no more than one in twenty."""
    back = sum('class="back"' in piece for piece in run.render("html").split("</article>"))
    assert back >= 0.95 * len(run.verdicts)


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_words_for_people(run, name):
    text = run.render(name, limit=0)
    for verdict in run.verdicts:
        assert verdict.citation.identifier.value in text
