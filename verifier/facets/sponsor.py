"""Who runs a trial: "sponsored by X", "Sponsor: X"; sponsorCollaboratorsModule.

Facet `sponsor`; detail is `backer` for one that pays or shares, `beside` for a body that the clause names beside one of
the record's and that the record does not name: one sponsor bears out nothing of another.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from verifier.facets._bodies import Mention, as_sponsor, bodies, mentions, of_a_land, only_frame, runs
from verifier.facets._fields import Field, fields
from verifier.facets._plainly import PLAINLY
from verifier.lexicon import Gate, Guarded, Phrases, by_first_letter, pattern, words
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("sponsor",)
OF = "trial"
WHERE = "sponsorCollaboratorsModule.leadSponsor.name"
_PARTNER = "sponsorCollaboratorsModule.collaborators.name"
_GAP = 3  # signs between a name and a piece of it ("Acme, Inc.")

_NAME = r"[^.;:!?()\n]{2,100}"
_BREAK = re.compile(
    r"\s+(?:and (?:is|was|has|will|it|plans)|which|that|who|in \d|since|from|at \d|for|to|with \d|y (?:está|tiene)|und (?:ist|hat)|et (?:est|a))\b.*$"
    r"|,\s+(?:and|which|who|a|an|the|und|et|y|with)\b.*$",
    re.IGNORECASE,
)


_PIECES = r"(?:[\w&.-]|['’]s(?=\s+[A-ZÀ-Þ]))*"
_PROPER = rf"[A-ZÀ-Þ](?<![\w'].){_PIECES}(?:\s+(?:of|for|the|and|&|de|der|du|[A-ZÀ-Þ]{_PIECES})){{0,7}}"
_SEAT = re.compile(r",?\s+(?:in|at|near)\s+[A-ZÀ-Þ][\w'’-]*(?:,?\s[A-ZÀ-Þ][\w'’-]*){0,3}$")
_JOINED = re.compile(r"\s*(?:&|\b(?:and|und|et|y|with)\b)\s*")
_PIECE = re.compile(r"[^\s,;]+")
_JOINS = re.compile(
    r"(?:of|for|the|and|&|at|in|on|with|de|del|der|des|dem|du|d['’]|la|le|les|el|los|von|vom|zu|für|und|et|y|e|di|da|do|van|à|al|aux?)"
)
_STUDIES = ("trial", "study", "pilot", "registry", "project", "experiment")
_BEFORE = re.compile(r"\b([A-Z][\w&.]*(?:[ -][A-Z][\w&.]*){0,4})-sponsored\b")


_OF_THE_STUDY = re.compile(  # "the sponsor of the study is Acme"
    r"(?i)^(?:(?:officiel|oficial|principal|responsable) )?(?:of|for|der|de|del) (?:(?:the|this|dieser|l['’]|la|cette) ?)?(?:[\w-]+ ){0,5}?(?:trial|study|studie|essai|étude|ensayo|estudio)(?: (?:clinique|clínico))?(?: \(?NCT ?\d{8}\)?)?(?: is| was|:| ist| war| est| était| es| era| fue)\s+"
)
_OF_WHAT = re.compile(
    r"(?i)\s*(?:of|behind|for)\s+(?:the|this|that|its|their|a)\s+(?:[\w-]+\s+){0,5}?(?:trial|study|pilot|project|registry)\b"
    r"|\s*(?:de[rs]|dieser|dieses|unserer|von|de|del)\s*(?:(?:l['’]|la|cet|cette|notre|este|esta|nuestro|der|dieser)\s*)?(?:[\w-]+\s+){0,3}?(?:studie|versuchs?|essai|étude|ensayo|estudio)(?:\s+(?:clinique|clínico))?\s*$"
)
# A title, or a verb: "the sponsor describes it as Phase II" names nobody.
_NO_NAME = re.compile(
    r"(?:Dr|Prof|Mr|Mrs|Ms)\b|(?:has|have|had|describes?|described|anticipates?|anticipated|initiated|initiates|began|begins|started|starts|pulled|stopped|ended|expects?|expected|plans|planned|says|said"
    r"|gave|gives|put|puts|posted|published|withdrew|wants|wanted|hopes|hoped|did|does|will|would|could|hat|haben|hatte|nennt|plant|erwartet|beendete|begann|a|ont|prévoit|décrit|ha|han|prevé|espera|describe)\s+(?!of\b)"
)
_OF_A_RECORD = re.compile(
    r"(?:^|\b(?:of|von|de|du|des)\s+)(?:NCT|PMID:?) ?\d+\b"
)  # "is the sponsor of NCT05094401": no name


def said(reading: Reading) -> str:
    """The sponsor's name as the clause gives it, "" when it gives none."""
    text = reading.text
    labelled = _labelled(reading)
    if labelled is not None:
        return labelled.value if re.search(r"[A-ZÀ-Þ]", labelled.value) else ""
    owner = _owner(text) or _bearer(text)
    if owner:
        return owner
    led = pattern("sponsor", "sponsored-by", "run-by").search(text)
    match = (_lead().search(text) if led else None) or (_BEFORE.search(text) if "-sponsored" in text else None)
    if match is None:
        return ""
    behind = _OF_THE_STUDY.sub("", match[1])
    name = _name_alone(_BREAK.sub("", behind).strip(" ,\"'"))
    if _OF_WHAT.match(behind):
        return as_sponsor(text)  # "was the sponsor of the Acme pilot" names what was sponsored behind it
    if _NO_NAME.match(name) or of_a_land(name) or not re.search(r"[A-ZÀ-Þ]", _OF_A_RECORD.sub("", name)):
        return ""
    ran = pattern("sponsor", "run-by").match(match[0])
    if ran is None or "sponsor" in ran[0].lower():
        return name
    return name if pattern("sponsor", "body", "owner").search(name) else ""


