"""How a clause sets two groups against each other: by how many had something, how far it changed, its value, or who did better.

"Fewer patients on the drug than on placebo had a relapse", "pain fell less far with A than with B", "A did more for sleep
than B". Whether the words for what was measured turn better or worse is no part of it: "fewer had a response" puts the
first group behind, though "response" is good. Words come from lexicon/versus.toml.
"""

from __future__ import annotations

import re

import msgspec

from verifier.facets._effects import Effect
from verifier.facets._posted_arms import posted_value
from verifier.facets._sides import compares
from verifier.facets._words import language
from verifier.lexicon import spoken
from verifier.model import PostedOutcome, Reading

_IMPLIED = re.compile(r"(?i)(?:when |as )?compared|in comparison|versus|vs|relative to")
_LEADS = re.compile(r"(?i)^\W*(?:(?:as|when)\s+)?$")
ON = re.compile(  # "improved more on placebo": than on what is not said
    r"(?i)\b(?:more|less|further|better|worse|mehr|weniger|stärker|besser|plus|moins|mieux|más|menos|mejor)\s+"
    r"(?:on|with|in|under|for|among|unter|mit|bei|auf|sous|avec|chez|con|bajo)\b"
)
_ON_CONTROL = re.compile(
    rf"{ON.pattern}\s+(?:the |a |der |dem |le |la |el )?(?:placebos?|sham|dumm\w+|controls?|usual|comparison|education|waiting|scheinm\w+)\b"
)
_WINS = re.compile(r"(?i)(?:outperform\w*|beats?|surpass\w*)(?!\s+by\b)")
_DENIED = re.compile(
    r"(?i)\b(?:no|not|never|none|nobody|neither|nor|cannot|hardly|kein\w*|nicht|pas|aucun\w*|ningun\w*)\b|n['’]t\b|\?"
)
_EVENT = re.compile(
    r"(?i)^(?:the )?(?:percentage|proportion|percent|number|rate|frequency|incidence|count|share)s? of (?:all |the )?(?:\w+ )?(?:participants|subjects|patients|people|adults|children|women|men|individuals|infants|responders)\b"
)
_OF_PEOPLE = re.compile(r"(?i)percent|proportion|participants|patients|subjects|people")
_CHANGE = re.compile(r"(?i)\bchanges?\b")
_GAIN = re.compile(r"(?i)\b(?:reduction|improvement|decrease|gain|relief|decline|increase|loss)\b")
_UPWARD = re.compile(r"(?i)improvement|gain|increase")
_WITHOUT = re.compile(
    r"(?i)\b(?:without|no|not|free|freedom|absence|avoid\w*|unchanged|lack|non-?\w+|loss|lost|prevent\w*|spar(?:ed|es|ing)|protect\w*|recover\w*|avert\w*"
    r"|escap\w*|delay\w*|later|sooner|slow\w*|quick\w*|fast\w*)\b"
)
_WAYS = {"up": 1, "down": -1, "better": 1, "worse": -1}
# A name with capitals or a figure in it: "EASI-75", "PHQ-9", "BASFI".
_NAME = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z\d][\w-]*[A-Z\d])[A-Za-z][A-Za-z\d]*(?:-[A-Z]*\d+|-[A-Z]+)?(?![\w-])")
_MOMENT = re.compile(
    r"(?i)\b(?:week|month|day|year|hour)s? (\d{1,3})\b|\b(\d{1,3})(?:st|nd|rd|th)?[ -](?:week|month|day|year|hour)s?\b"
    r"|\b([a-z]{3,8})[ -](?:week|month|day|year|hour)s?\b"
)
_CARDINAL = "one two three four five six seven eight nine ten eleven twelve"
_ORDINAL = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_IN_WORDS = {word: str(n) for listed in (_CARDINAL, _ORDINAL) for n, word in enumerate(listed.split(), 1)}


class Ahead(msgspec.Struct, frozen=True, gc=False):
    """How the first group of a clause stands to the second.

    kind: share (of how many it was so), change, level, good. way: +1 where the first has more of it, or fares better.
    turn: which way a change goes in both, +1 up, -1 down; 0 where none is told.
    firm: whether a word says how far, or of how many, so that no other reading of the clause is safe.
    """

    kind: str
    way: int
    start: int
    end: int
    firm: bool
    turn: int = 0


