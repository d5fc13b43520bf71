"""What a word of doubt in a sentence is about, and whether that is what a clause says.

"May" doubts what its subject is said to do, "suggests that" what follows, "potential" the noun behind it: a doubt about
the prognosis is none about the number of patients in the same sentence. "Further studies are needed" and the like doubt
all that the record found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from verifier.facets._align import share
from verifier.facets._changed import parts
from verifier.facets._effects import claimed, shown
from verifier.facets._sides import compares
from verifier.facets._terms import Term, keys_between, met, terms
from verifier.lexicon import spoken
from verifier.model import Reading, Source
from verifier.text import first_verb, has_verb

_SPOKEN_OF = 0.4  # share of the clause's telling words that the doubted statement has
_PREDICATE = 0.5  # the same, of what the clause says of its subject
_TOUCHED = 0.25  # share from which a doubted statement is about a thing that a clause calls proven
_TOUCHED_LAST = 0.12  # the same, in a sentence that concludes
_LEAST = 0.01  # what a doubt about all the evidence weighs
_PROOF = frozenset({"=cure", "=prove", "proof", "proven", "=effective"})
_TELLING = 0.5  # weight from which a word tells something
# Where a sentence goes on to another statement.
_CUT = re.compile(
    r"(?i)[;:]\s|\b(?:but|whereas|while|although|though|since|because|however)\b"
    r"|,\s+(?:which|who|whose|indicating|suggesting|implying|and|or|so)\b"
    r"|\band (?=(?:thus |therefore )?(?:indicat|suggest|impl(?:y|ie)|support|demonstrat|provid)\w*)"
)
_WHICH = re.compile(r"(?i),\s+which\b")
_JOINT = re.compile(r"(?i),\s+(?:and|or|so)$")
# Words that doubt the phrase behind them alone, and what stands before them then.
_PART = re.compile(r"(?i)potential\b(?! (?:to|of|for|in)\b)|possibl[ey]\b|perhaps|probably|potentially")
_NARROW = re.compile(r"(?i)(?:,|\band|\bor|\ban?|\bthe|\bas|\bits)\s+$")
# A statement of its own follows: "suggests that".
_THAT = re.compile(r"(?i)suggest\w*|hypothes\w*|implied|possible that|appears? that|seems? that")
_PASSIVE = re.compile(r"(?i)\b(?:been|was|were|is|are|be|being|as)\s+(?:also\s+|often\s+)?$")
_BY = re.compile(r"(?i)^\s*be\s+[\w-]+(?:ed|en|wn)\s+by\b")
_ABLE = ("can be",)  # what can be done is shown, and doubted only where it is called proven
_HOPES = ("promising",)
_TURN = re.compile(r"(?i)[;]\s|\b(?:but|whereas|although|though|however)\b")
# These doubt the evidence as a whole.
_EVIDENCE = re.compile(
    r"(?i)(?:further|larger|more)\s|preliminary|exploratory|pilot|needs? to be|remains? to be|to be |warrant|cannot|not |unclear|mixed|inconsistent"
    r"|inconclusive|limited evidence|insufficient|questions? remain|unanswered|promising|(?:in|at|under) |(?:is|are) |unproven|remains? "
)
# "More likely to be toxic" weighs one thing against another; "likely pathogenic" is the name of a class.
# "No advice is given, since the data are too thin": a clause that denies what the sentence denies is no surer than it.
_DENIES = re.compile(r"(?i)\b(?:no|not|cannot|never|without|unable|none|neither|nor)\b|n['’]t\b")
_COMPARED = re.compile(r"(?i)\b(?:more|less|most|least|as|equally|so|how|were|was|times)\s+$")
_CLASS = re.compile(r"(?i)\s+(?:pathogenic|benign|related|attributable)\b")
_SHOWS = re.compile(r"(?i)\b(?:show\w*|demonstrat\w*|found|find|report(?:ed)?|prove[ds]?|establish\w*|presented)\b")
_NOBODY = re.compile(
    r"(?i)^\W*(?:(?:thus|therefore|hence|overall|moreover|in conclusion|taken together|finally|also|and|so|that),?\s+)*"
    r"(?:it|this|these|they|that|which|its use|(?:the|this|these|our|such)\s+(?:[\w-]+\s+)?(?:drugs?|treatments?|therap(?:y|ies)|interventions?|findings?|results?|approach\w*"
    r"|methods?|agents?|data|compounds?|strateg(?:y|ies)|tests?|devices?|apps?|programmes?|programs?|stud(?:y|ies)|effects?|molecules?|combinations?))?\s*$"
)


def doubts(reading: Reading, source: Source, number: int, *, proof: bool, concluding: bool = False) -> float:
    """How much of a clause the statements have that a sentence of a record doubts; 0 where they are not the clause's.

    proof: the clause calls something proven, so that a doubt about the same thing counts, and in a concluding sentence
    one about the evidence as a whole.
    """
    found = [_Doubt(source, number, match) for match in _doubts(source.sentences[number].text)]
    if proof:
        return max((_of_proof(reading, doubt, concluding=concluding) for doubt in found), default=0.0)
    return max((_of_statement(reading, doubt) for doubt in found), default=0.0)


def _doubts(text: str) -> Iterator[re.Match[str]]:
    """The words of doubt in a sentence: not "more likely", "does not appear to" or "we showed that it can be done"."""
    for doubt in spoken("en", "certainty", "hedge").finditer(text):
        word, before = doubt[0].lower(), text[max(0, doubt.start() - 12) : doubt.start()]
        if word == "likely" and (_COMPARED.search(before) or _CLASS.match(text, doubt.end())):
            continue
        if word.startswith(("appear", "seem")) and before.rstrip().endswith("not"):
            continue
        if word == "could" and text.startswith(" not", doubt.end()):
            continue  # what could not be done was not
        if word in ("can be", "could") and _SHOWS.search(text, 0, doubt.start()):
            continue
        yield doubt


class _Doubt:
    """A word of doubt in a sentence of a record, and the statement that it is about."""

    def __init__(self, source: Source, number: int, match: re.Match[str]) -> None:
        self.source, self.number, self.text = source, number, match.string
        self.cuts = _cuts(self.text)
        self.general = _EVIDENCE.match(match[0]) is not None
        passive = _PASSIVE.search(self.text, max(0, match.start() - 20), match.start())
        self.complement = _THAT.fullmatch(match[0]) is not None and passive is None
        self.said = match.end()  # where what is said of the subject begins
        if self.complement:
            turn = _TURN.search(self.text, match.end())
            self.left, self.right = match.end(), turn.start() if turn else len(self.text)
        else:
            self.left = max(at for at in self.cuts if at <= match.start())
            self.right = min(at for at in self.cuts if at >= match.end())
            if _NARROW.search(self.text, max(0, match.start() - 6), match.start()) and _PART.match(
                self.text, match.start()
            ):
                self.left = match.start()  # "depression, and possibly pain"; "a potential target in gliomas"
            if _BY.search(self.text, match.end(), self.right):
                self.said = self.left  # "the spread may be slowed by masks": the outcome stands before
        self.subject = min(self.left, match.start()), match.start()
        self.begun = self.left  # where what it refers back to begins: "X starts Y, which may cause Z"
        if _WHICH.match(self.text, self.left):
            self.begun = max((at for at in self.cuts if at < self.left), default=0)
        self.word = match[0].lower()

    def keys(self, left: int, right: int) -> frozenset[str]:
        """The keys of a stretch of the sentence."""
        return keys_between(self.source, self.number, left, right)

    def others(self) -> Iterator[frozenset[str]]:
        """The keys of the sentence's other statements."""
        return (self.keys(a, b) for a, b in pairwise(self.cuts) if not (a < self.right and b > self.begun))


