"""The baseline: what was known on the day that a site began to use this, so that only what is new is reported.

A baseline is a JSON file that people keep beside their pages: one entry for each citation, by its key (document
name, identifier and claim; never the line), with its outcome, the checks that fired, and the reason that a person
wrote why that is accepted. A verdict is new when its key is not in the file, or when it is worse than what the file
says. What got better is not reported; it takes its place when the baseline is written again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from verifier.errors import UsageError
from verifier.model import DocumentRead, Event, RunEnded, Standing, Verdict, VerdictReady

SCHEMA = "verifier-baseline/1"
_LARGEST = 256 * 1024 * 1024


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """One citation of a baseline; identifier and claim are for the person who reads the file."""

    key: str
    document: str
    identifier: str
    claim: str
    outcome: str
    checks: tuple[tuple[str, str], ...] = ()
    reason: str = ""

    @property
    def standing(self) -> Standing:
        """The verdict in short."""
        return Standing(self.outcome, self.checks)


class Baseline(msgspec.Struct, frozen=True):
    """A baseline as it stands in its file: entries in the order of document and key."""

    schema: str
    known: tuple[Known, ...] = ()


def read(path: str | Path) -> Baseline:
    """Read a baseline.

    Raises:
        UsageError: there is no such file, or it is no baseline; with what to do.
    """
    file = Path(path)
    advice = f"write one with `verifier check ... --write-baseline {file}`"
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError(f"{file} is larger than any baseline")
        baseline = msgspec.json.decode(file.read_bytes(), type=Baseline)
    except OSError as error:
        raise UsageError(f"the baseline {file} cannot be read: {error.strerror or error}; {advice}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{file} is not a baseline: {error}; {advice}") from error
    if baseline.schema != SCHEMA:
        raise UsageError(f"{file} is a baseline of another form ({baseline.schema}); {advice}")
    return baseline


def write(path: str | Path, verdicts: Iterable[Verdict], documents: Iterable[str]) -> Baseline:
    """Write a baseline of these verdicts; give it back.

    Reasons that people wrote stay with their keys. Entries of documents that were not checked this time stay
    as they are; those of `documents`, the ones that were, are replaced.
    """
    file = Path(path)
    old = read(file).known if file.exists() else ()
    reasons = {entry.key: entry.reason for entry in old}
    checked = frozenset(documents)
    new = [_known(verdict, reasons.get(verdict.citation.key, "")) for verdict in verdicts]
    keys = {entry.key for entry in new}
    kept = [entry for entry in old if entry.document not in checked and entry.key not in keys]
    baseline = Baseline(SCHEMA, known=tuple(sorted((*kept, *new), key=lambda entry: (entry.document, entry.key))))
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(file.name + ".new")
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(baseline), indent=1) + b"\n")
    beside.replace(file)
    return baseline


def _known(verdict: Verdict, reason: str) -> Known:
    citation, standing = verdict.citation, Standing.of(verdict)
    return Known(
        key=citation.key,
        document=citation.document,
        identifier=str(citation.identifier),
        claim=citation.claim,
        outcome=standing.outcome,
        checks=standing.checks,
        reason=reason,
    )


class Sieve:
    """Lets pass of a run only what a baseline does not know.

    known: how many verdicts were held back. verdicts, documents: everything that went by, for writing a
    baseline anew.
    """

    def __init__(self, baseline: Baseline | None = None) -> None:
        self._known = {entry.key: entry.standing for entry in baseline.known} if baseline else None
        self.known = 0
        self.verdicts: list[Verdict] = []
        self.documents: list[str] = []

    def sift(self, events: Iterable[Event]) -> Iterator[Event]:
        """Hand on the events but the verdicts that are known; the counts at the end are of what was handed on."""
        outcomes: Counter[str] = Counter()
        for event in events:
            if isinstance(event, VerdictReady):
                self.verdicts.append(event.verdict)
                if self._holds_back(event.verdict):
                    self.known += 1
                    continue
                outcomes[event.verdict.outcome] += 1
            elif isinstance(event, DocumentRead) and not event.error:
                self.documents.append(event.name)
            elif isinstance(event, RunEnded) and self._known is not None:
                told = dict(sorted(outcomes.items()))
                cited = sum(told.values())
                counts = msgspec.structs.replace(event.counts, citations=cited, outcomes=told, known=self.known)
                event = RunEnded(counts)
            yield event

    def _holds_back(self, verdict: Verdict) -> bool:
        """Whether the verdict is known, or better than what is known, or could not be reached this time."""
        if self._known is None:
            return False
        before, now = self._known.get(verdict.citation.key), Standing.of(verdict)
        if before is None:
            return False
        unasked = now.outcome == "unknown" and not verdict.record.digest and not now.checks
        return unasked or not now.worse_than(before)
