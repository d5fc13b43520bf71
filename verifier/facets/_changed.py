"""What a clause says to change, and which way: its main effect, the words of its outcome and those of all else."""

from __future__ import annotations

import re

import msgspec

from verifier.facets._effects import Effect, claimed
from verifier.facets._order import LINKED, TO_IT
from verifier.facets._terms import Term, framed, terms
from verifier.facets._words import language
from verifier.lexicon import Guarded, by_first_letter, spoken
from verifier.model import Reading
from verifier.text import has_verb

_NOTHING = (
    "difference",
    "effect",
    "=effective",
    "benefit",
    "change",
    "gain",
    "differenc",
    "=increase",
    "=decrease",
    "=improve",
    "impact",
    "influenc",
    "=associate",
    "=differ",
    "=change",
    "=gain",
    "=good",
    "advantag",
)
_LIGHT_OUTCOMES = ("=worsen", "=score", "=survival")  # words that say little, and may be what changed all the same
_TURNING = ("=increase", "=decrease", "=improve", "=prevent", "=cause")
_ENDING = (
    "than|with|compared|versus|vs|among|in(?!-)|at|after|by|for|when|as|over|during|bei|mit|unter|als|nach|chez"
    "|sous|avec|après|que|con|en|tras|después|frente"
)
_TAIL = re.compile(rf"[,;:(]|(?<!\w)(?:{by_first_letter(_ENDING.split('|'))})(?!\w)")
_IN_TERMS = re.compile(
    r"(?i)\b(?:in terms of|with (?:regard|respect) to|in regard to|regarding|concerning|as regards|as measured by|as assessed by)\s+"
)
_OVER = re.compile(  # "no advantage over the tablets for sleep"
    r"(?i)\s+(?:over|(?<=superior )to|compared (?:with|to)|versus|vs\.?)\s+(?:(?!\b(?:in|for|on|at)\b)[^,;:.]){2,60}?\s+(?:in|for|on|regarding|with regard to|in terms of)\b"
)
_LOST = re.compile(r"(?i)los(?:t|es?|ing)|gain(?:s|ed|ing)?|put on")  # what they stand before is what was lost
_WHEN = re.compile(r"(?i)[;:(]|\b(?:at|after|over|during|up to|among|between|when|by|compared|versus|vs)\b")
_FRAME = frozenset({"=change", "baselin", "=rate", "=patient", "=compare"})  # "the change from baseline in X"
_HOW_BAD = frozenset({"severe", "serious", "major", "grave", "severity"})
_SUPERIOR = re.compile(r"(?i)superior|inferior|preferable|better|worse")
_OF = re.compile(r"(?i)\s*(?:in|on|of|for|with regard to|bei|auf|dans|sur|en)\b")
_PACE = frozenset(
    {"sooner", "faster", "more quickly", "earlier", "better", "worse", "longer", "more often", "less often"}
)
_MORE = _PACE | {"less", "more"}
# "People with higher blood pressure", "given more of it": whom a clause is about, not what comes of it.
_WHOM = re.compile(
    r"(?i)^\W*(?:(?:[\w-]+\s+){0,2}(?:people|patients|individuals|women|men|children|adults|those|anyone|someone|mice|rats)\s+)?with\s+(?:(?:the|an?|this|that)\s+)?$|\bgiven\s+$|\bon the\s+$|\balong with\s+$"
)
_WHOM_ENDS = ("with", "the", "a", "an", "this", "that", "given")  # the last word of these
_OFTEN = re.compile(
    r"(?i)\s+(?:common|frequent|prevalent|widespread|often|usual)\b"
)  # what is more common stands before
# Of whom it is told, and nothing that changes: "helped the mice survive", "the older ones looked up more".
_WHO = re.compile(
    by_first_letter(
        [
            "older",
            "younger",
            "elderly",
            "young",
            "old",
            "mice",
            "mouse",
            "rats?",
            "animals?",
            "dogs?",
            "rabbits?",
            "pigs?",
            "monkeys?",
            "women",
            "men",
            "girls",
            "boys",
            "males?",
            "females?",
            "adults?",
            "children",
            "adolescents",
            "teenagers",
        ]
    )
)
_KIND = re.compile(r"(?i)older|younger|elderly|young|old|male|female|adult")
_AND = re.compile(r"(?i)\b(?:and|und|et|y)\s")
_GERUND = re.compile(r"(?i)\w+ing")
_NEEDED = re.compile(
    r"(?i)\b(?:need\w*|us(?:e|ed|es|ing)|took|take|takes|requir\w*|consum\w*|ask\w* for|got by (?:on|with))\s+(?:\w+\s+){0,3}$"
)
_RELATIVE = Guarded(
    re.compile(r"(?i)^(?:[\w'’-]+\s+){1,6}(?:who|that|which|whose\s+\w+)\s+(?:[\w-]+\s+){0,2}$"),
    "who|that|which|whose",
)
_REST = re.compile(r"\s*")
_NO_WORD = re.compile(r"\W*")
_SAVES = re.compile(r"(?i)sav(?:e|es|ed|ing)\s+(?:(?:far|many|more|fewer|the|their|his|her)\s+)*(?:lives|life)\b")
_DEATH = ("=death", "concept:death")
_BEFORE = 200  # characters before an effect in which the words that lead it stand


