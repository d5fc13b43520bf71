"""Where a clause writes out a body that the record names, and whether it says of that body that it runs the trial.

A page takes over a sponsor's name as the registry prints it: "Acme Cancer Center", "Acme, Inc.", "Hôpital A - Groupe B". Read word by
word such a name breaks at its comma, or names a disease. Here the whole name is found first, in the letters of the record.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from verifier.facets._called import of_this_trial
from verifier.facets._framed import plain
from verifier.facets._nationals import is_national
from verifier.lexicon import words
from verifier.model import Reading, Source, TrialFacts

WHERE = "sponsorCollaboratorsModule.leadSponsor.name"
PARTNER = "sponsorCollaboratorsModule.collaborators.name"
ORGANISATION = "identificationModule.organization.fullName"
_LEAST, _MOST = 4, 400  # letters of a name that is looked for
_FORMS = 6  # words at the end of a name that may be its legal form: each is a group within the one before
_WORD = re.compile(r"[^\W_]+")


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A body as a clause writes it out, from start to end; name and where as the record has them."""

    start: int
    end: int
    name: str
    where: str


def bodies(trial: TrialFacts) -> tuple[tuple[str, str], ...]:
    """Every body that the record names as running or backing the trial, with its field, the lead sponsor first."""
    own = ((trial.organization, ORGANISATION),) if trial.organization else ()
    return ((trial.lead_sponsor, WHERE), *own, *((name, PARTNER) for name in trial.collaborators))


def mentions(text: str, trial: TrialFacts) -> tuple[Mention, ...]:
    """The bodies of the record that a text writes out whole, each once, in the order of the record."""
    low = plain(text)
    found: list[Mention] = []
    for name, where in bodies(trial):
        shape = _shape(name)
        if shape is None or shape[0] not in low:
            continue
        match = shape[1].search(low)
        if match and all(match.end() <= m.start or match.start() >= m.end for m in found):
            found.append(Mention(match.start(), match.end(), name, where))
    return tuple(found)


def runs(reading: Reading, mention: Mention, source: Source) -> bool:
    """Whether a clause says nothing but that a body runs the trial: every other word is of that, of a frame or of the trial's name.

    There is no word of denial among them, and none of another body: whatever is not known leaves the clause to other readers.
    """
    text = reading.text
    rest = _WORD.findall(plain(f"{text[: mention.start]} {text[mention.end :]}"))
    told, frame = _listed("running-it"), _listed("frame")
    others = [word for word in rest if word not in told and word not in frame]
    return not told.isdisjoint(rest) and of_this_trial(reading, source, others)


def as_sponsor(text: str) -> str:
    """The name that a clause puts before "was the sponsor of", "" where it puts none: "Acme acts as the sponsor of this trial"."""
    match = _as_sponsor().search(text)
    return match[1] if match else ""


def of_a_land(name: str) -> bool:
    """Whether what stands where a name would is only where somebody is from: "Italian", "an Italian company"."""
    proper = [word for word in re.findall(r"[^\W_]+", name) if not word.islower()]
    return bool(proper) and all(is_national(word) for word in proper)


@cache
def _as_sponsor() -> re.Pattern[str]:
    """A name in capitals before words by which it is the sponsor."""
    name = r"[A-ZÀ-Þ](?<![\w'].)[\w&.'’-]*(?:,? (?:of|for|the|and|&|de|der|du|[A-ZÀ-Þ][\w&.'’-]*)){0,7}"
    does = "|".join(words("sponsor", "is-sponsor"))
    return re.compile(rf"(?<![\w-])(?:The )?({name}),? (?:{does})(?!\w)")


def only_frame(*texts: str) -> bool:
    """Whether texts around a body's name have no other name: every word with a capital is one of the frame."""
    told = _listed("running-it") | _listed("frame")
    return all(word.islower() or plain(word) in told for text in texts for word in _WORD.findall(text))


@lru_cache(4096)
def _shape(name: str) -> tuple[str, re.Pattern[str]] | None:
    """The first word of a name, and its words with whatever signs stand between them; a legal form at its end may lack."""
    parts = re.findall(r"[^\W_]+", plain(name))
    if not _LEAST <= len(name) <= _MOST or sum(map(len, parts)) < _LEAST:
        return None
    forms = frozenset(words("sponsor", "legal-form"))
    kept = len(parts)
    while kept > max(1, len(parts) - _FORMS) and parts[kept - 1] in forms:
        kept -= 1
    tail = "".join(rf"(?:[\W_]{{1,3}}{part}\b" for part in parts[kept:]) + ")?" * (len(parts) - kept)
    return parts[0], re.compile(r"\b" + r"[\W_]{1,3}".join(parts[:kept]) + r"\b" + tail + r"\.?")


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table, in all languages."""
    return frozenset(plain(word) for word in words("sponsor", table))
