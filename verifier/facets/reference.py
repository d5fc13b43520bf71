"""Which work the page names (authors, journal, year, title, trial), and whether the record is that work.

Names are read from the reference printed beside the identifier and from the claim itself ("by Larsen and colleagues
in Hypertension 2024", "the KNEE-UP trial"). One difference alone is a slip of the pen; a record is another work only
when the author is not among its authors and the journal, the year or the whole subject differ too.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from verifier.lexicon import pattern
from verifier.model import Comparison, Quote, Reading, Source

FACETS = ("reference",)

_SURNAME = r"(?:(?:van|von|de|der|den|di|da|del|della|la|le|ten|ter|Mc|Mac|O['’])[ ]?){0,3}[A-ZÀ-ÞŁŠŽ][\w'’-]{1,30}"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_JOURNAL = r"[A-Z][\w&.-]*(?:(?: |, )(?:[A-Z][\w&.-]*|of|and|the|for|in|de|et|la|le)){0,7}"
_IN_JOURNAL = re.compile(
    rf"(?:\b(?:in|en|dans|im)(?: the| der)? |[,.] )(?P<journal>{_JOURNAL}),? (?:\(|in |en |im Jahr )?(?P<year>{_YEAR})\b"
)
_BARE_YEAR = re.compile(rf"(?<![\d.,/-])({_YEAR})(?![\d%/-]|[.,]\d)")
_TRIAL = re.compile(
    r"\b([A-Z][A-Za-z]*[A-Z0-9][\w+-]*)(?:\s+\d)?[ -](?:trial|study|Studie|trials)\b|\b(?:trial|study|ensayo|estudio|essai|étude|Studie)\s+([A-Z]{2}[\w+-]+)\b"
)
_NO_TRIAL = re.compile(
    r"(?:RCTs?|NCT\d*|PMID|FDA|NIH|EMA|WHO|MRI|CT|PET|COVID-?\d*|HIV|US|UK|EU|DNA|RNA|ALS|MS|COPD|ADHD|IBS|PTSD|BMI|II?I?|IV)\b"
)
_LONGEST = 8  # words of a journal's name as references print it
_WORD = re.compile(r"[^\W\d_]{4,}")


class Named(NamedTuple):
    """What the page says of the work: surnames, journal, year, acronym of a trial; "" or None where it is silent."""

    author: str = ""
    journal: str = ""
    year: int | None = None
    trial: str = ""
    text: str = ""


def named(reading: Reading) -> Named:
    """The work that the page names, from its printed reference first and then from the claim."""
    reference = reading.citation.reference
    from_reference = _printed(reference) if reference else Named()
    return from_reference if from_reference.author else _read(reading.whole)


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
        word = _plain(match[0])
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


def same_journal(one: str, other: str) -> bool:
    """Whether two journal names may be one journal: each word of one begins a word of the other, in order."""
    first, second = _letters(one), _letters(other)
    return bool(first and second) and (_begins(first, second) or _begins(second, first))


def _paper(work: Named, reading: Reading, source: Source, title: Quote) -> Iterator[Comparison]:
    """The author, journal and year named, beside those of a paper."""
    paper = source.paper
    if paper is None or not paper.authors:
        return
    said = Quote(work.text, "claim")
    if any(_same_name(work.author, author.last) for author in paper.authors):
        yield Comparison("reference", "same", said, title, 0, "author")
        return
    if _title_stands_in(reading.citation.reference, source.record.title):
        yield Comparison("reference", "same", said, title, 0, "title")
        return
    journals = [name for name in (paper.journal, paper.journal_abbreviation) if name]
    differs = ["author"]
    if work.journal and journals and not any(same_journal(work.journal, name) for name in journals):
        differs.append("journal")
    if work.year and paper.year and abs(work.year - paper.year) > 1:
        differs.append("year")
    if _elsewhere(reading, source, work):
        differs.append("subject")
    relation = "different" if len(differs) > 1 else "absent"
    yield Comparison("reference", relation, said, title, 0, ",".join(differs))


def _title_stands_in(reference: str, title: str) -> bool:
    """Whether most telling words of the record's title stand in the printed reference."""
    words = stems(title)
    return len(words) >= 3 and len(words & stems(reference)) >= 0.6 * len(words)


