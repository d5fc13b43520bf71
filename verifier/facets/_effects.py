"""What a text says that something does: better, worse, up, down or nothing, and of what.

An effect is a word of direction with the stretch of text that it governs (to the next comma, semicolon or joining
word). Its worth is +1 for the better, -1 for the worse, 0 where the outcome does not tell: "fewer deaths" and
"longer survival" are for the better.
"""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

import msgspec
from msgspec.structs import replace

from verifier.facets._aims import aimed_at, foretold, of_no_such_thing
from verifier.facets._in_names import in_a_name
from verifier.facets._no_effect import NEAR, doubted, may_deny, negated, unproven
from verifier.facets._ways import ways
from verifier.facets._words import language, start_of
from verifier.facets._worth import FAR, worth
from verifier.lexicon import Guarded, spoken
from verifier.model import Reading, Sentence, Source
from verifier.text import has_verb
from verifier.wording.asked import places_left_open

_EDGES = "but|whereas|while|although|though|however|despite|aber|sondern|mais|alors que|pero|mientras"
_EDGE = Guarded(
    re.compile(
        rf"[;:]|,\s(?!\d)|\s(?:{_EDGES})\s"
        r"|(?<!,)\s(?=by (?:\w+ly )?(?!morning|evening|spring|being)\w{2,}ing\s)",  # by what it comes about
        re.IGNORECASE,
    ),
    rf"{_EDGES}|by",
    signs=";:,",
)
_EQUATED = "=<>≤≥"  # the signs of a P
_P_VALUE = re.compile(rf"(?<![A-Za-z])[pP](?:[ -]?values?)?\s*([{_EQUATED}])\s*(0?[.,·]\d{{1,6}}|1\.0+)")
_TRENDS = "trend(?:s|ed)? (?:to|toward|towards|for)|tended to|nonsignificant|non-significant|not significantly?"
_TREND = Guarded(re.compile(rf"(?i)\b(?:{_TRENDS})\b"), _TRENDS)
_MEASURED = re.compile(
    r"(?i)\d|\bsignific|\b(?:groups?|arms?|than|versus|vs|compared|placebo|controls?|patients|participants)\b"
)
_ASKS_POSTED = re.compile(
    r"(?i)\boutcome: |\bscores? (?:\w+ )?rang|\brang(?:es?|ing) from\b|\b(?:higher|lower|greater) (?:\w+ )?(?:scores?|values?|numbers?)\b|\bassess|\bmeasur|\bdefined (?:as|by)\b|\bcalculated\b|\bquestionnaire\b|\brated\b|\bitems?\b"
)
_ASKED = ("background", "objective", "aim", "purpose", "introduction", "methods", "design", "setting", "patients")
# What is said of no difference without saying of what.
_BARE = re.compile(
    r"(?i)\b(?:but|and|or|a|an|the|was|were|is|are|there|it|this|that|between|among|in|of|for|with|to|at|any|all|both|two|these|groups?|arms?"
    r"|treatments?|interventions?|conditions|shown|found|seen|observed|noted|detected|reported|however|significant\w*|statistical\w*|time|points?"
    r"|differences?|effects?|whereas|while|although|though|either|p|n|s)\b"
)
_WITH = re.compile(r"(?i)\b(?:with|and)\s+$")
_DIFFERENCES = re.compile(r"(?i)\b(?:differences?|findings?|associations?|trends?)\b[^,;:.]{0,80}$")
_SOME = re.compile(  # some of those who were studied, and no group of them
    r"(?i)(?:\d\s?%\s+|(?:\d\s?%|\b(?:many|most|some|few|half|thirds?|quarters?|minority|majority|proportion|in (?:two|three|four|five|six|seven|eight|nine|ten|\d+)|of \d+))"
    r"(?:\s*\([^()]{0,40}\))?\s+(?:of (?:[\w-]+\s+){1,6}|(?:[\w-]+\s+){0,2}(?:patients?|participants?|people|persons|subjects?|children|women|men|adults"
    r"|individuals|smokers|users)\s+)(?:\([^()]{0,40}\)\s*)?(?:who\s+|still\s+|showed\s+|had\s+|have\s+|experienced\s+|reported\s+){0,2})$"
)
_LEAD = 160  # characters before a denial in which those of whom it is said stand
_DEFINED = re.compile(r"(?i)\b(?:defined (?:as|by)|definition of)\b")
_IF = re.compile(r"(?i)\bif\s+(?:[\w-]+\s+){1,8}$")
_BY_OTHERS = re.compile(
    r"(?i)\b(?:(?:described|reported|shown|found|observed) (?:by others|previously|elsewhere)|(?:previous|earlier|other) (?:studies|trials|reports|work|research) (?:have |has )?"
    r"(?:shown|found|reported|suggest\w*|demonstrated|showed|observed)|(?:has|have) (?:\w+ )?been (?:suggested|claimed|argued|criticised|criticized|alleged))\b"
)
_LISTED = re.compile(
    r",\s*(?:(?:and|or|nor)\s+)?(?!which\b|who\b|with\b|than\b|compared\b|as\b)[\w/ ()%-]{2,70}$"
)  # an item of a list
# "Lowered X less than Y did": how far the first word goes, and no second effect.
_HOW_FAR = re.compile(r"(?i)less")
_THAN = re.compile(r"(?i)\s+(?:(?:in|with|on|for|after|among|under|at)\s+(?:[\w'’-]+\s+){1,3})?than\b")
_APART = re.compile(r"(?i)[,;:.]|\b(?:and|or|but|with|by|in which|while|who|that|to)\b")
_REVERSE = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
_WORD = re.compile(r"[^\W\d_]{2,}")
_BRACKETS = re.compile(r"\([^()\[\]]{0,300}\)|\[[^()\[\]]{0,300}\]")
_STRONG = Guarded(
    re.compile(
        r"[;:]|\s(?:but|whereas|while|although|though|however|despite|with no|and no|and (?:did|was|were|had|does|do) not)\s"
        r"|(?<!,)\s(?=by (?:\w+ly )?(?!morning|evening|spring|being)\w{2,}ing\s)",
        re.IGNORECASE,
    ),
    "but|whereas|while|although|though|however|despite|no|not|by",
    signs=";:",
)
_JOINT = re.compile(r"(?i)\b(?:and|und|et|y)\s")
_LESS = re.compile(r"(?i)smaller|lower|less|lesser")
_CAUSES = re.compile(r"(?i)caus(?:e|es|ed)|leads? to|led to|results? in|resulted in|br(?:ings?|ought)(?: about)?")
_FEWER = re.compile(  # what a word of cause leads straight to: "led to far fewer"
    r"(?i)\s+(?:\S+\s+){0,2}(?:fewer|less|more|lower|higher|smaller|greater|longer|shorter|better|worse|faster|slower)\b"
    r"|\s+(?:an? )?(?:\S+ )?(?:declines?|falls?|drops?|decreases?|reductions?|loss(?:es)?|rises?|increases?|improvements?|worsening|deterioration"
    r"|decreased|reduced|increased|improved|impaired|diminished|enhanced|prolonged|shortened|lowered|raised|elevated|worsened)\b"
)
_AMOUNT = re.compile(r"(?i)more|less|fewer")
_DEGREE = re.compile(
    r"(?i)\s+(?:(?:\w+ly|far|much|even|a lot|somewhat|about|around|some|by|over|almost|\d[\d.,]*|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|twelve|twenty|points?|per ?cent|percent|%|mm|kg|kilos?|pounds?|days?|hours?|minutes?|weeks?|times)\s*){0,6}"
)
_VERBAL = ("ed", "lost", "fell", "rose", "gain", "gains", "lose", "loses", "grew", "shrank")
_MORE = re.compile(r"(?i)greater|larger|higher|more")  # "greater improvement": says how great, not which way
_FOLD = re.compile(r"(?i)\b(?:twice|times|half|thrice|fold)\s+$")


