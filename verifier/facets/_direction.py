"""The direction a clause claims beside the direction the record states for the same outcome."""

from __future__ import annotations

import re
from typing import NamedTuple

from verifier.facets._between import between
from verifier.facets._changed import main_effect, parts
from verifier.facets._effects import Effect, reach, stated
from verifier.facets._order import THAN, crossed
from verifier.facets._terms import Term, everywhere, keys_between, met, postings, sentence_terms
from verifier.model import Reading, Source

# Words that turn the direction of what they stand beside: where only one side has them, nothing is concluded.
_TURNS = re.compile(
    r"(?i)\b(?:deficien\w*|lack\w*|loss|absence|absent|without|inhibit\w*|block\w*|knock\w*|deplet\w*|resist\w*"
    r"|non-?\w*|low|lower|less|withdraw\w*|discontinu\w*|stopp?\w*|ablat\w*|silenc\w*|shorter|short|negative\w*|failure|fail\w*|untreated)\b"
)
# What is told of every group alike.
BOTH = re.compile(
    r"(?i)\b(?:both|all|each|either) (?:\w+ )?(?:groups?|arms?|treatments?|cohorts?)\b|\bwithin[- ]group\b"
)
_SETS = re.compile(
    r"(?i)\b(?:between|than|compared|versus|groups?|arms?|neither|either|alike|ahead|apart|as (?:\w+ ){1,7}as)\b"
)
# What one group alone did not do, and differences of which some are left out, deny no effect.
_ASIDE = re.compile(
    r"(?i)\b(?:except|exceptions?|other than|apart from|aside from|all other)\b"
    r"|\bin (?:the )?(?:placebo|control|untreated|sham|usual care)(?: \w+)? ?(?:groups?|arms?|patients|participants|subjects)?[^\w]*$"
)
_EQUAL = re.compile(r"(?i)\b(?:as (?:effective|good|well|efficacious|safe)|equally|equivalen\w+|non[- ]?inferior\w*)\b")
_TIMED = re.compile(
    r"(?i)\b(?:latenc\w+|onset|times? to|times? until|clearance|speed\w*|sooner|faster|quick\w*|earl\w+|rapid\w*|slow\w*|durations?"
    r"|days?|hours?|weeks?|minutes?|recover\w*|heal\w*|length of stay)\b"
)
_SPEED = frozenset({"sooner", "faster", "more quickly", "earlier"})
_GROUP = re.compile(
    r"(?i)\b(?:in|for|with|among) (?:the |those |patients |people )?(?:[\w-]+ ){0,4}(?:group|arm|patients|participants)\b"
)
_TIME = re.compile(
    r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](second|minute|hour|day|week|month|year)"
)
_BUT = re.compile(r"(?i)\b(?:but|whereas|while|although|however|though)\b")
_MIXED = 0.4  # how much less a shown effect may share of the outcome and still stand beside one that was not shown
_BASELINE = re.compile(
    r"(?i)\b(?:at|on) (?:the )?(?:baseline|enrol+ment|entry|inclusion)\b|\bbaseline (?:characteristics|values?|scores?|data|demographic\w*|levels?)\b"
    r"|\b(?:before|prior to) (?:the )?(?:education|intervention|treatment|study|training|surgery|therapy|randomi[sz]ation)\b|\bdemographic\w*"
)
_LATER = re.compile(
    r"(?i)\b(?:after|during|at (?:\d|one|two|three|four|six|week|month)|weeks?|months?|follow-up|change\w*|post)\b"
)
_ELLIPTIC = re.compile(
    r"(?i)\W*(?:(?:but|and|while|whereas|although|yet|or)\s+)?(?:\w+ly\s+|also\s+)?(?:was|were|is|are|did|does|do|had|has|have|could|not|no|only|failed|with)\b"
)
_HERE = 0.5  # share of the outcome's words that a stretch must have to speak of it


class Stand(NamedTuple):
    """How a record stands to the effect of a clause.

    relation: same, null (no difference shown), opposite, effect (one was shown where the clause says none), or ""
    when no sentence speaks to it. sentence: its number. share: of the outcome's words that are met there, and a little
    for the others; near: the share of the others alone; outcome: the share of the outcome's words alone.
    """

    relation: str
    sentence: int
    share: float
    effect: Effect | None = None
    near: float = 0.0
    outcome: float = 0.0