def _labelled(reading: Reading) -> Field | None:
    """The field of a clause that is labelled as its sponsor's name."""
    return next((field for field in reading.facet(fields) if field.kind == "sponsor"), None)


def _speaks_of_bodies(reading: Reading) -> bool:
    """Whether a clause has a word or a label without which it says of nobody that they run, pay for or back a trial."""
    return _of_bodies().may_match(reading.text) or "-sponsored" in reading.text or _labelled(reading) is not None


@cache
def _of_bodies() -> Gate:
    """The lists of such words."""
    return Gate(pattern("sponsor", "sponsored-by", "run-by", "sole"), _owners(), _bearers(), *_backing())


def _somebody(reading: Reading, trial: TrialFacts) -> str:
    """The name behind "run by" that no word gives away as a body's, where it is one of the record's; else ""."""
    match = _lead().search(reading.text) if pattern("sponsor", "run-by").search(reading.text) else None
    name = _name_alone(match[1].strip(" ,\"'")) if match else ""
    telling_ = bool(telling(name)) and re.search(r"[A-ZÀ-Þ]", name)
    return name if telling_ and any(same_body(name, other) for other, _ in bodies(trial)) else ""


def _name_alone(text: str) -> str:
    """A name without what a clause says behind it: "Acme, without a control group" and "Acme among nurses" are Acme.

    Words in small letters end a name that has begun, unless they join its pieces or name a body themselves.
    """
    end, begun = len(text), False
    for word in _PIECE.finditer(text):
        if re.search(r"[A-ZÀ-Þ\d]", word[0]):
            begun, end = True, word.end()
        elif begun and pattern("sponsor", "body").fullmatch(word[0]):
            end = word.end()
        elif begun and not _JOINS.fullmatch(word[0]):
            return text[:end]
    return text


@cache
def _lead() -> re.Pattern[str]:
    """Words of sponsoring, with the name behind them."""
    led = pattern("sponsor", "sponsored-by", "run-by").pattern
    return re.compile(rf"{led}\s*[:=]?\s*({_NAME})", re.IGNORECASE)