class Effect(msgspec.Struct, frozen=True, gc=False):
    """A direction said of something. sense: up, down, better, worse or null. worth: +1, 0, -1."""

    sense: str
    worth: int
    start: int  # of the word of direction
    end: int
    left: int  # of the stretch it governs
    right: int
    certain: bool = False  # called significant


def effects(text: str, speech: str = "en") -> tuple[Effect, ...]:
    """The effects that a text states, in order."""
    if not ways(speech).signs.may_match(text):
        return ()
    blank = bare(text)
    cuts = _EDGE.compiled.finditer(blank) if _EDGE.may_match(text) else ()
    edges = [0, *(match.start() for match in cuts), len(text)]
    found: list[Effect] = []
    for left, right in pairwise(edges):
        own = _stretch(text, left, right, speech)
        if (
            not own
            and found
            and found[-1].right == left
            and _LISTED.match(blank[left:right])
            and not has_verb(blank[left:right])
        ):
            found = [replace(one, right=right) if one.right == left else one for one in found]  # "improved X, Y, or Z"
        found.extend(own)
    told = _not_by_chance(text, found) if found else found
    if speech == "en":
        told = [
            replace(effect, sense="null", worth=0) if effect.sense != "null" and doubted(text, effect.start) else effect
            for effect in told
            if not _of_some(text, effect)
        ]
    open_ = [effect for effect in told if blank[effect.start] != " "]
    found = open_ or told  # "outcomes (reduction in scores) were better": what is bracketed only explains
    return tuple(effect for effect in found if not aimed_at(text, effect.start, speech))


