"""Gold file + judge -> figures: how often a judge is right, how sure it may be, and how it errs.

A gold file holds one JSON object a line: `claim`, `title`, `passages` (each `label` and `text`), `label`
(supports, contradicts, silent), and where known `evidence` (passage numbers), `pmid`, `nct`, `id`, `set`.
Further keys are passed over.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from verifier import text
from verifier.errors import UsageError
from verifier.model import Comparison, Identifier, Judgement, PaperFacts, Passage, Record, Sentence, Source, TrialFacts
from verifier.model.case import Judge, Pair

LABELS = ("supports", "contradicts", "silent")
_BINS = 10
_BATCH = 32
_LONGEST_LINE = 4_000_000  # characters of one row


class Row(msgspec.Struct, frozen=True):
    """One labelled pair of a gold file; passages as (section label, text)."""

    id: str
    claim: str
    title: str
    passages: tuple[tuple[str, str], ...]
    label: str
    evidence: tuple[int, ...] = ()
    pmid: str = ""
    nct: str = ""
    set: str = ""


class Answer(msgspec.Struct, frozen=True):
    """A row beside what the judge made of it. forced: the likelier label where the judge would not speak."""

    row: Row
    judgement: Judgement
    forced: str


class Figures(msgspec.Struct, frozen=True):
    """What `measure` gives for one file; shares are 0 to 1, None where the file cannot tell.

    accuracy, macro_f1, labels and confusion count every pair with its forced label, spoken or not. accuracy_at:
    accuracy over the surest 25, 50, 75 and 100 %. coverage_at: the largest share of pairs, surest first, that
    is right in 90 and 95 %. spoken: the share that the judge spoke on; spoken_accuracy and severe_rate are
    counted among those, severe being supports for contradicts or the reverse. leaning: the share on which it did not
    speak but leaned clearly; leaning_accuracy, leaning_severe: of those, with no rules in front. ece: expected calibration error
    of the confidence in ten bins. stance_auc: supports over contradicts, by stance; relevance_auc: silent
    under the rest. evidence_hit: share of pairs with a gold passage among the first 1 and 3 quoted.
    """

    file: str
    judge: str
    n: int
    accuracy: float
    macro_f1: float
    labels: dict[str, dict[str, float]]
    confusion: dict[str, dict[str, int]]
    accuracy_at: dict[str, float]
    coverage_at: dict[str, float]
    spoken: float
    spoken_accuracy: float | None
    severe_rate: float
    severe: int
    leaning: float
    leaning_accuracy: float | None
    leaning_severe: int
    ece: float
    stance_auc: float | None
    relevance_auc: float | None
    evidence_hit: dict[str, float | None]
    ms_per_pair: float


def read_gold(path: Path) -> Iterator[Row]:
    """Read a gold file, row by row.

    Raises:
        UsageError: the file cannot be read, or a line is not a labelled pair; the message names the line.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, f"{path.name}:{number}")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the gold file {path} cannot be read: {error}") from error


def _row(line: str, place: str) -> Row:
    """Read one line of a gold file."""
    if len(line) > _LONGEST_LINE:
        raise UsageError(f"{place}: the row is longer than {_LONGEST_LINE} characters")
    try:
        held = json.loads(line)
        json.dumps(held, ensure_ascii=False).encode()  # half of a surrogate pair is no text
        passages = tuple((str(p.get("label") or ""), str(p["text"])) for p in held["passages"])
        row = Row(
            id=str(held.get("id") or place),
            claim=str(held["claim"]),
            title=str(held.get("title") or ""),
            passages=passages,
            label=str(held["label"]),
            evidence=tuple(int(number) for number in held.get("evidence") or ()),
            pmid=str(held.get("pmid") or ""),
            nct=str(held.get("nct") or ""),
            set=str(held.get("set") or ""),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{error} is not there" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{place} is not a labelled pair (claim, passages, label): {reason}") from error
    if row.label not in LABELS:
        raise UsageError(f"{place}: the label {row.label!r} is none of {', '.join(LABELS)}")
    return row


def source_of(row: Row) -> Source:
    """Build the source that a row describes: the title, then each passage, as sentences.

    A passage's name (`where`) is "title" or "passages[3]"; a row with an NCT number and no PMID is a trial's.
    """
    parts = [Passage("title", row.title, "title")] if row.title.strip() else []
    parts += [Passage(f"passages[{n}]", words, label.lower()) for n, (label, words) in enumerate(row.passages)]
    sentences: list[Sentence] = []
    for part in parts:
        for start, end in text.sentences(part.text):
            sentences.append(Sentence(part.text[start:end], part.where, part.label, len(sentences)))
    trial = bool(row.nct and not row.pmid)
    identifier = Identifier("NCT", row.nct) if trial else Identifier("PMID", row.pmid or "1")
    facts: PaperFacts | TrialFacts = TrialFacts(has_results=True) if trial else PaperFacts()
    record = Record(identifier, "trial" if trial else "paper", row.title, tuple(parts), facts)
    digest = sha256("\x00".join([row.title, *(words for _, words in row.passages)]).encode()).hexdigest()
    return Source(record, digest, tuple(sentences))