def _trial(work: Named, reading: Reading, source: Source, title: Quote) -> Iterator[Comparison]:
    """The trial's name beside everything that the record calls itself."""
    trial = source.trial
    if trial is None:
        return
    said = Quote(work.text, "claim")
    key = _squeeze(work.trial)
    names = [source.record.title, trial.official_title, trial.acronym, trial.org_study_id, *trial.secondary_ids]
    names += [i.name for i in trial.interventions] + [n for i in trial.interventions for n in i.other_names]
    names += [trial.lead_sponsor, *trial.keywords, *(p.text for p in source.record.passages)]
    if any(key in _squeeze(name) or _abbreviates(work.trial, name) for name in names):
        yield Comparison("reference", "same", said, title, 0, "trial")
    elif _elsewhere(reading, source, work):
        yield Comparison("reference", "different", said, title, 0, "trial,subject")
    else:
        yield Comparison("reference", "absent", said, title, 0, "trial")


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym's letters are the first letters of a name's words, in order ("SCOTS", "KNEE-UP")."""
    letters = re.sub(r"[^a-z]", "", acronym.lower())
    heads = "".join(word[0] for word in re.findall(r"[^\W_]+", _plain(name[:300])))
    return len(letters) >= 3 and letters in heads


def _elsewhere(reading: Reading, source: Source, work: Named) -> bool:
    """Whether claim and record share no telling word at all (only where both are in English)."""
    if reading.language not in ("", "en"):
        return False
    words = stems(reading.whole) - stems(f"{work.author} {work.journal} {work.trial}")
    return len(words) >= 3 and not words & source.facet(topic)


def _printed(reference: str) -> Named:
    """A printed reference: as a sentence, and, where that names no journal, what stands before its year."""
    work = _read(reference)
    if work.journal or not work.author:
        return work
    year = _BARE_YEAR.search(reference, reference.find(work.author))
    before = reference[reference.find(work.author) + len(work.author) : year.start()] if year else ""
    pieces = [piece.strip(" .,;:(") for piece in re.split(r"[.,;:]\s", before)]
    journal = next((piece for piece in reversed(pieces) if piece), "")
    if not re.match(r"[^\W\d_]", journal) or len(journal.split()) > _LONGEST or journal == "et al":
        journal = ""
    return work._replace(journal=journal, year=int(year[1]) if year else work.year)


def _read(text: str) -> Named:
    """Author, journal, year and trial named in a reference or a sentence."""
    author = next((m["name"] or m["alone"] for m in _author().finditer(text)), "")
    placed = _IN_JOURNAL.search(text)
    journal, year = (placed["journal"].strip(" .,"), int(placed["year"])) if placed else ("", None)
    if year is None and author:
        after = _BARE_YEAR.search(text, text.find(author))
        year = int(after[1]) if after and after.start() - text.find(author) < 60 else None
    trial = next((t for m in _TRIAL.finditer(text) if not _NO_TRIAL.match(t := m[1] or m[2])), "")
    return Named(author, journal, year, trial, text.strip() if len(text) <= 200 else (author or trial))


def _author() -> re.Pattern[str]:
    """An author's surname where words of authorship stand around it."""
    lead = pattern("reference", "written-by").pattern
    return re.compile(
        rf"(?P<lead>(?i:{lead}))\s+(?P<name>{_SURNAME})(?=\s+(?:and|et|und|y)\s+(?:colleagues|al\b|coll|Kolleg|colabor|cols)|\s+(?:in|published|publicado|{_YEAR}|\()|,|\.|$)"
        rf"|(?P<alone>{_SURNAME})(?:\s+[A-Z]{{1,3}})?,?\s+(?:(?:and|und|y|et)\s+(?:colleagues|coworkers|Kolleg\w+|colaboradores|collègues|coll?\.)|et al)",
    )


def _plain(word: str) -> str:
    """A word in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _squeeze(text: str) -> str:
    """Letters and digits alone, for comparing names of trials."""
    return re.sub(r"[^a-z0-9]", "", _plain(text))


def _same_name(one: str, other: str) -> bool:
    """Whether two surnames are one, accents, hyphens and particles apart."""
    first, second = _squeeze(one), _squeeze(other)
    return (
        first == second or (len(first) > 4 and second.endswith(first)) or (len(second) > 4 and first.endswith(second))
    )


def _letters(name: str) -> list[str]:
    """The telling words of a journal's name."""
    return [
        w for w in re.findall(r"[a-z]+", _plain(name)) if w not in ("of", "the", "and", "for", "in", "journal", "j")
    ]


def _begins(short: list[str], long: list[str]) -> bool:
    """Whether each word of one name begins a word of the other, in order."""
    at = 0
    for word in short:
        while at < len(long) and not (
            long[at].startswith(word[:4]) and (long[at].startswith(word) or word.startswith(long[at]))
        ):
            at += 1
        if at == len(long):
            return False
        at += 1
    return True
