"""Concepts named in a text: conditions and treatments, under any of their names, with what stands above them.

The built-in list (lexicon/conditions.toml, lexicon/interventions.toml) knows some six hundred concepts of medicine
with lay words, abbreviations and the commoner German, French and Spanish names. Abbreviations that a text defines
itself are read by the rule of Schwartz and Hearst (Pac Symp Biocomput 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import compress

import msgspec

from verifier import lexicon
from verifier.lexicon.tokens import Token, tokens

# Tables of the two files -> kind of concept.
_KINDS = {
    ("conditions", "disease"): "condition",
    ("conditions", "symptom"): "symptom",
    ("interventions", "treatment"): "intervention",
    ("interventions", "generic"): "generic",
}
_CANCER_NAMES = {
    "en": ("{} cancer", "{} tumor", "{} carcinoma", "{} neoplasm", "{} malignancy", "{} adenocarcinoma",
           "cancer of the {}", "tumor of the {}", "{} cancer cells"),
    "de": ("{}krebs", "{}karzinom", "{}tumor", "{}tumore", "{}tumoren"),
    "fr": ("cancer {}", "cancers {}", "tumeur {}"),
    "es": ("cáncer {}", "cancer {}", "tumor {}"),
}  # fmt: skip
_WHOLE = 5  # letters up to which a word of another language is taken whole: "parto" is not "parte", nor "cinc" "cinco"
_BEHIND = ("", "")  # what stands behind the last word of a text, in place of the two that a name may go on with
_SHORT = 5  # an entry in capitals of at most this many letters is an abbreviation and keeps its case


class Hit(msgspec.Struct, frozen=True, gc=False):
    """A concept found in a text. kind: condition, symptom, intervention or generic. at, beyond: its words, by number."""

    concept: str
    kind: str
    start: int
    end: int
    at: int
    beyond: int


class _Entry(msgspec.Struct, frozen=True, gc=False):
    stems: tuple[str, ...]
    concept: str
    exact: str  # the abbreviation as it must be written, "=" when the ending matters, "" when neither does
    word: str
    third: str  # the third stem, "" for a name of fewer


class Vocabulary:
    """Names of concepts, found in texts of one language; immutable once built."""

    def __init__(self, entries: Iterable[_Entry], kinds: dict[str, str], parents: dict[str, tuple[str, ...]]) -> None:
        self._kinds = kinds
        self._parents = parents
        # By the first stem of a name and the second, "" for those that go on otherwise or end there; the longest first.
        self._begun: dict[str, dict[str, list[_Entry]]] = {}
        listed = sorted(entries, key=lambda entry: (-len(entry.stems), not entry.exact))
        for entry in listed:
            self._begun.setdefault(entry.stems[0], {"": []}).setdefault("".join(entry.stems[1:2]), []).append(entry)
        for seconds in self._begun.values():
            for second in seconds.keys() - {""}:
                seconds[second] += seconds[""]
        self._above: dict[str, frozenset[str]] = {}

    def find(self, text: str, words: Sequence[Token]) -> Iterator[Hit]:
        """The concepts named in `text`, whose words are given; the longest name at a place wins."""
        stems, begun, free = [token.stem for token in words], self._begun, 0
        starts = list(compress(range(len(stems)), map(begun.__contains__, stems)))
        stems += _BEHIND
        for at in starts:
            seconds = begun[stems[at]]
            listed = seconds.get(stems[at + 1]) or seconds[""]
            entry = self._match(listed, text, words, stems, at) if listed and at >= free else None
            if entry is not None:
                free = at + len(entry.stems)
                kind = self._kinds[entry.concept]
                yield Hit(entry.concept, kind, words[at].start, words[free - 1].end, at, free)

    def _match(
        self, listed: list[_Entry], text: str, words: Sequence[Token], stems: list[str], at: int
    ) -> _Entry | None:
        """The first of some entries, longest first, whose name begins with a word, written as it must be."""
        word, third = words[at].word, stems[at + 2]
        for entry in listed:
            if entry.third and (entry.third != third or tuple(stems[at : at + len(entry.stems)]) != entry.stems):
                continue
            exact = entry.exact
            if exact == "=" and word != entry.word:
                continue
            if len(entry.stems) == 1 and word.endswith("ing") and not entry.word.endswith("ing"):
                continue
            if (
                exact not in ("", "=")
                and text[words[at].start : words[at + len(entry.stems) - 1].end].rstrip("s") != exact
            ):
                continue
            return entry
        return None

    def above(self, concept: str) -> frozenset[str]:
        """All that stands above a concept, at any height, without itself."""
        if concept not in self._above:
            found: set[str] = set()
            waiting = list(self._parents.get(concept, ()))
            while waiting:
                parent = waiting.pop()
                if parent not in found:
                    found.add(parent)
                    waiting.extend(self._parents.get(parent, ()))
            self._above[concept] = frozenset(found)
        return self._above[concept]

    def related(self, one: str, other: str) -> bool:
        """Whether two concepts are the same or one covers the other."""
        return one == other or one in self.above(other) or other in self.above(one)


@cache
def builtin(language: str = "en") -> Vocabulary:
    """The built-in list for texts of one language; other languages also know the longer English names."""
    entries: dict[tuple[tuple[str, ...], str], _Entry] = {}
    kinds: dict[str, str] = {}
    parents: dict[str, tuple[str, ...]] = {}
    for concept, kind, above, names in _concepts():
        kinds.setdefault(concept, kind)
        parents[concept] = tuple(dict.fromkeys((*parents.get(concept, ()), *above)))
        for spoken, name in names:
            if spoken == language or (spoken == "en" and (len(name) > _SHORT or name.isupper())):
                entry = _entry(name, concept, language, spoken)
                entries.setdefault((entry.stems, entry.exact), entry)
    return Vocabulary(entries.values(), kinds, parents)


def names(language: str) -> Iterator[tuple[str, str]]:
    """The names of the built-in concepts in one language, as (name, concept)."""
    for concept, _, _, spoken in _concepts():
        yield from ((name, concept) for tongue, name in spoken if tongue == language)


def _entry(name: str, concept: str, language: str, spoken: str) -> _Entry:
    short = name.isupper() and len(name) <= _SHORT + 1
    found = tokens(name, language)
    # Short names, and an English name of a person ("Gaucher", beside "gauche"), are no beginnings of other words.
    foreign = language != "en" and (len(name) <= _WHOLE or (spoken == "en" and name.istitle()))
    ends = name.endswith(("ing", "ness")) or foreign
    exact = name if short else "=" if len(found) == 1 and ends else ""
    stems = tuple(token.stem for token in found)
    return _Entry(stems, concept, exact, found[0].word, "".join(stems[2:3]))


def _concepts() -> Iterator[tuple[str, str, tuple[str, ...], list[tuple[str, str]]]]:
    """Every concept: its name, kind, parents and names as (language, name)."""
    translated = lexicon.load("bilingual")["concepts"]
    for (file, table), kind in _KINDS.items():
        for name, line in lexicon.load(file)[table].items():
            above, names = _parse(line)
            _, foreign = _parse("|" + translated.get(name, ""))
            yield name, kind, above, [("en", name), *names, *foreign]
    for name, line in lexicon.load("conditions")["cancer"].items():
        _, places = _parse("|" + line)
        made = [(spoken, form.format(place)) for spoken, place in places for form in _CANCER_NAMES[spoken]]
        yield f"{name} cancer", "condition", ("cancer",), made


def _parse(line: str) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    """A line of the lexicon: "parents | names | de names | fr names | es names"."""
    above, *groups = line.split("|")
    names: list[tuple[str, str]] = []
    for group in groups:
        group = group.strip()
        language, _, rest = group.partition(" ")
        if language not in lexicon.LANGUAGES:
            language, rest = "en", group
        names.extend((language, name.strip()) for name in rest.split(",") if name.strip())
    return tuple(part.strip() for part in above.split(",") if part.strip()), names


_DEFINED = re.compile(r"\(([A-Za-z][A-Za-z0-9/-]{1,9})(?:[;,][^()]{0,80})?\)")
_BEFORE = 12  # words that a long form may have, at most: min(|A| + 5, 2|A|) by the rule, bounded once more


@lru_cache(maxsize=256)
def abbreviations(text: str) -> tuple[tuple[str, str], ...]:
    """The abbreviations that a text defines in brackets, as (short form, long form), first definition first."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match[1]
        if sum(letter.isupper() for letter in short) < 1 or short in found:
            continue
        before = text[max(0, match.start() - 120) : match.start()].split()
        window = before[-min(len(short) + 5, 2 * len(short), _BEFORE) :]
        long = _long_form(short, " ".join(window))
        if long:
            found[short] = long
    return tuple(found.items())


def _long_form(short: str, before: str) -> str:
    """The shortest run of words that ends before the bracket and holds the letters of the short form in order."""
    at = len(before)
    for number in range(len(short) - 1, -1, -1):
        letter = short[number].lower()
        if not letter.isalnum():
            continue
        at -= 1
        while at >= 0 and (before[at].lower() != letter or (number == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    long = before[at:].strip()
    return long if len(long) > len(short) and short not in long.split() else ""
