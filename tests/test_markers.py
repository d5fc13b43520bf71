"""Markers, lists and headed entries in the many shapes that pages give them: each claim gets its own work."""

import itertools
import time

import pytest

from verifier import shelves
from verifier.binding import bind

CLAIMS = (
    "The herbal gel calmed itching within a week",
    "Children on the diet slept two hours longer",
    "No difference in blood pressure was seen after a year",
)
NUMBERS = ("91500001", "91500002", "91500003")
WORKS = tuple(f"Smith A. A gel for skin. J Derm 201{at}. PMID: {number}" for at, number in enumerate(NUMBERS))
KEYS = {"digit": "123", "letter": "abc", "roman": ("i", "ii", "iii"), "S": ("S1", "S2", "S3"), "sign": "*†‡"}

MARKS = {
    "raised": ("digit", "<sup>{}</sup>"),
    "linked": ("digit", '<sup><a href="#ref{}">{}</a></sup>'),
    "square": ("digit", " [{}]"),
    "round": ("digit", " ({})"),
    "ref.": ("digit", " (ref. {})"),
    "see": ("digit", " [see {}]"),
    "note": ("digit", " (note {})"),
    "#": ("digit", " [#{}]"),
    "letter": ("letter", "<sup>{}</sup>"),
    "roman": ("roman", "<sup>{}</sup>"),
    "S": ("S", " [S{}]".replace("S", "")),
    "sign": ("sign", "{}"),
}
LISTS = {
    "paragraphs": lambda keys: (
        "<h2>Sources</h2>" + "".join(f"<p>{k}. {w}</p>" for k, w in zip(keys, WORKS, strict=True))
    ),
    "lines": lambda keys: "<h3>Notes</h3><p>" + "<br>".join(f"{k} {w}" for k, w in zip(keys, WORKS, strict=True)),
    "terms": lambda keys: "<dl>" + "".join(f"<dt>{k}</dt><dd>{w}</dd>" for k, w in zip(keys, WORKS, strict=True)),
    "table": lambda keys: (
        "<table><tr><th>No.</th><th>Source</th></tr>"
        + "".join(f"<tr><td>{k}</td><td>{w}</td></tr>" for k, w in zip(keys, WORKS, strict=True))
        + "</table>"
    ),
    "items": lambda keys: (
        "<h2>Footnotes</h2><ul>" + "".join(f"<li>{k} {w}</li>" for k, w in zip(keys, WORKS, strict=True))
    ),
    "one line": lambda keys: "<p>Sources: " + "; ".join(f"{k} {w}" for k, w in zip(keys, WORKS, strict=True)) + "</p>",
    "in brackets": lambda keys: "<p>" + " ".join(f"[{k}] {w}." for k, w in zip(keys, WORKS, strict=True)) + "</p>",
    "raised line": lambda keys: (
        "<footer><small>"
        + " ".join(f"<sup>{k}</sup> {w}." for k, w in zip(keys, WORKS, strict=True))
        + "</small></footer>"
    ),
}
BODIES = {
    "prose": lambda marked: "<p>" + " ".join(f"{claim}{mark}." for claim, mark in marked) + "</p>",
    "after the stop": lambda marked: "<p>" + " ".join(f"{claim}.{mark}" for claim, mark in marked) + "</p>",
    "cell of its own": lambda marked: (
        "<table><tr><th>What we say</th><th>Reference</th></tr>"
        + "".join(f"<tr><td>{claim}</td><td>{mark}</td></tr>" for claim, mark in marked)
        + "</table>"
    ),
    "in front": lambda marked: "".join(f"<p>{mark} {claim}.</p>" for claim, mark in marked),
    "paragraph of its own": lambda marked: "".join(f"<p>{claim}.</p><p>{mark}</p>" for claim, mark in marked),
    "card": lambda marked: "".join(
        f'<div class="card"><h3>Point</h3><p>{claim}.</p><span>{mark}</span></div>' for claim, mark in marked
    ),
    "line of its own": lambda marked: "".join(f"<p>{claim}.</p><p>Source: {mark}</p>" for claim, mark in marked),
}


