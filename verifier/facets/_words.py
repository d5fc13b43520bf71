"""The words and concepts of a claim and of a record, read once each: what every facet of content starts from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import attrgetter
from typing import Self, TypeVar

from verifier import lexicon
from verifier.facets._endpoints import Named
from verifier.facets._homonyms import without_homonyms
from verifier.lexicon.tokens import Token, stem, tokens
from verifier.model import Reading, Sentence, Source
from verifier.vocabulary import Hit, abbreviations, builtin

Placed = TypeVar("Placed", Token, Hit, Named)
start_of = attrgetter("start")  # where a word or a name begins

# Passages that name what is not studied: exclusions, other people's work.
_ASIDE = ("eligibilityCriteria",)


def language(reading: Reading) -> str:
    """The language whose word lists read this claim: that of the page, English where it is not told."""
    return reading.language if reading.language in ("en", "de", "fr", "es") else "en"


def words(reading: Reading) -> tuple[Token, ...]:
    """The words of a clause."""
    return tuple(tokens(reading.text, language(reading)))


def between(listed: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those of some words or names, which are in order, that begin in a stretch of their text."""
    return listed[bisect_left(listed, start, key=start_of) : bisect_left(listed, end, key=start_of)]


def concepts(reading: Reading) -> tuple[Hit, ...]:
    """The concepts that a clause names."""
    text, whole = reading.text, reading.whole
    found = _diseases(text, builtin(language(reading)).find(text, reading.facet(words)))
    return _as_defined(text, without_homonyms(text, found), dict(abbreviations(whole)) if "(" in whole else {})


def sentence_words(source: Source) -> tuple[tuple[Token, ...], ...]:
    """The words of each sentence of a record."""
    return tuple(tuple(tokens(sentence.text)) for sentence in source.sentences)


def sentence_concepts(source: Source) -> tuple[tuple[Hit, ...], ...]:
    """The concepts that each sentence of a record names."""
    find = builtin().find
    listed = source.facet(sentence_words)
    named = source.facet(defined)
    return tuple(
        _as_defined(sentence.text, _diseases(sentence.text, find(sentence.text, own)), named)
        for sentence, own in zip(source.sentences, listed, strict=True)
    )


def _as_defined(text: str, hits: tuple[Hit, ...], named: dict[str, str]) -> tuple[Hit, ...]:
    """The concepts without those read from an abbreviation that stands for something else there."""
    if not named:
        return hits
    return tuple(hit for hit in hits if not _other_meaning(hit.concept, text[hit.start : hit.end], named))


def _other_meaning(concept: str, short: str, named: dict[str, str]) -> bool:
    """Whether an abbreviation is explained as something else than a concept that it may stand for."""
    long = named.get(short, "")
    if not long:
        return False
    own = {hit.concept for hit in builtin().find(long, tokens(long))}
    return not any(builtin().related(concept, other) for other in own) and (bool(own) or ambiguous(short))


def undecided(reading: Reading, start: int, end: int) -> bool:
    """Whether a name in a clause is an abbreviation of several meanings that the page does not explain."""
    short = reading.text[start:end]
    return ambiguous(short) and short not in dict(abbreviations(reading.whole))


def ambiguous(short: str) -> bool:
    """Whether an abbreviation stands for several things in medicine ("MS", "PCI")."""
    return short.isupper() and short in lexicon.words("abbreviations", "several-meanings")


