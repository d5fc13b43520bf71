"""The direction a clause claims beside the direction the record states for the same outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from verifier.facets._align import share as share_of
from verifier.facets._between import between
from verifier.facets._changed import joined, main_effect, parts
from verifier.facets._effects import Effect, acting, stated
from verifier.facets._effects import bare as plain
from verifier.facets._order import THAN, crossed
from verifier.facets._stretches import own_stretch, told, told_of_all
from verifier.facets._terms import Term, everywhere, keys_between, met, postings, sentence_terms, terms
from verifier.facets._two_sides import not_of_the_thing, of_another, of_one_side
from verifier.model import Reading, Source

# Words that turn the direction of what they stand beside: where only one side has them, nothing is concluded.
_TURNS = re.compile(
    r"(?i)\b(?:deficien\w*|lack\w*|loss(?:es)?|absence|absent|without|inhibit\w*|block\w*|disrupt\w*|neutrali[sz]\w*|abrogat\w*|interfer(?:e|es|ed|ing) with|knock\w*|deplet\w*|resist\w*"
    r"|non(?!-?hispanic)-?\w*|low|lower|less|withdraw\w*|discontinu\w*|stopp?\w*|ablat\w*|silenc\w*|shorter|short|negative\w*|failure|fail\w*|untreated|limited|scarc\w*"
    r"|under-?represent\w*|insufficien\w*|inadequa\w*)\b"
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
    r"|days?|hours?|weeks?|minutes?|recover\w*|heal\w*|length of stay|surviv\w*|deaths?|mortality)\b"
)
_SPEED = frozenset({"sooner", "faster", "more quickly", "earlier"})
_AGAINST = re.compile(r"(?i)\b(?:than|as|compared (?:with|to)|versus|relative to)\s")
_WOULD = re.compile(r"(?i)\b(?:would|if)\b")
_OFTEN = re.compile(r"(?i)(?:more|less|much more|far more) (?:often|frequent\w*|regular\w*|common\w*|rarely)\b")
_OFTEN_THERE = re.compile(
    r"(?i)\b(?:often|frequen\w+|regular\w*|common\w*|rare\w*|rates?|incidence|prevalence|odds|risks?|likel\w+|chances?|probabilit\w+|seldom|occur\w*"
    r"|cases|numbers?|proportions?|percentages?|fewer|events?|hazard)\b|%"
)
_GROUP = re.compile(
    r"(?i)\b(?:in|for|with|among) (?:the |those |patients |people )?(?:[\w-]+ ){0,4}(?:group|arm|patients|participants)\b"
)
_TIME = re.compile(
    r"(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](second|minute|hour|day|week|month|year)"
    r"|(?:at|after|by|and) (\d+)[ -]?(h|hrs?|d|wks?|mo|yrs?|min)\b"
)
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
_NUMBERS |= {"nine": "9", "ten": "10", "twelve": "12"}
# "Between the early-stage and the late-stage patients", "between age groups": who was not told apart.
_BETWEEN_WHOM = re.compile(
    r"(?i)\b(?:between|among)\s+((?:(?!\b(?:in|at|for|with|on|over|after|during|was|were)\b)[^,;:.]){3,90})"
)
_APART = re.compile(
    r"(?i)\sand\s|\b(?:age|sex|gender|stage|race|ethnic\w*|region\w*|countr\w+|years?|cent(?:er|re)s?|seasons?|genotypes?)\b"
)
_BY_KIND = re.compile(
    r"(?i)\b(?:with (?:respect|regard) to|according to|by) (?:age|sex|gender|race|ethnicity|body weight|stage)\b"
)
# A null result of a correlation denies no effect of a treatment.
_CORRELATES = re.compile(r"(?i)\b(?:correlat\w+|predict\w*|interaction)\b")
_PREVENTS = re.compile(r"(?i)prevent|protect|counteract|preserv|maintain|avert|avoid|stabili[sz]|stop|halt")
_CHANGED = re.compile(r"(?i)chang|increas|decreas|declin|loss|worsen|deteriorat|progress|alter")
_DENIED = re.compile(
    r"(?i)(?<!who did )(?<!who had )(?<!who were )(?<!who do )\b(?:not(?! only)|never|cannot|no longer)\b|n['’]t\b"
)
_LIGHT = frozenset({"=level", "=rate", "=score", "=change", "level", "number"})
_TREATED = re.compile(
    r"(?i)treat|control|placebo|sham|usual|standard|baseline|intervention|before|after|\b(?:pre|post|visits?|times?|drugs?|first|second|former|arms?)\b|\b(?:the|all|these|study|two) groups?\b"
)
_GIVEN_TO = re.compile(
    r"(?i)^\W*(?:in|among|for) (?:the )?(?:patients|subjects|participants|people|those|animals|mice|rats|women|men|children)\s+(?:who (?:were|had) )?(?:allocated|assigned|randomi[sz]ed|given"
    r"|receiving|treated|on|taking)\s+(?:to |with )?([^,;:.]{3,80}),"
)
_BUT = re.compile(r"(?i)\b(?:but|whereas|while|although|however|though)\b")
_MIXED = 0.4  # how much less a shown effect may share of the outcome and still stand beside one that was not shown
_ELLIPTIC = re.compile(
    r"(?i)\W*(?:(?:but|and|while|whereas|although|yet|or)\s+)?(?:\w+ly\s+|also\s+)?(?:was|were|is|are|did|does|do|had|has|have|could|not|no|only|failed|with)\b"
)
_HERE = 0.5  # share of the outcome's words that a stretch must have to speak of it


class Stand(msgspec.Struct, frozen=True, gc=False):
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


_NO_STAND = Stand("", -1, 0.0)


def _of_one_kind(relation: str, said: str, shown: str) -> bool:
    """Whether two effects say the same, or the opposite, in words of one kind: of more and less, of better and worse."""
    if relation == "same":
        return said == shown
    return relation != "opposite" or {said, shown} in ({"up", "down"}, {"better", "worse"})


def stand(reading: Reading, source: Source) -> Stand:
    """How the record stands to the main effect of the clause; sentences that share most of the outcome count."""
    effect = reading.facet(main_effect)
    wanted = _with_its_name(reading) if effect else ()
    if effect is None or not wanted:
        return _NO_STAND
    subject = reading.facet(parts).subject
    listed = source.facet(sentence_terms)
    # The disease that the whole record is about tells no outcome from another.
    central = [term for term in wanted if term.kind == "condition" and met(term, listed[0])]
    bare = len(central) == len(wanted)
    if not bare:
        wanted = tuple(term for term in wanted if term not in central)
    weight = sum(term.weight for term in wanted)
    best: dict[str, Stand] = {}
    effects_of, telling, where = source.facet(stated), source.facet(acting), source.facet(postings)
    compares = bool(telling) and effect.sense != "null" and THAN.search(reading.text) is not None
    speaking = {number for term in wanted for key in term.keys for number in where.get(key, ())} if telling else set()
    for number in sorted(telling & speaking):
        near = _share(subject, listed[number], listed[0])
        text, here = source.sentences[number].text, source.facet(told_of_all if bare else told)[number]
        shown = tuple([one.effect for one in here])
        for one in here:
            other, right, keys = one.effect, one.right, one.keys
            if other.sense == "null" and (one.at_first or others_compared(reading, source, number, other)):
                continue
            share = sum(term.weight for term in wanted if met(term, keys)) / weight
            relation = _relation(effect, other) if share >= _HERE else ""
            if (compares and relation == "same" and BOTH.search(text)) or beside_it(
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
                relation = _checked(relation, reading, source, (number, right), effect, other)
            if relation and (relation not in best or share + 0.3 * near > best[relation].share):
                beside = _share(subject, source.facet(everywhere)) if relation == "null" else near
                best[relation] = Stand(relation, number, share + 0.3 * near, other, beside, share)
    order = ("same", "null", "opposite") if effect.sense != "null" else ("same", "effect")
    best = {w: at for w, at in best.items() if w == "null" or not of_another(subject, source, at.sentence, best)}
    _leave_open(best, mixed=bare and any(one.sense == "null" for own in effects_of for one in own))
    found = [best[relation] for relation in order if relation in best]
    if not found and (by_arm := between(reading, source, wanted)):
        other = Effect(by_arm.sense, by_arm.worth, 0, 0, 0, 0)
        relation = _relation(effect, other)
        near = _share(subject, listed[by_arm.sentence], listed[0])
        found = [Stand(relation, by_arm.sentence, by_arm.share + 0.3 * near, other, near, by_arm.share)] * bool(
            relation
        )
    return max(found, key=lambda one: (round(one.share, 2), -order.index(one.relation)), default=_NO_STAND)


def _with_its_name(reading: Reading) -> tuple[Term, ...]:
    """The outcome of a clause; bare levels and rates with the word right before them, and nothing where none says of what."""
    wanted = reading.facet(parts).outcome
    if not wanted or any(_LIGHT.isdisjoint(term.keys) for term in wanted):
        return wanted
    leads = [
        term
        for term in reading.facet(terms)
        if term.weight >= _HERE and term not in wanted and reading.text[term.end : wanted[0].start] in (" ", "-")
    ]
    return (*leads, *wanted) if leads else ()


def beside_it(relation: str, reading: Reading, effect: Effect, shown: Effect, text: str) -> bool:
    """Whether a sentence that seems to stand against a claimed effect tells of another time, group, treatment or kind."""
    if relation not in ("null", "effect", "opposite"):
        return False
    if _other_time(reading.text, text) or (relation == "effect" and _ASIDE.search(text)):
        return True
    return relation == "null" and no_denial(reading.text, effect, shown, text)


def no_denial(said: str, effect: Effect, shown: Effect, sentence: str) -> bool:
    """Whether a null result leaves a claimed effect standing: of one group, with exceptions, of another treatment, not of time."""
    stretch, denied = sentence[shown.left : shown.right], sentence[shown.start : shown.end]
    if _ASIDE.search(sentence):
        return True
    if _PREVENTS.match(said, effect.start) and _CHANGED.search(denied):
        return True  # what prevents a change leaves none
    if _CORRELATES.search(plain(stretch)) and not _CORRELATES.search(said):
        return True
    if effect.sense != "null" and _DENIED.search(said):
        return True  # what the clause denies itself was not read
    if _EQUAL.search(stretch) and not THAN.search(said):
        return True  # "as effective as the usual tablets" does not say that neither works
    return said[effect.start : effect.end].lower() in _SPEED and _TIMED.search(sentence) is None


def _of_another(
    subject: tuple[Term, ...], source: Source, number: int, effect: Effect, listed: tuple[Effect, ...]
) -> bool:
    """Whether what the clause tells the effect of stands beside an effect of another kind alone: "A did, B did not"."""
    text = source.sentences[number].text
    own = own_stretch(text, effect, listed)
    keys = keys_between(source, number, *own)
    firm = [term for term in subject if term.weight >= 1 and not met(term, keys)]
    joined = (
        _ELLIPTIC.match(text, own[0]) is not None
    )  # "the gene raised X but had no effect on Y": of the gene as well
    for other in listed:
        left, right = own_stretch(text, other, listed)
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
    here, there = (set(_times(text)) for text in (said, shown))
    return bool(here and there and (not here & there or (len(there) > len(here) and _BUT.search(shown))))


def _times(text: str) -> Iterator[str]:
    """The times that a text names: "6 months", "at 48 h"."""
    for match in _TIME.finditer(text.lower()):
        count, unit = match[1] or match[3], match[2] or match[4]
        yield f"{_NUMBERS.get(count, count)} {unit[:2] if unit[0] == 'm' else unit[0]}"


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


def _checked(relation: str, reading: Reading, source: Source, at: tuple[int, int], said: Effect, shown: Effect) -> str:
    """The relation after two looks at the wording, of the sentence and the end of what it tells of the effect that are `at`."""
    sentence = source.sentences[at[0]].text
    if crossed(reading, source, at[0], said, shown):
        return "opposite" if relation == "same" else "same"
    if (
        relation == "opposite"
        and _OFTEN.match(reading.text, said.start)
        and not _OFTEN_THERE.search(sentence[shown.left : shown.right])
    ):
        return ""  # how often something was so, and how much of it there was, are two things
    if relation == "opposite" and not_of_the_thing(reading, source, at[0], said, shown):
        return ""
    own = reading.text[: joined(reading, said)]  # "and to less bleeding": another effect turns nothing of this one
    if relation == "opposite" and _turned(own, said) != _turned(sentence[: at[1]], shown, shown.left):
        return ""
    return relation


def others_compared(reading: Reading, source: Source, number: int, effect: Effect) -> bool:
    """Whether a null result is one between others than the clause names, who are no groups of the study."""
    if (effect_said := reading.facet(main_effect)) is None or effect_said.sense == "null":
        return False
    text = source.sentences[number].text
    told = [term for term in reading.facet(terms) if term.weight >= _HERE]
    if (given := _GIVEN_TO.search(text)) is not None:
        return not any(met(term, keys_between(source, number, *given.span(1))) for term in told)
    if _BY_KIND.search(text, effect.start, effect.right):
        return True
    whom = _BETWEEN_WHOM.search(text, effect.start, effect.right)
    one = _BETWEEN_WHOM.search(text, effect.left, effect.right)
    if (
        one
        and _APART.search(one[1])
        and not _TREATED.search(one[1])
        and of_one_side(reading, source, number, one.span(1))
    ):
        return True
    if (
        not any(term.kind == "intervention" for term in told)
        or whom is None
        or _APART.search(whom[1]) is None
        or _TREATED.search(whom[1])
    ):
        return False
    return not any(met(term, keys_between(source, number, *whom.span(1))) for term in told)


def _turned(text: str, effect: Effect, start: int = 0) -> bool:
    """Whether an odd number of turning words stands in a text from a place on, the effect's own word aside."""
    than = _AGAINST.search(text, max(start, effect.end))  # what turns the other side turns nothing here
    stop = than.start() if than else len(text)
    found = [m for m in _TURNS.finditer(text, start, stop) if not effect.start <= m.start() < effect.end]
    return len(found) % 2 == 1


def _share(wanted: tuple[Term, ...], keys: frozenset[str], beside: frozenset[str] = frozenset()) -> float:
    return share_of(wanted, keys, beside) if wanted else 1.0


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