def claims_of(body):
    reader = next(module for module in shelves.load_all("documents").values() if ".html" in module.SUFFIXES)
    page = f"<html><body><main><h1>Gel and diet</h1>{body}</main></body></html>"
    extract = bind(reader.read("page.html", page.encode()))
    return {(c.identifier.value, c.claim.strip(". ")) for c in extract.citations}


def marked(kind):
    keys, pattern = MARKS[kind]
    return [(claim, pattern.format(key, key)) for claim, key in zip(CLAIMS, KEYS[keys], strict=True)]


# Where a key and a list do not go together, no page writes them so: "*. Smith", "* Smith" as a line of a list of terms.
ODD = {("sign", "paragraphs"), ("round", "raised line")}


@pytest.mark.parametrize(("kind", "form"), [pair for pair in itertools.product(MARKS, LISTS) if pair not in ODD])
def test_every_marker_finds_its_entry(kind, form):
    body = BODIES["prose"](marked(kind)) + LISTS[form](KEYS[MARKS[kind][0]])
    assert claims_of(body) == set(zip(NUMBERS, CLAIMS, strict=True))


@pytest.mark.parametrize(("kind", "place"), list(itertools.product(("raised", "linked", "square", "ref."), BODIES)))
def test_a_marker_is_about_what_it_stands_beside(kind, place):
    body = BODIES[place](marked(kind)) + LISTS["paragraphs"]("123")
    assert claims_of(body) == set(zip(NUMBERS, CLAIMS, strict=True))


@pytest.mark.parametrize("lead", ["According to one team", "In a trial of 40 people", "As one study found"])
def test_a_marker_behind_whom_it_tells_of_covers_what_they_found(lead):
    said = CLAIMS[0][0].lower() + CLAIMS[0][1:]
    found = claims_of(f"<p>{lead}[1], {said}. We like it.</p>" + LISTS["paragraphs"]("123"))
    assert found == {(NUMBERS[0], f"{lead}, {said}")}


def test_an_enumeration_keeps_a_claim_for_each_marker():
    body = "<p>In one trial each, the gel calmed itching[1] and the diet brought sleep[2].</p>"
    found = claims_of(body + LISTS["paragraphs"]("123"))
    assert {number for number, _ in found} == set(NUMBERS[:2])
    assert len({claim for _, claim in found}) == 2


def test_a_table_of_numbered_trials_is_no_list_of_works():
    rows = "".join(f"<tr><td>{at}</td><td>Phase 2, completed</td><td>{n}</td></tr>" for at, n in enumerate(NUMBERS, 1))
    head = "<tr><th>No.</th><th>State</th><th>PMID</th></tr>"
    assert ("91500001", "1 Phase 2, completed") in claims_of(f"<p>Three trials.</p><table>{head}{rows}</table>")


def test_the_entry_of_another_list_is_no_claim():
    other = "<h2>References</h2><p>[1] Roe B, Poe C. A cream for hair. Lancet. 2001;12:34-40.</p>"
    body = f"<p>{CLAIMS[0]} [1].</p>" + LISTS["paragraphs"]("123") + other
    assert claims_of(body) == {(NUMBERS[0], CLAIMS[0])}


def test_a_letter_behind_a_stop_is_a_marker():
    body = f"<p>{CLAIMS[0]}.[a] {CLAIMS[1]}.[b] It rained.</p>"
    entries = f"<p>Works: [a] Doe J et al., Int J Med 2024, PMID {NUMBERS[0]}. [b] Roe R, PMID {NUMBERS[1]}.</p>"
    assert claims_of(body + entries.replace("Works", "Sources")) == set(zip(NUMBERS[:2], CLAIMS[:2], strict=True))


def test_a_word_in_front_of_a_sentence_is_no_key():
    body = f"<p>{CLAIMS[0]}.<sup>a</sup></p><p>a Swiss team made it (PMID: 91500009).</p>"
    assert ("91500009", CLAIMS[0]) not in claims_of(body)


