"""What is remembered of a page and what became of it: Standing, Sighting, Change, VerdictChange, Night."""

from __future__ import annotations

import msgspec

from verifier.model.document import Citation
from verifier.model.identifiers import Identifier
from verifier.model.verdict import LEVELS, OUTCOMES, Verdict

# Why a verdict is another one than it was: the record was changed, the page was, a date passed, or we were.
CAUSES = ("record", "document", "clock", "verifier")


class Standing(msgspec.Struct, frozen=True):
    """A verdict in short, as a log keeps it: the outcome, and the (check, level) of each finding to act on."""

    outcome: str
    checks: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, verdict: Verdict) -> Standing:
        """The standing of a verdict; notes are left out."""
        acted = {(f.check, f.level) for f in verdict.findings if f.level != "note"}
        return cls(verdict.outcome, tuple(sorted(acted)))

    def worse_than(self, before: Standing) -> bool:
        """Whether somebody has more to act on than before: a worse outcome, or another check at error or warning."""
        rank = OUTCOMES.index(self.outcome) - OUTCOMES.index(before.outcome)
        if rank:
            return rank > 0
        known = {check: LEVELS.index(level) for check, level in before.checks}
        return any(LEVELS.index(level) > known.get(check, -1) for check, level in self.checks)


class Watched(msgspec.Struct, frozen=True):
    """What a person asked to be watched: a file, a folder, an address or a sitemap, and since when."""

    target: str
    added: str


class Sighting(msgspec.Struct, frozen=True):
    """A document as it was last checked.

    digest: of its bytes. seen: when (ISO 8601, UTC). day: what counted as today. version, judge: of the code that
    checked it. stamp: what tells cheaply that it may have changed (size and time of a file, or ETag of a page).
    standings: the verdict in short by citation key; a citation whose record could not be asked has none.
    source: the path or address to read it from again. origin: what was watched that led to it, "" for a document
    that was remembered by itself.
    """

    document: str
    digest: str
    seen: str
    day: str
    version: str
    judge: str
    citations: tuple[Citation, ...]
    standings: dict[str, Standing]
    stamp: str = ""
    source: str = ""
    origin: str = ""


class Change(msgspec.Struct, frozen=True):
    """One field of a record that is not what it was.

    field: in the field's own word (status, enrolment, retraction ...). before, after: as a person reads them, ""
    for nothing. known: when the earlier payload was last seen, found: when the later one was first seen.
    """

    identifier: Identifier
    field: str
    before: str
    after: str
    known: str = ""
    found: str = ""


class VerdictChange(msgspec.Struct, frozen=True):
    """A claim whose verdict is not what it was, and why; before is None for a citation that is new on its page."""

    key: str
    document: str
    line: int
    identifier: Identifier
    claim: str
    before: Standing | None
    after: Standing
    cause: str
    reason: str = ""
    advice: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def worse(self) -> bool:
        """Whether somebody has more to act on than before; for a new citation, whether there is anything at all."""
        if self.before is None:
            return OUTCOMES.index(self.after.outcome) > OUTCOMES.index("unknown") or bool(self.after.checks)
        return self.after.worse_than(self.before)


class Night(msgspec.Struct, frozen=True):
    """What a refresh did and found: what its report is written from.

    started, ended: ISO 8601, UTC. day: what counted as today. since: the day of the night before, "" for the first.
    watched: documents; records: distinct identifiers in them; due: how many had to be asked; requests: how many
    went out. unasked: identifiers that could not be asked, with why; left: due ones that the budget left for later.
    learnt: citations seen for the first time. gone: citations that left their pages. unreadable: documents, why.
    """

    started: str
    ended: str
    day: str
    since: str
    watched: int = 0
    records: int = 0
    due: int = 0
    requests: int = 0
    learnt: int = 0
    gone: int = 0
    left: int = 0
    unasked: tuple[tuple[Identifier, str], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()

    @property
    def worse(self) -> bool:
        """Whether a verdict got worse through the world, the page or the calendar; our own new version alarms nobody."""
        return any(change.worse for change in self.verdicts if change.cause != "verifier")

    @property
    def code(self) -> int:
        """The exit code: 1 when verdicts got worse, 3 when something could not be asked or read, else 0."""
        return 1 if self.worse else 3 if self.unasked or self.unreadable or self.left else 0
