"""What keeps a sentence from bearing out a clause though they share their words.

A direction or a word that stands in the evidence only as its opposite, a negation on one side alone, and words
without exception that only the clause has.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from verifier.facets._advice import unadvised
from verifier.facets._align import Alignment, bearers, share
from verifier.facets._effects import Effect, claimed, shown, tells
from verifier.facets._numerals import rank_words
from verifier.facets._opposites import opposed
from verifier.facets._quantities import quantities
from verifier.facets._ranks import untied
from verifier.facets._terms import empty_words, keys_between, met, sentence_terms, terms, text_keys, word_keys
from verifier.facets._words import language, sentence_words, words
from verifier.lexicon import Guarded, spoken
from verifier.lexicon.tokens import Token
from verifier.model import Reading, Source

CLOSE = 0.85  # share of the words from which a sentence is the clause's own wording
_TELLING = 0.5  # weight from which a word tells one thing from another
_SCOPE = 4  # words behind a negation that it surely denies
_NEAR = 0.5  # share from which a denied effect there denies the claimed one
_SAME = 0.6  # share from which a negation on one side alone keeps the other from being said
_MOSTLY = re.compile(r"(?i)\b(?:most|mostly|majority|mainly|predominant\w*|common\w*|frequent\w*)\b")
_FEW = re.compile(
    r"(?i)\b(?:(?:a|only a|very) few|few|hardly|rarely|seldom|minority|handful|scarcely|barely|lowest|least|fewest)\b"
)
_SUPERLATIVE = re.compile(
    r"(?i)\b(?:most (?:common|likely|often|\w+(?:al|ic|ous|ive|ful|ant|ent|able|ible|ed))|least \w+|(?:common|high|low"
    r"|safe|strong|weak|bigg|larg|small|short|long|fast|slow|great|earli|old|young|rich|poor|hard|cheap|deadli|frequent)est"
    r"|best|worst)\b"
)
_RANKS = re.compile(r"(?i)\b(?:is|are|was|were|as|remains?|among|by far)\s+(?:one of\s+)?(?:the\s+|their\s+|its\s+)?$")
_SPECIES = re.compile(r"\b[A-Z]\.\s?[a-z]{4,}\b")  # "E. coli"
_ITEM = re.compile(r"[,;:(]|\b(?:and|followed|then)\b")
_TURN = {"up": "down", "down": "up", "better": "worse", "worse": "better"}
# Said by any negation of the record, and by a share of nought.
_NO_ONE = frozenset(
    {"nobody", "no one", "none", "never", "nie", "niemals", "niemand", "keinerlei", "jamais", "personne", "aucun"}
    | {"aucune", "nunca", "jamás", "nadie", "ningún", "ninguno", "ninguna", "keiner", "keines", "keinem", "keine der"}
)
_ZERO = re.compile(r"(?<![\d.,])0(?:\.0+)? ?(?:%|percent|of \d)|\bzero\b")
_ALL_OF = frozenset(
    {
        "all",
        "every",
        "everyone",
        "everybody",
        "alle",
        "jeder",
        "jede",
        "jedes",
        "jeden",
        "jedem",
        "tous",
        "toutes",
        "chaque",
        "todos",
        "todas",
        "cada",
    }
)
_WHOLE = re.compile(r"\b(?:all|every|each|everyone|whole|entire|both|100 ?%)(?!\w)")
_AMOUNT = re.compile(
    r"(?i)\s+(?:about |around |some |just )?(?:\d+|a (?:half|third|quarter|few)|half|one|two|three|four|five|six|seven|eight|nine|ten)(?!\w)"
)
_EVERY = re.compile(
    r"(?i)\b(?:all|every|everyone|everybody|each|always|none|nobody|no one|never|completely|entirely|fully)\b"
)
_NOBODY = re.compile(r"(?i)nobody|none|neither|nor")
_BUT = re.compile(r"(?i)[;,]?\s*\b(?:but|although|though|while|whereas|however)\b")
_NOT = re.compile(
    r"(?i)\b(?:not|no|never|none|nobody|neither|nor|without|cannot|fail(?:s|ed|ing)? to|miss(?:es|ed)?|unable|free (?:of|from)|absence of)\b|n't\b"
)
_ENGLISH = {"mostly": _MOSTLY, "few": _FEW, "superlative": _SUPERLATIVE, "every": _EVERY, "but": _BUT}
_NONE_OF = Guarded(
    re.compile(r"(?i)\b(?:none|not one|no one|neither) of (?:the |these |those |all |our )?(?=\d|[a-z]+)"),
    "none|not|no|neither",
)
_SINGLE = Guarded(
    re.compile(
        r"(?i)\b(?:an? (?:single|sole) (?!arm|cent|blind|dose|strand|cell|nucleotide|institution)|(?:just|only) one\b|one and only\b)"
    ),
    "single|sole|one",
)
_ONE = re.compile(
    r"(?i)\b(?:single(?![- ](?:nucleotide|cell|strand))|sole|solely|one|only|alone|(?<![\d.,])1(?![\d.,])|mono\w*|uni\w*)\b"
)
_EITHER = re.compile(
    r"(?i)\bnot (?:yet )?recruiting\b|\bwith (?:and|or) without\b|\bwhether or not\b|\bthan (?:those|people|patients|women|men|children|anyone|others)(?: who| that)?(?: had| did| have)? (?:never|not|without|no)\b|\bnot only\b|\bno (?:other|earlier|longer)\b"
)


def _said(reading: Reading, degree: str) -> bool:
    """Whether a clause has a word of a degree ("few", "mostly", "every", "but"), in its own language."""
    speech = reading.facet(language)
    found = _ENGLISH[degree] if speech == "en" else spoken(speech, "degree", degree)
    return found.search(reading.text) is not None


def against(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether anything in the wording keeps the aligned sentences from bearing out the clause."""
    return (
        _unborne(reading, source, place)
        or _ranked(reading, source, place)
        or untied(reading, source, place)
        or unadvised(reading, source, place)
        or _turned(reading, source, place)
        or opposed(reading, source, place.best)
        or _negated(reading, source, place)
        or _denies(reading, source, place)
        or _excepted(reading, source, place)
        or _only_one(reading, source, place)
        or _none_of_so_many(reading, source)
        or _other_species(reading, source, place)
        or _half_of_a_word(reading, source, place)
    )


