"""Of whom a clause says that they did not know what was given, beside those whom a trial kept from knowing.

Field: designModule.designInfo.maskingInfo.whoMasked. "Only the patients were blinded" tells of the others as well; who is
named by no word of a role ("the pupils") is one of the people of the trial, or somebody of whom nothing is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from verifier.facets._built import INFO
from verifier.lexicon import pattern
from verifier.model import Quote, Source, TrialFacts

_STAFF = frozenset({"CARE_PROVIDER", "INVESTIGATOR"})  # the doctors of a trial may be its investigators
_PARTIES = {"SINGLE": 1, "DOUBLE": 2, "TRIPLE": 3, "QUADRUPLE": 4}
_ROLES = {
    "OUTCOMES_ASSESSOR": re.compile(
        r"(?i)assess|\brater|evaluat(?:or|eur)|évaluat|evaluador|beurteil|auswert|bewert|those who (?:measured|judged|rated|scored)"
    ),
    "CARE_PROVIDER": re.compile(
        r"(?i)doctor|physician|surgeon|nurse|therapist|clinician|staff|\bcarer|care (?:provider|giver|team)|caregiver|ärzt|\barzt|pfleg|behandler|t(?:h[eé]|e)rapeut(?:en|innen|es|as)\b|personnel|médecin|soignant|infirmi|médic[oa]s|enfermer|personal sanitario"
    ),
    "INVESTIGATOR": re.compile(
        r"(?i)researcher|investigat(?:or|eur)|scientist|\bteam|forsche|wissenschaft|prüfer|chercheu|investigador"
    ),
    "PARTICIPANT": re.compile(
        r"(?i)patient|participant|\bpeople\b|\bpersons?\b|volunteer|\bchild(?:ren)?\b|women|\bm[ae]n\b|adult|teen|adolescen|player|\busers?\b|\bsubjects?\b|student|pupil|\bgirls|\bboys|infant|bab(?:y|ies)|"
        r"smoker|drinker|veteran|mothers|those (?:treated|taking part|in the|in it|involved)|teilnehm|proband|freiwillig|kinder|frauen|männer|schüler|malades|volontair|sujets|femmes|hommes|enfants|élèves|"
        r"personnes|personen|personas|pacient|voluntari|niñ[oa]s|mujeres|hombres|alumn|sujetos"
    ),
}
_WHO = 70  # characters before "did not know" in which those stand who did not
_NOBODY_KNEW = re.compile(r"(?i)\b(?:nobody|no one|none|neither|nor|everyone|all|double|single|triple)\b")
_ALONE = re.compile(
    r"(?i)\b(?:only|solely|exclusively|merely|just|alone|nur|ausschließlich|lediglich|allein|bloß|seule?s?|seulement|uniquement|exclusivement|s[oó]lo|solamente|únicamente|exclusivamente)\b"
)
_NOT_ONLY = re.compile(r"(?i)\b(?:not|nicht|non|pas|no)\s+$")
_IN_BRACKETS = re.compile(r"[ -]*(?:\w+ ){0,2}[(\[]([^()\[\]]{3,80})[)\]]")
_VALUE = re.compile(r"(?i)\s*(none|single|double|triple|quadruple)\b(?:[^()\[\]]{0,20}[(\[]([^()\[\]]{3,80})[)\]])?")
_SUBJECT = re.compile(r"(?i)\b(?:the |all |these |those )?([a-zà-þ-]{4,}s)\s*$")
_WAS = re.compile(r"(?i)(?:was|were|been|kept|remained|stayed|is|are)\b")
_THINGS = re.compile(  # what is said to be blinded, and not who
    r"(?i)(?:trial|studie|group|arm|assessment|analy[sz]|treatment|drug|pill|tablet|capsule|syringe|vial|allocation|assignment|label|result|outcome|evaluation|reading|rating|scan|image|sample|parties|sides|others|both)"
)


def seeing(text: str, found: re.Match[str], source: Source) -> str:
    """How those of whom a clause says that they did not know stand to those whom the record keeps from knowing.

    found: the words that say that somebody did not know. A record that does not say who says nothing against it.
    """
    told = f"{_before(text, found.start())} {found[0]} {_behind(text, found.end())}"
    only = _ALONE.search(told)
    trial = source.trial
    if trial is None or not trial.who_masked:
        several = trial is None or _PARTIES.get(trial.masking, 0) > 1
        return "absent" if only and roles(told) and several else "same"
    named = roles(told)
    if not named:
        return "absent" if only or _strange(text, found) else "same"
    if _NOBODY_KNEW.search(found[0]) and not _behind(text, found.end()):
        return "same"
    if only and _NOT_ONLY.search(told, 0, only.start()):
        return "absent"
    return _held(named, trial, alone=only is not None)


def unseeing(text: str, matches: Iterable[re.Match[str]], source: Source) -> str:
    """How all those of whom a clause says that they did not know stand to the record: the worst of them decides."""
    relations = {seeing(text, match, source) for match in matches}
    return next((relation for relation in ("different", "absent") if relation in relations), "same")


def of_the_field(value: str, trial: TrialFacts) -> str:
    """How the value of a field of masking ("double (participant, investigator)") stands to the record's; "" where it is none."""
    match = _VALUE.match(value)
    if match is None or not trial.masking:
        return ""
    if match[1].upper() != trial.masking:
        return "different"
    named = roles(match[2] or "")
    return "same" if not named or not trial.who_masked or named == set(trial.who_masked) else "different"