def ahead(reading: Reading) -> Ahead | None:
    """How a clause sets its two groups against each other; None where it does not, or in words that are not surely read."""
    than = compares(reading)
    if than is None or _DENIED.search(reading.text):
        return None
    return _by_share(reading) or _by_win(reading, than) or _by_words(reading, than)


def wins(reading: Reading, effect: Effect | None) -> bool:
    """Whether a clause says who did better than whom, and no effect beside: "did less for pain than the other"."""
    told = ahead(reading)
    alone = told is not None and (effect is None or told.start <= effect.start < told.end)
    return told is not None and told.kind == "good" and alone


def unread(reading: Reading) -> bool:
    """Whether a clause compares by how many or how far, in an order or in words that `ahead` does not read."""
    if ahead(reading) is not None:
        return False
    speech, text, than = reading.facet(language), reading.text, compares(reading)
    more, less = (spoken(speech, "versus", table).search(text) for table in ("share-more", "share-less"))
    if _DENIED.search(text):  # "no better than": that nothing came of it is read as it is
        return less is not None and _DENIED.match(less[0]) is not None
    if more or less:
        return True
    if than is None:
        return _ON_CONTROL.search(text) is not None
    return leads(text, than) or any(
        spoken(speech, "versus", table).search(text) for table in ("further", "less-far", "higher", "lower", "loses")
    )


def leads(text: str, than: re.Match[str]) -> bool:
    """Whether a comparison stands first: "Compared with X, Y did better"."""
    return _LEADS.search(text, 0, than.start()) is not None


def _by_share(reading: Reading) -> Ahead | None:
    speech, text = reading.facet(language), reading.text
    more, less = (list(spoken(speech, "versus", table).finditer(text)) for table in ("share-more", "share-less"))
    if len(more) + len(less) != 1:
        return None
    found = (more or less)[0]
    return Ahead("share", 1 if more else -1, found.start(), found.end(), firm=True)


def _by_win(reading: Reading, than: re.Match[str]) -> Ahead | None:
    speech, text = reading.facet(language), reading.text
    if _WINS.match(text, than.start()):
        return Ahead("good", 1, than.start(), than.end(), firm=True)
    wins, loses = (list(spoken(speech, "versus", table).finditer(text)) for table in ("wins", "loses"))
    if len(wins) + len(loses) != 1:
        return None
    found = (wins or loses)[0]
    return Ahead("good", 1 if wins else -1, found.start(), found.end(), firm=True)


def _by_words(reading: Reading, than: re.Match[str]) -> Ahead | None:
    """By a word of direction with one that says how far it went: "fell less", "a greater fall"; or by a comparative alone."""
    speech, text = reading.facet(language), reading.text
    far = [(m.start(), m.end(), 1) for m in spoken(speech, "versus", "further").finditer(text)]
    far += [(m.start(), m.end(), -1) for m in spoken(speech, "versus", "less-far").finditer(text)]
    values = [(m.start(), m.end(), 1) for m in spoken(speech, "versus", "higher").finditer(text)]
    values += [(m.start(), m.end(), -1) for m in spoken(speech, "versus", "lower").finditer(text)]
    degrees = [*far, *values]
    turns = [
        (m.start(), m.end(), sense)
        for sense in _WAYS
        for m in spoken(speech, "direction", sense).finditer(text)
        if not any(start < m.end() and m.start() < end for start, end, _ in degrees)
        and not (m.start() < than.end() and than.start() < m.end())
    ]
    if not turns:
        return _alone(far, values, text)
    senses = {sense for _, _, sense in turns}
    if len(turns) != 1 or values or len(far) > 1 or len(senses) != 1:
        return None
    start, end, sense = turns[0]
    if not far and (sense == "worse" or not _IMPLIED.match(text, than.start())):
        return None  # who got worse is told of that group alone
    way = _WAYS[sense] * (far[0][2] if far else 1)
    kind = "change" if sense in ("up", "down") else "good"
    return Ahead(kind, way, start, end, firm=bool(far) or leads(text, than), turn=_WAYS[sense])