def _of_some(text: str, effect: Effect) -> bool:
    """Whether it is said of some of those who were studied that they did not: "12% of patients showed no increase"."""
    return effect.sense == "null" and _SOME.search(text, max(0, effect.start - _LEAD), effect.start) is not None


def bare(text: str) -> str:
    """A text with what stands in brackets blanked, each sign in its place: figures there cut no clause in two."""
    for _ in range(2 if "(" in text or "[" in text else 0):  # one within the other, at most
        text = _BRACKETS.sub(lambda match: " " * len(match[0]), text)
    return text


def reach(text: str, effect: Effect, others: tuple[Effect, ...]) -> tuple[int, int]:
    """The stretch that an effect governs with the lists that belong to it: "changes in pain, sleep and mood were not".

    It goes on over commas to the next effect of the clause, and back to its beginning where no other stands before.
    """
    plain = bare(text)
    cuts = _STRONG.compiled.finditer(plain) if _STRONG.may_match(text) else ()
    strong = [0, *(match.start() for match in cuts), len(text)]
    low = max(edge for edge in strong if edge <= effect.start)
    high = min(edge for edge in strong if edge > effect.start)
    beside = [other for other in others if low <= other.start < high and other.left != effect.left]
    before = [other for other in beside if other.start < effect.start]
    right = min((other.left for other in beside if other.start > effect.start), default=high)
    return min(effect.left, effect.left if before else low), max(right, effect.right)


def _not_by_chance(text: str, found: list[Effect]) -> list[Effect]:
    """The effects of a text, those as null that chance may have made as the figures beside them say."""
    equated = any(sign in text for sign in _EQUATED)
    if not equated and not _TREND.may_match(text):
        return found
    return [
        replace(effect, sense="null", worth=0) if _by_chance(text, effect, equated=equated) else effect
        for effect in found
    ]


def _by_chance(text: str, effect: Effect, *, equated: bool) -> bool:
    """Whether the next p-value beside an effect is over 0.05, or only a trend is told. equated: whether a text may give one."""
    if effect.sense == "null":
        return False
    if equated and (match := _P_VALUE.search(text, effect.start, min(len(text), effect.right + 160))):
        value = float(match[2].replace(",", ".").replace("·", "."))
        return match[1] not in "<≤" and value > 0.05
    trend = _TREND.search(text, effect.left, effect.right)
    # "A trend towards gentler treatment" is one of the times; that of a result stands by what was measured or compared.
    return trend is not None and (not trend[0].lower().startswith("trend") or _MEASURED.search(text) is not None)