def _half_of_a_word(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether the evidence has only the last word of a German compound: "Blutkulturen" are no cultures of urine."""
    if reading.facet(language) != "de":
        return False
    listed = source.facet(sentence_terms)
    keys = listed[0].union(*(listed[number] for number in {place.best, *place.support}))
    return any(
        head.end == tail.start and met(tail, keys) and not met(head, keys)
        for head, tail in pairwise(reading.facet(terms))
    )


def _other_species(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether a clause names a species by its short Latin name ("E. coli"), and the closest sentence names others alone."""
    named = set(_SPECIES.findall(reading.text))
    shown = set(_SPECIES.findall(source.sentences[place.best].text)) if named and place.best >= 0 else set()
    return bool(shown) and named.isdisjoint(shown)


def _none_of_so_many(reading: Reading, source: Source) -> bool:
    """Whether a clause says it of none of so many, and no sentence has both the number and a denial."""
    match = _NONE_OF.search(reading.text) if reading.facet(language) == "en" else None
    if match is None:
        return False
    many = next((q for q in quantities(reading.text) if q.start <= match.end() < q.end), None)
    if many is None:
        return False
    having = bearers(many, source)
    return not any(_NOT.search(source.sentences[n].text) or _ZERO.search(source.sentences[n].text) for n in having)


def _only_one(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether a clause counts one thing alone, and its evidence has no word of one."""
    if reading.facet(language) != "en" or not _SINGLE.search(reading.text):
        return False
    return not any(_ONE.search(source.sentences[number].text) for number in place.near)


def _excepted(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether a clause without exception stands beside another result that is one: "all did", "82% failed to"."""
    if not _said(reading, "every"):
        return False
    count, listed, wanted = len(source.sentences), source.facet(sentence_terms), reading.facet(terms)
    near = (n for n in place.near if n != place.best and tells(source.sentences[n], n, count))
    return any(
        share(wanted, listed[n]) >= _NEAR
        and (_NOT.search(source.sentences[n].text) or _FEW.search(source.sentences[n].text))
        for n in near
    )


def _ranked(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether the clause ranks one thing first which its evidence does not: "fever was commonest" of "rash, fever"."""
    if reading.facet(language) != "en":
        # Which word is ranked is not told by the order of other languages: the evidence must rank something too.
        ranked = (source.sentences[number].text for number in place.support)
        return _said(reading, "superlative") and not any(_SUPERLATIVE.search(text) for text in ranked)
    found = _SUPERLATIVE.finditer(reading.text)
    rank = next((match for match in found if _RANKS.search(reading.text, 0, match.start())), None)
    if rank is None:
        return False
    first = [t for t in reading.facet(terms) if t.weight >= _TELLING and t.start < rank.start()][-3:]
    if not first:
        return False
    for number in place.support:
        text = source.sentences[number].text
        for there in _SUPERLATIVE.finditer(text):
            stop = _ITEM.search(text, there.end())
            keys = keys_between(source, number, _opening(text, there.start()), stop.start() if stop else len(text))
            keys |= text_keys(text[_opening(text, there.start()) : stop.start() if stop else len(text)])
            if any(met(term, keys) for term in first):
                return False
    return True


def _opening(text: str, at: int) -> int:
    """Where the clause begins that a place of a sentence stands in."""
    return max(text.rfind(sign, 0, at) for sign in ",;:.") + 1


def _turned(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether the evidence goes the other way: a direction of the clause only as its opposite, or denied there."""
    named = source.facet(shown)
    count = len(source.sentences)
    telling = [n for n in place.support if tells(source.sentences[n], n, count) or place.alone >= CLOSE]
    there = [effect for number in telling for effect in named[number]]
    senses = {effect.sense for effect in there}
    worths = {effect.worth for effect in there}
    closest = {effect.sense for effect in named[place.best]} if place.best in telling else set()
    for effect in reading.facet(claimed):
        if effect.sense == "null":
            if "null" not in senses:
                return True
            continue
        opposite = _TURN[effect.sense] in senses or (effect.worth and -effect.worth in worths)
        if effect.sense not in senses and opposite:
            return True
        if "null" in closest and effect.sense not in closest and place.alone >= _NEAR:
            return True
    return False


def _negated(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether only one of clause and closest sentence is negated."""
    if place.alone < _SAME:
        return False
    said, there = reading.text, _own_stretch(reading, source, place.best)
    if _ZERO.search(there) and not _NO_ONE.isdisjoint(said.lower().split()):
        return False  # "nobody had" is "0% had"
    # Which of two sides is denied is not told by their words: "A did while B did not" beside the reverse.
    if _BUT.search(said, 12) and _NOT.search(said) and not _nearly_verbatim(said, there):
        return True
    if place.alone < 0.7 and len(there) > 2.5 * len(said):
        return False
    odd = _odd(said, reading.facet(language))
    # A clause of two halves is held against the whole sentence too.
    return odd != _odd(there, "en") or (_said(reading, "but") and odd != _odd(source.sentences[place.best].text, "en"))


def _nearly_verbatim(said: str, there: str) -> bool:
    """Whether a clause takes its words from a sentence, a few put otherwise."""
    wanted, given = Counter(said.lower().split()), Counter(there.lower().split())
    return sum((wanted & given).values()) >= CLOSE * sum(wanted.values())


def _own_stretch(reading: Reading, source: Source, number: int) -> str:
    """The stretch of a sentence that speaks of the clause: "X reduced pain", of "X reduced pain but not swelling"."""
    text = source.sentences[number].text
    if _BUT.search(reading.text, 12):
        return text  # a clause that has both sides itself is held against both
    cuts = [0, *(match.start() for match in _BUT.finditer(text)), len(text)]
    wanted = reading.facet(terms)
    total = sum(term.weight for term in wanted if met(term, keys_between(source, number, 0, len(text))))
    for start, end in pairwise(cuts):
        keys = keys_between(source, number, start, end)
        if total and sum(term.weight for term in wanted if met(term, keys)) >= CLOSE * total:
            return text[start:end]
    return text


def _denies(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether one side denies a thing that the other side only names: "no link" beside "a link"."""
    if reading.facet(language) != "en":
        return False
    best = source.sentences[place.best]
    if _only_null(reading.text, reading.facet(claimed)) and _only_null(best.text, source.facet(shown)[place.best]):
        return False  # both deny an effect, and nothing else
    said = _denied(reading.text, reading.facet(words))
    not_there = _denied(best.text, source.facet(sentence_words)[place.best])
    here = {token.stem for token in reading.facet(words)}
    there = {token.stem for token in source.facet(sentence_words)[place.best]}
    if (
        said
        and not (_null(reading.facet(claimed)) and _null(source.facet(shown)[place.best]))
        and _odd(reading.text, "en")
        and not _keys_of(said, reading.facet(words)) & _keys_of(not_there, source.facet(sentence_words)[place.best])
    ):
        return True  # what is denied here is not denied there
    return bool((said & there) - not_there) or bool((not_there & here) - said)


def _only_null(text: str, listed: tuple[Effect, ...]) -> bool:
    """Whether the one negation of a text is that of the effect that it denies."""
    found = [match.start() for match in _NOT.finditer(text)]
    return len(found) == 1 and any(one.sense == "null" and one.start <= found[0] < one.end for one in listed)


def _null(listed: tuple[Effect, ...]) -> bool:
    """Whether one of the effects is none."""
    return any(effect.sense == "null" for effect in listed)


def _keys_of(stems: set[str], listed: tuple[Token, ...]) -> set[str]:
    """The groups of the words that have these stems."""
    return {key for token in listed if token.stem in stems for key in word_keys(token)}


def _denied(text: str, listed: tuple[Token, ...]) -> set[str]:
    """The stems of the telling words that stand close behind a negation."""
    found: set[str] = set()
    for match in _NOT.finditer(_EITHER.sub(lambda either: " " * len(either[0]), text)):
        if _NOBODY.fullmatch(match[0]):
            continue  # "nobody on the drug had a bleed" denies the bleed, far behind
        after = [token for token in listed if match.end() <= token.start < match.end() + 40]
        found.update(token.stem for token in after[:_SCOPE] if len(token.stem) > 3 and token.word not in empty_words())
    return found


def _odd(text: str, speech: str) -> bool:
    """Whether a text holds an odd number of plain negations; "with and without" is none."""
    pattern = _NOT if speech == "en" else spoken(speech, "direction", "negation")
    found = pattern.findall(_EITHER.sub(" ", text))
    return len(found) % 2 == 1 if speech in ("en", "de") else bool(found)


def _unborne(reading: Reading, source: Source, place: Alignment) -> bool:
    """Whether the clause has a word without exception that its evidence lacks."""
    evidence = " ".join(source.sentences[number].text for number in place.support).lower()
    if _said(reading, "mostly"):
        count = len(source.sentences)
        listed = source.facet(sentence_terms)
        own = tuple(term for term in reading.facet(terms) if not met(term, listed[0]))  # what the title leaves open
        told = (
            s.text
            for n, s in enumerate(source.sentences)
            if n == place.best or (tells(s, n, count) and (not own or share(own, listed[n]) >= _NEAR))
        )
        if not any(_MOSTLY.search(text) for text in told):
            return True
    if _said(reading, "few") and not _FEW.search(evidence):
        return True
    absolute = spoken(reading.facet(language), "certainty", "absolute")
    said = (match[0].lower() for match in absolute.finditer(reading.text) if not _counting(reading.text, match))
    if reading.facet(language) != "en":  # what is denied stands in the closest sentence, not somewhere in the evidence
        closest = source.sentences[place.best].text.lower()
        return not all(_meant(word, closest if word in _NO_ONE else evidence) or word in evidence for word in said)
    return not all(word in evidence or _meant(word, evidence) for word in said)


def _counting(text: str, match: re.Match[str]) -> bool:
    """Whether a word without exception only counts: "only half", "jeder Zwanzigste", "uno de cada diez"."""
    word = match[0].lower()
    if word == "only":
        return _AMOUNT.match(text, match.end()) is not None
    rank = rank_words().match(text, match.start())
    return rank is not None or (word in ("cada", "chaque") and text[: match.start()].lower().endswith(("de ", "sur ")))


def _meant(word: str, evidence: str) -> bool:
    """Whether evidence has another word for all, or for none: "every one" of "the whole collection"."""
    if word in _NO_ONE:
        return _NOT.search(evidence) is not None or _ZERO.search(evidence) is not None
    return word in _ALL_OF and _WHOLE.search(evidence) is not None
