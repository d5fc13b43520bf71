"""The telling words of a clause and of each sentence of a record, in a form in which they meet.

A term is a concept of the vocabulary ("concept:melanoma"), a group of words that mean the same ("=sight") or a
stem. A sentence also holds what stands above its concepts, so that "cancer" meets "melanoma", never the reverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import msgspec
from msgspec.structs import replace

from verifier import lexicon
from verifier.facets._endpoints import Named, named
from verifier.facets._gloss import glossary
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._words import (
    between,
    concepts,
    defined,
    field_values,
    language,
    sentence_concepts,
    sentence_words,
    start_of,
    words,
)
from verifier.lexicon._known import Known
from verifier.lexicon.tokens import Token, fold, stem, tokens
from verifier.model import Reading, Source
from verifier.vocabulary import builtin
from verifier.wording.reporting import reported

# Words that nearly every record has: they say little when they meet, and little when they do not.
_COMMON = frozenset(
    {"=patient", "=treat", "=trial", "=compare", "=enrol", "=test", "=score", "=effective", "=second", "=first",
     "=week", "=month", "=year", "=day", "=dose", "=rate", "=describe", "=both", "=complete", "=guess", "=common", "=drug"}
)  # fmt: skip
# Words of direction: read by the facet of that name, so they count for little here.
_TURNS = frozenset({"=increase", "=decrease", "=improve", "=worsen", "=prevent", "=risk", "=cause", "=associate"})


_NUMBERS = 60  # numbers of a clause that are compared
_SHORT_WORD = 4  # letters of a word that stands in a German compound, at least
_LONG_WORD = 7  # the same, of a word that is no noun
_LIGHT = 0.3  # weight of a word that says little
_KIND_WEIGHTS = {"generic": 0.3, "condition": 1.5, "intervention": 1.5}  # of a concept, where it is not 1
_BEYOND_DIGITS = ":"  # what begins with a digit is less than this, and no word is
_GRAVE = ("3", "4", "5", "iii", "iv")  # grades of adverse events that are called severe
_OWN_NUMBER = re.compile(r"(?i)\b(?:NCT|PMID)\W{0,3}$")  # before the digits of "NCT 00000000"
_NUMBERED = re.compile(
    r"[NnPp](?<!\w.)(?:[Cc][Tt]|[Mm][Ii\u0130\u0131][Dd])\W{1,3}\d"
)  # begins with a letter: sooner found
_IDENTIFIER = re.compile(r"nct\d|pmid")


class Term(msgspec.Struct, frozen=True, gc=False):
    """A telling word or concept of a clause. kind: word, or the kind of the concept. keys: any of them meets it."""

    keys: tuple[str, ...]
    kind: str
    start: int
    end: int
    weight: float


def numbers(reading: Reading) -> tuple[Quantity, ...]:
    """The numbers of a clause: the first of them, where it has more than a sentence has; the record's own number is none."""
    found = quantities(reading.text, reading.facet(language))[:_NUMBERS]
    capitals = reading.text.upper()
    if not ("NCT" in capitals or "PM" in capitals) or _NUMBERED.search(reading.text) is None:
        return found
    return tuple(one for one in found if not _OWN_NUMBER.search(reading.text, 0, one.start))


def read_whole(reading: Reading) -> bool:
    """Whether all of a clause is read: no record bears out what is not."""
    return not reading.cut and len(reading.facet(numbers)) < _NUMBERS


@cache
def _synonyms(speech: str) -> dict[str, tuple[str, ...]]:
    """Stem -> its groups, for the words of one language; other languages know the English words too.

    A word may stand in several groups ("course" of study, "course" of tablets): it meets the words of each.
    """
    found: dict[str, tuple[str, ...]] = {}
    english: dict[str, tuple[str, ...]] = {}
    for name, line in lexicon.load("synonyms")["words"].items():
        for group in line.split("|"):
            group = group.strip()
            spoken, _, rest = group.partition(" ")
            if spoken not in lexicon.LANGUAGES or "," in spoken:
                spoken, rest = "en", group
            if spoken in (speech, "en"):
                for word in rest.split(","):
                    key = stem(fold(word.strip()), speech)
                    own = found if spoken == speech else english
                    own[key] = tuple(dict.fromkeys((*own.get(key, ()), f"={name}")))
    for key, meanings in glossary(speech).items():
        there = (group for word in map(stem, meanings) for group in english.get(word, (word,)))
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *there)))
    return {**english, **found}


