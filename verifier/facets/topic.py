"""What is studied: the conditions and treatments of a claim beside those of the record.

Facets `condition` and `intervention`, one comparison for each concept that the clause names. Relation `same` when
the record names the concept or one below it; `broader` when it names only one above it; `different` when it names
none of these and has concepts of its own of that kind; `absent` when it has none. A synonym that is not known
here must not make a topic look absent: only concepts of the vocabulary are compared, and any word of the concept's
name that stands in the record keeps it from being called different.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from verifier.facets._bodies import mentions
from verifier.facets._drugs import drug_names, is_drug
from verifier.facets._words import Subject, ambiguous, concepts, field_text, language, subject, undecided, words
from verifier.facets.against import held_against
from verifier.lexicon import Guarded, pattern
from verifier.lexicon.tokens import fold, stem, tokens
from verifier.mesh import Descriptor, Mesh
from verifier.model import Comparison, Quote, Reading, Source
from verifier.vocabulary import Hit, Vocabulary, builtin

FACETS = ("condition", "intervention")

# Concepts so wide that naming or missing them tells nothing.
WIDE = frozenset(
    [
        "food",
        "infection",
        "injury",
        "aging",
        "disease",
        "stress",
        "surgery",
        "diet",
        "supplement",
        "device",
        "imaging",
        "questionnaire",
        "screening",
    ]
)
# Sources of cells: compared by the facet `cell_source`.
_SOURCES = frozenset(
    [
        "stem cells",
        "mesenchymal stem cells",
        "bone marrow cells",
        "cord blood",
        "cord tissue cells",
        "fat cells",
        "placental cells",
        "dental pulp cells",
        "embryonic stem cells",
        "induced pluripotent stem cells",
        "neural stem cells",
        "retinal cells",
        "fetal cells",
        "peripheral blood stem cells",
        "cell therapy",
    ]
)
# Fields that name what a record is about.
_CENTRAL = ("ArticleTitle", "briefTitle", "officialTitle", "conditions", "MeshHeading", "interventions")
_EMPTY = frozenset(
    stem(word)
    for word in [
        "disease",
        "disorder",
        "syndrome",
        "acute",
        "chronic",
        "cancer",
        "tumor",
        "infection",
        "of",
        "the",
        "patient",
    ]
)
_OF_DRUG = re.compile(
    r"(?i)[ -](?:pills?|drugs?|medicines?|medications?|tablets?|capsules?|jabs?|shots?|vaccines?|remed(?:y|ies)|genes?|germs?)\b"
)
_READ = 3  # sentences from which a record can be said not to name something
# Names of treatments and diseases that stand for a process, a part of the body or another name: "insulin-like growth
# factor", "fasting insulin", "the interferon response", "aerobic respiration", "tumor necrosis factor".
_BEHIND = re.compile(
    r"(?i)[ -](?:enzymes?|molecules?|like|inducible|induced|stimulated|response|responses|signal\w*|gene|genes|expression|factor|factors|receptors?|necrosis|pathway\w*"
    r"|immunity|respiration|metabolism|milieu|phenotype|activity|network|length|positions?|sequences?|residues?|secretion|levels?"
    r"|concentrations?|clearance|production|burning|breakdown|uptake|turnover|synthesis|transport(?:ers?)?|sensing|handling|homeostasis"
    r"|oxidation|release|channels?|ions?|influx|efflux|storage|stores|fluxes?|use by (?:the |its |their )?(?:\w+ )?cells?)\b"
)
# What cells and bodies burn: no injury.
_FUEL = re.compile(
    r"(?i)burns?\s+(?:through|up|off|(?:(?:more|less|much|extra|its|their|your|the|up|off|through|stored|body|excess)\s+){0,3}"
    r"(?:sugars?|glucose|fats?|lipids?|calories|energy|fuel|carb\w*|ketones?|lactate|oxygen)\b)"
)
_FASTING = re.compile(r"(?i)fasting[ -](?:insulin|glucose|glyc\w+|lipids?|triglycerides?|blood|plasma|serum)")
_BEFORE = Guarded(
    re.compile(
        r"(?i)\b(?:fasting|plasma|serum|circulating|endogenous|genetic|gene|nerve|muscle|type i|type 1|burn(?:s|ed|ing|t)?(?: (?:more|less|much|extra|its|their|the|up|off|through|stored|excess)){0,3}"
        r"|(?:breaks?|breaking|broke|takes?|taking|took|soaks?|mops?) (?:down|up)(?: (?:more|less|extra|the))?"
        r"|(?:breakdown|uptake|turnover|burning|oxidation|release|production|secretion|storage) of|metaboli[sz](?:e|es|ed|ing)|secret(?:e|es|ed|ing)"
        r"|stok(?:e|es|ed|ing)|(?:the|its|their) (?:body|cells?)['’]s? own|feed(?:s|ing)? on)[ -]$"
    ),
    r"fasting|plasma|serum|circulating|endogenous|genetic|gene|nerve|muscle|type\s+i|type\s+1|burn(?:s|ed|ing|t)?|breaks?|breaking|broke|takes?|taking|took"
    r"|soaks?|mops?|breakdown|uptake|turnover|oxidation|release|production|secretion|storage|metaboli[sz](?:e|es|ed|ing)|secret(?:e|es|ed|ing)"
    r"|stok(?:e|es|ed|ing)|own|feed(?:s|ing)?",
)
# "Less pain with cold drinks": no illness. "Blood tests showed": how something was seen, and no treatment.
_COLD = re.compile(
    r"(?i)cold (?:drinks?|water|air|foods?|weather|plunges?|baths?|showers?|packs?|temperatures?|exposure|storage|chain|feet|hands|sweats?|rooms?|climates?|stimul\w+)\b"
)
_MEANS = re.compile(
    r"(?i)(?: (?:taken|done|drawn|made|given|at|after|before|in|on|from|of)\b[^,;.]{0,60}?)? (?:shows?|showed|shown|found|finds?|reveal\w*|confirm\w*|saw|picked up|turned up)\b"
)
_NO_ILL = {"common cold": _COLD, "burn": _FUEL}
_SEEN_BY = frozenset({"blood test"})
_ALIKE = 0.8  # likeness from which two drug names are spellings of one (aciclovir, acyclovir)
# A trial's name of several pieces in capitals, as printed before the word for a trial.
_TRIAL_NAME = Guarded(
    re.compile(r"\b([A-Z]{2,15}(?:-[A-Z\d]{1,15}){1,3})(?: (?:trial|study|Studie)s?\b|-(?:Studie|trial|study)\b)"),
    "trials?|study|studys|Studies?",
)
# A question that leads up to what is claimed ("Why detox? ...") says nothing yet.
_ASKED = re.compile(r"[^.?!]*\?")
_ANSWER = 4  # words behind a question from which they are the claim
_BARRED = 10  # characters before a name in which such a word stands
_NOT = ("without ", "not ", "no ", "non-", "ohne ", "sans ", "sin ", "kein", "excluding ", "except ")


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """Each condition and treatment of the clause beside the record's."""
    del today  # a topic does not age
    about = source.facet(subject)
    seen: set[str] = set()
    for hit in reading.facet(concepts):
        if hit.kind not in FACETS or hit.concept in seen or hit.concept in WIDE:
            continue
        before = hit.start - _BARRED if hit.start > _BARRED else 0
        if reading.text[before : hit.start].lower().endswith(_NOT):
            continue
        if hit.concept in _SOURCES or (hit.kind == "condition" and _OF_DRUG.match(reading.text, hit.end)):
            continue  # "malaria pills" name a treatment, for whatever it is given
        if _of_the_body(reading, hit):
            continue
        seen.add(hit.concept)
        compared = _compared(reading, hit, about, source)
        if compared.relation == "same" or not _aside(reading, hit, source):
            yield compared
    yield from _unlisted(reading, source, about)
    if source.vocabulary is not None:
        yield from _by_mesh(reading, source, source.vocabulary)