def _owner(text: str) -> str:
    """The body that a clause makes the subject of a study: "UNICEF led a trial", "Pfizer's study of ..."."""
    for match in _owners().finditer(text) if _studies().search(text) else ():
        name = re.sub(r"['’]s?$", "", match[1]).strip()
        acronym = re.fullmatch(r"[A-Z]{3,8}", name) is not None and match[2] is not None
        if acronym or pattern("sponsor", "body", "owner").search(name):
            return re.sub(r"^(?:The|Der|Die|Das|Le|La|El)\s+", "", name)
    return ""


def _bearer(text: str) -> str:
    """The body that a clause makes the subject of "pays for it", "runs and funds it", "foots the bill"."""
    for match in _bearers().finditer(text):
        name = match[1].strip()
        if pattern("sponsor", "body", "owner").search(name) and telling(name):
            return re.sub(r"^(?:The|Der|Die|Das|Le|La|El)\s+", "", name)
    return ""


@cache
def _bearers() -> Guarded:
    """A name, then what a body does for a study, then a word that stands for the study or its costs."""
    verbs, whole = _any_of("bears"), _any_of("the-whole")
    both = r"(?:\s*,\s*(?:(?:and|und|et|y)\s+)?|\s+(?:and|und|et|y)\s+)(?:(?i:also)\s+)?"
    linked = rf"(?:{verbs})(?!\w)(?:{both}(?:{verbs})(?!\w))*"
    also = r"(?:(?i:has|also|alone|itself|still|now|both|hat|a|ha)\s+){0,2}"
    borne = re.compile(rf"({_PROPER})\s+{also}{linked}\s+(?:(?:for|up)\s+)?(?:{whole})(?!\w)")
    return Guarded(borne, _alternatives("bears"))


@cache
def _studies() -> Phrases:
    """The words without which nobody owns a study."""
    return Phrases([*_STUDIES])


@cache
def _owners() -> Guarded:
    """A name, then a verb of running or its possessive, then a study within a few words."""
    verbs, own = _any_of("leads"), _any_of("gives-up")
    study = rf"(?:[\w.,+-]+\s+){{0,7}}?(?:{'|'.join(_STUDIES)})\b"
    owned = re.compile(
        rf"({_PROPER}(?:['’]s?)?)\s+(?:(?:has|had|have|is|was|now|also|still|itself)\s+){{0,2}}"
        rf"(?:({verbs})\s+(?:a|an|the|this|its|their|one)\s+{study}|(?:{own})\s+(?:its|their)\s+{study}|(?<=['’]s )(?<!It's )(?<!it's ){study}|(?<=s['’] ){study})"
    )
    return Guarded(owned, f"{_alternatives('leads')}|{_alternatives('gives-up')}", signs="'’")


def _alternatives(meaning: str) -> str:
    """The entries of a table as one expression."""
    return "|".join(entry.replace(" ", r"\s+") for entry in words("sponsor", meaning))