def _of_one_kind(relation: str, said: str, shown: str) -> bool:
    """Whether two effects say the same, or the opposite, in words of one kind: of more and less, of better and worse."""
    if relation == "same":
        return said == shown
    return relation != "opposite" or {said, shown} in ({"up", "down"}, {"better", "worse"})


def stand(reading: Reading, source: Source) -> Stand:
    """How the record stands to the main effect of the clause; sentences that share most of the outcome count."""
    effect = reading.facet(main_effect)
    wanted, subject = reading.facet(parts)
    if effect is None or not wanted:
        return Stand("", -1, 0.0)
    listed = source.facet(sentence_terms)
    # The disease that the whole record is about tells no outcome from another.
    central = [term for term in wanted if term.kind == "condition" and met(term, listed[0])]
    bare = len(central) == len(wanted)
    if not bare:
        wanted = tuple(term for term in wanted if term not in central)
    weight = sum(term.weight for term in wanted)
    best: dict[str, Stand] = {}
    compares = effect.sense != "null" and THAN.search(reading.text) is not None
    where = source.facet(postings)
    speaking = sorted({number for term in wanted for key in term.keys for number in where.get(key, ())})
    effects_of = source.facet(stated)
    for number in speaking:
        shown = effects_of[number]
        near = _share(subject, listed[number] | listed[0])
        anywhere = _share(subject, source.facet(everywhere))
        for other in shown:
            text = source.sentences[number].text
            left, right = _own(text, other, shown)
            if other.sense == "null" and _at_first(text[left:right]):
                continue
            keys = keys_between(source, number, left, right)
            share = sum(term.weight for term in wanted if met(term, keys)) / weight
            relation = _relation(effect, other) if share >= _HERE else ""
            if (compares and relation == "same" and BOTH.search(text)) or _beside_it(
                relation, reading, effect, other, text
            ):
                relation = ""  # what got better in both groups did so in neither more than in the other
            if relation == "effect" and _SETS.search(reading.text) and not _between(text, shown):
                relation = ""  # what changed in a group, or elsewhere, is no difference between groups
            if bare and (not subject or not _of_one_kind(relation, effect.sense, other.sense)):
                relation = ""  # what is better for the disease need not be what the clause says of it
            if relation in ("effect", "null") and _of_another(subject, source, number, other, shown):
                relation = ""
            if relation in ("same", "opposite"):
                relation = _checked(relation, reading, source, number, effect, other)
            if relation and (relation not in best or share + 0.3 * near > best[relation].share):
                beside = anywhere if relation == "null" else near
                best[relation] = Stand(relation, number, share + 0.3 * near, other, beside, share)
    order = ("same", "null", "opposite") if effect.sense != "null" else ("same", "effect")
    _leave_open(best, mixed=bare and any(one.sense == "null" for told in effects_of for one in told))
    found = [best[relation] for relation in order if relation in best]
    if not found and (by_arm := between(reading, source, wanted)):
        other = Effect(by_arm.sense, by_arm.worth, 0, 0, 0, 0)
        relation = _relation(effect, other)
        near = _share(subject, listed[by_arm.sentence] | listed[0])
        found = [Stand(relation, by_arm.sentence, by_arm.share + 0.3 * near, other, near, by_arm.share)] * bool(
            relation
        )
    return max(found, key=lambda one: (round(one.share, 2), -order.index(one.relation)), default=Stand("", -1, 0.0))


def _beside_it(relation: str, reading: Reading, effect: Effect, shown: Effect, text: str) -> bool:
    """Whether a sentence that seems to stand against a claimed effect tells of another time, group, treatment or kind."""
    if relation not in ("null", "effect", "opposite"):
        return False
    if _other_time(reading.text, text) or (relation == "effect" and _ASIDE.search(text)):
        return True
    return relation == "null" and _no_denial(reading.text, effect, text[shown.left : shown.right], text)


def _no_denial(said: str, effect: Effect, stretch: str, sentence: str) -> bool:
    """Whether a null result leaves a claimed effect standing: of one group, with exceptions, of another treatment, not of time."""
    if _ASIDE.search(sentence):
        return True
    if _EQUAL.search(stretch) and not THAN.search(said):
        return True  # "as effective as the usual tablets" does not say that neither works
    return said[effect.start : effect.end].lower() in _SPEED and _TIMED.search(sentence) is None