def _unlisted(reading: Reading, source: Source, about: Subject) -> Iterator[Comparison]:
    """Drugs that the list does not know, told by the stem of their class, of which a record has no word."""
    if reading.facet(language) != "en" or len(source.sentences) < _READ:
        return
    known = reading.facet(concepts)
    drugs = drug_names()
    for token in reading.facet(words):
        if not drugs[token.word]:
            continue
        if any(hit.start < token.end and token.start < hit.end for hit in known) or beside(reading, token.start):
            continue
        if stem(fold(token.word)) in about.stems or _misspelt(stem(fold(token.word)), about):
            continue
        said = Quote(reading.text[token.start : token.end], "claim")
        yield Comparison("intervention", "absent", said, _title(source), reading.part, token.word)


def beside(reading: Reading, at: int) -> bool:
    """Whether what a clause names at a place is what something is held against, and not what it is about."""
    return any(start <= at < end for start, end in reading.facet(held_against))


def _aside(reading: Reading, hit: Hit, source: Source) -> bool:
    """Whether a clause names something that it need not be about: the other side, what is asked, a piece of a name."""
    if (hit.kind == "intervention" and beside(reading, hit.start)) or undecided(reading, hit.start, hit.end):
        return True
    if hit.kind == "condition" and source.trial and pattern("people", "admits").search(reading.text):
        return True  # "people with gout could join" tells who they are, and not what was studied
    return _only_asked(reading, hit) or _of_a_trial(reading, hit) or _of_a_body(reading, hit, source)