def _stretch(text: str, left: int, right: int, speech: str) -> list[Effect]:
    part, words = text[left:right], ways(speech)
    if not words.signs.may_match(part):
        return []
    marked = words.significant.search(part) is not None
    null_told = words.null.search(part) is not None
    if null_told and (made := _made_useless(part, speech)):
        return [Effect("worse", -1, left + made.start(), left + made.end(), left, right, marked)]
    if null_told and (null := _nothing(part, speech)):
        start, end = left + null.start(), left + null.end()
        beside = _WITH.search(part, 0, null.start())
        if beside and (before := _stretch(text, left, left + beside.start(), speech)):  # "fell, with no change in X"
            return [*before, Effect("null", 0, start, end, left + beside.start(), right, marked)]
        if not _WORD.search(_BARE.sub(" ", part.replace(null[0], " "))):  # "X was good, but none was shown": of X
            left = max((match.start() for match in _EDGE.finditer(text, 0, left)), default=0)
        return [Effect("null", 0, start, end, left, right, marked)]
    found: list[Effect] = []
    denials = may_deny(part, speech)
    for sense, listed in words.each:
        for match in listed.finditer(part):
            start, end = left + match.start(), left + match.end()
            if any(other.start < end and start < other.end for other in found) or in_a_name(text, start, end):
                continue
            denied = (denials or match.start() > NEAR) and negated(
                bare(part[max(0, match.start() - FAR) : match.start()]), speech, match[0]
            )
            if denied or unproven(text, start):
                found.append(Effect("null", 0, start, end, left, right, marked))
            else:
                stop = _joint(text, left, part, match, speech) if sense in ("up", "down") else len(part)
                value = worth(sense, part, match, speech, stop)
                found.append(Effect(sense, value, start, end, left, right, marked))
    return _measured(text, sorted(found, key=start_of)) if found else found


def _joint(text: str, left: int, part: str, match: re.Match[str], speech: str) -> int:
    """Where the words on an effect end: at the "and" before the next one ("had smaller infarcts and lived longer")."""
    following = ways(speech).any.finditer(part, match.end())
    other = next((m for m in following if not in_a_name(text, left + m.start(), left + m.end())), None)
    joints = list(_JOINT.finditer(part, match.end(), other.start())) if other else []
    return joints[-1].start() if joints else len(part)


def _nothing(part: str, speech: str) -> re.Match[str] | None:
    """Where a stretch says that there was no difference; "twice as often as" tells one."""
    found = ways(speech).null.finditer(part)
    return next((null for null in found if not (_FOLD.search(part, 0, null.start()) or _alike(part, null))), None)


def _alike(part: str, null: re.Match[str]) -> bool:
    """Whether it is differences that were similar: none of them is denied."""
    return "similar" in null[0].lower() and _DIFFERENCES.search(part, 0, null.start()) is not None


def _made_useless(part: str, speech: str) -> re.Match[str] | None:
    """Where a stretch says that something makes another thing useless: no null result, but a harm."""
    useless = spoken(speech, "direction", "useless").search(part)
    return useless if useless and spoken(speech, "direction", "makes").search(part, 0, useless.start()) else None


def _measured(text: str, found: list[Effect]) -> list[Effect]:
    """The effects without the words that only say how great the next one is ("greater improvement").

    A smaller increase is a decrease beside the greater one, so that the first word counts there.
    """
    kept: list[Effect] = []
    for effect, after in zip_longest(found, found[1:]):
        if kept and _so_much(text, kept[-1], effect):
            kept[-1] = _reversed(kept[-1])
            continue
        if after is not None and _CAUSES.fullmatch(text, effect.start, effect.end) and _FEWER.match(text, effect.end):
            continue  # "led to fewer deaths": fewer deaths
        if after is not None and _MORE.fullmatch(text, effect.start, effect.end) and _close(text, effect, after):
            continue
        if kept and _verb_before(text, kept[-1], effect):  # "lost significantly more weight": how much was lost
            if _LESS.fullmatch(text, effect.start, effect.end) or text[effect.start : effect.end].lower() == "fewer":
                kept[-1:] = [effect] if kept[-1].sense == "up" else []
            continue
        if kept and _LESS.fullmatch(text, kept[-1].start, kept[-1].end) and _close(text, kept[-1], effect):
            if effect.sense != "up":
                kept.pop()  # "a smaller reduction": neither more nor less than what it is held against
            continue
        kept.append(effect)
    return kept


