"""Whole clauses that say of a study what one field of its record says, and nothing else: "the trial is randomised".

A clause is read from its first word to its last against the forms of `lexicon/plainly.toml`, after the names of the study
in it were put aside. What says more, says it of something else ("people in the open-label extension") or only in passing
("a randomised trial by others") has no such form and is left to the facets that look for words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from verifier.facets._terms import everywhere, met, terms
from verifier.facets._words import language
from verifier.lexicon import Guarded, load, pattern, words
from verifier.lexicon._small import small
from verifier.lexicon._wholes import Wholes, with_gaps
from verifier.model import Reading, Source

PLAINLY = "plainly"  # detail of what is compared of such a clause
_LONGEST = 200  # characters of a clause that may say so little
_TAIL = 7  # words by which a study may be described behind its name
# What may be said of a study, the narrower forms before those that they might be taken for.
_MEANINGS = (
    "random-no",
    "random-yes",
    "mask-open",
    "mask-double",
    "mask-single",
    "mask-both",
    "mask-cared",
    "mask-known",
    "mask-some",
    "model-none",
    "model-one",
    "model-same",
    "model-many",
    "arms",
    "type-observing",
    "type-intervening",
    "type-clinical",
    "type-tests-not",
    "type-tests",
    "healthy-no",
    "healthy-yes",
    "sex-all",
    "sex-women",
    "sex-men",
    "ages",
    "ages-open",
    "from-age",
    "to-age",
    "endless-age",
    "results-none",
    "results-posted",
)
_OTHERS = (  # words by which a study is told that is not the one cited, or a part of it
    r"(?:extension|arms?|groups?|parts?|phase|cohorts?|stages?|half|subgroups?|substudy|smith|others|another|verlängerung\w*|teil\w*|untergruppe\w*|extensión|partie|parte|sous-groupe|brazo|bras|fase)"
)
_BEHIND = {
    "en": rf" (?:of|on|in|into|for|about|with|among) (?!§)(?:(?!{_OTHERS}\b)[\w'’-]+ ?){{1,{_TAIL}}}?(?= |$)",
    "de": rf" (?:zu|zur|zum|über|bei|mit|von|für|an) (?!§)(?:(?!{_OTHERS}\b)[\w-]+ ?){{1,{_TAIL}}}?(?= |$)",
    "fr": rf" (?:sur|de|du|dans|chez|contre|pour|à|d['’]) ?(?!§)(?:(?!{_OTHERS}\b)[\w'’-]+ ?){{1,{_TAIL}}}?(?= |$)",
    "es": rf" (?:sobre|de|del|en|con|contra|para|acerca) (?!§)(?:(?!{_OTHERS}\b)[\w-]+ ?){{1,{_TAIL}}}?(?= |$)",
}
_SHORT_NOT = re.compile(r"(?i)\b(can)['’]t\b|\b(wo)n['’]t\b|\b(can)not\b|(?<=[a-z])n['’]t\b")
_CITED = re.compile(r"\s*[\[(](?:\d{1,3}|NCT\d{8}|PMID:? ?\d+)[\])]\s*$")
_EDGE = " \t\n.;:!,\"'“”„«»"
_SET_IN_FRONT = re.compile(  # "in this trial, people were ..."
    r"(?i)^(?:in|for|during|within|under|at|dans|en|pour|in|bei|an) §,? (?=\w)"
)
_WITHIN = re.compile(r"(?i) (?:in|of|from|for|an|bei|dans|en|de|du|del) §")
_IT = re.compile(r"(?i)^(?:it|NCT\d{8})(?= (?:is|was|has|had|does|did|uses|used|takes|took|will)\b)")
_THIS_IS = {  # "it is a ...", "es handelt sich um eine ..." of the study
    "en": (re.compile(r"(?i)^(?:this|it|here we have|what we have here)(?= (?:is|was)\b)"), "§"),
    "de": (re.compile(r"(?i)^(?:es|bei § handelt(?:e)? es sich|hier) ?(?:handelt(?:e)? (?:es )?sich )?(?:hier(?:bei)? )?um "), "§ ist "),
    "fr": (re.compile(r"(?i)^(?:il s['’]agi(?:t|ssait)(?: ici)? d(?:e |['’])|c['’](?:est|était) )"), "§ est "),
    "es": (re.compile(r"(?i)^se trata(?:ba)?(?: aquí)? de "), "§ es "),
}  # fmt: skip
_ANY = re.compile(r"(?i)(?:[ck]l[ií]ni(?:c|[qs]ch?|que)\w*|unsere\w?|diese\w?)$")  # every trial may be called so
_NUMBER = re.compile(r"\bN\b")


class Told(NamedTuple):
    """What a whole clause says of a study: which form it has, the numbers in it, the words that describe the study."""

    meaning: str
    numbers: tuple[int, ...] = ()
    named: tuple[tuple[int, int], ...] = ()
    people: bool = False  # told of people, and not of the study


def told(reading: Reading) -> Told | None:
    """What a clause says of its study where it says nothing else; None for any other clause."""
    text = reading.text
    if len(text) > _LONGEST or not pattern("plainly", "signs").search(text):
        return None
    speech = reading.facet(language)
    meanings, forms = _forms(speech)
    for plain in _plain(text, speech):
        if found := forms.fullmatch(plain):
            number, match = found
            numbers = tuple(_value(group, speech) for group in match.groups() if group)
            named = tuple(name.span() for name in _study(speech).finditer(text))
            return Told(meanings[number], numbers, named, not plain.startswith("§"))
    return None


def of_another(reading: Reading, source: Source, own: Told) -> bool:
    """Whether a clause describes its study by words that the record does not have ("the walnut trial")."""
    keys = source.facet(everywhere)
    described = (t for t in reading.facet(terms) if any(start <= t.start < end for start, end in own.named))
    text = reading.text
    return any(t.weight >= 1 and not met(t, keys) and not _ANY.match(text, t.start, t.end) for t in described)


def _plain(text: str, speech: str) -> Iterator[str]:
    """A clause with § for its study, as it stands and with fewer words that describe the study or stand around."""
    base = text.strip(_EDGE)
    base = _CITED.sub("", base) if "(" in base or "[" in base else base
    base = _study(speech).compiled.sub("§", base) if _study(speech).may_match(text) else base
    base = " ".join(base.split())
    base = _around(speech).compiled.sub("", base) if _around(speech).may_match(text) else base
    base = base.strip(_EDGE)
    base = _set_instead(_IT, "§", base)
    base = _set_instead(*_THIS_IS[speech], base)
    if speech == "en" and ("'" in base or "’" in base or "cannot" in base.lower()):
        base = _SHORT_NOT.sub(_spelled_out, base)
    yield base
    if "§" not in base:
        return
    shorter = _set_instead(_SET_IN_FRONT, "", base)
    if shorter != base:
        yield shorter
    if _WITHIN.search(base):
        yield _WITHIN.sub("", base, count=1).removeprefix(" ")
    for stretch in range(1, _TAIL + 1):
        cut = re.sub(f"(?i)§{_BEHIND[speech].replace(f'{{1,{_TAIL}}}?', f'{{{stretch}}}')}", "§ ", base, count=1)
        cut = " ".join(cut.split())
        if cut == base:
            return
        yield cut


def _set_instead(beginning: re.Pattern[str], instead: str, text: str) -> str:
    """A text with its beginning replaced, if it is of this form."""
    found = beginning.match(text)
    return instead + text[found.end() :] if found else text


def _spelled_out(match: re.Match[str]) -> str:
    """The "not" of "can't" and "wasn't" as a word."""
    return "can not" if match[1] or match[3] else "will not" if match[2] else " not"


@cache
def _study(speech: str) -> Guarded:
    """The names of a study: an article, what describes it, and a word for it."""
    names = "|".join(words("plainly", "study", speech))
    return Guarded(re.compile(rf"(?i)\b(?:{names})"), with_gaps(names))


@cache
def _around(speech: str) -> Guarded:
    """What a clause may begin or end with that says nothing of the study."""
    choice = "|".join(words("plainly", "around", speech))
    return Guarded(re.compile(rf"(?i)^(?:{choice}) |,? (?:{choice})$"), with_gaps(choice))


@cache
def _forms(speech: str) -> tuple[tuple[str, ...], Wholes]:
    """The forms of all meanings, and the meaning of each; N stands for a number in figures or words."""
    spelled = "|".join(sorted(_numbers(speech), key=lambda word: (-len(word), word)))
    number = rf"(\\d{{1,3}}|{spelled})"
    listed = [(meaning, entry) for meaning in _MEANINGS for entry in words("plainly", meaning, speech)]
    return tuple(meaning for meaning, _ in listed), Wholes((_NUMBER.sub(number, entry) for _, entry in listed), "§")


def _value(text: str, speech: str) -> int:
    return int(text) if text.isdecimal() else _numbers(speech)[small(text)]


@cache
def _numbers(speech: str) -> dict[str, int]:
    """The numbers that a language has words for."""
    entries = load("counts")["numbers"].get(speech, ())
    return {entry.rpartition(" ")[0]: int(entry.rpartition(" ")[2]) for entry in entries}