def _of_another(
    subject: tuple[Term, ...], source: Source, number: int, effect: Effect, listed: tuple[Effect, ...]
) -> bool:
    """Whether what the clause tells the effect of stands beside an effect of another kind alone: "A did, B did not"."""
    text = source.sentences[number].text
    own = _own(text, effect, listed)
    keys = keys_between(source, number, *own)
    firm = [term for term in subject if term.weight >= 1 and not met(term, keys)]
    joined = (
        _ELLIPTIC.match(text, own[0]) is not None
    )  # "the gene raised X but had no effect on Y": of the gene as well
    for other in listed:
        left, right = _own(text, other, listed)
        if other.sense != effect.sense and left != own[0]:
            beside = keys_between(source, number, other.end if joined else left, right)
            if any(met(term, beside) for term in firm):
                return True
    return False


def _between(text: str, listed: tuple[Effect, ...]) -> bool:
    """Whether a sentence tells a difference between groups, and nothing of none."""
    if BOTH.search(text) or any(one.sense == "null" for one in listed):
        return False
    return THAN.search(text) is not None or _GROUP.search(text) is not None


def _other_time(said: str, shown: str) -> bool:
    """Whether a clause and a sentence tell of different times ("at 6 months", "at 18 months")."""
    here, there = ({" ".join(found) for found in _TIME.findall(text.lower())} for text in (said, shown))
    return bool(here and there and (not here & there or (len(there) > len(here) and _BUT.search(shown))))


def _own(text: str, effect: Effect, listed: tuple[Effect, ...]) -> tuple[int, int]:
    """The part of a sentence that is an effect's own: from the effect before it to the one behind, lists with it."""
    beside = [one for one in listed if one.left == effect.left and one != effect]
    if not beside:
        return reach(text, effect, listed)
    left = max((one.end for one in beside if one.end <= effect.start), default=effect.left)
    right = min((one.start for one in beside if one.start >= effect.end), default=effect.right)
    return left, right


def _leave_open(best: dict[str, Stand], *, mixed: bool) -> None:
    """Take away what stands against a clause where the record shows the clause too: here and not there.

    mixed: whether the record denies something of the disease that the clause is about as a whole.
    """
    same = best.get("same")
    for relation in ("null", "opposite", "effect"):
        other = best.get(relation)
        if (other and same and same.near >= _HERE and same.share >= other.share - _MIXED) or (
            other and mixed and relation == "effect"
        ):
            if other and same and other.sentence == same.sentence and relation != "effect":
                best.pop("same", None)  # both in one sentence: which of them is meant is not told by words alone
            del best[relation]


def _checked(relation: str, reading: Reading, source: Source, number: int, said: Effect, shown: Effect) -> str:
    """The relation after two looks at the wording: who is compared with whom, and words that turn a direction."""
    sentence = source.sentences[number].text
    if crossed(reading, source, number, said, shown):
        return "opposite" if relation == "same" else "same"
    if relation == "opposite" and _turned(reading.text, said) != _turned(sentence[shown.left : shown.right], None):
        return ""
    return relation


def _at_first(stretch: str) -> bool:
    """Whether a stretch speaks of the time before anything was done, and of no later one."""
    return _BASELINE.search(stretch) is not None and _LATER.search(stretch) is None


def _turned(text: str, effect: Effect | None) -> bool:
    """Whether an odd number of turning words stands in a text, the effect's own word aside."""
    found = [m for m in _TURNS.finditer(text) if effect is None or not effect.start <= m.start() < effect.end]
    return len(found) % 2 == 1


def _share(wanted: tuple[Term, ...], keys: frozenset[str]) -> float:
    total = sum(term.weight for term in wanted)
    return sum(term.weight for term in wanted if met(term, keys)) / total if total else 1.0


def _relation(said: Effect, shown: Effect) -> str:
    """How one stated effect stands to the claimed one."""
    if said.sense == "null":
        return "same" if shown.sense == "null" else "effect"
    if shown.sense == "null":
        return "null"
    if said.sense == shown.sense or (said.worth and said.worth == shown.worth):
        return "same"
    if (said.sense, shown.sense) == ("up", "better"):
        return ""  # more of a bad thing, and something better: what was better is not told
    if {said.sense, shown.sense} == {"up", "down"} or (said.worth and shown.worth and said.worth == -shown.worth):
        return "opposite"
    return ""
