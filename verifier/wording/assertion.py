"""How strongly a claim puts what it says: the measure that weak evidence is held against.

Six patients weaken "restores vision"; they do not weaken "a pilot study reported better vision in five of six".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from verifier.lexicon import Gate, Guarded, Phrases, pattern, spoken
from verifier.model import Comparison, Reading
from verifier.text import has_verb
from verifier.wording.acting import acted, acts_now
from verifier.wording.asked import left_open
from verifier.wording.doings import doings
from verifier.wording.people import Count, people, runs

# What pages say of the state of a trial in words that may look like an effect.
_STATES = (
    "never",
    "not-yet",
    "closed",
    "stopped",
    "withdrew",
    "completed",
    "ended",
    "suspended",
    "recruiting",
    "begun",
    "unknown",
)
# Strengths that thin evidence cannot carry: effects told as facts.
AS_FACT = frozenset({"asserts", "proves"})
# Whatever is told as a general fact: what animals and cells cannot carry.
IN_GENERAL = AS_FACT | {"states"}

# A share, a range, a comparison of two values, or a statistic: the marks of a reported result.
_SHARE = re.compile(  # what stands behind the figures
    r"(?i)\s*(?:%|percent\b|per cent\b|prozent\b|por ciento\b|pour cent\b)|\s+(?:vs\.?|versus|against|instead of|gegen|contre|frente a)\s+\d"
)
_OF_SO_MANY = re.compile(r"(?i)\s+(?:of|out of|von|de|sur)\s+(?:the\s+)?\d")
_STATISTIC = re.compile(r"[PRHOprho](?<!\w.)(?:(?<=[PRpr])\s*[=<>≤]\s*0?[.,]\d|(?<=[HORhor])[Rr]\s*\d)")
# "patients who have progressed" says who they are, not what was found.
_OF_PEOPLE = Guarded(
    re.compile(r"(?i)\bwho (?:have|has|had)\s+(?:\w+\s+)?\w+ed\b|\breach(?:ed|es)\s+(?:\w+\s+){0,2}\d"),
    "who|reach(?:ed|es)",
)
_WHOSE = Guarded(re.compile(r"(?i)\bwhose\b[^,.;:]{0,80}"), "whose")  # "whose leukaemia came back" says who they are
_PAST = re.compile(
    r"\b(?:was|were|had|did|[^\W\d_]{2,}ed)\b|\b(?:wurde|wurden|war|waren|hatte|hatten)\b|\b(?:a|ont|était|étaient|fue|fueron|había)\b"
)
# "Has replaced", "is caused by", "are making": told of now, whatever ends in -ed behind; but not what a team has done.
_OF_NOW = re.compile(
    r"(?i)\b(?:(?:has|have)\s+(?:(?:now|already|finally|long|since|also)\s+)?[\w-]+(?:ed|en|wn|ght|lt|nt)\b"
    r"|(?:is|are)\s+(?:(?:now|already|finally|often|usually)\s+)?[\w-]+(?:ing\b|(?:ed|en|wn|ght)\s+by\b)"
    r"|(?:hat|haben|ist|sind|wird|werden|est|sont|ha|han|es|son)\b)"
)
_WAS = re.compile(
    r"(?i)\b(?:was|were|had|did|been|wurden?|waren?|hatten?|gewesen|étai(?:t|ent)|été|fue(?:ron)?|habían?|sido)\b"
)
_WHO_DID = re.compile(
    r"(?i)\b(?:trials?|stud(?:y|ies)|pilots?|cohorts?|experiments?|teams?|researchers?|investigators?|scientists?|universit(?:y|ies)|institutes?|authors?"
    r"|papers?|articles?|group|laborator(?:y|ies)|labs?|we|they|who|[\w-]*studien?|forscher\w*|chercheurs?|études?|essais?|investigadores|estudios?|ensayos?)\b"
)
# What was done with them, right before it: "has followed 400 people", "watched nearly 400 people".
_DONE_WITH = re.compile(
    r"(?i)\b(?:(?:has|have|had) (?:already |now |since |so far |also )*[a-z]{2,}(?:ed|en)|(?<!being )(?<!be )(?:followed|watched|observed|monitored|tracked|tested|vaccinated|examined|saw)|a (?:déjà )?(?:suivi|observé|vu)|siguió a|observó a)"
    r"(?: (?:up|in|on))?(?: (?:all|about|nearly|over|some|more than|at least|almost|the|its|their|a|around|of))*\s$"
)
_IRREGULAR = re.compile(
    r"(?i)\b(?:came|went|took|got|gave|quit|left|lost|won|slept|felt|began|became|found|kept|made|said|told|saw|stood|wore|drank|ate|ran|swam|fell|rose)\b"
)
# "Had less pain than those operated on" tells a result; "people older than others", "more than 300" do not.
_COMPARED = re.compile(
    r"(?i)\b(?:less|more|fewer|(?!(?:old|young|lat|earli|soon|oth|rath|long)er\b)[a-z]{2,}er|worse)\b(?!\s+than)[^.;,\d]{1,60}\bthan\b(?!\s+(?:\d|\w+ (?:year|month|week|day)))"
)
# "Has not been settled", "nothing proves", "without proof" claim no proof.
_DENIED = re.compile(
    r"(?i)\b(?:not|never|no|nothing|nobody|none|without|cannot|whether|far from|kein\w*|nicht|nie|sans|aucune?|pas|sin|ning\w+|no se)\s+(?:[\w-]+\s+){0,3}$|\bfrom\s+being\s+$"
)
# What is tried, or who tries it, is gone: that tells why a trial ended, and no trouble that is over.
_NO_LONGER_HAD = Guarded(
    re.compile(
        r"(?i)\b(?:app|product|drug|device|medicine|compound|software|tablet|company|firm|maker|manufacturer|sponsor|team|staff|money|funding|budget|stock)s?"
        r"\s+(?:is|are)\s+(?:now |since |finally )?(?:gone|history|no more)\b"
    ),
    "gone|history|more",
)
# "Heals in most children" tells how an illness goes, and proves no treatment.
_CURES = re.compile(r"(?i)(?:cur|heal|guéri|heil)")
_TOLD = re.compile(
    r"\b(?:in|from)\s+(?:a|an|the|one|this|that)\b[^.;]{0,60}\b(?:study|trial|series|pilot|report|cohort|analysis)\b",
    re.IGNORECASE,
)
# "A review of what the years have taught us" says what the work is, and nothing of its matter.
_WORK = re.compile(
    r"(?i)\W*(?:(?:an?|the|this|that|our|their|one|\w+['’]s)\s+)?(?:[\w-]+\s+){0,3}(?:review|overview|survey|account|summary|essay|commentary"
    r"|editorial|primer|guide|introduction|history|profile)\s+(?:of|on|about|to)\b"
)
# What people did or were given, right behind their number: "25 new mothers used the device".
_DID = re.compile(
    r"(?i)(?: (?:with|in|from|at)(?: [\w'’-]+){1,4}?)?"
    r" (?:(?:have|has|had|were|was)(?: (?:been|already|now|since|all|ever))* (?!expected|planned|needed|meant|supposed|due|aged|invited)[a-z]{2,}(?:ed|en)"
    r"|(?!aged)[a-z]{2,}ed(?= (?:the|a|an|it|this|their|its|both|two|one|every|each)\b)"
    r"|(?:have |has |had )?(?:got|took|came|went|wore|drank|ate)|ont|haben|hatten|wurden|han|fueron)\b"
)
_NOBODY = re.compile(
    r"(?i)\b(?:no|not|nobody|none|never|without|before|zero|niemand|kein\w*|nie|nicht|bevor|aucun\w*|personne|jamais|pas|ning\w+|nadie|nunca|sin|antes)\b"
)
# "Fuses more spines than bone", "does not trigger shock", "demonstrates that": effects told of now.
_OUTDOES = Guarded(
    re.compile(
        r"(?i)(?:\b(?P<does>(?!(?:is|was|has|his|its|this|does|needs|wants|enrols|enrolls|recruits|lists|covers|runs|includes|takes|lasts|uses|seeks|plans|compares|tests|plus|versus|patients|others)\b)"
        r"[a-z]{2,}s\s+(?:far |much |many |even )*(?:more|fewer|less|better|worse|faster|longer|[a-z]{2,}er)\s[^.;,\d]{1,60}\bthan\b(?!\s+(?:planned|expected|\d))))"
        r"|\b(?:(?:does|do)(?: not|n['’]t)|never) (?:trigger|cause|harm|damage|raise|increase|worsen|lead to|bring on|provoke|impair|weaken|affect|spoil|ruin)s?\b"
        r"|\b(?:demonstrates|establishes|proves|confirms|shows) that\b"
    ),
    "than|not|never|that",
    signs="'’",
)
_BEFORE = 80  # characters before a verb in which its subject stands
_BASE_SUBJECT = re.compile(  # "cells slow", but not "it was slow"
    r"\b(?!(?:was|is|has|does|as|this|its|his|us|thus|plus|versus|always)\b)(?:[^\W\d_]+s|people|children|women|men|data)\s+(?:(?:now|also|really|can|fully)\s+)?$",
    re.IGNORECASE,
)
# What is asked says nothing of an effect: "Do these drugs provoke antibodies?" in the row of a table.
_QUESTION = re.compile(
    r"(?:^|(?<=\s))(?:Do|Does|Did|Can|Could|Is|Are|Was|Were|Will|Would|Should|May|Might|Has|Have)\b[^?.!]{0,300}\?"
    r"(?!\s*(?:Yes|Absolutely|Certainly|Indeed|Of course|(?:It|They) (?:can|do|does|did|will))\b)"
)


def strength(reading: Reading) -> str:
    """One of proves, asserts, states, reports, describes.

    proves: an effect is called proven, certain or a cure. asserts: an effect is told as a general fact. states:
    something else is told as a general fact ("the protein limits damage", "women cover less ground"). reports:
    something that was found is told (past tense, figures, a named study), or only a possibility. describes:
    nothing is said to have been found.
    """
    text = _beside_the_study(reading)
    text = _QUESTION.sub(" ", text) if "?" in text else text
    whole, text = text, left_open(text)
    if reading.facet(figured) if text == reading.text else _figures(text):
        return "reports"  # whatever else it says
    if pattern("assertion", "plan").search(text) and not pattern("assertion", "finding").search(text):
        return "describes"
    of_trial = _of_trial(reading)
    now = _tells_now(text) or (of_trial and (acts_now(text) or _outdoes(text)))
    describes = pattern("assertion", "description").search(text) is not None
    then = pattern("assertion", "effect-then").search(_OF_PEOPLE.sub("", text)) is not None
    then = then or acted(text) or (not describes and pattern("assertion", "effect-noun").search(text) is not None)
    if pattern("assertion", "hedged").search(text):
        told = now or then or pattern("assertion", "effect-base").search(text) is not None
        return "reports" if told and (then or not describes) else "describes"
    proof = any(not denied(text, match.start()) for match in pattern("assertion", "proof").finditer(text))
    if now and not _TOLD.search(text):
        return "proves" if proof else "asserts"
    if proof and not describes:
        return "proves"
    if now or then:
        of_now = not (describes or of_trial or _TOLD.search(text)) and _told_of_now(text)
        return "states" if of_now else "reports"
    return "describes" if describes or text != whole else _plainly(reading)


def _outdoes(text: str) -> bool:
    """Whether a clause tells of now that one thing does more than another, does no harm, or that its study shows so much."""
    found = _OUTDOES.search(text)
    if found is None or found["does"] is None:
        return found is not None
    return pattern("status", "study").search(text, 0, found.start("does")) is None


def _of_trial(reading: Reading) -> bool:
    return reading.citation.identifier.scheme == "NCT"


def figured(reading: Reading) -> bool:
    """Whether a clause has figures of a result."""
    return _figures(reading.text)


def _figures(text: str) -> bool:
    """Whether a text has figures of a result."""
    for start, end in runs(text):
        if _SHARE.match(text, end):
            return True
        if not (start and (text[start - 1].isalnum() or text[start - 1] == "_")) and _OF_SO_MANY.match(text, end):
            return True
    return _STATISTIC.search(text) is not None


def _beside_the_study(reading: Reading) -> str:
    """The clause without the words that tell the state of a trial and who could join: "was cut short" is no effect."""
    if not _of_trial(reading):
        return reading.text
    text = _without_doings(reading.text)
    if _of_the_study().may_match(text):
        for words in _states_and_joining():
            text = words.sub("", text)
    return text


@cache
def _states_and_joining() -> tuple[Phrases | Guarded, ...]:
    """What tells the state of a trial and who could join, in the order in which it is left out."""
    told = pattern("status", *_STATES), pattern("people", "admits"), pattern("assertion", "taking-part")
    return *told, _NO_LONGER_HAD, _WHOSE


@cache
def _of_the_study() -> Gate:
    """The words without which a clause has nothing of all that."""
    return Gate(*_states_and_joining())


def _without_doings(text: str) -> str:
    """A text without the verbs that tell what became of its study and of its joining."""
    for doing in reversed(doings(text)):
        text = f"{text[: doing.start]}{text[doing.end :]}"
    return text


def _plainly(reading: Reading) -> str:
    """The strength of a clause without a word of effect: by its verb, where it cites a paper.

    A page that cites a paper for "the protein limits brain damage" tells that as a fact; of a trial it may only say
    what the trial is, so that the clause must speak of neither study nor people there.
    """
    text = reading.text
    if _WORK.match(text) and not pattern("assertion", "finding").search(text):
        return "describes"
    if _of_trial(reading):
        if pattern("assertion", "lay-then").search(text) or (_PAST.search(text) and _COMPARED.search(text)):
            return "reports"
        about = pattern("status", "study", "people").search(text) or _beside_the_study(reading) != text
        plain = has_verb(text) and not _PAST.search(text) and not about
        return "states" if plain else "describes"
    if acts_now(text):
        return "states"
    if not has_verb(text) and not _tells_a_cause(reading):
        return "describes"
    past = _PAST.search(text) is not None and not _told_of_now(text)
    return "reports" if past or _TOLD.search(text) else "states"


def _tells_a_cause(reading: Reading) -> bool:
    """Whether a clause in another language says that one thing makes another."""
    speech = reading.citation.language
    return speech != "en" and spoken(speech, "certainty", "cause").search(reading.text) is not None


def _told_of_now(text: str) -> bool:
    """Whether the verb of a clause is in the present or the perfect, and what acts is no study."""
    verb = _OF_NOW.search(text)
    if verb is None or _WAS.search(text):
        return False
    before = text[: verb.start()]
    return _IRREGULAR.search(before) is None and _WHO_DID.search(before) is None


_WORKING = re.compile(
    r"(?i)works? (?:very |so |more )?(?:fast|faster|quickly|slowly|rapidly|by|through|via|as|with|at|on|like|alongside|together|within)\b"
)
_HOW = re.compile(r"(?i)\b(?:how|why|whether|if|where)\b[^.,;]{0,50}$")


def denied(text: str, at: int) -> bool:
    """Whether what stands at a place of a text is denied or left open: "has not been settled", "heals in most children"."""
    if _DENIED.search(text, max(0, at - 60), at):
        return True
    if text[at : at + 4].lower() == "work" and (_WORKING.match(text, at) or _HOW.search(text, max(0, at - 60), at)):
        return True  # "how it works", "works fast": no word on whether it does
    return _CURES.match(text, at) is not None and pattern("certainty", "mostly").search(text) is not None


def tells_of_the_study(reading: Reading) -> bool:
    """Whether a clause says what a study or work is or does; one without a verb ("less pain") may tell a result."""
    return (
        _WORK.match(reading.text) is not None
        or pattern("assertion", "description", "plan").search(reading.text) is not None
    )


def tells_result(reading: Reading) -> bool:
    """Whether the clause says that something was found, at whatever strength."""
    return reading.facet(strength) != "describes"


def tells_finding(reading: Reading) -> bool:
    """Whether the clause tells an effect or figures of a result, and not only where or how a study was done."""
    if reading.facet(figured) or reading.facet(strength) in IN_GENERAL:
        return True
    found = pattern("assertion", "effect-then", "effect-noun", "found-effect", "lay-then").search(reading.text)
    return found is not None or pattern("safety", "harm", "harmless").search(reading.text) is not None


def tells_effect_as_fact(reading: Reading) -> bool:
    """Whether the clause tells an effect as a fact or as proven: what thin evidence cannot carry."""
    return reading.facet(strength) in AS_FACT


def tells_found_effect(reading: Reading) -> bool:
    """Whether the clause tells an effect as found, not only as possible ("was effective", "got better")."""
    text = reading.text
    if pattern("assertion", "hedged", "plan").search(text):
        return False
    return pattern("assertion", "found-effect", "lay-then").search(text) is not None or acted(text)


def tells_past(text: str) -> bool:
    """Whether a text has a verb in the past tense."""
    return _PAST.search(text) is not None or _IRREGULAR.search(text) is not None


def tells_peer_review(reading: Reading) -> bool:
    """Whether the clause says that its source was peer-reviewed or published in a journal."""
    return pattern("assertion", "peer-reviewed").search(reading.text) is not None


def tells_enrolled(reading: Reading) -> bool:
    """Whether the clause says that people have taken part or been treated, and nothing of a plan."""
    text = reading.text
    done = pattern("assertion", "enrolled").search(text) is not None or any(_did(text, count) for count in people(text))
    return done and not pattern("assertion", "planned").search(reading.text) and not _no_one(reading.text)


def _did(text: str, count: Count) -> bool:
    """Whether so many people did something, or something was done with them, as the words around their number tell."""
    before = text[max(0, count.start - _BEFORE) : count.start]
    return _DID.match(text, count.end) is not None or _DONE_WITH.search(before) is not None


def _no_one(text: str) -> bool:
    """Whether a text says that nobody came into a study."""
    return bool(pattern("status", "never", "not-yet").search(text) or pattern("counts", "nobody").search(text))


def tells_took_part(reading: Reading) -> bool:
    """Whether the clause tells as done that people have come into the study or were treated in it."""
    return pattern("assertion", "took-part").search(reading.text) is not None and not _NOBODY.search(reading.text)


def strongest(comparisons: Iterable[Comparison]) -> Comparison | None:
    """The comparison whose clause claims most, by the strength in its `detail`; the first of equals."""
    order = ("describes", "reports", "states", "finds", "asserts", "proves")
    return max(comparisons, key=lambda c: order.index(c.detail) if c.detail in order else 0, default=None)


def _tells_now(text: str) -> bool:
    """Whether an effect is told in the present tense, as a general fact."""
    if pattern("assertion", "effect-now", "lay-now").search(text):
        return True
    for match in pattern("assertion", "effect-base").finditer(text):
        if _BASE_SUBJECT.search(text, max(0, match.start() - _BEFORE), match.start()):
            return True
    return False
