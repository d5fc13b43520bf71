"""Which work the page names (authors, journal, year, title, trial), and whether the record is that work.

Names are read from the reference printed beside the identifier and from the claim itself. One difference alone is a
slip of the pen; a record is another work only when the author is not among its authors and the journal, the year or
the whole subject differ too. Of a work that a claim names in passing, the subject must differ and the journal or the
year as well: what looks like an author there may be a town or a brand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets import topic as topics
from verifier.facets._apart import apart, known_word
from verifier.facets._words import language
from verifier.lexicon import pattern
from verifier.lexicon.tokens import tokens
from verifier.model import Comparison, PaperFacts, Quote, Reading, Source
from verifier.vocabulary import builtin
from verifier.wording.asides import asides
from verifier.wording.works import (
    Named,
    abbreviates,
    like_name,
    made_of,
    plain,
    printed,
    same_journal,
    same_name,
    squeezed,
    told,
    trial_names,
)

FACETS = ("reference",)
_WORD = re.compile(r"[^\W\d_]{4,}")
_FEW = 1 / 3  # share of a claim's telling words up to which a record of another subject may have them by chance
_CAPITALS = re.compile(r"[A-Z]{4,}\d*|[A-Z\d]{2,}(?:-[A-Z\d]{1,})+")  # "KNEEUP", "KNEE-UP": surely a name
_TITLED = re.compile(
    r"\(([A-Z][\w-]*[A-Z\d][\w-]*)\)\W*$|^([A-Z][A-Z\d-]{3,}):"
)  # a title that ends, or begins, with a name
_CODE = re.compile(r"\b[A-Z]{2,}[- ]?\d{2,}")  # "SNDX-5613"
_MUCH = 4  # telling words that a reference or a claim must have before their absence from a record means anything


def named(reading: Reading) -> Named:
    """The work that the page names, from its printed reference first and then from the claim."""
    reference = reading.citation.reference
    if reference and (work := printed(reference)).author:
        return work
    return told(reading.whole)


def topic(source: Source) -> frozenset[str]:
    """The stems of the words of a record: its prose and its headings."""
    prose = frozenset(stem for passage in source.record.passages for stem in stems(passage.text))
    return prose | source.facet(headings)


def headings(source: Source) -> frozenset[str]:
    """The stems of the words that head a record: its title, subject headings, conditions, interventions, sponsor."""
    texts = [source.record.title]
    paper, trial = source.paper, source.trial
    if paper:
        texts += [heading.name for heading in paper.mesh] + list(paper.keywords) + [paper.vernacular_title]
    if trial:
        texts += [*trial.conditions, *trial.keywords, *trial.condition_mesh, trial.official_title, trial.acronym]
        texts += [intervention.name for intervention in trial.interventions] + [arm.label for arm in trial.arms]
        texts += [trial.lead_sponsor, trial.organization, trial.org_study_id, *trial.secondary_ids]
    return frozenset(stem for text in texts for stem in stems(text))


def stems(text: str) -> frozenset[str]:
    """The first five letters of every telling word of four letters or more, without accents."""
    found = set()
    for match in _WORD.finditer(text):
        word = plain(match[0])
        if not pattern("reference", "common").fullmatch(word):
            found.add(word[:5])
    return frozenset(found)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The work that the page names beside the record; detail: what differs, joined by commas."""
    if reading.part:
        return
    work = reading.facet(named)
    title = Quote(source.record.title, source.record.passages[0].where if source.record.passages else "title")
    told = next(_paper(work, reading, source, title), None) if source.paper and work.author else None
    if source.paper and (told is None or told.relation == "absent"):
        told = _in_passing(reading, source, title, today) or told
    if told:
        yield told
    elif source.paper and work.author:
        return
    elif work.trial and not _is_topic(work.trial):
        yield _trial(work, reading, source, title, today)
    elif source.paper and _another_title(reading, source):
        said = Quote(reading.citation.reference, "claim")
        yield Comparison("reference", "different", said, title, 0, "title,subject")