@cache
def _listed(table: str, speech: str) -> frozenset[str]:
    """The words of a table of the lexicon, folded, with those that another language has there."""
    tables = lexicon.load("synonyms")
    lines = [tables[name]["words"] for name in (table, f"{table}-{speech}") if name in tables]
    return frozenset(fold(word.strip()) for line in lines for word in line.split(","))


def empty_words(speech: str = "en") -> frozenset[str]:
    """Words that carry no meaning of their own, folded."""
    return _listed("empty", speech)


def light_words(speech: str = "en") -> frozenset[str]:
    """Words that say little about the matter of a clause, folded."""
    return _listed("light", speech)


def word_keys(token: Token, speech: str = "en") -> tuple[str, ...]:
    """The groups that a word belongs to, else its stem; a word of another language may be the English one as well."""
    return _keys(token.stem, token.word, speech)


@lru_cache(maxsize=65_536)
def _keys(own_stem: str, word: str, speech: str) -> tuple[str, ...]:
    known = _synonyms(speech).get(own_stem)
    return known or tuple(dict.fromkeys((own_stem, stem(word)) if speech != "en" else (own_stem,)))


def _compound(token: Token, speech: str, *, noun: bool) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """The two words of a German compound whose last is known: "Tetanusimpfung" is an "Impfung" of "Tetanus".

    noun: whether it is written as one; of other words the last ones are endings as often as words ("chromogenen").
    """
    known = _synonyms(speech)
    if token.stem in known or len(token.word) != token.end - token.start:
        return
    last = _SHORT_WORD if noun else _LONG_WORD
    for at in range(_SHORT_WORD, len(token.word) - last + 1):
        tail = replace(token, start=token.start + at, word=token.word[at:], stem=stem(token.word[at:], speech))
        head = next((word for word in _heads(token.word[:at]) if stem(word, speech) in known), "")
        if tail.stem in known and (head or len(tail.word) > _SHORT_WORD):
            head = head or token.word[:at]
            first = replace(token, end=tail.start, word=head, stem=stem(head, speech))
            yield first, word_keys(first, speech)
            yield tail, word_keys(tail, speech)
            return


def _heads(word: str) -> tuple[str, ...]:
    """What the first word of a compound may be by itself: without the letters that join it, or with its ending."""
    return (word, *(word.removesuffix(joint) for joint in ("s", "n", "en", "es") if word.endswith(joint)), f"{word}e")


def _all_keys(listed: Iterable[Token]) -> set[str]:
    """The keys of the words of an English text that carry a meaning."""
    empty, found, before = empty_words(), set[str](), ""
    for token in listed:
        if token.word not in empty:
            found.update(word_keys(token))
        if before == "grade" and token.word in _GRAVE:
            found.update(_keys(stem("severe"), "severe", "en"))
        before = token.word
    return found


def _weight(keys: tuple[str, ...]) -> float:
    if not _COMMON.isdisjoint(keys):
        return 0.3
    return 0.5 if not _TURNS.isdisjoint(keys) else 1.0


