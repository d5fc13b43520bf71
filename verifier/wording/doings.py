"""What becomes of a study and of its joining, read from verbs with their subjects and objects (lexicon/doings.toml).

Phrases cannot hold every way to say that a study has begun to take people in. Here a verb of beginning, ending, running
or taking people is tied to what it is said of: its time and whether it is denied stand in the words right before it, its
subject is the study, its joining or its people, its object the people or the joining. What is tied to nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from verifier.lexicon import LANGUAGES, Phrases, load
from verifier.lexicon._small import small

_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"n['’]t\b|[^\W\d_](?:[\w-](?!['’]t\b))*(?:[^\W\d_](?=n['’]t))?|\d+")
_PLAIN_WORD = re.compile(r"[^\W\d_][\w-]*|\d+")  # the same, in a text without an apostrophe
_STOP = re.compile(  # begins with its sign: such places are found at once
    r"[.;:!?()|,–—](?:(?<=[.;:!?()|])|(?<=,)(?!\s*(?:however|then|now|too)\b)|(?<=\s[–—])(?=\s))"
)
_SORTS = ("begin", "end", "finish", "stop", "withdraw", "run", "take", "take-people", "treat", "join", "attend")
_NOUNS = ("study", "intake", "people", "nobody", "runner")
_BACK, _AHEAD = 9, 7  # words before a verb in which its subject stands, and behind it those of its object
_DESCRIBED = 6  # words that may describe a subject before its verb ("the trial of X in Y has begun")
_MOST = 60  # words of a clause that are read
_PRONOUNS = frozenset({"it", "this", "that", "which", "they", "elle", "il", "sie", "es"})
_OBJECTS = frozenset({"it", "this", "that", "one", "things", "the", "trial", "study", "its", "project"})
_MODALS = frozenset({"can", "could", "may", "might"})
_AHEAD_OF = frozenset({"will", "shall", "would", "going", "due", "set", "expected", "scheduled", "planned", "about"})
_OF = frozenset({"of", "in", "for", "with", "on", "at", "from", "by", "among", "into", "zu", "von", "mit", "für", "pour", "para", "de", "du", "sur", "dans", "en", "con"})  # fmt: skip
_THEN = frozenset({"in", "at", "on", "after", "early", "because", "due", "for", "since", "when", "but", "prematurely", "with", "and", "as", "before", "by", "ahead", "too", "long", "last", "this", "until", "again", "over", "so", "now", "today", "yet", "half", "soon", "im", "nach", "wegen", "seit", "en", "après", "depuis", "faute", "tras", "desde", "por", "vorzeitig", "comme", "avant", "antes", "without", "ohne", "sans", "sin", "weil", "aus", "mangels", "parce", "porque", "debido"})  # fmt: skip
_TAKERS = frozenset({"study", "pronoun", "body", "runner", "other", ""})
_AUXILIARIES = frozenset({"hat", "haben", "hatte", "hatten", "ist", "sind", "war", "waren", "wird", "werden", "wurde", "wurden"})  # fmt: skip
_PASSIVE = frozenset(
    {"was", "were", "been", "be", "being", "is", "are", "a", "été", "fue", "sido", "se", "wurde", "wurden", "worden"}
)
_STOPS = frozenset({"stopped", "ceased"})  # "stopped in May 2020", by itself: no word on whether that was planned
_ACTS = frozenset({"dropped", "pulled", "killed"})  # by itself a study does none of these
_PUT = frozenset({"eingestellt", "ouvert"})
_AHEAD_OF_IT = frozenset({"before", "once", "until", "till", "bevor", "ehe", "sobald", "avant", "antes"})
_OTHERS = frozenset({"the", "an", "its", "their", "his", "her", "our", "my", "der", "die", "das", "le", "la", "les", "el", "los", "las"})  # fmt: skip
_LOOSE = frozenset({"programme", "program", "project", "research", "exercise", "testing", "evaluation", "comparison"})


class Doing(NamedTuple):
    """A state that a clause gives a study by a verb: its meaning as `status` names it, and where the words stand."""

    meaning: str
    start: int
    end: int


class _Verb(NamedTuple):
    """A verb in a clause: its sort and time, the words of it, and those right before it that tell its time."""

    sort: str
    form: str
    first: int
    last: int
    helped: frozenset[str]
    begins: int


@lru_cache(maxsize=512)  # a clause is asked about by several readers, each of all clauses of a window
def doings(text: str) -> tuple[Doing, ...]:
    """The states that the verbs of a clause give its study, in the order of the text."""
    forms = _forms()
    verbs = [at for at in _cues().places(text) if (run := _LETTERS.match(text, at)) and run[0].lower() in forms]
    if not verbs:
        return ()
    found: list[Doing] = []
    start = 0
    pieces = (_WORD if "'" in text or "’" in text else _PLAIN_WORD).finditer
    for stop in (*_STOP.finditer(text), None):
        end = stop.start() if stop else len(text)
        if any(start <= at < end for at in verbs):
            placed = list(islice(pieces(text, start, end), _MOST))
            words = [small(match[0]) for match in placed]
            found += [doing for verb in _verbs(words) if (doing := _doing(verb, words, placed))]
        start = stop.end() if stop else end
    return tuple(dict.fromkeys(found))


def _verbs(words: list[str]) -> Iterator[_Verb]:
    """The verbs of a stretch, each with the words right before it that tell its time."""
    between, forms = _listed("between"), _forms()
    for at in [at for at, word in enumerate(words) if word in forms]:
        for sort, form, particle in forms[words[at]]:
            last = at
            if particle:
                last = next((n for n in range(at + 1, min(at + 5, len(words))) if words[n] == particle), -1)
                inside = [words[n] for n in range(at + 1, last)]
                between_it = set(inside) <= _OBJECTS or any(word in _listed("study") for word in inside)
                if last < 0 or (last > at + 1 and sort not in ("take", "take-people") and not between_it):
                    continue
            if words[at] in _PUT and {"ins", "online", "en"} & {*words[max(0, at - 3) : at]}:
                continue  # "wurden ins Register eingestellt", "conduit en ouvert": neither stopped nor opened
            if words[at] == "initiated" and words[at + 1 : at + 2] in (["by"], ["and"]):
                continue  # "was initiated and sponsored by Acme" tells who began it
            if particle != "part" and words[at + 1 : at + 2] and words[at + 1] == "part":
                continue  # "is taking part in" takes nobody in
            if form == "b" and last + 1 < len(words) and words[last + 1] == "by":
                continue  # "paid for and run by Acme"
            first = at
            while first > 0 and words[first - 1] in between:
                first -= 1
            first = _auxiliary(words, at, first)
            helped = frozenset(word for word in words[first:at] if word in between)
            yield _Verb(sort, form, at, last, helped, first)


def _auxiliary(words: list[str], at: int, first: int) -> int:
    """Where what tells the time of a verb begins: a German participle has its auxiliary and "nicht" far before it.

    "Die Studie hat noch nicht mit der Aufnahme begonnen" is denied, whatever stands between.
    """
    if words[at] not in _german() or any(word in _AUXILIARIES for word in words[first:at]):
        return first
    return next((n for n in range(first - 1, max(-1, at - _BACK), -1) if words[n] in _AUXILIARIES), first)


def _doing(verb: _Verb, words: list[str], placed: list[re.Match[str]]) -> Doing | None:
    """The state that one verb gives the study, None where it is tied to none."""
    subject, at = _subject(verb, words, placed)
    if any(word in _AHEAD_OF_IT for word in words[max(0, at - 3) : at]):
        return None  # "was cancelled before enrolment began" tells of no enrolment
    done_to, last = _object(verb, words, placed)
    meaning = _meaning(verb, subject, done_to, words)
    if not meaning:
        return None
    return Doing(meaning, placed[min(at, verb.begins, verb.first)].start(), placed[last].end())


def _subject(verb: _Verb, words: list[str], placed: list[re.Match[str]]) -> tuple[str, int]:
    """What a verb is said of, by its sort, and where that stands: the nearest noun before it that no "of" leads."""
    for at in range(verb.begins - 1, max(-1, verb.begins - 1 - _BACK), -1):
        word = words[at]
        if word in _PRONOUNS:
            return "pronoun", at
        sort = _noun(word)
        if not sort:
            continue
        if sort != "study" and any(words[n] in _OF for n in range(max(0, at - 3), at)):
            continue  # "the trial in men has begun"
        if sort == "study" and _of_the_intake(words, at):
            continue  # "recruitment for our study has ended"
        if verb.begins - at > _DESCRIBED + 1 and sort != "study":
            break
        behind = words[at + 1]
        own = behind in _OF or behind in _listed("between") or _capital(placed[at + 1])
        own = own or behind in ("clinique", "clínico")
        if behind in _OTHERS or (behind == "s" and _sign_before(placed[at + 1]) in "'’"):
            own = False  # "in the study the score dropped", "the trial's mean score dropped"
        if at + 1 < verb.begins and not own:
            return "other", at  # "the study drug was stopped"
        return sort, at
    before = verb.begins - 1
    if before >= 0 and _capital(placed[before]) and before < 8:
        return "body", before
    if verb.begins == 0:
        return ("pronoun" if "se" in verb.helped else ""), 0  # "Se retiró por falta de dinero" leaves its study unsaid
    return "other", verb.begins


def _of_the_intake(words: list[str], at: int) -> bool:
    """Whether a study only says whose joining is meant: "recruitment for our study"."""
    near = words[max(0, at - 5) : at]
    led = next((n for n, word in enumerate(near) if word in _OF), len(near))
    return any(_noun(word) == "intake" for word in near[:led]) and led < len(near)


def _object(verb: _Verb, words: list[str], placed: list[re.Match[str]]) -> tuple[str, int]:
    """What a verb is done to, and the last word of it: people, the joining, the study, nothing, or other."""
    ahead = range(verb.last + 1, min(verb.last + 1 + _AHEAD, len(words)))
    if verb.last > verb.first + 1:  # "sign smokers up"
        ahead = range(verb.first + 1, verb.last)
    if ahead and words[ahead[0]] in ("it", "this", "that") and not _described(words, ahead[0] + 1):
        return "study", max(ahead[0], verb.last)  # "called it off"
    if not ahead or words[ahead[0]] in _THEN:
        return "nothing", verb.last
    for at in ahead:
        word = words[at]
        if (word in _OF and at > ahead[0]) or _sign_behind(placed[at]) in ("'", "’"):
            break  # "taking patients' blood"
        if (sort := _noun(word)) and sort != "runner":
            sort = "other" if word in _LOOSE and verb.sort in ("end", "finish") else sort
            return sort, max(at, verb.last)
        taking = [entry for entry in _forms().get(word, ()) if entry[0] in ("take", "take-people", "join")]
        if taking and any(form in ("b", "g") for _, form, _ in taking):
            return "intake", max(at, verb.last)
    return "other", verb.last


def _capital(word: re.Match[str]) -> bool:
    """Whether a word is written with a capital."""
    return word[0][0].isupper()


def _sign_before(word: re.Match[str]) -> str:
    return word.string[word.start() - 1]


def _sign_behind(word: re.Match[str]) -> str:
    return word.string[word.end() : word.end() + 1]


def _described(words: list[str], at: int) -> bool:
    """Whether a word behind "this" is one that it belongs to ("this pain"), and not the end of what is said of it."""
    return at < len(words) and words[at] not in (*_THEN, "one", "off", "short", "down", "up") and words[at - 1] != "it"


def _meaning(verb: _Verb, subject: str, done_to: str, words: list[str]) -> str:
    """The state of a study that a verb tells, "" for none."""
    tense = _tense(verb, words)
    if verb.sort in ("begin", "end", "finish", "stop", "withdraw", "run"):
        return _of_the_study(verb, subject, done_to, tense, words)
    if verb.sort in ("join", "attend"):
        return _of_people(verb, tense, subject) if subject in ("people", "nobody") else ""
    if subject in ("people", "nobody"):
        return _of_people(verb, tense, subject) if {"be", "been", "being", "are", "were"} & verb.helped else ""
    if subject not in _TAKERS or done_to not in ("people", "nobody", *(("nothing",) if verb.sort == "take" else ())):
        return ""
    if subject == "other" and done_to == "nothing":
        return ""
    if words[verb.first].startswith("randomi") and tense not in ("now", "ahead"):
        return ""  # "they did not randomise the participants" tells how, and not whether
    if done_to == "nobody":
        return "closed" if tense in ("now", "plain") else "never" if tense == "done" else ""
    return _taking(tense, verb)


def _taking(tense: str, verb: _Verb) -> str:
    """What it tells of a study that it takes people in, at a time."""
    if tense == "plain" and not _listed("still") & verb.helped:
        return ""  # "enrols adults with" only describes
    live = "ongoing" if verb.sort == "treat" else "recruiting"
    if verb.sort == "treat" and tense in ("no-longer", "not-now"):
        return ""
    return {"now": live, "plain": live, "done": "begun" if verb.form == "d" and {"has", "have"} & verb.helped else "", "not-yet": "not-yet", "never": "never", "no-longer": "closed", "not-now": "closed", "ahead": "to-come"}.get(tense, "")  # fmt: skip


def _of_people(verb: _Verb, tense: str, subject: str) -> str:
    """What it tells of a study that people come into it, or that nobody does."""
    if subject == "nobody":
        return ""  # a count of none: `enrolment` reads it
    if tense == "may":
        return "recruiting" if {"still", "now"} & verb.helped else ""
    if tense == "now" and verb.sort in ("treat", "attend"):
        return "ongoing"
    return {"now": "recruiting", "no-longer": "closed", "not-yet": "not-yet", "ahead": "to-come"}.get(tense, "")


def _of_the_study(verb: _Verb, subject: str, done_to: str, tense: str, words: list[str]) -> str:
    """What becomes of a study, or of the joining, by a verb of beginning, running or ending."""
    of_intake = done_to == "intake" or (subject == "intake" and done_to in ("nothing", "study"))
    of_study = (subject in ("study", "pronoun") and done_to == "nothing") or (
        done_to == "study"
        and (subject in ("body", "pronoun", "") or (subject == "runner" and verb.sort in ("stop", "withdraw")))
    )
    if subject in ("people", "nobody") or not (of_intake or of_study):
        return ""
    if done_to == "study" and not of_intake and verb.sort == "run":
        return ""
    if verb.sort == "begin":
        return {"done": "begun", "not-yet": "not-yet", "never": "never", "ahead": "not-yet", "not-now": "not-yet"}.get(tense, "")  # fmt: skip
    if of_intake:
        if verb.sort == "run":
            return {"now": "recruiting", "plain": "recruiting", "no-longer": "closed"}.get(tense, "")
        return "closed" if tense in ("done", "no-longer") else ""
    if verb.sort == "run":
        return {"now": "ongoing", "plain": "ongoing" if subject == "study" else "", "no-longer": "ended"}.get(tense, "")
    if tense in ("not-yet", "never"):
        return "ongoing" if tense == "not-yet" else ""
    if tense != "done":
        return ""
    if done_to == "nothing" and words[verb.first] in _ACTS and not verb.helped & _PASSIVE:
        return ""  # "blood pressure in the study dropped by a third"
    if done_to == "nothing" and (
        ("s" in verb.helped and verb.sort == "finish")  # "s'est achevé": it came to its end, whichever that was
        or (verb.sort == "stop" and not verb.helped & _PASSIVE and words[verb.first] in _STOPS)
    ):
        return "ended"
    return {"end": "ended", "finish": "completed", "stop": "stopped", "withdraw": "withdrew"}[verb.sort]


def _tense(verb: _Verb, words: list[str]) -> str:
    """The time of a verb: now, plain (present or bare), done, may, ahead, not-yet, never, no-longer, not-now, or other."""
    helped, near = verb.helped, set(words[verb.last + 1 : verb.last + 6])
    if "longer" in helped or ("any" in near and "more" in near) or "anymore" in near:
        return "no-longer"
    if ("yet" in helped and "to" in helped) or ("still" in helped and "to" in helped and {"has", "have"} & helped):
        return "not-yet"
    if _listed("not") & helped:
        if verb.form == "g":
            return "not-yet" if "yet" in helped | near else "not-now"
        if _listed("never") & helped:
            return "never"
        if verb.form == "d" or {"did", "didn't"} & helped:
            return "not-yet" if {"yet", "noch", "encore", "aún", "todavía", "has", "have", "had", "hasn't", "haven't", "hadn't"} & helped | ({"yet"} & near) else "never"  # fmt: skip
        return "other"
    if _AHEAD_OF & helped or ("to" in helped and {"is", "are", "was", "were"} & helped):
        return "other" if {"was", "were", "would", "had"} & helped else "ahead"
    if _MODALS & helped:
        return "may"
    if verb.form == "g":
        return "now" if {"is", "are", "being", "still"} & helped and not {"was", "were"} & helped else "other"
    if verb.form == "d":
        return "done" if not {"being", "be"} & helped else "now" if "being" in helped and {"is", "are"} & helped else ""
    if helped & {"to", "is", "are", "was", "were", "be", "been", "had", "has", "have"}:
        return "other"  # "to run", "was run by"
    return "plain"


def _noun(word: str) -> str:
    """The sort of a noun: study, intake, people, nobody, or ""."""
    return _sorts().get(word, "")


@cache
def _sorts() -> dict[str, str]:
    """Nouns by their sort; the first of two tells."""
    return {word: sort for sort in reversed(_NOUNS) for word in _listed(sort)}


@cache
def _listed(table: str) -> frozenset[str]:
    """The words of a table, in all languages."""
    return frozenset(word for speech in LANGUAGES for word in load("doings")[table].get(speech, ()))


@cache
def _forms() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Each form of a verb: its sort, its time and the particle that must stand behind it."""
    known: dict[str, list[tuple[str, str, str]]] = {}
    for sort in _SORTS:
        for entry in (entry for speech in LANGUAGES for entry in load("doings")[sort].get(speech, ())):
            *forms, last = entry.split()
            particle = last[1:] if last[0] == "+" else ""
            for form in forms if particle else (*forms, last):
                word, _, time = form.partition(":")
                known.setdefault(word, []).append((sort, time, particle))
    return {word: tuple(listed) for word, listed in known.items()}


@cache
def _german() -> frozenset[str]:
    """The participles of German, which end their clause."""
    entries = (entry for sort in _SORTS for entry in load("doings")[sort].get("de", ()))
    return frozenset(form.removesuffix(":d") for entry in entries for form in entry.split() if form.endswith(":d"))


@cache
def _cues() -> Phrases:
    """The words without which no verb of these stands in a text."""
    return Phrases([re.escape(word) for word in _forms()])