def _of_a_body(reading: Reading, hit: Hit, source: Source) -> bool:
    """Whether a word is only a piece of a body's name, which the record has as well ("Acme Cancer Center")."""
    trial = source.trial
    return trial is not None and any(m.start <= hit.start and hit.end <= m.end for m in mentions(reading.text, trial))


def _only_asked(reading: Reading, hit: Hit) -> bool:
    """Whether a name stands in a question alone, and what is claimed stands behind it or in another clause."""
    asked = _ASKED.match(reading.text, hit.end) if "?" in reading.text else None
    if asked is None:
        return False
    behind = reading.text[asked.end() :].strip(" \"'”’»)")
    return len(behind.split()) >= _ANSWER or (not behind and len(reading.citation.parts) > 1)


def _of_a_trial(reading: Reading, hit: Hit) -> bool:
    """Whether a word is only a piece of a trial's name ("the ZINC-FIR trial"), which need not say what was given."""
    text = reading.text
    if "-" not in text or not _TRIAL_NAME.may_match(text):
        return False
    starts = range(text.rfind(" ", 0, hit.start) + 1, hit.start + 1)
    name = next((name for at in starts if text[at].isupper() and (name := _TRIAL_NAME.match(text, at))), None)
    return name is not None and name.end(1) >= hit.end and len(name[1]) > hit.end - hit.start