Compare = Callable[[Row, Source], tuple[Comparison, ...]]


def _nothing(_row: Row, _source: Source) -> tuple[Comparison, ...]:
    """Compare nothing."""
    return ()


def answers(judge: Judge, rows: Iterable[Row], compare: Compare = _nothing) -> tuple[list[Answer], float]:
    """Ask a judge about rows, in batches; sources that several rows share are built once.

    Returns:
        The answers in the order of the rows, and the milliseconds that a pair took (building sources included).
    """
    began = time.perf_counter()
    held: dict[str, Source] = {}
    found: list[Answer] = []
    batch: list[tuple[Row, Pair]] = []
    for row in rows:
        source = source_of(row)
        source = held.setdefault(source.digest + str(source.record.identifier), source)
        batch.append((row, Pair(row.claim, source, compare(row, source), "en")))
        if len(batch) == _BATCH:
            found += _ask(judge, batch)
            batch, held = [], {}
    found += _ask(judge, batch)
    spent = (time.perf_counter() - began) * 1000
    return found, spent / max(1, len(found))


def _ask(judge: Judge, batch: Sequence[tuple[Row, Pair]]) -> list[Answer]:
    judged = judge.judge([pair for _, pair in batch])
    return [Answer(row, judgement, forced(judgement)) for (row, _), judgement in zip(batch, judged, strict=True)]


def forced(judgement: Judgement) -> str:
    """Give the label that a judgement leans to, also where the judge would not speak."""
    if judgement.label:
        return judgement.label
    if judgement.relevance < 0.5:
        return "silent"
    return "supports" if judgement.stance >= 0.5 else "contradicts"


def measure(judge: Judge, path: Path, compare: Compare = _nothing) -> tuple[Figures, list[Answer]]:
    """Measure a judge on one gold file.

    Raises:
        UsageError: the file cannot be read or holds no rows.
    """
    found, spent = answers(judge, read_gold(path), compare)
    if not found:
        raise UsageError(f"the gold file {path} holds no rows")
    return figures(path.name, judge.name, found, spent), found


def figures(file: str, judge: str, found: Sequence[Answer], spent: float) -> Figures:
    """Count the figures of a list of answers (at least one)."""
    n = len(found)
    confusion = {gold: dict.fromkeys(LABELS, 0) for gold in LABELS}
    for answer in found:
        confusion[answer.row.label][answer.forced] += 1
    labels = {label: _scores(confusion, label) for label in LABELS if sum(confusion[label].values())}
    sure = sorted(found, key=lambda a: -a.judgement.confidence)
    right = [answer.forced == answer.row.label for answer in sure]
    spoken = [answer for answer in found if answer.judgement.label]
    severe = sum({a.judgement.label, a.row.label} == {"supports", "contradicts"} for a in spoken)
    leaning = [(a.judgement.leaning, a.row.label) for a in found if a.judgement.leaning]
    return Figures(
        file=file,
        judge=judge,
        n=n,
        accuracy=sum(right) / n,
        macro_f1=sum(scores["f1"] for scores in labels.values()) / len(labels),
        labels=labels,
        confusion=confusion,
        accuracy_at={f"{p}": _share(right[: max(1, round(n * p / 100))]) for p in (25, 50, 75, 100)},
        coverage_at={f"{p}": _coverage(sure, right, p / 100) for p in (90, 95)},
        spoken=len(spoken) / n,
        spoken_accuracy=_share([a.judgement.label == a.row.label for a in spoken]) if spoken else None,
        severe_rate=severe / len(spoken) if spoken else 0.0,
        severe=severe,
        leaning=len(leaning) / n,
        leaning_accuracy=_share([said == gold for said, gold in leaning]) if leaning else None,
        leaning_severe=sum({*pair} == {"supports", "contradicts"} for pair in leaning),
        ece=_calibration_error(found),
        stance_auc=auc([(a.judgement.stance, a.row.label == "supports") for a in found if a.row.label != "silent"]),
        relevance_auc=auc([(a.judgement.relevance, a.row.label != "silent") for a in found]),
        evidence_hit={"1": _hit(found, 1), "3": _hit(found, 3)},
        ms_per_pair=spent,
    )


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags)


