"""Which work a text names: author, journal, year, the name of a trial; and whether two names are of one."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

import msgspec
from msgspec.structs import replace

from verifier.lexicon import Guarded, Phrases, pattern
from verifier.lexicon._small import small

_SURNAME = r"(?:(?:van|von|de|der|den|di|da|del|della|la|le|ten|ter|Mc|Mac|O['’])[ ]?){0,3}[A-ZÀ-ÞŁŠŽ][\w'’-]{1,30}"
# "By Dr Jane Doe": behind a title a first name may stand, or its letter.
_TITLE = (
    r"(?:(?:le|la|el|der|dem|den)\s+)?(?:(?:Dr|Prof|Professor|Professeur|Profesor|Doctor)\b\.?\s*)+"
    r"(?:[A-ZÀ-Þ](?:\.|[a-zà-ÿ]+)\s+(?=[A-ZÀ-Þ]))?"
)
_WRITES = "wrote|writes|reported|reports|schrieb|berichtete|a écrit|rapportait|escribió"
_OWNER = r"[A-ZÀ-ÞŁŠŽ][^\W\d_]{2,30}(?:-[A-ZÀ-ÞŁŠŽ][^\W\d_]{2,30})?"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_JOURNAL = r"[A-Z][\w&.-]*(?:(?: |, )(?:[A-Z][\w&.-]*|of|and|the|for|in|de|et|la|le)){0,7}"
_SEASON = (
    r"(?i:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn"
    r"|winter|januar|februar|märz|mai|juni|juli|oktober|dezember|early|late|mid)\s+(?:19|20)\d"
)
_IN_JOURNAL = re.compile(
    rf"(?:\b(?:in|en|dans|im)(?: the| der)? |[,.] |\()(?!{_SEASON})(?P<journal>{_JOURNAL}),? (?:\(|in |en |de |of |from |du |im Jahr |vom Jahr )?(?P<year>{_YEAR})\b"
)
# A journal without its year: only behind an author, and only by a word that journals bear.
_PLAIN_JOURNAL = re.compile(
    r"\b(?:in|en|dans|im)(?: the| der| la)? (?:(?:journal|Fachzeitschrift|Zeitschrift|Fachblatt|revue|revista) (?P<titled>[A-Z][\w&.-]*(?: (?:[A-Z][\w&.-]*|of|and|the|for)){0,5})|(?P<journal>(?:The )?(?:Lancet|Nature|Science|Cell|JAMA|BMJ|NEJM|PNAS|Gut|Brain"
    r"|Blood|Circulation|Pediatrics|Neurology|Cochrane|PLoS)\b(?: [A-Z]\w+){0,4}"
    r"|(?:[A-Z][\w&.-]* (?:of |and |the |for |in )?){0,5}(?:Journal|Annals|Archives|Proceedings|Acta|Medicine|Reports"
    r"|Reviews|Letters|Research|Nutrition|Nutrients|Therapy|[A-Z]\w+ology)\b(?: (?:of|and|the|for|in|[A-Z]\w+)){0,6}))"
)
_NEXT = re.compile(rf"\s+{_SURNAME}")
_SOME_YEAR = re.compile(_YEAR)
_STUDIES = ("étude", "essai", "estudio", "ensayo", "studie")
_BARE_YEAR = re.compile(rf"(?<![\d.,/-])({_YEAR})(?![\d%/-]|[.,]\d)")
_TRIAL = Guarded(
    re.compile(
        r"\b([A-Z][A-Za-z]*[A-Z0-9][\w+-]*)(?:\s+\d)?[ -](?:trial|study|Studie|trials)\b"
        r"|\b(?:trial|study|ensayo|estudio|essai|étude|Studie)\s+([A-Z]{2}[\w+-]+)\b"
    ),
    "trials?|study|ensayo|estudio|essai|étude|Studie",
)
_SHAPED = re.compile(r"[A-Z][A-Za-z]*[A-Z\d]")  # what any name of a trial has
# "The KNEE-UP cord blood trial"; "a course, KNEE-UP, eased it": only of names of two pieces, the first of them a word.
_PIECES = r"[A-Z]{4,}-[A-Z\d]+(?:-[A-Z\d]+)*"
_FARTHER = re.compile(
    rf"\b({_PIECES})(?: [a-z][\w-]*){{1,2}} (?:trial|study|Studie)\b"
    r"|\b(?:trial|study|course|program(?:me)?|regimen|experiment|project|Studie|Versuch|Kurs|Programm|essai|étude|cours|ensayo"
    rf"|estudio|curso|programa)(?:,| (?:called|named|namens|nommée?|llamad[oa])) ({_PIECES})\b"
    rf"|\b({_PIECES})(?: \([^()]{{1,60}}\))?(?:,| is| was| ist| war| est| es) (?:an?|the|our|eine|die|une?|la|el|una?) (?:[\w-]+ ){{0,2}}"
    r"(?:trial|study|Studie|essai|étude|ensayo|estudio)\b"
    rf"|^In ({_PIECES}),"
)
_CAPITALS = re.compile(r"[A-Z]{4,20}-[A-Z\d]")
_VOWEL = re.compile(
    r"(?![A-Z]*[B-DF-HJ-NP-TV-XZ]{3})[A-Z]{0,2}[AEIOUY][A-Z]*-"
)  # "MUSE-BP" is a name, "NSCLC-TKI" none
_NO_TRIAL = re.compile(
    r"(?:RCTs?|NCT\d*|PMID|FDA|NIH|EMA|WHO|MRI|CT|PET|COVID-?\d*|HIV|US|UK|EU|DNA|RNA|ALS|MS|COPD|ADHD|IBS|PTSD|BMI|II?I?|IV)\b"
)
# How printed references begin: "Wilding JPH.", "Mori K, et al.", "Flaherty. N Engl ...", "Blum 2020".
_FIRST = re.compile(
    rf"\W*(?:\d{{1,3}}[.)\]]\s*)?(?P<name>{_SURNAME})(?P<initials>\s+[A-Z]{{1,3}})?(?=[,.]|\s+(?:et al|and\b|&|{_YEAR}))"
)
_TRAILING = re.compile(r"[ .,]+(?:(?:de|of|the|et|and|for|in|la|le)[ .,]*)*$")
# Names that own diseases, and words that own nothing of a work.
_NO_AUTHOR = re.compile(
    r"(?:Parkinson|Alzheimer|Crohn|Hodgkin|Huntington|Raynaud|Sjögren|Cushing|Graves|Down|Women|Men|Children|People|Today"
    r"|Year|Patient|Nature|World|Company|Hospital|University|Institute|Agency|Government|Clinic)\b"
)
_SHORT = 3  # letters of a name that is also a word
_ALIKE = 0.75  # likeness from which two names may be one that is spelled in two ways
PARTICLES = frozenset(
    (
        "van",
        "von",
        "de",
        "der",
        "den",
        "di",
        "da",
        "del",
        "della",
        "dos",
        "el",
        "al",
        "la",
        "le",
        "les",
        "ten",
        "ter",
        "zu",
        "du",
        "bin",
        "ibn",
        "mc",
        "mac",
        "st",
    )
)
_UNMARKED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_LONGEST = 8  # words of a journal's name as references print it


class Named(msgspec.Struct, frozen=True, gc=False):
    """What a text says of a work; "" or None where it is silent.

    plain: the name may be no author's: a bare word at the head of a reference, or the owner of a trial.
    """

    author: str = ""
    journal: str = ""
    year: int | None = None
    trial: str = ""
    text: str = ""
    plain: bool = False


def told(text: str) -> Named:
    """The work that a sentence names ("by Larsen and colleagues in Hypertension 2024", "the KNEE-UP trial")."""
    found = _by_whom(text) if _authored(text) else None
    author = _name(found) if found else ""
    owner = found is not None and bool(found["owner"] or found["study"])  # a company or a town may own a trial too
    placed = _IN_JOURNAL.search(text) if ("19" in text or "20" in text) and _SOME_YEAR.search(text) else None
    journal, year = (_TRAILING.sub("", placed["journal"]), int(placed["year"])) if placed else ("", None)
    if author and not journal and (bare := _PLAIN_JOURNAL.search(text, text.find(author))):
        journal = _TRAILING.sub("", bare["journal"] or bare["titled"])
    if year is None and author:
        after = _BARE_YEAR.search(text, text.find(author))
        year = int(after[1]) if after and after.start() - text.find(author) < 60 else None
    trials = trial_names(text)
    trial = trials[0] if trials else ""
    return Named(author, journal, year, trial, text.strip() if len(text) <= 200 else (author or trial), owner)


def _by_whom(text: str) -> re.Match[str] | None:
    """The first place of authorship in a text that names somebody."""
    people = _author().finditer(text)
    return next((m for m in people if m["alone"] or _somebody(_name(m))), None)


def _name(found: re.Match[str]) -> str:
    """The surname that a place of authorship names."""
    return next(found[group] for group in ("name", "alone", "teller", "writer", "study", "owner") if found[group])


def _somebody(name: str) -> bool:
    """Whether a name between words of authorship may be an author's; "So" and "He" are, there."""
    return not _NO_AUTHOR.match(name) and (len(name) <= _SHORT or not is_nobody(name))