def _of_proof(reading: Reading, doubt: _Doubt, *, concluding: bool) -> float:
    """How much of a clause of proof a doubted statement has."""
    there = doubt.keys(doubt.left, doubt.right)
    here = share(_matter(reading.facet(terms)), there)
    if concluding:
        return max(here, _LEAST) if doubt.general or here >= _TOUCHED_LAST else 0.0
    said = share(_matter(predicate(reading)), there)
    acting = [term for term in reading.facet(terms) if term.weight >= 1 and term not in predicate(reading)]
    known = not acting or any(met(term, there) for term in acting)
    return here if known and here >= _TOUCHED and said >= _TOUCHED else 0.0


def _matter(listed: tuple[Term, ...]) -> tuple[Term, ...]:
    """Terms without the words of proof itself, which no sentence that doubts has."""
    return tuple(term for term in listed if _PROOF.isdisjoint(term.keys)) or listed


def _of_statement(reading: Reading, doubt: _Doubt) -> float:
    """How much of a plain clause a doubted statement has; 0 where it does not say the same of the same."""
    wanted = reading.facet(terms)
    here = share(wanted, doubt.keys(doubt.begun, doubt.right))
    if (
        doubt.word in _ABLE
        or here < _SPOKEN_OF
        or any(share(wanted, keys) > here for keys in doubt.others())
        or doubt.complement
    ):
        return 0.0  # "the results suggest that" is how results are told
    if _turned(reading, doubt) or not _same_sides(reading, doubt):
        return 0.0
    if doubt.general and doubt.word not in _HOPES:
        return 0.0 if _DENIES.search(reading.text) and _DENIES.search(doubt.text) else here
    behind = doubt.keys(doubt.said, doubt.right)
    told = any(met(term, behind) for term in wanted if term.weight >= _TELLING)
    said = share(predicate(reading), doubt.keys(doubt.left, doubt.right)) >= _PREDICATE
    return here if told and said and _of_subject(reading, doubt) else 0.0


