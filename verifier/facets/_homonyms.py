"""Names of diseases and treatments that are none where they stand: "wound up in 2019", "is still running", "sucht noch".

What is told of a study uses everyday verbs that are spelt as a disease or a treatment; read as one, a true word on the
state of a trial would be told to be of something else. Only what stands beside the word decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from verifier.lexicon._known import Known
from verifier.vocabulary import Hit

_STUDY = r"(?:trials?|stud(?:y|ies)|pilots?|projects?|registr(?:y|ies)|experiments?|programmes?|programs?|recruitment|recruiting|enrolment|enrollment)"
_ENDS = r"(?:ends?|ended|ending|closures?|closed?|stops?|stopp\w+|stopping|terminat\w+|halt\w*|cancel\w+|discontinu\w+|finish\w*|conclusions?|withdrawals?)"
# By the word as a text has it: what must stand before it, and what behind, for it to be no disease or treatment.
_NONE: dict[str, tuple[tuple[str, str], ...]] = {
    "wound": (("", r"\s+(?:up|down)\b"),),
    "running": (
        (rf"\b(?:{_STUDY}|it|NCT ?\d{{8}})\b[^.;]{{0,40}}?\b(?:is|was|has been|been|be|being|still|now|kept|keeps|keep|both|up and)\s+(?:[a-z]+ly\s+|no longer\s+|not\s+)?", ""),
        (r"(?:^|[,;(]\s*)", r"\s+(?:since|from|until|till|between|at|in)\b"),
        ("", r"\s+(?:its|the|their)\s+(?:(?:whole|full|entire|planned|natural)\s+)?course\b"),
        (r"\b(?:long|up and|longest|still|currently|now|already)[\s-]+", ""),
    ),
    "masked": (
        (r"\b(?:is|are|was|were|been|be|not|both|all|double|single|triple|quadruple|and|or)[\s-]+", r"(?!\s+(?:people|staff|nurses|children|faces?)\b)"),
    ),
    "joint": (("", r"\s+(?:efforts?|projects?|ventures?|initiatives?|trials?|stud(?:y|ies)|work|undertakings?|statements?|programmes?|programs?)\b"),),
    "cold": (("", r"\s+(?:feet|calls?|called|calling)\b"),),
    "stroke": (("", r"\s+of (?:luck|genius|fortune|fate|bad luck|a pen|the pen)\b"),),
    "headache": ((rf"\b{_STUDY}\s+(?:was|is|became|has been)\s+(?:an?|quite a|a real)\s+", ""),),
    "allait": (("", ""),),
    "allaient": (("", ""),),
    "prématurément": (("", ""),),
    "prematuramente": (("", ""),),
    "prematurely": (("", ""),),
    "premature": (("", rf"\s+(?:[a-z]+\s+)?{_ENDS}\b"), (rf"\b{_ENDS}\s+(?:was|is|came)\s+", "")),
    "prématuré": ((r"\b(?:arrêt|fin|interruption|abandon|clôture)\s+(?:\w+\s+)?", ""), ("", r"\s+(?:arrêt|fin|abandon)\b")),
    "prématurée": ((r"\b(?:fin|interruption|clôture|cessation|fermeture)\s+(?:\w+\s+)?", ""),),
    "prematuro": ((r"\b(?:fin|final|cierre|término|cese)\s+", ""),),
    "prematura": ((r"\b(?:interrupción|suspensión|finalización|terminación|forma|manera)\s+", ""),),
    "marche": ((r"\ben\s+", ""), (r"\b(?:essai|étude|projet|recrutement)\s+", "")),
    "marcha": ((r"\ben\s+", ""),),
}  # fmt: skip
_NOT_IT = ("non-", "nicht-")  # "non-diabetic", where the whole is no name of its own
# What befalls a study by a figure of speech: "the trial died quietly", "it was plagued by delays".
_OF_STUDIES = re.compile(
    r"(?i)(?:died|walked|walks|exercis(?:es|ed)|abort(?:ed|s)|collapsed|fractured|depressed|plagued|paraly[sz]ed|crippled|shocked|exhausted|choked|starved|bled|froze|frozen)"
)
_SUBJECT = re.compile(rf"(?i)(?<!\bof the )(?<!\bin the )(?<!\bof this )(?<!\bin this )(?<!\bfrom the )(?<!\bof a )(?<!\bin a )\b{_STUDY}\s+(?:itself\s+)?(?:(?:was|were|is|has been|had been|has|got|became|then|simply|quietly|finally)\s+){{0,2}}$")  # fmt: skip
_LEAD = 90  # characters before a word in which what leads it stands
_COMPILED = {
    word: tuple((re.compile(rf"(?i){before}$"), re.compile(rf"(?i){behind}")) for before, behind in ways)
    for word, ways in _NONE.items()
}


def without_homonyms(text: str, hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The concepts that a text names, without those whose word is none of a disease or treatment where it stands."""
    return tuple([hit for hit in hits if not _is_none(text, hit.start, hit.end)])


def _is_none(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    verb, ways, of_studies = _WORDS[word]
    if verb is not None:
        return verb
    if start and text[start - 1] == "-" and text[max(0, start - 6) : start].lower().endswith(_NOT_IT):
        return True
    if ways or of_studies:
        begin = max(0, start - _LEAD)
        if any(before.search(text, begin, start) and behind.match(text, end) for before, behind in ways):
            return True
        return of_studies and _SUBJECT.search(text, begin, start) is not None
    return False


def _read(word: str) -> tuple[bool | None, tuple[tuple[re.Pattern[str], re.Pattern[str]], ...], bool]:
    """Of a word that may be a name: whether it is a verb, where its capitals tell, what else tells that it is no name, and whether a study may do so."""
    low = word.lower()
    verb = word.islower() if low == "sucht" else None  # German nouns have a capital
    return verb, _COMPILED.get(low, ()), _OF_STUDIES.fullmatch(word) is not None


_WORDS = Known(_read)