TITLES = ("Herbal gel for itching skin", "Low-sugar diet and sleep in children", "Salt and blood pressure over a year")
TOLD = tuple(zip(NUMBERS, TITLES, CLAIMS, strict=True))
HEADED = {
    "number and title": "<p>PMID {n} \u2013 {t}</p><p>{c}.</p>",
    "bold title": "<p><b>{t}</b> (PMID {n})</p><p>{c}.</p>",
    "term": "<dt>PMID {n} {t}</dt><dd>{c}.</dd>",
    "heading, then number": "<h3>{t}</h3><p>PMID {n}</p><p>{c}.</p>",
    "heading, then details": "<h3>{t}</h3><p>PMID {n} \u00b7 PubMed</p><p>{c}.</p>",
    "number above the heading": "<section><p>PMID {n}</p><h3>{t}</h3><p>{c}.</p></section>",
    "a line above": "<p><strong>{t} (PMID {n})</strong><br>{c}.</p>",
    "summary": "<details><summary>PMID {n} {t}</summary><p>{c}.</p></details>",
    "nested": "<ul><li>PMID {n} {t}<ul><li>{c}.</li></ul></li></ul>",
}


@pytest.mark.parametrize("form", HEADED)
def test_what_stands_under_a_headed_entry_is_about_it(form):
    body = "".join(HEADED[form].format(n=n, t=t, c=c) for n, t, c in TOLD)
    assert claims_of(f"<dl>{body}</dl>" if form == "term" else body) == {(n, c) for n, _, c in TOLD}


def test_a_claim_with_its_source_below_keeps_it():
    body = "".join(f"<p>{c}.</p><p><b>{t}</b> (PMID {n})</p>" for n, t, c in TOLD)
    assert not {(NUMBERS[0], CLAIMS[1]), (NUMBERS[1], CLAIMS[2])} & claims_of(body)


def test_prose_after_a_cited_claim_is_not_the_claim():
    body = "".join(f"<p>{c} (PMID {n})</p><p>Our rooms look out on the bay.</p>" for n, _, c in TOLD)
    assert claims_of(body) == {(n, c) for n, _, c in TOLD}


def test_an_empty_card_claims_nothing():
    assert claims_of("<p></p><p> </p><p>Source: (PMID: 91500001)</p>") == set()