def terms(reading: Reading) -> tuple[Term, ...]:
    """The terms of a clause, in order; empty words and bare numbers left out."""
    speech, listed = reading.facet(language), reading.facet(words)
    found: list[Term] = []
    covered: set[int] = set()
    for hit in reading.facet(concepts):
        own = listed[hit.at : hit.beyond]
        spelled = word_keys(own[0], speech) if len(own) == 1 else ()
        keys = (f"concept:{hit.concept}", *spelled)
        found.append(Term(keys, hit.kind, hit.start, hit.end, _KIND_WEIGHTS.get(hit.kind, 1.0)))
        for token in own:
            covered.add(token.start)
    told_of, numbered = _told(speech), reading.facet(numbers)
    for token in listed:
        word = token.word  # of the numbers, which are left out, most are told by their first digit
        if word < _BEYOND_DIGITS or token.start in covered or (told := told_of[word]) is None:
            continue
        if numbered and _number_at(numbered, token.start):
            continue
        if speech == "de" and (compound := tuple(_compound(token, speech, noun=reading.text[token.start].isupper()))):
            found += [
                Term(keys, "word", part.start, part.end, _weighed(keys, part.word, "de")) for part, keys in compound
            ]
        else:
            found.append(Term(told[0], "word", token.start, token.end, told[1]))
    found.sort(key=start_of)
    if saying := reading.facet(framed):
        found = [one for one in found if not _of_the_frame(reading.text, one, saying, speech)]
    named_here = reading.facet(measures)
    return tuple([_measured(one, named_here) for one in found] if named_here else found)


def _number_at(listed: tuple[Quantity, ...], at: int) -> Quantity | None:
    """Which of some numbers a place of a text is in, their units included."""
    for one in listed:
        if one.start <= at < one.end:
            return one
    return None