def main_effect(reading: Reading) -> Effect | None:
    """The effect that a clause is about: a denied one first, then the first whose worth is known, then the first."""
    found = reading.facet(claimed)
    if not found:
        return None
    if (
        len(found) > 1
        and _NO_WORD.fullmatch(reading.text, 0, found[0].start)
        and _GERUND.fullmatch(reading.text, found[0].start, found[0].end)
    ):
        found = found[1:]  # "calming microglia saves the sight": what is done, not what comes of it
    found = tuple([effect for effect in found if not _of_those(reading.text, effect.start)])
    if len(found) > 1 and _counts_whom(reading.text, *found[:2]):
        found = found[1:]  # "more attacks had eased"
    if found and _RELATIVE.may_match(reading.text):
        begins = next((end for start, end in reading.facet(framed) if not reading.text[:start].strip()), 0)
        found = tuple([effect for effect in found if not _in_relative(reading.text, effect, begins)]) or found
    for effect in found:
        if effect.sense == "null":
            return effect
    return next((effect for effect in found if effect.worth), found[0] if found else None)


def _of_those(text: str, at: int) -> bool:
    """Whether the words right before a place make what stands there tell whom a clause is about."""
    start = max(0, at - _BEFORE)
    return text[start:at].rstrip().lower().endswith(_WHOM_ENDS) and _WHOM.search(text, start, at) is not None


def _counts_whom(text: str, one: Effect, other: Effect) -> bool:
    """Whether the first of two effects only says how many the second befell."""
    gap = text[one.end : other.start]
    return (
        text[one.start : one.end].lower() == "more"
        and other.sense in ("better", "worse")
        and len(gap.split()) in (1, 2, 3)
    ) and not re.search(r"[,;:.]|\b(?:and|or|but|than)\b", gap)


def _in_relative(text: str, effect: Effect, begins: int) -> bool:
    """Whether an effect only says of whom or what a clause speaks: "mice that recovered could not be infected again".

    begins: where the clause does, behind "studies show that".
    """
    if _RELATIVE.match(text[begins : effect.start].lstrip()) is None:
        return False
    return has_verb(_REST.sub("", text[effect.end :], count=1))


class Parts(msgspec.Struct, frozen=True, gc=False):
    """The terms of a clause by their place in it: what is said to change, and what is said to change it."""

    outcome: tuple[Term, ...]
    subject: tuple[Term, ...]


