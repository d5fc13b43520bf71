"""Who was studied: people, animals or cells; and whom the claim speaks of.

A record studied animals when its MeSH headings or its own words name laboratory animals and nothing shows that
people took part; it studied cells when it names cell cultures and neither animals nor people. "Humans" among the
headings shows no people: NLM gives it to human cells and tissues too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from verifier.facets._align import align
from verifier.facets._effects import tells
from verifier.facets._words import concepts
from verifier.facets.source_kind import kinds, pools_others
from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Sentence, Source
from verifier.wording.assertion import strength, tells_result
from verifier.wording.people import people

FACETS = ("species",)
OF = "paper"
_HEADINGS = "MeshHeadingList"

_HUMAN_TYPES = re.compile(r"Clinical Trial|Randomized|Observational Study|Case Reports|Multicenter|Twin Study")
_DEVICES = re.compile(r"(?i)\bcomputer mice\b")
_ANIMAL_MESH = frozenset(
    {
        "Mice",
        "Mice, Inbred BALB C",
        "Mice, Inbred C57BL",
        "Mice, Knockout",
        "Mice, Nude",
        "Mice, Transgenic",
        "Rats",
        "Rats, Sprague-Dawley",
        "Rats, Wistar",
        "Caenorhabditis elegans",
        "Cats",
        "Cricetinae",
        "Disease Models, Animal",
        "Dogs",
        "Drosophila melanogaster",
        "Guinea Pigs",
        "Macaca mulatta",
        "Rabbits",
        "Sheep",
        "Swine",
        "Zebrafish",
    }
)
_AGE_MESH = frozenset(
    {
        "Adolescent",
        "Adult",
        "Aged",
        "Aged, 80 and over",
        "Child",
        "Child, Preschool",
        "Infant",
        "Infant, Newborn",
        "Middle Aged",
        "Young Adult",
    }
)


# "Human keratinocytes" are cells, and no people.
_HUMAN_CELLS = re.compile(
    r"(?i)\bhumans?\s+(?:[\w-]+\s+){0,3}?(?:cells?|[a-z]{3,}cytes?|[a-z]{3,}blasts?|tissues?|neurons?|receptors?|genes?|proteins?|enzymes?|ACE2)\b"
)


# Names of genes and proteins, as they are written: "Gata3", "Dicer-2", "MICAL", "mTOR".
_GENE = re.compile(r"\b(?:[A-Za-z]{2,}-?\d+[A-Za-z]?|[A-Z][A-Z\d]{2,}|[a-z]{1,2}[A-Z][A-Za-z\d]+|[A-Z]-[A-Z][a-z]+)\b")

# "A study showing how quickly women get rid of it": whom a study is said to have shown something of.
_SHOWS = re.compile(
    r"(?i)\b(?:show(?:s|ed|ing)?|prov(?:es|ed|ing)|measur(?:es|ed|ing)|follow(?:s|ed|ing)|found|finds|finding|evidence|proof|zeigt|montre|muestra)\b"
    r"(?:\s+(?:that|how|what|whether|why)\b)?"
)

_IN_VIVO = re.compile(r"(?i)\bin vivo (?:data|results?|experiments?|stud(?:y|ies)|models?|tests?|evaluation)\b")

# Where an abstract turns from what was known to its own study.
_HERE = re.compile(
    r"(?i)\b(?:in this (?:study|work|paper|article)|herein|here,? we|(?:this|the present|our) (?:study|work)|we (?:\w+ly )?(?:show|found|find|report|screen|examin|investigat|develop|analy|demonstrat|identif|test)\w*)\b"
)
_IN_BOTH = re.compile(r"(?i)\bin vitro (?:and|as well as) (?:also )?in vivo\b|\bin vivo (?:and|as well as) in vitro\b")

_SURELY = 0.8  # the same, for a sentence among the first, which may tell what was known before
_TOLD = 0.4  # share of a clause's telling words that the sentence has which tells it of people


class Studied(NamedTuple):
    """animals, creatures (told by the heading "Animals" or by "in vivo" alone) or cells, with the words that say so."""

    what: str
    quote: Quote


def studied(source: Source) -> Studied | None:
    """Animals or cells, where a paper studied only these; None for people and wherever there is a doubt."""
    paper = source.paper
    if paper is None or source.facet(pools_others) or _has_people(source):
        return None
    for sentence in source.sentences:
        if pattern("species", "laboratory-animals").search(_DEVICES.sub("", sentence.text)):
            return Studied("animals", sentence.quote)
    named = [heading.name for heading in paper.mesh]
    mesh = [name for name in named if name in _ANIMAL_MESH]
    if mesh:
        return Studied("animals", Quote(mesh[0], _HEADINGS))
    if "Animals" in named and "Humans" not in named:
        return Studied("creatures", Quote("Animals", _HEADINGS))
    if "Humans" not in named and (living := _in_living(source)):
        return Studied("creatures", living)
    for sentence in source.sentences:
        if pattern("species", "cell-study").search(sentence.text):
            return Studied("cells", sentence.quote)
    return None


def _in_living(source: Source) -> Quote | None:
    """The sentence that tells of what was seen "in vivo", in a paper that names nobody."""
    if any(pattern("species", "people").search(_HUMAN_CELLS.sub("", s.text)) for s in source.sentences):
        return None
    return next((s.quote for s in source.sentences if _IN_VIVO.search(s.text)), None)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """A claim that tells a result beside a record on animals or cells.

    Relation is narrower where the claim does not say so, detail "animals/strength"; same where it does, detail "mentioned/animals".
    """
    del today
    if source.paper is None or not (reading.facet(tells_result) or _SHOWS.search(reading.text)):
        return
    text = reading.text
    found = source.facet(studied)
    if found is None and not source.facet(_may_be_of_animals):
        return
    if (found is None or found.what == "animals") and _shown_in_people(reading, source):
        return
    found = found or _nearest(reading, source)
    if found is None:
        return
    of_animals = pattern("species", "animals").search(text)
    if of_animals and found.what != "cells" and found.quote.where != _HEADINGS:
        yield Comparison(
            "species", "same", Quote(of_animals[0], "claim"), found.quote, reading.part, "mentioned/animals"
        )
    if found.what == "creatures":  # fish and flies go by names that no list has: only people are told from them
        if pattern("species", "people").search(_HUMAN_CELLS.sub("", text)) is None:
            return
        found = found._replace(what="animals")
    if of_animals:
        return
    of_people = pattern("species", "people").search(_HUMAN_CELLS.sub("", text))
    if of_people and found.what == "cells" and (both := source.facet(_in_both)):
        found = Studied("animals", both)  # "in vitro and in vivo": what is told of people stood the nearer test
    of_cells = pattern("species", "cells").search(text)
    if of_cells and (not of_people or (found.what == "cells" and of_people[0].lower() == "human")):
        if found.what == "cells":  # "human fibroblasts" says so
            yield Comparison(
                "species", "same", Quote(of_cells[0], "claim"), found.quote, reading.part, "mentioned/cells"
            )
        return
    if not (of_people or reading.facet(tells_result)):
        return
    power = reading.facet(strength)
    if power == "states" and not of_people and _of_molecules(reading):
        return  # "Dicer-2 is cut by R2D2" is told of molecules, wherever they were studied
    said = Quote(of_people[0] if of_people else text, "claim")
    yield Comparison("species", "narrower", said, found.quote, reading.part, f"{found.what}/{power}")


def _shown_in_people(reading: Reading, source: Source) -> bool:
    """Whether the sentence closest to a clause tells what was found in people, and names no animal."""
    place = align(reading, source)
    if place.best < 1 or place.alone < _TOLD:
        return False
    sentence = source.sentences[place.best]
    told = place.alone >= _SURELY or tells(sentence, place.best, len(source.sentences))
    if not told or pattern("certainty", "hedge").search(sentence.text):
        return False
    return pattern("species", "found-in").search(sentence.text) is not None


def _of_molecules(reading: Reading) -> bool:
    """Whether a clause names a gene or a protein, and neither a disease nor a treatment."""
    if _GENE.search(reading.text) is None:
        return False
    return not any(hit.kind in ("condition", "symptom", "intervention") for hit in reading.facet(concepts))


def _may_be_of_animals(source: Source) -> bool:
    """Whether a claim of a paper that studied people too may be told of its animals: told once for a paper."""
    paper = source.paper
    if paper is None or source.facet(pools_others) or source.facet(in_people):
        return False
    return bool(source.facet(named_beside)) or any(heading.name in _ANIMAL_MESH for heading in paper.mesh)


def _nearest(reading: Reading, source: Source) -> Studied | None:
    """Animals, where a paper studied people too and what the clause tells was shown in the animals.

    The sentences closest to the clause must name them and tell of no patients, nothing may count people, and the
    headings must name animals where there are any.
    """
    named = source.facet(named_beside)
    if not named:
        return _by_heading(reading, source)
    near = [source.sentences[number] for number in align(reading, source).support]
    hedge = pattern("certainty", "hedge")  # what may be of use in patients was not shown in them
    near = [sentence for sentence in near if sentence.label != "title" and not hedge.search(sentence.text)]
    near = near or list(named[:1])
    if any(pattern("species", "patients").search(sentence.text) for sentence in near):
        return None
    found = next((sentence for sentence in near if sentence in named), None)
    return Studied("animals", found.quote) if found else None


def _in_both(source: Source) -> Quote | None:
    """The sentence that tells what was found "in vitro and in vivo"; what may happen there, or was known, is none."""
    hedge, count = pattern("certainty", "hedge"), len(source.sentences)
    own = next((n for n, s in enumerate(source.sentences) if _HERE.search(s.text)), 0)
    found = (s for n, s in enumerate(source.sentences) if n >= own and tells(s, n, count) and not hedge.search(s.text))
    return next((s.quote for s in found if _IN_BOTH.search(s.text)), None)


def _by_heading(reading: Reading, source: Source) -> Studied | None:
    """Animals by their heading, where the abstract names nobody in the sentence that tells what a clause says of people."""
    headings = [heading.name for heading in source.paper.mesh if heading.name in _ANIMAL_MESH] if source.paper else []
    place = align(reading, source)
    if not headings or place.best < 1 or place.alone < _TOLD or any(people(s.text) for s in source.sentences):
        return None
    told, of_people = source.sentences[place.best], pattern("species", "people")
    if not of_people.search(reading.text) or not tells(told, place.best, len(source.sentences)):
        return None
    if any(pattern("species", name).search(told.text) for name in ("people", "patients", "found-in", "took-part")):
        return None
    return (
        None if pattern("certainty", "hedge").search(told.text) else Studied("animals", Quote(headings[0], _HEADINGS))
    )


def named_beside(source: Source) -> tuple[Sentence, ...]:
    """The sentences that name laboratory animals in a paper that counts no people; none if its headings lack them."""
    names = {heading.name for heading in source.paper.mesh} if source.paper else set()
    if (names and not names & _ANIMAL_MESH) or any(people(sentence.text) for sentence in source.sentences):
        return ()
    return tuple(s for s in source.sentences[1:] if pattern("species", "laboratory-animals").search(s.text))


def in_people(source: Source) -> bool:
    """Whether a paper says of itself that it is a study of people: its type, a case, a trial number."""
    paper = source.paper
    if paper is None or paper.trial_numbers:
        return True
    return "case-report" in source.facet(kinds) or any(_HUMAN_TYPES.search(name) for name in paper.publication_types)


def _has_people(source: Source) -> bool:
    """Whether anything shows that people took part."""
    paper = source.paper
    if paper is None or source.facet(in_people):
        return True
    names = {heading.name for heading in paper.mesh}
    if names & _ANIMAL_MESH and not names & (_AGE_MESH | {"Humans"}):
        return False  # whoever read the whole paper for its headings found animals alone
    if _AGE_MESH & names:
        return not names & _ANIMAL_MESH or _counts_people(source)
    return _counts_people(source)


def _counts_people(source: Source) -> bool:
    """Whether title or abstract counts people, or says that they took part."""
    for sentence in source.sentences:
        if sentence.label in ("background", "objective"):
            continue
        if any("n" not in count.text[:1].lower() or " " in count.text.strip("n =") for count in people(sentence.text)):
            return True
        if pattern("species", "took-part").search(sentence.text):
            return True
    return False
