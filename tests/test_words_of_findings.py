"""Every finding over fixtures and recorded data: what it quotes of a field is in the record as sent, and it reads well."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.casebook import TODAY, case, cite, found, paper, trial
from tests.test_checks import BOOK, fired
from verifier.checks.content import safety_overclaim
from verifier.checks.wording import quote_not_verbatim
from verifier.line import Line
from verifier.model import Analysis, EventGroup, Intervention, Measurement, PostedOutcome, Results
from verifier.registries import clinicaltrials, pubmed
from verifier.registries._markup import unescape

ROOT = Path(__file__).parent.parent
# What pages say of any trial: each sentence reads other fields.
SENTENCES = (
    "The trial is recruiting.",
    "The trial was completed in 2031 and has posted its results.",
    "A randomised, double-blind, placebo-controlled phase 3 trial in 7,777 people showed that it works.",
    "It was stopped because the treatment proved too toxic.",
    "The open-label trial, sponsored by the National Institutes of Health, began in 1987.",
    "Nobody had a serious side effect.",
    "Only children under ten could take part.",
    "The treatment cures acne in women.",
)


def nodes(tree, keys):
    """The values at a place as findings name it: modules with or without the word, lists with a number or whole."""
    if isinstance(tree, list):
        return [node for item in tree for node in nodes(item, keys)]
    if not keys:
        return [tree]
    name, number = re.fullmatch(r"(\w+)(?:\[(\d+)\])?", keys[0]).groups()
    below = [tree[key] for key in (name, f"{name}Module") if isinstance(tree, dict) and key in tree]
    if number is not None:
        below = [item[int(number)] for item in below if isinstance(item, list) and int(number) < len(item)]
    return [node for item in below for node in nodes(item, keys[1:])]


def anywhere(tree, keys):
    """The values at a place that may stand at any depth."""
    here = nodes(tree, keys) if isinstance(tree, dict) else []
    if here or not isinstance(tree, dict):
        return here
    return [node for branch in tree.values() for node in anywhere(branch, keys)]


def words(node):
    """Every value at or below a node, as a string."""
    if isinstance(node, dict | list):
        for below in node.values() if isinstance(node, dict) else node:
            yield from words(below)
    else:
        yield str(node).lower() if isinstance(node, bool) else unescape(str(node))


def posted(study, where):
    """The measurements of an outcome in their order, which the registry keeps in classes and categories."""
    number, at = map(int, re.match(r"outcomeMeasures\[(\d+)\]\.measurements\[(\d+)\]", where).groups())
    outcome = study["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"][number]
    groups = [c for one in outcome.get("classes", []) for c in one.get("categories", [])]
    return [one for category in groups for one in category.get("measurements", [])][at]


def stands(quote, where, study):
    """Whether a quote is the value of its field, a piece of it, or several values of a list."""
    if ".measurements[" in where:
        return quote == posted(study, where)["value"]
    told = [word for node in anywhere(study, where.split(".")) for word in words(node)]
    if any(quote in word for word in told):
        return True
    if any(all(piece in told for piece in quote.split(joint)) for joint in ("; ", ", ")):
        return True
    # Prose that is put together from several fields ("Drug: Name. What it is [when]"): each piece is of one of them.
    kinds = {word.replace("_", " ").capitalize() for word in told}
    parts = [part.strip(" .[]()") for part in re.split(r"(?<=\w): |\. | \[|^\[", quote)]
    return all(part in kinds or any(part in word for word in told) for part in parts if part)


def of_tables(where):
    """Whether a place is a table of results, which is told in a sentence of ours."""
    return re.fullmatch(
        r"outcomeMeasures\[\d+\](\.analyses\[\d+\])?|adverseEvents\.eventGroups\[\d+\]|participantFlow", where
    )


def verdicts(path, claims):
    """The verdicts of the rules on claims about one recorded study, with the study as sent."""
    payload = path.read_text("utf-8")
    record = clinicaltrials.read(payload)
    line = Line(None, TODAY)
    return json.loads(payload), [line.verdict(cite(claim, record.identifier), found(record)) for claim in claims]


def astray(study, verdict):
    """Quotes with the name of a field that are not in that field of the study."""
    shown = [(f.check, f.quote, f.where) for f in verdict.findings]
    shown += [(c.facet, c.shown.text, c.shown.where) for c in verdict.comparisons]
    return [
        (name, quote, where)
        for name, quote, where in shown
        if quote and where not in ("claim", "page") and not of_tables(where) and not stands(quote, where, study)
    ]


def check_all(paths, claims_of):
    """Every quote of every verdict; a study is read once."""
    wrong = []
    for path in paths:
        study, told = verdicts(path, claims_of(path.stem))
        wrong += [(path.stem, *one) for verdict in told for one in astray(study, verdict)]
    assert wrong == []


def test_quotes_are_values_of_the_fields_of_our_own_records():
    check_all(sorted((ROOT / "fixtures/records/ctgov").glob("*.json")), lambda _: SENTENCES)


def test_quotes_are_values_of_the_fields_of_recorded_studies(shared):
    check_all(sorted((shared / "records/ctgov").glob("*.json"))[::4], lambda _: SENTENCES)


def pairs(shared):
    """The claims of the labelled pages by the identifier that they cite."""
    lines = (shared / "gold/expected.jsonl").read_text("utf-8").splitlines()
    claims: dict[str, list[str]] = {}
    for one in map(json.loads, lines):
        if one.get("claim") and one.get("identifier"):
            claims.setdefault(one["identifier"], []).append(one["claim"])
    return claims


def test_quotes_are_values_of_the_fields_of_the_labelled_studies(shared):
    claims = pairs(shared)
    check_all(sorted((shared / "gold/records/ctgov").glob("*.json")), lambda name: claims.get(name, ()))


def faults(finding):
    """What an editor would mend in the wording of a finding."""
    told = {"message": finding.message, "advice": finding.advice}
    for name, text in told.items():
        own = re.sub(r"“[^”]*”", "“”", text)  # what a page or a record says is theirs
        if '"' in own or text.count("“") != text.count("”"):
            yield name, "mixed or lone quotation marks", text
        if re.search(r"\b([A-Z]{4,}_[A-Z_]+|FEMALE|OLDER_ADULT|QUADRUPLE)\b", own):
            yield name, "a value that nobody says", text
        if re.search(r"\b(\w{2,}) \1\b", own) or "  " in text or re.search(r"\b1 people\b|\bNone\b", own):
            yield name, "a doubled or wrong word", text
        if len(text) > 420:
            yield name, "too long", text


@pytest.mark.parametrize("check", sorted(BOOK))
def test_findings_read_well(check):
    told = [finding for about, _ in BOOK[check][0] for finding in fired(check, about)]
    assert told
    assert [fault for finding in told for fault in faults(finding)] == []


def test_findings_on_labelled_pairs_read_well(shared):
    wrong = []
    line = Line(None, TODAY)
    for name, claims in pairs(shared).items():
        registry, path = (
            (pubmed, f"pubmed/{name.removeprefix('PMID:')}.xml")
            if ":" in name
            else (clinicaltrials, f"ctgov/{name}.json")
        )
        if not (shared / "gold/records" / path).exists():
            continue
        (payload,) = registry.from_file((shared / "gold/records" / path).read_bytes()).payloads.values()
        record = registry.read(payload)
        for claim in claims:
            verdict = line.verdict(cite(claim, record.identifier), found(record))
            wrong += [(finding.check, *fault) for finding in verdict.findings for fault in faults(finding)]
    assert wrong == []


@pytest.mark.parametrize(
    ("claim", "quoted"),
    [
        ('Half of the "take it easy" group but only some of the "move as you like" group did so.', []),
        ('They call it "a cure for every form of blindness" and "a wonder".', ["a cure for every form of blindness"]),
        ("They call it “a cure for every form of blindness”.", ["a cure for every form of blindness"]),
        ("Sie nennen es „ein Mittel gegen jede Form von Blindheit“.", ["ein Mittel gegen jede Form von Blindheit"]),
        ('The 12" screen was for all those who could see it well', []),
    ],
)
def test_what_stands_between_two_quotations_is_none(claim, quoted):
    told = [finding.message for finding in quote_not_verbatim.check(case(claim, paper("Cells were given. " * 3)))]
    assert [words for words in quoted if f"“{words}”" in " ".join(told)] == quoted
    assert len(told) == bool(quoted)


HARMS = Results(event_groups=(EventGroup("Low dose", serious=1, serious_at_risk=6), EventGroup("High dose", serious=2)))


@pytest.mark.parametrize(
    ("claim", "words", "quote"),
    [
        (
            "None of the low-dose patients had a serious side effect.",
            "serious adverse events in 1 of 6 people (Low",
            "1",
        ),
        ("Nine of the people had a serious side effect.", "serious adverse events in 3 people (1, 2 by arm)", "1, 2"),
    ],
)
def test_people_who_were_harmed_are_told_with_their_arm_and_quoted_as_counted(claim, words, quote):
    (told,) = safety_overclaim.check(case(claim, trial(results=HARMS, has_results=True)))
    assert words in told.message
    assert told.quote == quote


DRUG = (Intervention("DRUG", "Calmizumab"), Intervention("OTHER", "Placebo"))
ARMS = Results(
    event_groups=(
        EventGroup("Placebo", serious=4, serious_at_risk=90),
        EventGroup("CMZ 200 mg", serious=8, serious_at_risk=91),
    )
)
QUIET = Results(event_groups=(ARMS.event_groups[0], EventGroup("CMZ 200 mg", serious=0, serious_at_risk=91)))


@pytest.mark.parametrize(
    ("claim", "results", "arm"),
    [
        ("Nobody given the medicine had a serious side effect.", ARMS, "CMZ 200 mg"),
        ("There were no serious side effects with calmizumab.", ARMS, "CMZ 200 mg"),
        ("There were no serious side effects with placebo.", ARMS, "Placebo"),
        ("There were no serious side effects with calmizumab.", QUIET, None),
    ],
)
def test_harm_is_told_of_the_arm_that_the_claim_speaks_of(claim, results, arm):
    told = list(safety_overclaim.check(case(claim, trial(results=results, has_results=True, interventions=DRUG))))
    assert [arm in finding.message for finding in told] == ([True] if arm else [])


def change(p_value):
    """Posted means of two arms with a test between them."""
    outcome = PostedOutcome(
        kind="PRIMARY",
        title="Change in monthly migraine days",
        status="POSTED",
        parameter="MEAN",
        unit="days",
        groups=("Calmizumab", "Placebo"),
        measurements=(Measurement("Calmizumab", "", "-2.1"), Measurement("Placebo", "", "-1.9")),
        analyses=(Analysis(groups=("Calmizumab", "Placebo"), p_value=p_value),),
    )
    return trial(results=Results(outcomes=(outcome,)), has_results=True, interventions=DRUG, conditions=("Migraine",))


def test_a_difference_that_chance_explains_is_no_opposite():
    claim = "Calmizumab spares patients more migraine days than placebo."
    assert [c.detail for c in case(claim, change("0.62")).compared("posted", "different")] == ["null primary"]
