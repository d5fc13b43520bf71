"""Figures of a judge, counted on hand-made answers."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from verifier.errors import UsageError
from verifier.judges import overlap
from verifier.measure import LABELS, Answer, Row, figures, forced, measure, read_gold, source_of, table, wrong
from verifier.model import Judgement, Quote

ROW = {
    "id": "x1",
    "claim": "A reduced B.",
    "title": "A and B",
    "passages": [{"label": "", "text": "A reduced B."}],
    "label": "supports",
    "evidence": [0],
}


def answer(gold, said, confidence, *, relevance=0.9, stance=0.9, evidence=(), where="passages[0]"):
    row = Row("r", "claim", "", (("", "text"),), gold, evidence)
    judgement = Judgement("j", said, confidence, relevance, stance, (Quote("text", where),))
    return Answer(row, judgement, forced(judgement))


def test_the_figures_of_four_answers():
    found = [
        answer("supports", "supports", 0.95, evidence=(0,)),
        answer("contradicts", "supports", 0.9, stance=0.7, evidence=(0,), where="passages[4]"),
        answer("silent", "silent", 0.6, relevance=0.2),
        answer("contradicts", "", 0.3, stance=0.1),
    ]
    counted = figures("f", "j", found, 2.0)
    assert counted.accuracy == 0.75
    assert counted.confusion["contradicts"] == {"supports": 1, "contradicts": 1, "silent": 0}
    assert counted.labels["supports"]["precision"] == 0.5
    assert counted.accuracy_at == {"25": 1.0, "50": 0.5, "75": pytest.approx(2 / 3), "100": 0.75}
    assert counted.coverage_at["90"] == 0.25
    assert (counted.spoken, counted.severe, counted.severe_rate) == (0.75, 1, pytest.approx(1 / 3))
    assert (counted.leaning, counted.leaning_accuracy, counted.leaning_severe) == (0.0, None, 0)
    assert counted.stance_auc == 1.0
    assert counted.relevance_auc == 1.0
    assert counted.evidence_hit == {"1": 0.5, "3": 0.5}
    assert counted.ece == pytest.approx((abs(1 - 1.85) + 0.4 + 0.7) / 4)


def test_what_only_leans_is_counted_apart():
    quiet = [answer(gold, "", 0.6, stance=0.9) for gold in ("supports", "supports", "contradicts", "silent")]
    leaning = [replace(each, judgement=replace(each.judgement, leaning="supports")) for each in quiet]
    counted = figures("f", "j", [*leaning, answer("silent", "silent", 0.9, relevance=0.1)], 0.0)
    assert (counted.leaning, counted.leaning_accuracy, counted.leaning_severe) == (0.8, 0.5, 1)
    assert (counted.spoken, counted.severe) == (0.2, 0)


def test_equal_confidences_stay_together():
    found = [answer("supports", "supports", 0.5), answer("contradicts", "supports", 0.5)]
    assert figures("f", "j", found, 0.0).coverage_at["90"] == 0.0


def test_a_file_without_silent_pairs_has_no_relevance_figure():
    counted = figures("f", "j", [answer("supports", "supports", 0.9)], 0.0)
    assert (counted.relevance_auc, counted.stance_auc, counted.evidence_hit["1"]) == (None, None, None)


def test_a_file_is_read_and_measured(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(json.dumps({**ROW, "label": label}) for label in LABELS) + "\n\n", "utf-8")
    counted, found = measure(overlap.load(), path)
    assert counted.n == 3
    assert counted.file == "gold.jsonl"
    assert len(list(wrong(found))) == round(3 * (1 - counted.accuracy))
    assert "gold.jsonl | 3" in table([counted])


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"text"',
        '{"claim": "x"}',
        json.dumps({**ROW, "label": "maybe"}),
        json.dumps({**ROW, "passages": 3}),
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_named(tmp_path, line):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + line, "utf-8")
    with pytest.raises(UsageError, match=r"gold\.jsonl:2"):
        list(read_gold(path))


def test_a_missing_file_and_an_empty_one_are_told(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        measure(overlap.load(), tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("", "utf-8")
    with pytest.raises(UsageError, match="no rows"):
        measure(overlap.load(), tmp_path / "empty.jsonl")


def test_sentences_of_a_source_are_substrings_of_the_passage_they_name():
    row = Row(
        "r", "", "A title", (("RESULTS", "One rose. Two fell (p = 0.3). Three stayed."),), "silent", nct="NCT01234567"
    )
    source = source_of(row)
    passages = {passage.where: passage.text for passage in source.record.passages}
    assert len(source.sentences) == 4
    assert all(sentence.text in passages[sentence.where] for sentence in source.sentences)
    assert source.record.kind == "trial"


@pytest.mark.parametrize("row", [{**ROW, "claim": "\ud800"}, {"claim": "x"}, [], 7])
def test_a_row_that_is_no_pair_is_told(tmp_path, row):
    (tmp_path / "gold.jsonl").write_text(json.dumps(row))
    with pytest.raises(UsageError, match=r"gold\.jsonl:1 is not a labelled pair"):
        list(read_gold(tmp_path / "gold.jsonl"))