def _paper(work: Named, reading: Reading, source: Source, title: Quote) -> Iterator[Comparison]:
    """The author, journal and year named, beside those of a paper."""
    paper = source.paper
    if paper is None or not paper.authors:
        return
    said = Quote(work.text, "claim")
    if any(same_name(work.author, author.last) for author in paper.authors):
        yield Comparison("reference", "same", said, title, 0, "author")
        return
    if _title_stands_in(reading.citation.reference, source.record.title):
        yield Comparison("reference", "same", said, title, 0, "title")
        return
    differs = ["author", *_differs(work, paper)]
    if _elsewhere(reading, source, work):
        differs.append("subject")
    enough = 2 if work.plain else 1
    alike = any(like_name(work.author, author.last) for author in paper.authors)
    unlisted = alike or paper.more_authors
    relation = "different" if len(differs) > enough and not unlisted else "absent"
    yield Comparison("reference", relation, said, title, 0, ",".join(differs))


def _in_passing(reading: Reading, source: Source, title: Quote, today: dt.date) -> Comparison | None:
    """A work that the claim names in passing, beside a record of another subject, by others, elsewhere or long before."""
    paper = source.paper
    people = [author for author in paper.authors if author.initials or " " not in author.last] if paper else []
    if paper is None or not people or paper.more_authors:
        return None  # who is not listed, or a member of a group, may be named as well
    if any(author.last in reading.whole and _spelled(author.last, reading.whole) for author in paper.authors):
        return None  # whoever else looks like an author there
    for aside in asides(reading.whole):
        differs = ["author", *_differs(Named("", aside.journal, aside.year), paper)]
        if len(differs) == 1 or any(_may_be(name, reading, source) for name in aside.names):
            continue
        cited = aside.told and "journal" in differs
        if apart(reading, source, today, aside.rest, few=len(differs) > 2, cited=cited):
            return Comparison(
                "reference", "different", Quote(aside.text, "claim"), title, 0, ",".join([*differs, "subject"])
            )
    return None


def _spelled(name: str, text: str) -> bool:
    """Whether a text has a name as a word of its own."""
    return len(name) > 1 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _may_be(name: str, reading: Reading, source: Source) -> bool:
    """Whether a name may be that of one of a paper's authors, or is no author's: a word of the record or a topic."""
    authors = source.paper.authors if source.paper else ()
    if any(like_name(name, author.last) for author in authors) or stems(name) & source.facet(topic):
        return True
    return any(
        hit.end - hit.start == len(name) for hit in builtin(language(reading)).find(name, tokens(name))
    ) or _is_topic(name)


def _differs(work: Named, paper: PaperFacts) -> Iterator[str]:
    """Whether journal and year are others; years may be one apart (online and in print)."""
    journals = [name for name in (paper.journal, paper.journal_abbreviation) if name]
    if work.journal and journals and not any(same_journal(work.journal, name) for name in journals):
        yield "journal"
    if work.year and paper.year and abs(work.year - paper.year) > 1:
        yield "year"


def _title_stands_in(reference: str, title: str) -> bool:
    """Whether most telling words of the record's title stand in the printed reference."""
    words = stems(title)
    return len(words) >= 3 and len(words & stems(reference)) >= 0.6 * len(words)


def _another_title(reading: Reading, source: Source) -> bool:
    """Whether a printed title without an author shares no word with the record, nor does the claim."""
    reference = reading.citation.reference
    words = stems(reference) if reference else frozenset()
    if len(words) < _MUCH or words & source.facet(topic) or words & source.facet(_imprint):
        return False
    return _elsewhere(reading, source, Named())


def _imprint(source: Source) -> frozenset[str]:
    """The stems of the names by which a paper is cited without its title: authors and journal."""
    paper = source.paper
    names = (*(author.last for author in paper.authors), paper.journal, paper.journal_abbreviation) if paper else ()
    return frozenset(stem for name in names for stem in stems(name))


def _trial(work: Named, reading: Reading, source: Source, title: Quote, today: dt.date) -> Comparison:
    """The trial's name beside everything that the record calls itself; detail "trial,name" where it has another name."""
    said = Quote(work.text, "claim")
    key = squeezed(work.trial)
    authors = source.paper.authors if source.paper else ()
    called = any(key in squeezed(name) or abbreviates(work.trial, name) for name in _called(source))
    titles = (source.record.title, source.trial.official_title if source.trial else "")
    called = called or any(made_of(work.trial, name) for name in titles)
    if called or any(same_name(work.trial, author.last) for author in authors):  # "the McCoy study"
        return Comparison("reference", "same", said, title, 0, "trial")
    own = source.facet(own_name)
    registered = source.trial is not None  # a paper need not share a word with a claim in everyday ones
    if (registered and _elsewhere(reading, source, work)) or _other_subject(
        reading, source, work, today, named=own is not None
    ):
        return Comparison("reference", "different", said, title, 0, "trial,subject")
    if _apart_from_its_name(work.trial, reading, source, today, named=own is not None):
        return Comparison("reference", "different", Quote(work.trial, "claim"), title, 0, "trial,subject")
    if own is not None and _CAPITALS.fullmatch(work.trial):
        return Comparison("reference", "absent", Quote(work.trial, "claim"), own, 0, "trial,name")
    return Comparison("reference", "absent", said, title, 0, "trial")