def _verb_before(text: str, one: Effect, other: Effect) -> bool:
    """Whether a verb of direction leads a word that says how much: "lost more", "gained significantly less"."""
    verb, amount = text[one.start : one.end], text[other.start : other.end]
    if _AMOUNT.fullmatch(amount) is None or _AMOUNT.fullmatch(verb) or not verb.lower().endswith(_VERBAL):
        return False
    return one.end <= other.start and _DEGREE.fullmatch(text, one.end, other.start) is not None


def _so_much(text: str, one: Effect, other: Effect) -> bool:
    """Whether a word only says how far the one before it goes, as compared with another: "lowered X less than Y did"."""
    return (
        one.sense != "null"
        and _HOW_FAR.fullmatch(text, other.start, other.end) is not None
        and _THAN.match(text, other.end) is not None
        and _APART.search(text, one.end, other.start) is None
    )


def _reversed(effect: Effect) -> Effect:
    """An effect that falls short of another's: beside that it is the reverse."""
    return replace(effect, sense=_REVERSE[effect.sense], worth=-effect.worth)


def _close(text: str, one: Effect, other: Effect) -> bool:
    """Whether nothing but a word like "mean" stands between two words of direction."""
    return one.end <= other.start and not text[one.end : other.start].replace("mean", "").strip()


def claimed(reading: Reading) -> tuple[Effect, ...]:
    """The effects that a clause claims; none of what it asks, or says that there is no such thing."""
    text = reading.text
    told = tuple(e for e in effects(text, reading.facet(language)) if not of_no_such_thing(text, e.start))
    asked = places_left_open(text) if told else ()
    return tuple(e for e in told if not any(start <= e.start < end for start, end in asked)) if asked else told


def shown(source: Source) -> tuple[tuple[Effect, ...], ...]:
    """The effects named in each sentence of a record, whether it tells a result or not."""
    texts = (sentence.text[:4000] for sentence in source.sentences)
    return tuple(tuple(effect for effect in effects(text) if not foretold(text, effect.start)) for text in texts)


def stated(source: Source) -> tuple[tuple[Effect, ...], ...]:
    """The effects that each sentence of a record states; none where it asks, plans or tells a background."""
    count = len(source.sentences)
    named = source.facet(shown)
    told = (
        tells(s, n, count) and "analyses[" not in s.where for n, s in enumerate(source.sentences)
    )  # there, a title's
    return tuple(
        tuple(effect for effect in listed if not _aside(s.text, effect)) if own else ()
        for own, listed, s in zip(told, named, source.sentences, strict=True)
    )


def acting(source: Source) -> frozenset[int]:
    """The sentences of a record that state an effect."""
    return frozenset(number for number, own in enumerate(source.facet(stated)) if own)


def found_here(text: str) -> bool:
    """Whether a sentence tells what was found, and in this study: no definition, and nothing that others found."""
    return _BY_OTHERS.search(text) is None and _DEFINED.search(text) is None


def _aside(text: str, effect: Effect) -> bool:
    """Whether an effect only defines what was measured, or is what others found."""
    if _BY_OTHERS.search(text) or _IF.search(text, effect.left, effect.start):
        return True
    return (defined := _DEFINED.search(text, 0, effect.start)) is not None and ";" not in text[
        defined.end() : effect.start
    ]


def unfound(sentence: Sentence) -> bool:
    """Whether a sentence stands in a passage that tells no result: a title, aims, methods."""
    label = sentence.label.lower()
    return any(word in label for word in _ASKED) or label in ("title", "eligibility") or label.endswith("outcome")


def asks(sentence: Sentence) -> bool:
    """Whether a sentence asks or plans by its words."""
    return spoken("en", "direction", "question").search(sentence.text) is not None


def tells(sentence: Sentence, number: int, count: int) -> bool:
    """Whether a sentence tells what was found, rather than asks, plans or describes."""
    label = sentence.label.lower()
    if unfound(sentence):
        return False
    if label == "posted results":
        told = ".analyses[" in sentence.where and _ASKS_POSTED.search(sentence.text) is None
        return told or sentence.text.startswith("Result:")  # what else stands there says what was to be measured
    if label in ("results", "conclusions", "conclusion", "findings", "interpretation"):
        return True
    if count > 4 and number <= count // 4:
        return False
    return spoken("en", "direction", "question").search(sentence.text) is None