def _diseases(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The concepts without those read from the name of a profession ("gastroenterologists")."""
    if "ologist" not in text:
        return tuple(hits)
    return tuple(hit for hit in hits if not text[hit.start : hit.end].rstrip("s").endswith("ologist"))


def field_text(source: Source) -> tuple[tuple[str, str], ...]:
    """The subject fields of a record outside its prose, as (field, text): headings, keywords, browse terms."""
    if paper := source.paper:
        return (
            *(("MeshHeading", heading.name) for heading in paper.mesh),
            *(("Keyword", keyword) for keyword in paper.keywords),
            *(("Chemical", chemical) for chemical in paper.chemicals),
        )
    if trial := source.trial:
        return (
            ("officialTitle", trial.official_title),
            *(("conditions", condition) for condition in trial.conditions),
            *(("keywords", keyword) for keyword in trial.keywords),
            *(("conditionBrowseModule.meshes", term) for term in trial.condition_mesh),
            *(("conditionBrowseModule.ancestors", term) for term in trial.condition_ancestors),
            *(("interventionBrowseModule.meshes", term) for term in trial.intervention_mesh),
            *(("interventions", item.name) for item in trial.interventions),
            *(("interventions", name) for item in trial.interventions for name in item.other_names),
        )
    return ()


_SPOKEN = {
    "RANDOMIZED": "randomized randomly",
    "NON_RANDOMIZED": "non-randomised nonrandomized",
    "NONE": "open-label open unblinded unmasked",
    "SINGLE": "single-blind blinded masked",
    "DOUBLE": "double-blind blinded masked",
    "TRIPLE": "double-blind triple-blind blinded masked",
    "QUADRUPLE": "double-blind blinded masked",
    "SINGLE_GROUP": "single group single-arm uncontrolled",
    "PARALLEL": "parallel groups",
    "CROSSOVER": "crossover",
    "OBSERVATIONAL": "observational",
    "INTERVENTIONAL": "interventional trial",
}


def field_values(source: Source) -> tuple[tuple[str, str], ...]:
    """What the fields of a record say, as (field, words): a page may say it though no sentence of the record does."""
    if paper := source.paper:
        return (
            *(("PublicationType", kind) for kind in paper.publication_types),
            ("Journal", paper.journal),
            ("PubDate", str(paper.year or "")),
            *(("Author", author.last) for author in paper.authors[:20]),
        )
    trial = source.trial
    if trial is None:
        return ()
    phases = [phase.replace("PHASE", "phase ").replace("EARLY_", "early ") for phase in trial.phases]
    design = (trial.allocation, trial.masking, trial.intervention_model, trial.study_type)
    dates = (trial.start, trial.primary_completion, trial.completion)
    return (
        *(("phases", phase) for phase in phases),
        *(("design", _SPOKEN.get(word, "")) for word in design),
        ("leadSponsor", trial.lead_sponsor),
        *(("collaborators", name) for name in trial.collaborators),
        ("acronym", trial.acronym),
        ("minimumAge", trial.minimum_age),
        ("maximumAge", trial.maximum_age),
        ("stdAges", " ".join(trial.std_ages).lower().replace("_", " ")),
        *(("dates", partial.date[:4]) for partial in dates if partial),
        *(("locations", " ".join(place)) for place in trial.locations[:50]),
        ("whyStopped", trial.why_stopped),
        *field_text(source),
    )


class Subject:
    """What a record is about: concept -> where it is first named, all stems, and abbreviations it defines."""

    def __init__(self, source: Source) -> None:
        self.named: dict[str, tuple[str, str]] = {}  # concept -> (text, where)
        self.kinds: dict[str, str] = {}
        self.stems: set[str] = set()
        for sentence, hits in zip(source.sentences, source.facet(sentence_concepts), strict=True):
            aside = sentence.where in _ASIDE
            for hit in hits:
                if not aside:
                    self._add(hit, sentence.text, sentence.where)
        for own in source.facet(sentence_words):
            self.stems.update(token.stem for token in own)
        for field, text in source.facet(field_text):
            own = tuple(tokens(text))
            self.stems.update(token.stem for token in own)
            for hit in builtin().find(text, own):
                self._add(hit, text, field)

    def _add(self, hit: Hit, text: str, where: str) -> None:
        self.named.setdefault(hit.concept, (text[hit.start : hit.end], where))
        self.kinds[hit.concept] = hit.kind

    def plain(self) -> tuple[dict[str, tuple[str, str]], dict[str, str], list[str]]:
        """All of it in plain values, which `of` reads."""
        return self.named, self.kinds, list(self.stems)

    @classmethod
    def of(cls, plain: tuple[dict[str, list[str]], dict[str, str], list[str]]) -> Self:
        """A subject from plain values."""
        subject = cls.__new__(cls)
        named, subject.kinds, stems = plain
        subject.named = {concept: (text, where) for concept, (text, where) in named.items()}
        subject.stems = set(stems)
        return subject

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], list[str]]:
        """The stems by their first letter and length."""
        shaped: dict[tuple[str, int], list[str]] = {}
        for known in sorted(self.stems):
            shaped.setdefault((known[:1], len(known)), []).append(known)
        return shaped

    def stems_like(self, word: str) -> list[str]:
        """The stems of the record that begin with the letter of a word and are as long."""
        return self._by_shape.get((word[:1], len(word)), [])

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The concepts of one kind, in the order in which the record names them."""
        return tuple(concept for concept in self.named if self.kinds[concept] == kind)


def subject(source: Source) -> Subject:
    """What a record is about."""
    return Subject(source)


def defined(source: Source) -> dict[str, str]:
    """The abbreviations that a record defines: short form -> long form."""
    text = " ".join(passage.text for passage in source.record.passages)[:200_000]
    return dict(abbreviations(text))


def known_stem(word: str) -> str:
    """The stem by which a folded English word of a record is found."""
    return stem(word)


def title(source: Source) -> Sentence | None:
    """The first sentence of a record: its title."""
    return source.sentences[0] if source.sentences else None