def compounds(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Where a clause has a name in which a word for a treatment or an illness means none: "milk teeth", "cold chain"."""
    return tuple(match.span() for match in pattern("compounds", "names").finditer(reading.text))


def _of_the_body(reading: Reading, hit: Hit) -> bool:
    """Whether the words around a name make it a process or part of the body, and no treatment or disease."""
    compound = reading.facet(compounds)
    if compound and any(start <= hit.start and hit.end <= end for start, end in compound):
        return True
    given = hit.kind == "intervention"
    if (given or "necrosis" in reading.text[hit.end : hit.end + 10]) and _BEHIND.match(reading.text, hit.end):
        return True
    if not given:
        no_ill = _NO_ILL.get(hit.concept)
        return no_ill is not None and no_ill.match(reading.text, hit.start) is not None
    if hit.concept in _SEEN_BY and _MEANS.match(reading.text, hit.end):
        return True
    if _FASTING.match(reading.text, hit.start):
        return True
    joint = reading.text[hit.start - 1 : hit.start]  # what `_BEFORE` ends with
    return joint in (" ", "-", "\n") and _BEFORE.search(reading.text, max(0, hit.start - 24), hit.start) is not None


def _by_mesh(reading: Reading, source: Source, mesh: Mesh) -> Iterator[Comparison]:
    """Conditions and treatments that only MeSH knows, by its tree."""
    if reading.facet(language) != "en":
        return
    known = reading.facet(concepts)
    own = source.facet(_descriptors)
    stems = source.facet(subject).stems
    for named in mesh.find(reading.facet(words)):
        if any(hit.start < named.end and named.start < hit.end for hit in known):
            continue
        said = Quote(reading.text[named.start : named.end], "claim")
        kind = named.descriptor.kind
        same = next((quote for other, quote in own if named.descriptor.covers(other)), None)
        wider = next((quote for other, quote in own if other.covers(named.descriptor)), None)
        rival = next((quote for other, quote in own if other.kind == kind), None)
        spoken = all(token.stem in stems for token in reading.facet(words) if named.start <= token.start < named.end)
        relation = "same" if same or spoken else "broader" if wider else "different" if rival else "absent"
        shown = same or wider or rival or _title(source)
        if relation != "same" and kind == "intervention" and beside(reading, named.start):
            continue
        yield Comparison(kind, relation, said, shown, reading.part, named.descriptor.name)


def _descriptors(source: Source) -> tuple[tuple[Descriptor, Quote], ...]:
    """What title and subject fields of a record name, by MeSH."""
    mesh = source.vocabulary
    if mesh is None:
        return ()
    fields = [(p.where, p.text) for p in source.record.passages if p.label == "title"]
    fields += [(field, text) for field, text in source.facet(field_text) if field in _CENTRAL]
    return tuple(
        (named.descriptor, Quote(text[named.start : named.end], field))
        for field, text in fields
        for named in mesh.find(tuple(tokens(text)))
    )


def _compared(reading: Reading, hit: Hit, about: Subject, source: Source) -> Comparison:
    vocabulary, heads = builtin(reading.facet(language)), source.facet(_heads)
    said = Quote(reading.text[hit.start : hit.end], "claim")
    if hit.concept in heads.covered:
        relation, shown = "same", _quote(about, heads.covered[hit.concept])
    elif wider := _first_of(heads.central, vocabulary.above(hit.concept)):
        rival = _rival(hit, about, vocabulary)
        relation, shown = ("different", _quote(about, rival)) if rival else ("broader", _quote(about, wider))
    elif _spoken(said.text, hit, about):
        relation, shown = "same", _title(source)
    elif own := heads.own.get(hit.kind):
        relation, shown = "different", _studied(about, own, source)
    else:
        relation, shown = "absent", _title(source)
    if relation == "same" and _other_drug(said.text, shown.text, about):
        relation = "different"
    return Comparison(hit.kind, relation, said, shown, reading.part, hit.concept)


class _Heads(NamedTuple):
    """What a record is about, as concepts are held beside it.

    covered: concept -> the first that the record names which is it or stands below it. central: what title and fields
    name, but for what is too wide. own: of these, by kind, what is named by no abbreviation of several meanings.
    """

    covered: dict[str, str]
    central: tuple[str, ...]
    own: dict[str, list[str]]


def _heads(source: Source) -> _Heads:
    about, above = source.facet(subject), builtin().above
    covered: dict[str, str] = {}
    for concept in about.named:
        for roof in (concept, *above(concept)):
            covered.setdefault(roof, concept)
    central = tuple(c for c, (_, where) in about.named.items() if where in _CENTRAL and c not in WIDE)
    own: dict[str, list[str]] = {}
    for concept in central:
        if not ambiguous(about.named[concept][0]):
            own.setdefault(about.kinds[concept], []).append(concept)
    return _Heads(covered, central, own)


def _first_of(listed: Iterable[str], wanted: frozenset[str]) -> str:
    """The first of some concepts that is among others, "" where none is."""
    if wanted.isdisjoint(listed):
        return ""
    return next(concept for concept in listed if concept in wanted)


def _other_drug(said: str, shown: str, about: Subject) -> bool:
    """Whether claim and record name two drugs of one class, the claim's nowhere in the record."""
    one, other = fold(said), fold(shown)
    if not (is_drug(said) and is_drug(shown)) or stem(one) in about.stems or _misspelt(stem(one), about):
        return False
    return SequenceMatcher(None, one, other).ratio() < _ALIKE


def _rival(hit: Hit, about: Subject, vocabulary: Vocabulary) -> str:
    """The concept that the record's title or subject fields name beside the claim's, under the same roof."""
    roof = vocabulary.above(hit.concept)
    for concept in about.of_kind(hit.kind):
        central = about.named[concept][1] in _CENTRAL
        if central and concept not in roof and vocabulary.above(concept) & roof - WIDE:
            return concept
    return ""


def _spoken(said: str, hit: Hit, about: Subject) -> bool:
    """Whether a telling word of the name, or of the concept's English name, stands in the record."""
    for telling in (_telling(said), _telling(hit.concept)):
        for word in telling:
            if word not in about.stems and not _misspelt(word, about):
                break
        else:
            if telling:
                return True
    return False


@lru_cache(maxsize=16_384)
def _telling(name: str) -> tuple[str, ...]:
    """The stems of the words of a name that say what it is the name of."""
    stems = (stem(fold(word)) for word in name.replace("-", " ").split())
    return tuple(word for word in stems if len(word) > 3 and word not in _EMPTY)


def _misspelt(word: str, about: Subject) -> bool:
    """Whether the record has the word with one letter changed ("lazer")."""
    if len(word) < 5:
        return False
    alike = about.stems_like(word)
    return any(sum(a != b for a, b in zip(word, other, strict=True)) == 1 for other in alike)


def _quote(about: Subject, concept: str) -> Quote:
    return Quote(*about.named[concept])


def _studied(about: Subject, own: list[str], source: Source) -> Quote:
    """What shows best what a record is about: one of its concepts where title or fields name it; else its title.

    A heading of MeSH alone may be one of many, and say little of the whole.
    """
    named = [_quote(about, concept) for concept in own]
    return next((quote for quote in named if quote.where != "MeshHeading"), _title(source))


def _title(source: Source) -> Quote:
    first = source.record.passages[0] if source.record.passages else None
    return Quote(first.text, first.where) if first else Quote("", "")