def is_nobody(name: str) -> bool:
    """Whether a word with a capital is nobody's name: "Researchers", "Studien", "Prix"."""
    return pattern("reference", "nobody").fullmatch(name) is not None


def trial_names(text: str) -> tuple[str, ...]:
    """The names of trials in a text, as it prints them ("the KNEE-UP trial" -> "KNEE-UP")."""
    if ("-" not in text and not _TRIAL.may_match(text)) or _SHAPED.search(text) is None:
        return ()
    names = [match[1] or match[2] for match in _TRIAL.finditer(text)]
    found = tuple(name for name in names if not _NO_TRIAL.match(name)) if names else ()
    if found or "-" not in text or _CAPITALS.search(text) is None:
        return found
    farther = (name for match in _FARTHER.finditer(text) for name in match.groups() if name)
    return tuple(name for name in farther if _VOWEL.match(name) and not _NO_TRIAL.match(name))


def printed(reference: str) -> Named:
    """The work that a printed reference names ("Wilding JPH. N Engl J Med 2021")."""
    work = told(reference)
    if not work.author:
        first = _FIRST.match(reference)
        if first is None or _BARE_YEAR.search(reference) is None:
            return work
        work = replace(work, author=first["name"], plain=not first["initials"])
    year = _BARE_YEAR.search(reference, reference.find(work.author))
    if year is None:
        return work
    before = reference[reference.find(work.author) + len(work.author) : year.start()]
    pieces = [piece.strip(" .,;:(") for piece in re.split(r"[.,;:]\s", before)]
    journal = next((piece for piece in reversed(pieces) if piece), "")
    if not re.match(r"[^\W\d_]{2}|[A-Z] [A-Z]", journal) or len(journal.split()) > _LONGEST or journal == "et al":
        journal = work.journal
    if re.fullmatch(r"[A-Z]{1,3}", journal) and len(pieces) == 1:  # the author's initials
        journal = ""
    return replace(work, journal=journal, year=int(year[1]))