def _any_of(meaning: str) -> str:
    """The same, in capitals or not, and by first letters: sooner tried."""
    return by_first_letter([entry.replace(" ", r"\s+") for entry in words("sponsor", meaning)])


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The sponsor of the claim beside the lead sponsor, the collaborators and the responsible organisation."""
    del today
    trial = source.trial
    if trial is None or not trial.lead_sponsor:
        return
    written = mentions(reading.text, trial)
    if any(m.where == WHERE and runs(reading, m, source) for m in written):
        shown = Quote(trial.lead_sponsor, WHERE)
        yield Comparison("sponsor", "same", Quote(reading.text, "claim"), shown, reading.part, PLAINLY)
        return
    if not written and not _speaks_of_bodies(reading):
        return
    name = _whole(reading.facet(said) or _somebody(reading, trial), reading.text, written)
    seated = name and _SEAT.sub("", name)  # "the Acme Institute in Bern" is the Acme Institute
    if seated and any(same_body(seated, other) for other, _ in bodies(trial)):
        name = seated
    known = name and any(same_body(name, other) for other, _ in bodies(trial))
    if not known:
        yield from _backers(reading, trial)
    yield from _alone(reading, trial)
    if not name:
        return
    quote = Quote(name, "claim")
    if not known and any(m.where == WHERE for m in written) and not pattern("sponsor", "body", "owner").search(name):
        return  # the clause names its sponsor, and what was read as a name is none
    for other, where in bodies(trial):
        if same_body(name, other):
            yield from _beside(reading, source, name)
            if where == _PARTNER and pattern("sponsor", "lead", "sponsor-of").search(reading.text):
                yield Comparison("sponsor", "different", quote, Quote(trial.lead_sponsor, WHERE), reading.part)
                return
            relation = "same" if where == WHERE else "broader"
            yield Comparison("sponsor", relation, quote, Quote(other, where), reading.part)
            return
    if (
        named_in(name, source)
        or _kin(name, trial.lead_sponsor)
        or _person(trial)
        or (trial.sponsor_class == "NIH" and _initials(name, "National Institutes of Health"))
    ):
        yield Comparison("sponsor", "absent", quote, Quote(trial.lead_sponsor, WHERE), reading.part)
        return
    yield Comparison("sponsor", "different", quote, Quote(trial.lead_sponsor, WHERE), reading.part)


def _whole(name: str, text: str, written: tuple[Mention, ...]) -> str:
    """A name as the record has it, where what was read as one is a piece of that, or holds it: "Inc." of "Acme, Inc.".

    What names another body beside it ("Acme, Inc. and Apex Clinic") stays as it was read.
    """
    at = text.find(name) if name else -1
    if at < 0:
        return name
    end = at + len(name)
    for one in written:
        if at < one.end + _GAP and one.start < end + _GAP and only_frame(text[at : one.start], text[one.end : end]):
            return one.name
    return name


def _backers(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """The bodies of the record that the clause names as paying for the trial, backing it or sharing in it."""
    found = [match for expression in _backing() for match in expression.finditer(reading.text)]
    for other, where in bodies(trial) if found else ():
        match = next((match for match in found if same_body(match[1], other)), None)
        if match:
            said, shown = Quote(match[0], "claim"), Quote(other, where)
            first = where == _PARTNER and _takes_the_lead(match[0], reading.text)
            if first:  # a partner is no lead sponsor, and who ran a trial need not be
                shown = Quote(trial.lead_sponsor, WHERE)
            yield Comparison("sponsor", first or "same", said, shown, reading.part, "beside" if first else "backer")
            return


def _takes_the_lead(words_: str, text: str) -> str:
    """How a clause that makes a partner the one who leads stands to the record: `different`, `absent`; "" where it does not."""
    if pattern("sponsor", "lead", "sponsor-of").search(text):
        return "different"
    return "absent" if pattern("sponsor", "leads").search(words_) else ""


def _alone(reading: Reading, trial: TrialFacts) -> Iterator[Comparison]:
    """Words by which one body did it all, beside a record that names partners."""
    match = pattern("sponsor", "sole").search(reading.text) if trial.collaborators else None
    if match and any(_names(other, reading.text) for other, _ in bodies(trial)):
        shown = Quote(trial.collaborators[0], _PARTNER)
        yield Comparison("sponsor", "different", Quote(match[0], "claim"), shown, reading.part, "sole")


def _names(body: str, text: str) -> bool:
    """Whether a text has a telling word of a body's name, as a name."""
    spoken = {word.lower() for word in re.findall(r"[A-ZÀ-Þ][\w-]{2,}", text)}
    return any(word in spoken for word in telling(body))


def _beside(reading: Reading, source: Source, name: str) -> Iterator[Comparison]:
    """The first body that a clause names beside a known one, and that the record does not name: "Acme and Apex", "with support from Apex"."""
    trial = source.trial
    if trial is None:
        return
    parties = [other for other, _ in bodies(trial)]
    listed = [] if any(_part_of(name, other) for other in parties) else _JOINED.split(name)
    listed += [match[1] for match in _backing()[1].finditer(reading.text)]
    for one in (piece.strip(" ,") for piece in listed):
        body = pattern("sponsor", "body", "owner").search(one) or (one[:1].isupper() and one in name)
        known = any(same_body(one, other) or _kin(one, other) for other in parties) or named_in(one, source)
        if body and not known and telling(one):
            yield Comparison("sponsor", "absent", Quote(one, "claim"), Quote(parties[0], WHERE), reading.part, "beside")
            return