def _apart_from_its_name(name: str, reading: Reading, source: Source, today: dt.date, *, named: bool) -> bool:
    """Whether a record is of another subject than what is said of a trial, or than the words that its name is made of.

    A sponsor's code may stand for any drug: the disease must be another as well. A name alone says little of a subject
    (`named`: the record has a name of its own) unless it has two words that are known.
    """
    if not _CAPITALS.fullmatch(name) or stems(name) & source.facet(headings):
        return False
    coded = source.trial is not None and any(_CODE.search(item.name) for item in source.trial.interventions)
    if apart(reading, source, today, reading.whole.replace(name, ""), coded=coded):
        return True
    pieces = [piece.lower() for piece in re.findall(r"[^\W\d_]{4,}", name)]
    spelled = [piece for piece in pieces if _is_word(piece)]
    enough = 1 if named else 2
    told = reading.whole.replace(name, " ".join(spelled))
    return len(spelled) >= enough and apart(reading, source, today, told, coded=coded)


def _is_word(piece: str) -> bool:
    """Whether a piece of a trial's name is a word that is known, and no acronym."""
    return next(builtin().find(piece, tokens(piece)), None) is not None or known_word(piece)


def _is_topic(name: str) -> bool:
    """Whether a name is one of the vocabulary: "the GLP-1 trial" names no trial."""
    return any(hit.end - hit.start == len(name) for hit in builtin().find(name, tokens(name)))


def _called(source: Source) -> Iterator[str]:
    """Every text of a record in which the name of its trial may stand."""
    yield source.record.title
    yield from (passage.text for passage in source.record.passages)
    if paper := source.paper:
        yield from (*paper.keywords, paper.vernacular_title)
    if trial := source.trial:
        yield from (trial.official_title, trial.acronym, trial.org_study_id, *trial.secondary_ids, trial.lead_sponsor)
        yield from (*trial.keywords, *(arm.label for arm in trial.arms))
        yield from (name for item in trial.interventions for name in (item.name, *item.other_names))


def own_name(source: Source) -> Quote | None:
    """The name by which a record calls its own trial: the registered acronym, or one in its title or abstract."""
    if source.trial and source.trial.acronym:
        return Quote(source.trial.acronym, "identificationModule.acronym")
    for passage in source.record.passages:
        titled = _TITLED.search(passage.text) if passage.label == "title" else None
        name = (titled[1] or titled[2]) if titled else next(iter(trial_names(passage.text)), "")
        if name and _CAPITALS.fullmatch(name):
            return Quote(name, passage.where)
    return None


def _other_subject(reading: Reading, source: Source, work: Named, today: dt.date, *, named: bool) -> bool:
    """Whether the record has none of the claim's conditions and treatments, and hardly a word of it.

    named: whether the record has a name of its own; it then need not be known what the claim speaks of.
    """
    if reading.language not in ("", "en"):
        return False
    whole = Reading(reading.whole, 0, reading.citation)
    compared = [c.relation for c in topics.compare(whole, source, today)]
    words = stems(reading.whole) - stems(work.trial)
    if any(relation in ("same", "broader") for relation in compared):
        return False
    if not compared:
        return named and len(words) > 1 and not words & source.facet(topic)
    return len(words & source.facet(topic)) <= _FEW * len(words)


def _elsewhere(reading: Reading, source: Source, work: Named) -> bool:
    """Whether claim and record share no telling word at all (only where both are in English)."""
    if reading.language not in ("", "en"):
        return False
    words = stems(reading.whole) - stems(f"{work.author} {work.journal} {work.trial}")
    return len(words) >= 3 and not words & source.facet(topic)