def same_journal(one: str, other: str) -> bool:
    """Whether two journal names may be one: words that begin each other in order, or initials ("NEJM")."""
    first, second = _letters(one), _letters(other)
    if first and second and (_begins(first, second) or _begins(second, first)):
        return True
    return _initials(one, other) or _initials(other, one)


def same_name(one: str, other: str) -> bool:
    """Whether two surnames are one, accents, hyphens and particles apart."""
    first, second = squeezed(one), squeezed(other)
    ends = (len(first) > 4 and second.endswith(first)) or (len(second) > 4 and first.endswith(second))
    return first == second or ends


def like_name(one: str, other: str) -> bool:
    """Whether two names may be of one person: a surname in common, or spelled much alike ("Sörensen", "Soerensen")."""
    if same_name(one, other):
        return True
    firsts, seconds = _pieces(one), _pieces(other)
    return any(
        piece == rival or (min(len(piece), len(rival)) > 3 and SequenceMatcher(None, piece, rival).ratio() >= _ALIKE)
        for piece in firsts
        for rival in seconds
    )


def _pieces(name: str) -> list[str]:
    """The words of a name without particles, transliterated."""
    spelled = plain(name).replace("ae", "a").replace("oe", "o").replace("ue", "u")
    return [piece for piece in re.findall(r"[a-z]{2,}", spelled) if piece not in PARTICLES]


def abbreviates(acronym: str, name: str) -> bool:
    """Whether an acronym's letters are the first letters of a name's words, in order ("SCOTS", "KNEE-UP")."""
    letters, heads = _heads(acronym, name)
    return len(letters) >= 3 and letters in heads