A, B, C = "91500001", "91500002", "91500003"
TRIALS = "<table><tr><th>{}</th><th>Trial</th></tr><tr><td>1</td><td>NCT01234501</td></tr><tr><td>2</td><td>NCT01234502</td></tr></table>"
HOSTILE = {
    "an entry without an identifier keeps its key": (
        (
            "<p>Zinc shortens colds.[1] Garlic lowers blood pressure.[2] Ginger calms nausea.[3]</p>"
            f"<p>References: [1] Doe J. Zinc. PMID: {A}. [2] Smith A. The garlic book. London, 1999. [3] Roe R. Ginger. PMID: {C}.</p>"
        ),
        {(A, "Zinc shortens colds"), (C, "Ginger calms nausea")},
    ),
    "so does the first": (
        (
            "<p>Zinc shortens colds.[1] Garlic lowers blood pressure.[2]</p>"
            f"<p>References: [1] NHS. Zinc. [2] Roe R. Garlic. PMID: {B}.</p>"
        ),
        {(B, "Garlic lowers blood pressure")},
    ),
    "and a sign": (
        f"<p>The jar costs little.* Garlic lowers blood pressure.**</p><p>* Prices include VAT. ** Roe R. Garlic. PMID: {B}.</p>",
        {(B, "Garlic lowers blood pressure")},
    ),
    "a table of phases is no list of works": (
        "<p>The gel calms itching [1]. It is safe [2].</p>"
        + TRIALS.format("Phase")
        + f"<h2>References</h2><ol><li>Doe J. Gel. PMID: {A}</li><li>Roe R. Safety. PMID: {B}</li></ol>",
        {(A, "The gel calms itching"), (B, "It is safe")},
    ),
    "nor a numbered table where there is a list": (
        "<p>The gel calms itching.<sup>1</sup></p>"
        + TRIALS.format("No.")
        + f"<h2>References</h2><ol><li>Doe J. Gel. PMID: {A}</li></ol>",
        {(A, "The gel calms itching")},
    ),
    "a vitamin is no marker": (
        (
            "<p>Tiredness may come from low cobalamin (B12).</p>"
            f"<ul><li>B12: high doses cause acne (PMID {A}).</li><li>B6: high doses harm nerves (PMID {B}).</li></ul>"
        ),
        {(A, "B12: high doses cause acne"), (B, "B6: high doses harm nerves")},
    ),
    "a phase in brackets is none": (
        "<p>In phase (1) the drug was safe in healthy people.</p>" + TRIALS.format("Phase"),
        set(),
    ),
    "claims with sources of their own are no list": (
        (
            f"<ul><li>1 capsule of zinc shortened colds (PMID {A}). 2 capsules caused nausea (PMID {B}).</li></ul>"
            "<p>Zinc tastes of metal [1].</p>"
        ),
        {(A, "1 capsule of zinc shortened colds"), (B, "2 capsules caused nausea")},
    ),
    "an address in the footer is no entry": (
        "<p>Statins lower cholesterol [1].</p></main><footer><p>1 High Street, London W1. Our study: NCT01234501.</p></footer><main>",
        set(),
    ),
    "each marker of a row is about its own cells": (
        (
            "<table><tr><th>Herb</th><th>Benefit</th><th>Source</th><th>Harm</th><th>Source</th></tr>"
            "<tr><td>Kava</td><td>calms anxiety</td><td><sup>1</sup></td><td>damages the liver</td><td><sup>2</sup></td></tr></table>"
            f"<ol><li>Doe J. Kava. PMID {A}</li><li>Roe R. Kava liver. PMID {B}</li></ol>"
        ),
        {(A, "Kava calms anxiety"), (B, "Kava damages the liver")},
    ),
    "a bold title ends the entry above it": (
        (
            f"<p><b>Herbal gel (PMID {A})</b></p><p>The gel calmed itching within a week.</p>"
            f"<p><b>Low sugar diet (PMID {B})</b></p><p>The diet reduced weight.</p>"
            "<p><b>Vaccines</b></p><p>Measles vaccines cause autism in boys.</p>"
        ),
        {(A, "The gel calmed itching within a week"), (B, "The diet reduced weight")},
    ),
    "things of an enumeration are no markers": (
        f"<p>Women may choose [a] the pill or [b] the coil.</p><ul><li>a. Doe J. Pill. PMID {A}</li><li>b. Roe R. Coil. PMID {B}</li></ul>",
        None,
    ),
}


@pytest.mark.parametrize("shape", HOSTILE)
def test_no_claim_goes_to_another_work(shape):
    body, expected = HOSTILE[shape]
    found = claims_of(body)
    if expected is None:
        assert not any("Women" in claim for _, claim in found)
    else:
        told = {claim for _, claim in expected}
        assert {(number, claim) for number, claim in found if number in NUMBERS} == expected
        assert not any(claim in told or "drug" in claim for number, claim in found if number not in NUMBERS)


SMALL = "<table><tr><th>No.</th><th>Source</th></tr><tr><td>{0}</td><td>Doe J. PMID: 915{0:05}</td></tr></table>"


@pytest.mark.parametrize(
    "body",
    [
        "<p>It is safe [1].</p>" + "".join(SMALL.format(at % 900 + 1) for at in range(1500)),
        "<table><tr><td>a</td>{}</tr></table><ol><li>Doe J. PMID: 91500001</li></ol>".format(
            "<td>[1]</td><td>it is safe</td>" * 1500
        ),
        "<p>It is safe.<sup>1</sup></p><p>Sources: {}</p>".format(
            "".join(f"<sup>{at}</sup>Doe PMID: 91500001 word 1 " for at in range(1, 1000))
        ),
        "<p>It is safe*.</p><p>* {}</p>".format("PMID: 91500001 " * 3000),
    ],
)
def test_lists_and_rows_of_thousands_of_keys_take_no_time(body):
    began = time.process_time()
    found = claims_of(body)
    assert time.process_time() - began < 5
    assert sum(len(claim) for _, claim in found) < 1_000_000