def _turned(reading: Reading, doubt: _Doubt) -> bool:
    """Whether the doubted statement goes the other way than the clause: it is then no weaker form of it."""
    own = {effect.worth for effect in reading.facet(claimed)} - {0}
    there = [e for e in doubt.source.facet(shown)[doubt.number] if doubt.left <= e.start < doubt.right]
    worths = {effect.worth for effect in there} - {0}
    return bool(own and worths) and own.isdisjoint(worths)


def _same_sides(reading: Reading, doubt: _Doubt) -> bool:
    """Whether the doubted statement names what a clause has behind its "than"."""
    than = compares(reading)
    if than is None:
        return True
    behind = tuple(term for term in reading.facet(terms) if term.start >= than.end() and term.weight >= _TELLING)
    return share(behind, doubt.keys(doubt.left, doubt.right)) >= _PREDICATE


def _of_subject(reading: Reading, doubt: _Doubt) -> bool:
    """Whether what stands before a word of doubt names nothing, or something of the clause."""
    if _NOBODY.match(doubt.text[slice(*doubt.subject)]):
        return True
    keys = doubt.keys(*doubt.subject)
    return any(met(term, keys) for term in reading.facet(terms) if term.weight >= _TELLING)


def predicate(reading: Reading) -> tuple[Term, ...]:
    """What a clause says of its subject: what it says to change, else its words behind the verb, else all of them."""
    told = [term for term in reading.facet(parts).outcome if term.weight >= _TELLING]
    if not told:
        verb = first_verb(reading.text)
        told = [term for term in reading.facet(terms) if verb >= 0 and term.start > verb and term.weight >= _TELLING]
    return tuple(told) or reading.facet(terms)


def _cuts(text: str) -> list[int]:
    """Where the statements of a sentence begin, its end the last."""
    found = [0]
    for match in _CUT.finditer(text):
        own = has_verb(text[found[-1] : match.start()]) and has_verb(text[match.end() :].split(",", maxsplit=1)[0])
        if _JOINT.search(match[0]) and not own:
            continue  # "pain, fever, and cough"
        found.append(match.start())
    return [*dict.fromkeys(found), len(text)]