def made_of(acronym: str, title: str) -> bool:
    """Whether an acronym's letters are the first letters of some of a title's words, in order, small words left out."""
    letters, heads = _heads(acronym, title)
    listed = iter(heads)
    return len(letters) > 3 and all(letter in listed for letter in letters)


def _heads(acronym: str, name: str) -> tuple[str, str]:
    """The letters of an acronym, and the first letters of the words of a name."""
    return re.sub(r"[^a-z]", "", acronym.lower()), "".join(w[0] for w in re.findall(r"[^\W_]+", plain(name[:300])))


def plain(word: str) -> str:
    """A word in lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_UNMARKED))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def squeezed(text: str) -> str:
    """Letters and digits alone, for comparing names of trials."""
    return re.sub(r"[^a-z0-9]", "", plain(text))


def _authored(text: str) -> bool:
    """Whether a text has any of the words without which `_author` finds nobody."""
    if "'s" in text or "’s" in text or "et al" in text or "col" in text or "cowork" in text or "Kolleg" in text:
        return True
    leads = list(pattern("reference", "written-by").finditer(text))
    if leads and (_writers().search(text) or any(_NEXT.match(text, lead.end()) for lead in leads)):
        return True
    if pattern("reference", "told-by").search(text) is None:
        return False
    if ("19" in text or "20" in text) and _SOME_YEAR.search(text):
        return True
    lower = small(text)
    return any(word in lower for word in _STUDIES)


@cache
def _writers() -> Phrases:
    """What stands behind the name of an author."""
    return Phrases([word.replace(" ", r"\s+") for word in _WRITES.split("|")])


@cache
def _author() -> re.Pattern[str]:
    """An author's surname where words of authorship stand around it."""
    lead, tells = pattern("reference", "written-by").pattern, pattern("reference", "told-by").pattern
    return re.compile(
        rf"(?P<lead>(?i:{lead}))\s+(?:{_TITLE})?(?P<name>(?![A-Z]{{3}}|(?:Dr|Prof)\b){_SURNAME})(?=\s+(?:and|et|und|y)\s+(?:(?:his|her|their|seine\w?|ihre\w?|son|sa|ses|sus?)\b|colleagues|al\b|coll|Kolleg|colabor|cols)|\s+(?:and|&|und|y|et)\s+{_SURNAME}|\s+(?:in|en|dans|im|published|publicado|publié|{_YEAR}|\()|,|\.|$)"
        rf"|(?P<alone>{_SURNAME})(?:\s+[A-Z]{{1,3}})?,?\s+(?:(?:and|und|y|et)\s+(?:colleagues|coworkers|Kolleg\w+|colaboradores|collègues|coll?\.)|et al)"
        rf"|(?P<writer>(?![A-Z]{{2}}){_SURNAME})\s+(?i:{_WRITES})(?=\s+(?:in|en|dans|im)\s+(?!{_SEASON}){_JOURNAL},?\s+(?:in |en |im Jahr )?\(?{_YEAR})"
        rf"|(?i:l['’]étude|l['’]essai|el estudio|el ensayo|die Studie)\s+(?P<study>(?!de\b|[A-Z]{{2}}){_SURNAME})(?=,?\s+(?:parue?|publiée?|publicad[oa]|erschienen)\s+(?:in|en|dans|im)\b)"
        rf"|,\s+(?i:{tells})\s+(?P<teller>{_SURNAME})(?=\s+(?:in|en|dans|im)\s+(?!{_SEASON}){_JOURNAL},?\s+\(?{_YEAR})"
        rf"|(?P<owner>{_OWNER})['’]s\s+(?:[\w-]+\s+){{0,2}}(?:trial|study|paper|review|article|group|team|experiment|work)\b",
    )


def _initials(short: str, name: str) -> bool:
    """Whether a short name is the initials of a journal's words ("NEJM", "JAMA", "PNAS")."""
    letters = squeezed(short)
    if not (short.strip(". ").isupper() and 3 <= len(letters) <= 6):
        return False
    words = [w for w in re.findall(r"[a-z]+", plain(name)) if w not in ("of", "the", "and", "for", "in")]
    return "".join(word[0] for word in words).startswith(letters)


def _letters(name: str) -> list[str]:
    """The telling words of a journal's name."""
    return [w for w in re.findall(r"[a-z]+", plain(name)) if w not in ("of", "the", "and", "for", "in", "journal", "j")]


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