def parts(reading: Reading) -> Parts:
    """What a clause says to change, and the rest: the words after the verb, or those before it where none follow.

    "reduced pain in adults" changes pain; "pain fell with the drug" too.
    """
    effect = reading.facet(main_effect)
    if effect is None:
        return Parts((), ())
    told = [
        term
        for term in reading.facet(terms)
        if (term.weight >= 0.5 or term.keys[0] in _LIGHT_OUTCOMES) and not term.keys[0].startswith(_TURNING)
    ]
    effects = reading.facet(claimed)
    if len(effects) > 1:
        words = [(one.start, one.end) for one in effects if one != effect and one.sense != "null"]
        told = [term for term in told if not any(start <= term.start < end for start, end in words)] or told
    linked = _linked(reading.text, effect)
    named = _IN_TERMS.search(reading.text, effect.end) if _SUPERIOR.match(reading.text, effect.start) else None
    if named and (
        whole := tuple(t for t in told if t.start >= named.end() and t.kind not in ("intervention", "generic"))
    ):
        edge = _WHEN.search(reading.text, whole[0].end)
        outcome = tuple(t for t in whole if edge is None or t.start < edge.start())
        outcome = tuple(t for t in outcome if t.keys[0] not in _FRAME) or outcome
        return Parts(outcome, tuple(t for t in told if t not in outcome and not effect.start <= t.start < effect.end))
    edge = _TAIL.search(reading.text, linked.end() if linked else effect.end)
    stop = min(edge.start() if edge else len(reading.text), joined(reading, effect))
    inside = effect.sense == "null"  # "no survival gain" names its outcome itself
    after = [
        t for t in told if effect.start <= t.start < stop and (inside or t.start >= effect.end or t.end == effect.end)
    ]
    after = [t for t in after if t.start >= effect.end or t.keys[0] not in _NOTHING]
    if inside is False and reading.text[effect.start : effect.end].lower() in _PACE:
        after = [t for t in after if t.start >= effect.end]  # "stopped sooner": what is sooner stands before
    if inside is False:  # "worsened the sight": of the sight
        after = [t for t in after if t.start >= effect.end or t.keys[0] != "=worsen"] or after
    given = [t for t in after if t.kind == "intervention"]
    after = [t for t in after if t.kind not in ("intervention", "generic")]
    if reading.text[effect.start : effect.end].lower() in _MORE:  # "knew less": of knowing
        after += [t for t in reading.facet(terms) if t.kind == "word" and reading.text[t.end : effect.start].isspace()]
    if not after and given and _NEEDED.search(reading.text, max(0, effect.start - _BEFORE), effect.start):
        after = given  # "needed less morphine": what is taken is the outcome
    if (
        not after and effect.sense != "null" and not _OFTEN.match(reading.text, effect.end)
    ):  # "fewer days with migraine": the measure names itself
        after = [t for t in told if t.start >= effect.end and any(key.startswith("endpoint:") for key in t.keys)]
    if not after and not _LOST.fullmatch(reading.text, effect.start, effect.end):
        after = [t for t in told if t.start < effect.start and t.kind not in ("intervention", "generic")]
        if effect.sense == "null":  # "A and B are linked, but their interaction was not": of the interaction
            after = [t for t in after if t.start >= effect.left] or after
        after = after[-4:]
        named_so = [t for t in after if _is_outcome(reading, t)]
        if any(reading.text[t.start : t.end].lower() not in _HOW_BAD for t in named_so):
            after = named_so  # "severe neutropenia" is no outcome by its first word alone
    after = _lives(reading.text, effect, [t for t in after if not _of_whom(reading, t, after)])
    rest = tuple(t for t in told if t not in after and not (effect.start <= t.start < effect.end))
    return Parts(tuple(after), rest)


def _lives(text: str, effect: Effect, outcome: list[Term]) -> list[Term]:
    """The outcome of a clause; of lives that are saved deaths as well, by which studies count them."""
    if _SAVES.match(text, effect.start) is None:
        return outcome
    return [
        msgspec.structs.replace(term, keys=(*term.keys, *_DEATH))
        for term in outcome
        if "=survival" in term.keys and term.start >= effect.end
    ] or outcome


def _linked(text: str, effect: Effect) -> re.Match[str] | None:
    """The words that lead from an effect to what it is of: "no effect | on", "inversely associated | with"."""
    if effect.sense == "null":
        return _OVER.match(text, effect.end) or _OF.match(text, effect.end)
    return TO_IT.match(text, effect.end) if LINKED.search(text, effect.start, effect.end) else None


def _of_whom(reading: Reading, term: Term, listed: list[Term]) -> bool:
    """Whether a term says of whom something is told, and not what: in "male partners" it is part of the name."""
    if not _WHO.fullmatch(reading.text, term.start, term.end):
        return False
    if not _KIND.fullmatch(reading.text, term.start, term.end):
        return True
    return not any(reading.text[term.end : other.start] == " " for other in listed if other.start > term.start)


def joined(reading: Reading, effect: Effect) -> int:
    """Where a clause goes on to its next effect: "smaller infarcts | and lived longer"."""
    if len(listed := reading.facet(claimed)) < 2:
        return len(reading.text)
    following = next((one for one in listed if one.start > effect.end), None)
    joints = list(_AND.finditer(reading.text, effect.end, following.start)) if following else []
    return joints[-1].start() if joints else len(reading.text)


def _is_outcome(reading: Reading, term: Term) -> bool:
    """Whether a term is a word for something that it is good or bad to have more of ("survival", "pain")."""
    speech = reading.facet(language)
    text = reading.text[term.start : term.end]
    named = spoken(speech, "direction", "good-outcome").match(text) or spoken(speech, "direction", "bad-outcome").match(
        text
    )
    return named is not None or any(key in ("=survival", "=death", "=pain") for key in term.keys)