def _part_of(name: str, other: str) -> bool:
    """Whether a name has no telling word that another lacks."""
    return _within(frozenset(telling(name)), _tokens(other))


@cache
def _backing() -> tuple[Guarded, Guarded]:
    """A name before a verb of backing, and one behind words of being backed."""
    before = re.compile(rf"({_PROPER})(?:,[^,.;]{{2,50}},)?\s+(?:{_any_of('backs')})(?!\w)")
    behind = re.compile(rf"(?<!\w)(?:{_any_of('backed')})\s+(?:the |a |der |dem |la |el |l['’])?({_PROPER})")
    return Guarded(before, _alternatives("backs")), Guarded(behind, _alternatives("backed"))


def named_in(name: str, source: Source) -> bool:
    """Whether the record names the body in its prose or among its places: it takes part, at least."""
    keys = frozenset(word for word in _tokens(name) if len(word) > 2)
    trial = source.trial
    places = [facility for facility, _, _ in trial.locations] if trial else []
    return any(keys <= _tokens(text) for text in (*places, *(passage.text for passage in source.record.passages)))


def same_body(one: str, other: str) -> bool:
    """Whether two names are of one body: one's telling words stand in the other, or are its initials.

    Legal forms, articles and words like "university" tell nothing alone.
    """
    first, second = _tokens(one), _tokens(other)
    telling_first, telling_second = first - _plain(), second - _plain()
    if telling_first and telling_second:
        within = _within(telling_first, telling_second) or _within(telling_second, telling_first)
        return within or _initials(one, other)
    return (bool(first & second) and first == second) or _initials(one, other)


def _within(few: frozenset[str], many: frozenset[str]) -> bool:
    """Whether each of some words stands among others, a short ending apart ("Moderna", "ModernaTX")."""
    return all(word in many or any(_stem(word, other) for other in many) for word in few)


def _stem(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short) and len(long) - len(short) <= 3


def _kin(one: str, other: str) -> bool:
    """Whether one body is known to belong to the other."""
    first, second = _tokens(one), _tokens(other)
    pairs = (entry.split() for entry in words("sponsor", "kin"))
    return any((a in first and b in second) or (b in first and a in second) for a, b in pairs)


def telling(name: str) -> tuple[str, ...]:
    """The words of a name that tell which body is meant, in their order, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.lower())
    words_ = re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return tuple(word for word in words_ if word not in _plain())


def _person(trial: TrialFacts) -> bool:
    """Whether the lead sponsor seems to be a person: the body behind them may well be the one that is named."""
    name = trial.lead_sponsor
    if trial.sponsor_class == "INDIV" or re.search(
        r",?\s(?:MD|PhD|M\.D\.|Ph\.D\.|Dr\.?|Prof\.?)(?:\W|$)|^(?:Dr|Prof)\b", name
    ):
        return True
    plain = trial.sponsor_class != "INDUSTRY" and pattern("sponsor", "body").search(name) is None
    return plain and 2 <= len(name.split()) <= 3


@lru_cache(4096)
def _tokens(name: str) -> frozenset[str]:
    """The words of a name, without accents and case."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return frozenset(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


@cache
def _plain() -> frozenset[str]:
    """Words that tell nothing of which body is meant."""
    return frozenset(words("sponsor", "plain"))


def _initials(one: str, other: str) -> bool:
    """Whether one name is the other's initials ("NIH", "National Institutes of Health (NIH)")."""
    for short, long in ((one, other), (other, one)):
        letters = re.sub(r"[^A-Za-z]", "", short)
        if letters.isupper() and 2 <= len(letters) <= 8:
            heads = "".join(word[0] for word in re.findall(r"[A-Za-zÀ-ÿ]+", long) if word[0].isupper())
            if heads.startswith(letters) or f"({letters})" in long:
                return True
    return False