def in_brackets(text: str, trial: TrialFacts) -> str:
    """The same of those whom a clause names in brackets, or as the only ones: "single-blind (participant)"; "same" where it names none."""
    match = _IN_BRACKETS.search(text)
    named = roles(match[1]) if match else frozenset[str]()
    return _held(named, trial, alone=True) if named and trial.who_masked else "same"


def _held(named: frozenset[str], trial: TrialFacts, *, alone: bool) -> str:
    """How some roles stand to those that the record masks; alone: whether they are told as all of them."""
    masked = frozenset(trial.who_masked)
    lacking, more = named - masked, masked - named
    if lacking:
        doubt = named & masked or (lacking <= _STAFF and masked & _STAFF)
        return "absent" if doubt else "different"
    if alone and more:
        return "absent" if more <= _STAFF and named & _STAFF else "different"
    return "same"


def kept_from(words: str, source: Source, masking: Quote) -> tuple[str, Quote]:
    """How "the patients knew what they got" stands to a masked trial: it gainsays one that kept it from just these."""
    trial = source.trial
    if trial is None or trial.masking in ("TRIPLE", "QUADRUPLE") or not trial.who_masked:
        return "different", masking
    told = roles(words)
    if not told or told <= set(trial.who_masked):
        return "different", masking
    if told & set(trial.who_masked):
        return "absent", masking
    return "same", Quote(trial.who_masked[0], f"{INFO}.maskingInfo.whoMasked")


def roles(words: str) -> frozenset[str]:
    """The roles that some words name, as the registry has them."""
    named = {role for role, listed in _ROLES.items() if listed.search(words)}
    return frozenset(named)


def _before(text: str, at: int) -> str:
    """What stands before a place in its clause, from the last comma that is not one of an enumeration of people."""
    pieces = re.split(r"[.;:]", text[max(0, at - _WHO) : at])[-1].split(",")
    kept = pieces.pop()
    while pieces and len(pieces[-1].split()) <= 4 and roles(pieces[-1]):
        kept = f"{pieces.pop()},{kept}"
    return kept


def _behind(text: str, at: int) -> str:
    """Those who are named in brackets behind a word of masking."""
    match = _IN_BRACKETS.match(text, at)
    return match[1] if match and roles(match[1]) else ""


def _strange(text: str, found: re.Match[str]) -> bool:
    """Whether a clause says of somebody unknown that they were blinded ("the statisticians were blinded")."""
    subject = _SUBJECT.search(text, 0, found.start()) if _WAS.match(found[0]) else None
    if subject is None or _THINGS.search(subject[1]) or _NOBODY_KNEW.fullmatch(subject[1]):
        return False
    return pattern("plainly", "study").search(subject[0]) is None
