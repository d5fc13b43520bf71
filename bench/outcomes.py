"""Pairs without labels of people: which outcomes of a trial differed, as its report says in set phrases.

A report names many outcomes; some differed, of others it says that they did not. From a sentence in one of a few set
phrases the outcome is taken, and claims are made of it in the words of registries, papers and pages: that the treatment
changed it, that it did not, which side had more. Each outcome gives claims of either kind, so that neither the outcome
nor the claim's form tells the label; of outcomes that only a similar report names, a report is silent.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import weak
from msgspec import Struct

from verifier import text
from verifier.judges._words import analyse
from verifier.measure import Row

MOST = 6  # outcomes of one report
AROUND = 6  # sentences of the text before and after the one that tells of an outcome
_RESULTS = re.compile(r"(?i)result|finding|conclu|interpret")
_HEADING = re.compile(r"^\s*BODY\.([^:\n]{0,120}):+\s*$", re.MULTILINE)
_NO_OUTCOME = re.compile(
    r"(?i)\b(?:groups?|arms?|the two|the three|any of|controls?|comparisons?|secondary outcomes?|observed|patients who"
    r"|occasions|also|other|their|that|both|which|baseline|before)\b|^(?:of|at|in|after|by|with|from|to|each|this|these)\b|^\w{1,2}$"
)
_NAMED = re.compile(r"[a-zA-Z)] \w|[A-Z]{3}|(?i:mortality|survival|pain|bleeding|weight|fatigue|nausea|vomiting)")
_ASIDE = re.compile(
    r"(?i)baseline|before (?:the|treatment|surgery|inter)|first day|at the beginning|demographic|characteristics|"
    r"respectively|except|although|other than|enrol"
)
_END = r"(?=\s*(?:\(|\[|,|;|:|\.(?:\s|$)|\bbetween\b|\bamong\b|\bacross\b|\bat \d|\bafter \d|\bover \d|\bby \w+$|\bwith respect\b|\bwhen\b|\bfor the \d))"
_NO_DIFFERENCE = re.compile(
    r"(?i)\bno (?:statistically )?(?:significant )?(?:between-group |group )?differences? (?:was |were )?(?:\w+ )?"
    rf"in (?:the |terms of )?(?P<outcome>[^,;:()\[\].]{{4,80}}?){_END}"
)
_DID_NOT = re.compile(
    r"(?i)(?:^|[;,] (?:but |and |while |whereas )?)(?:the |mean |median |overall,? )*(?P<outcome>[a-z][^,;:()\[\].]{3,70}?) "
    r"(?:did not differ|(?:was|were) not (?:significantly |statistically )?different|(?:was|were) (?:similar|comparable) (?:in|between|for))\b"
)
_DIFFERED = re.compile(
    r"(?i)(?:^|[;,] (?:but |and |while |whereas )?)(?:the |mean |median |overall,? )*(?P<outcome>[a-z][^,;:()\[\].]{3,70}?) "
    r"(?:was|were) (?:\w+ )?significantly (?P<way>higher|lower|greater|smaller|longer|shorter|better|worse|reduced|increased)"
    r" (?:\([^)]{1,40}\) )?(?:in|with|for|among) (?:the |those |patients )*(?P<more>[^,;:()\[\].]{2,50}?)(?: groups?| arms?)?(?: \([^)]{1,40}\))?"
    rf"(?: (?:than|compared (?:to|with)|versus|vs) (?:in |with |for |those |that of |the )*(?P<less>[^,;:()\[\].]{{2,50}}?)(?: groups?| arms?)?)?{_END}"
)
_AFFECTED = re.compile(
    r"(?i)^(?:the )?(?P<more>[A-Z][^,;:()\[\].]{2,50}?) (?:treatment )?significantly (?P<way>improved|reduced|increased|decreased|lowered)"
    rf" (?:the )?(?P<outcome>[^,;:()\[\].]{{4,70}}?)(?: (?:compared (?:to|with)|versus|vs) (?:the )?(?P<less>[^,;:()\[\].]{{2,50}}?))?{_END}"
)
_TITLE = re.compile(
    r"(?i)(?:(?:effects?|efficacy|effectiveness|safety|impact|comparison) (?:and \w+ )?of |^)(?P<one>[^:,;.]{3,60}?) "
    r"(?:versus|vs\.?|compared (?:with|to)) (?P<other>[^:,;.]{3,50}?)(?= (?:for|in|on|as|during|to|after|among)\b|[:,;.]|$)"
)
_EFFECT = re.compile(r"(?i)(?:effects?|efficacy|effectiveness|impact) of (?P<one>[^:,;.]{3,60}?) (?:on|in|for)\b")
_AGAINST = {
    "higher": "lower",
    "lower": "higher",
    "greater": "smaller",
    "smaller": "greater",
    "longer": "shorter",
    "shorter": "longer",
    "better": "worse",
    "worse": "better",
    "reduced": "raised",
    "increased": "decreased",
    "improved": "worsened",
    "decreased": "increased",
    "lowered": "raised",
}
_CHANGED = (  # what a report that found a difference supports, and one that found none contradicts
    "{One} is superior to {other} in terms of {outcome}",
    "{One} is superior or other to {other} in terms of {outcome}",
    "{One} made a real difference to {outcome}",
    "There was a significant difference in {outcome} between the groups",
    "{One} and {other} differed in {outcome}",
    "{Outcome} was not the same in the two groups",
    "The treatment changed {outcome} more than could be put down to chance",
)
_UNCHANGED = (
    "There was no significant difference in {outcome} between the groups",
    "{Outcome} was about the same in both groups",
    "{One} made no clear difference to {outcome}",
    "{One} was no better than {other} in terms of {outcome}",
    "{Outcome} did not differ between {one} and {other}",
    "The groups ended up alike in {outcome}",
    "No effect of the treatment on {outcome} was shown",
)


class Told(Struct, frozen=True):
    """An outcome, and what a report says of it: way "" where it did not differ; the sides "" where not told."""

    outcome: str
    way: str
    more: str = ""
    less: str = ""


def told(sentence: str) -> Iterator[Told]:
    """The outcomes of a sentence in a set phrase."""
    if _ASIDE.search(sentence):
        return
    for pattern in (_NO_DIFFERENCE, _DID_NOT, _DIFFERED, _AFFECTED):
        for found in pattern.finditer(sentence):
            parts = found.groupdict()
            outcome = parts["outcome"].strip().removeprefix("the ").removeprefix("The ")
            if _NAMED.search(outcome) and not _NO_OUTCOME.search(outcome):
                sides = [(parts.get(side) or "").strip() for side in ("more", "less")]
                yield Told(outcome, (parts.get("way") or "").lower(), *sides)


def _named(title: str, rng: random.Random) -> dict[str, str]:
    """What the two sides of a trial are called, by its title or in general words."""
    found = _TITLE.search(title) or _EFFECT.search(title)
    one = found["one"] if found else rng.choice(("the treatment", "the intervention", "the study treatment"))
    other = found.groupdict().get("other") if found else None
    other = other or rng.choice(("control", "placebo", "the comparison group", "usual care"))
    return {"one": one, "other": other, "One": one[0].upper() + one[1:]}


def claims(said: Told, names: dict[str, str], rng: random.Random) -> list[tuple[str, str]]:
    """(claim, label) of an outcome: some that say what the report says, some that say the reverse."""
    slots = {**names, "outcome": said.outcome, "Outcome": said.outcome[0].upper() + said.outcome[1:]}
    changed, unchanged = (form.format(**slots) for form in (rng.choice(_CHANGED), rng.choice(_UNCHANGED)))
    labels = ("supports", "contradicts") if said.way else ("contradicts", "supports")
    out = [(changed, labels[0]), (unchanged, labels[1])]
    against = _AGAINST.get(said.way)
    if against and said.less and not re.search(r"(?i)\b(?:both|other|all)\b", said.more + said.less):
        more, less, subject = said.more, said.less, slots["Outcome"]
        out.append((f"{subject} was {said.way} with {more} than with {less}", "supports"))
        out.append((f"{subject} was {against} with {more} than with {less}", "contradicts"))
        out.append((f"{subject} was {against} with {less} than with {more}", "supports"))
    return out


def bodies(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """(name, title, sentences of the results) of each report that has its text."""
    for path in sorted(folder.rglob("*.txt")):
        held = path.read_text("utf-8", "replace")[:200_000]
        title = re.match(r"\s*TITLE:\s*(.*)", held)
        parts = _HEADING.split(held)
        begun, sentences = False, []
        for heading, body in zip(parts[1::2], parts[2::2], strict=True):
            begun = bool(re.search(r"(?i)result|finding", heading)) or (
                begun and not re.search(r"(?i)discuss|conclu|method", heading)
            )
            if begun:
                flat = " ".join(body.split())
                sentences += [flat[a:b] for a, b in text.sentences(flat)]
        if title and sentences:
            yield path.stem, title[1].strip(), sentences


def excerpts(folder: Path) -> list[tuple[str, str, list[tuple[str, str]], list[Told]]]:
    """(name, title, [(section, sentence)], outcomes told there): abstracts, and what stands around an outcome in a text."""
    out = [
        (name, title, sections, [said for label, words in sections if _RESULTS.search(label) for said in told(words)])
        for name, title, sections in weak.abstracts(folder)
    ]
    for name, title, sentences in bodies(folder):
        places = [place for place, sentence in enumerate(sentences) if len(sentence) < 600 and any(told(sentence))]
        for place in places[:MOST:2]:
            around = sentences[max(0, place - AROUND) : place + AROUND + 1]
            said = [outcome for sentence in around for outcome in told(sentence)]
            out.append((name, title, [("results", sentence) for sentence in around], said))
    return [excerpt for excerpt in out if excerpt[3]]


def pairs(folder: Path, seed: int, exclude: set[str]) -> list[Row]:
    """Pairs from reports whose titles are not in `exclude`."""
    rng = random.Random(seed)
    found = [excerpt for excerpt in excerpts(folder) if excerpt[1].casefold() not in exclude]
    rows: list[Row] = []
    for name, title, body, outcomes in found:
        names = _named(title, rng)
        here = analyse(" ".join([title, *(words for _, words in body)])).weights

        def add(claim: str, label: str) -> None:
            rows.append(Row(f"{name}-{len(rows)}", claim, title, tuple(body), label, set="weak"))  # noqa: B023

        for said in outcomes[:MOST]:
            for claim, label in claims(said, names, rng):
                add(claim, label)
        strange = rng.choice(rng.choice(found)[3])
        if not analyse(strange.outcome).weights.keys() & here.keys():
            add(claims(strange, names, rng)[rng.randrange(2)][0], "silent")
    return rows