def _alone(far: list[tuple[int, int, int]], values: list[tuple[int, int, int]], text: str) -> Ahead | None:
    """A comparative without a word of change: "was lower with", "had less pain than"."""
    if len(far) + len(values) != 1:
        return None
    start, end, way = (values or far)[0]
    kind = "good" if text[start:end].lower().startswith("better") else "level"
    return Ahead(kind, way, start, end, firm=True)


def sign(told: Ahead, outcome: PostedOutcome, better: int, text: str) -> int:
    """+1 where a clause says that the first group's posted value is the higher one, -1 where the lower; 0 where that is open.

    better: whether a higher value of the outcome is better (1), worse (-1), or not known to be either (0).
    """
    event = counts_people(outcome)
    if (_WITHOUT.search(outcome.title) is None) != (_WITHOUT.search(text) is None):
        return 0  # "without a relapse" turns who had one
    if told.kind == "share":
        return told.way if event else 0
    if told.kind == "good":
        return told.way * better
    if event:
        return told.way if told.kind == "level" else 0
    if (gain := _GAIN.search(outcome.title)) is not None:
        return told.way * told.turn if told.kind == "change" and _gained(gain[0], told.turn, outcome) else 0
    return told.way if told.kind == "change" or not changes(outcome) else 0


def changes(outcome: PostedOutcome) -> bool:
    """Whether an outcome's values are changes of something, and not what it was."""
    return _CHANGE.search(outcome.title) is not None or _GAIN.search(outcome.title) is not None


def _gained(word: str, turn: int, outcome: PostedOutcome) -> bool:
    """Whether the values of an outcome called a gain or a loss tell how far it went the way that a clause says."""
    if _UPWARD.match(word):
        return turn > 0
    return turn < 0 and all((posted_value(measured.value) or 0) >= 0 for measured in outcome.measurements)


def counts_people(outcome: PostedOutcome) -> bool:
    """Whether an outcome counts the people who had something."""
    if "COUNT" in outcome.parameter or _EVENT.match(outcome.title):
        return True
    return _OF_PEOPLE.search(outcome.unit) is not None


def fitting(reading: Reading, outcomes: tuple[PostedOutcome, ...], *, at_its_time: bool = False) -> frozenset[int]:
    """The numbers of the outcomes that have every measure that a clause names as measures are, and its moment, where any has it.

    at_its_time: none where none has its moment.
    """
    kept = frozenset(range(len(outcomes)))
    for wanted in (_names(reading, outcomes), _moments(reading.text)):
        for one in wanted:
            having = frozenset(n for n in range(len(outcomes)) if _has(outcomes[n], one))
            kept = kept & having if having or (at_its_time and one.isdigit()) else kept
    return kept


def _names(reading: Reading, outcomes: tuple[PostedOutcome, ...]) -> list[str]:
    """The names in capitals, or with figures, that are none of an arm."""
    labels = {label for outcome in outcomes for label in outcome.groups}
    found = [match[0] for match in _NAME.finditer(reading.text)]
    return [name for name in found if not any(name.lower() in label.lower() for label in labels)]


def _moments(text: str) -> list[str]:
    """The figures of the moments that a text names: "week 12", "at six months", "in the first week"."""
    return [figure for match in _MOMENT.finditer(text) if (figure := _figure(next(filter(None, match.groups()))))]


def _figure(word: str) -> str:
    """A figure, or a number in words as one; "" for a word that is none."""
    return word if word.isdigit() else _IN_WORDS.get(word.lower(), "")


def _has(outcome: PostedOutcome, name: str) -> bool:
    """Whether a name or a figure stands in what an outcome is called, as a word of its own."""
    words = f"{outcome.title} {outcome.time_frame}" if name.isdigit() else f"{outcome.title} {outcome.description}"
    after = r"(?!\d)" if name[-1].isdigit() else r"(?![A-Za-z\d])"
    return re.search(rf"(?<![A-Za-z\d]){re.escape(name)}{after}", words, re.IGNORECASE) is not None