def framed(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Where a clause only says who says the rest: "studies show that", ", says a review"."""
    return reported(reading.text, reading.facet(language))


def _of_the_frame(text: str, term: Term, saying: tuple[tuple[int, int], ...], speech: str) -> bool:
    """Whether a term says only who says something; a town or country that is named there tells more."""
    named = speech != "de" and term.start > 0 and text[term.start].isupper()
    return not named and any(start <= term.start < end for start, end in saying)


@cache
def _told(speech: str) -> Known[tuple[tuple[str, ...], float] | None]:
    """The keys of the words of one language and how much each counts; None where one carries no meaning of its own."""
    empty = empty_words(speech)

    def told(word: str) -> tuple[tuple[str, ...], float] | None:
        if word in empty or word[0].isdigit() or len(word) < 2 or _IDENTIFIER.match(word):
            return None
        keys = _keys(stem(word, speech), word, speech)
        return keys, _weighed(keys, word, speech)

    return Known(told)


def _weighed(keys: tuple[str, ...], word: str, speech: str) -> float:
    """How much a word counts."""
    return min(_weight(keys), _LIGHT if word in light_words(speech) else 1.0)


def measures(reading: Reading) -> tuple[Named, ...]:
    """The measures that a clause names."""
    return tuple(named(reading.facet(words), reading.facet(language)))


def _measured(term: Term, listed: tuple[Named, ...]) -> Term:
    """A term that is part of the name of a measure, met by that measure under its other names too."""
    if term.kind in _KIND_WEIGHTS:
        return term
    for measure in listed:
        if measure.start <= term.start < measure.end:
            return replace(term, keys=(*term.keys, *sorted(measure.keys)))
    return term


def sentence_measures(source: Source) -> tuple[tuple[Named, ...], ...]:
    """The measures that each sentence of a record names."""
    return tuple(tuple(named(own)) for own in source.facet(sentence_words))


def sentence_terms(source: Source) -> tuple[frozenset[str], ...]:
    """For each sentence of a record the keys that meet it."""
    listed = []
    long_forms = source.facet(_long_forms)
    above = builtin().above
    hits = source.facet(sentence_concepts)
    for own, found, measured in zip(source.facet(sentence_words), hits, source.facet(sentence_measures), strict=True):
        keys = _all_keys(own).union(*(measure.keys for measure in measured))
        for token in own:
            if token.word in long_forms:
                keys |= long_forms[token.word]
        for hit in found:
            keys.add(f"concept:{hit.concept}")
            keys.update(f"concept:{concept}" for concept in above(hit.concept))
        listed.append(frozenset(keys))
    return tuple(listed)


def _long_forms(source: Source) -> dict[str, frozenset[str]]:
    """Abbreviation that the record defines, folded -> the keys of its long form."""
    plain = {_bare(short): _free(long) for short, long in source.facet(defined).items()}
    found: dict[str, frozenset[str]] = {}
    for short, long in plain.items():
        nested = [token for word in long for token in plain.get(word.word, ()) if word.word != short]
        found[short] = frozenset(_all_keys((*long, *nested)))
    for short, whole in source.facet(defined).items():
        found[_bare(short)] |= _given(whole)
    return found


def _given(long: str) -> frozenset[str]:
    """The keys of the treatments that a long form names."""
    hits = builtin().find(long, tokens(long))
    return frozenset(f"concept:{hit.concept}" for hit in hits if hit.kind == "intervention")


def _free(long: str) -> list[Token]:
    """The words of a long form outside the names of diseases: no relapse in "relapsing-remitting multiple sclerosis"."""
    own = tokens(long)
    diseases = [hit for hit in builtin().find(long, own) if hit.kind == "condition"]
    if not diseases:
        return own
    return [token for token in own if token.start >= diseases[-1].end]


def _bare(short: str) -> str:
    """An abbreviation as its token is folded: "EBNA-1" stands in a text as "ebna" and "1"."""
    return tokens(short)[0].word if tokens(short) else ""


def everywhere(source: Source) -> frozenset[str]:
    """All keys of a record's prose and of its fields."""
    return source.facet(field_terms).union(*source.facet(sentence_terms))


def field_terms(source: Source) -> frozenset[str]:
    """The keys of a record's fields: sponsor, status, design, people; what a page may say without a sentence."""
    text = " ; ".join(text for _, text in source.facet(field_values))
    keys = _all_keys(tokens(text))
    return frozenset(keys | _initials(source))


def _initials(source: Source) -> set[str]:
    """The initials of the titles, by which pages call a study ("SCOTS")."""
    found: set[str] = set()
    titles = [p.text for p in source.record.passages if p.label == "title"]
    for title in titles:
        own = tokens(title)
        for listed in (own, [token for token in own if token.word not in empty_words()]):
            letters = "".join(token.word[0] for token in listed)
            found.update(stem(letters[:size]) for size in range(3, min(len(letters), 9) + 1))
    return found


def postings(source: Source) -> dict[str, tuple[int, ...]]:
    """Key -> the numbers of the sentences that have it, ascending."""
    found: dict[str, list[int]] = {}
    for number, keys in enumerate(source.facet(sentence_terms)):
        for key in keys:
            found.setdefault(key, []).append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def met(term: Term, keys: frozenset[str]) -> bool:
    """Whether a term meets a set of keys."""
    return not keys.isdisjoint(term.keys)


def text_keys(text: str) -> frozenset[str]:
    """The keys of an English text outside the prose of a record."""
    own = tokens(text)
    keys = _all_keys(own).union(*(measure.keys for measure in named(own)))
    for hit in builtin().find(text, own):
        keys.add(f"concept:{hit.concept}")
        keys.update(f"concept:{concept}" for concept in builtin().above(hit.concept))
    return frozenset(keys)


def keys_between(source: Source, number: int, start: int, end: int) -> frozenset[str]:
    """The keys of a stretch of one sentence."""
    own = between(source.facet(sentence_words)[number], start, end)
    hits = between(source.facet(sentence_concepts)[number], start, end)
    # The words inside the name of a disease are not said by themselves: no relapse in "relapsing-remitting".
    names = [between(own, hit.start, hit.end) for hit in hits if hit.kind == "condition"]
    inside = {token.start for name in names if len(name) > 1 for token in name if "=pain" not in word_keys(token)}
    free = [token for token in own if token.word not in empty_words() and token.start not in inside]
    long_forms = source.facet(_long_forms)
    keys = _all_keys(free)
    listed = between(source.facet(sentence_measures)[number], start, end)
    keys |= {key for measure in listed if measure.end <= end for key in measure.keys}
    for token in free:
        keys |= long_forms.get(token.word, frozenset())
    above = builtin().above
    for hit in hits:
        keys.add(f"concept:{hit.concept}")
        keys.update(f"concept:{concept}" for concept in above(hit.concept))
    return frozenset(keys)