def _scores(confusion: dict[str, dict[str, int]], label: str) -> dict[str, float]:
    """Precision, recall and F1 of one label; a label never said has precision 0."""
    hit = confusion[label][label]
    said = sum(confusion[gold][label] for gold in LABELS)
    there = sum(confusion[label].values())
    precision, recall = hit / said if said else 0.0, hit / there if there else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hit else 0.0
    return {"n": float(there), "precision": precision, "recall": recall, "f1": f1}


def _coverage(sure: Sequence[Answer], right: Sequence[bool], wanted: float) -> float:
    """The largest share of pairs, surest first, of which `wanted` are right; equal confidences stay together."""
    best = hits = 0
    for number, flag in enumerate(right, 1):
        hits += flag
        last = number == len(sure) or sure[number].judgement.confidence < sure[number - 1].judgement.confidence
        if last and hits >= wanted * number:
            best = number
    return best / len(sure)


def _calibration_error(found: Sequence[Answer]) -> float:
    """The mean gap between confidence and share of right answers over ten equal bins, weighed by their size."""
    bins: list[list[Answer]] = [[] for _ in range(_BINS)]
    for answer in found:
        bins[min(_BINS - 1, int(answer.judgement.confidence * _BINS))].append(answer)
    gap = 0.0
    for members in filter(None, bins):
        right = sum(a.forced == a.row.label for a in members)
        gap += abs(right - sum(a.judgement.confidence for a in members))
    return gap / len(found)


def auc(scored: Sequence[tuple[float, bool]]) -> float | None:
    """The share of (true, false) couples that the score puts in order, ties as a half; None without both kinds."""
    ordered = sorted(scored)
    positives = sum(flag for _, flag in ordered)
    negatives = len(ordered) - positives
    if not positives or not negatives:
        return None
    ranks = start = 0.0
    at = 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end][0] == ordered[at][0]:
            end += 1
        middle = start + (end - at + 1) / 2
        ranks += middle * sum(flag for _, flag in ordered[at:end])
        start += end - at
        at = end
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives)


def _hit(found: Sequence[Answer], depth: int) -> float | None:
    """The share of rows with known evidence of which a passage stands among the first `depth` quotes."""
    known = [answer for answer in found if answer.row.evidence]
    if not known:
        return None
    hits = 0
    for answer in known:
        gold = {f"passages[{number}]" for number in answer.row.evidence}
        hits += any(quote.where in gold for quote in answer.judgement.quotes[:depth])
    return hits / len(known)


def wrong(found: Iterable[Answer]) -> Iterator[str]:
    """Each wrong pair as a line of JSON: what was said, what is so, and the sentences the judge rested on."""
    for answer in found:
        if answer.forced != answer.row.label:
            row, judged = answer.row, answer.judgement
            told = {
                "id": row.id,
                "claim": row.claim,
                "gold": row.label,
                "said": answer.forced,
                "spoken": bool(judged.label),
                "confidence": round(judged.confidence, 4),
                "relevance": round(judged.relevance, 4),
                "stance": round(judged.stance, 4),
                "quotes": [{"text": quote.text, "where": quote.where} for quote in judged.quotes],
                "evidence": [row.passages[n][1] for n in row.evidence if 0 <= n < len(row.passages)],
            }
            yield json.dumps(told, ensure_ascii=False)


def table(rows: Sequence[Figures]) -> str:
    """Figures as a Markdown table, one file a line."""
    head = "| file | n | accuracy | macro-F1 | at 25 / 50 / 75 % | 90 / 95 % right up to | spoken | of it right | severe | leans (right, severe) | ECE | stance AUC | relevance AUC | hit@1 / @3 | ms |"
    lines = [head, "|---" * head.count(" | ") + "|---|"]
    for f in rows:
        cells = [
            f.file,
            str(f.n),
            f"{f.accuracy:.3f}",
            f"{f.macro_f1:.3f}",
            " / ".join(f"{f.accuracy_at[p]:.2f}" for p in ("25", "50", "75")),
            " / ".join(f"{f.coverage_at[p]:.2f}" for p in ("90", "95")),
            f"{f.spoken:.2f}",
            _shown(f.spoken_accuracy),
            f"{f.severe} ({f.severe_rate:.3f})",
            f"{f.leaning:.2f} ({_shown(f.leaning_accuracy)}, {f.leaning_severe})",
            f"{f.ece:.3f}",
            _shown(f.stance_auc),
            _shown(f.relevance_auc),
            " / ".join(_shown(f.evidence_hit[k]) for k in ("1", "3")),
            f"{f.ms_per_pair:.1f}",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
