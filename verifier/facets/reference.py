"""Which work the page names (authors, journal, year, title, trial), and whether the record is that work.

Names are read from the reference printed beside the identifier and from the claim itself. One difference alone is a
slip of the pen; a record is another work only when the author is not among its authors and the journal, the year or
the whole subject differ too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.lexicon import pattern
from verifier.model import Comparison, PaperFacts, Quote, Reading, Source
from verifier.wording.works import Named, abbreviates, plain, printed, same_journal, same_name, squeezed, told

FACETS = ("reference",)
_WORD = re.compile(r"[^\W\d_]{4,}")
_MUCH = 4  # telling words that a reference or a claim must have before their absence from a record means anything


def named(reading: Reading) -> Named:
    """The work that the page names, from its printed reference first and then from the claim."""
    reference = reading.citation.reference
    from_reference = printed(reference) if reference else Named()
    return from_reference if from_reference.author else told(reading.whole)


def topic(source: Source) -> frozenset[str]:
    """The stems of the words of a record: its title, prose, headings, conditions and interventions."""
    texts = [passage.text for passage in source.record.passages] + [source.record.title]
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
    del today
    if reading.part:
        return
    work = reading.facet(named)
    title = Quote(source.record.title, source.record.passages[0].where if source.record.passages else "title")
    if source.paper and work.author:
        yield from _paper(work, reading, source, title)
    elif source.trial and work.trial:
        yield from _trial(work, reading, source, title)
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
    relation = "different" if len(differs) > enough else "absent"
    yield Comparison("reference", relation, said, title, 0, ",".join(differs))


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
    words = stems(reading.citation.reference)
    return len(words) >= _MUCH and not words & source.facet(topic) and _elsewhere(reading, source, Named())


def _trial(work: Named, reading: Reading, source: Source, title: Quote) -> Iterator[Comparison]:
    """The trial's name beside everything that the record calls itself."""
    trial = source.trial
    if trial is None:
        return
    said = Quote(work.text, "claim")
    key = squeezed(work.trial)
    names = [source.record.title, trial.official_title, trial.acronym, trial.org_study_id, *trial.secondary_ids]
    names += [i.name for i in trial.interventions] + [n for i in trial.interventions for n in i.other_names]
    names += [trial.lead_sponsor, *trial.keywords, *(p.text for p in source.record.passages)]
    if any(key in squeezed(name) or abbreviates(work.trial, name) for name in names):
        yield Comparison("reference", "same", said, title, 0, "trial")
    elif _elsewhere(reading, source, work):
        yield Comparison("reference", "different", said, title, 0, "trial,subject")
    else:
        yield Comparison("reference", "absent", said, title, 0, "trial")


def _elsewhere(reading: Reading, source: Source, work: Named) -> bool:
    """Whether claim and record share no telling word at all (only where both are in English)."""
    if reading.language not in ("", "en"):
        return False
    words = stems(reading.whole) - stems(f"{work.author} {work.journal} {work.trial}")
    return len(words) >= 3 and not words & source.facet(topic)
