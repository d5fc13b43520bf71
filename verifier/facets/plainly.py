"""Whole clauses that only say what a field of a trial holds, beside that field: allocation, masking, arms, ages, results.

`same` and `different` rest on the field alone; where the record says two things (a single group in which the prose
randomises, two arms in what is called one group) the relation is `absent`, and nothing is borne out. Details are all
`plainly`, for the number of arms with that of the record ("plainly/3").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

from verifier.facets._any_order import any_order, key_words
from verifier.facets._built import design, told_random
from verifier.facets._plainly import PLAINLY, Told
from verifier.facets._told import told
from verifier.facets._whom_masked import in_brackets, unseeing
from verifier.facets._words import language
from verifier.facets.criteria import set_apart
from verifier.facets.eligibility import bounded
from verifier.lexicon import Gate, pattern
from verifier.lexicon._small import small
from verifier.model import Comparison, Quote, Reading, Source, TrialFacts

FACETS = ("randomisation", "blinding", "control", "design", "eligibility", "results")
OF = "trial"

_INFO = "designModule.designInfo"
_ARMS = "armsInterventionsModule.armGroups"
_OF = {"random": "randomisation", "mask": "blinding", "model": "control", "results": "results"}
_OF |= {"arms": "design", "type": "design"}
_STAFF = frozenset({"INVESTIGATOR", "CARE_PROVIDER"})
_MERELY = ("mask-single", "mask-double", "mask-some")  # that somebody was blinded, and not who
_BLINDED = ("SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE")
_CURES = frozenset({"TREATMENT", "PREVENTION", "SUPPORTIVE_CARE", "DEVICE_FEASIBILITY"})
_OPEN = frozenset({"RECRUITING", "ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING", "AVAILABLE"})
_NOW = re.compile(
    r"(?i)\b(?:can|may) (?!not\b)(?:\w+ ){0,2}?(?:join|take|participate|enrol+|enter|sign|volunteer|apply|be)\b"
)
_EVEN = re.compile(
    r"(?i)^(?!only\b)[\w ]*?\b(?:over|above|older than)(?: the age of)? \w+[\w ]* (?:can|cannot|could|may|might|are|were)\b(?! not| never)"
)
_FEW = 20  # people who may by chance all be of one sex
_RULE = re.compile(
    r"(?i)\b(?:can|cannot|could|may|might|must|only|eligib\w+|ineligib\w+|admit\w*|allow\w*|accept\w*|open|closed|limited|restricted|reserved|"
    r"exclud\w+|nur|können|konnten|dürfen|durften|seul\w*|peuvent|pouvaient|réserv\w+|exclu\w*|s[oó]lo|únicamente|pueden|podían)\b"
)
_LASTS = re.compile(r"(?i)^(?!.*\b(?:aged?|old)\b).*\bover (?:\d|ten|1[0-5]) years?\b(?! of age)")
_NOBODY = re.compile(
    r"(?i)\b(?:nobody|no one|no-one|none|niemand|personne|nadie) (?:was|were|is|wurde|war|n['’]|estaba|fue)"
)
_SEXES = frozenset({"women", "woman", "men", "man", "females", "female", "males", "male", "frauen", "männer", "femmes", "hommes", "mujeres", "hombres", "varones", "closed", "open", "barred", "shut", "limited", "restricted", "reserved", "allowed", "admitted", "excluded", "turned"})  # fmt: skip
_WELL = re.compile(r"(?i)\bhealthy\b")
_COUNTED = re.compile(
    r"(?i)\b(\d{1,2}|two|three|four|five|six|seven|eight|zwei|drei|vier|fünf|sechs|deux|trois|quatre|cinq|dos|tres|cuatro|cinco|seis)"
    r"[- ](?:\w+ )?(?:arm(?:s|ed)?|groups?|arme|armen|gruppen|bras|groupes|brazos|grupos)\b"
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_COUNTS |= {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5}
_COUNTS |= {"dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6}

_Shown = tuple[str, Quote]


def signs() -> Gate:
    """The words without which a clause says nothing that is read here."""
    return Gate(pattern("plainly", "signs"), *key_words())


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """What a whole clause says of its trial beside the field that says the same, or something else."""
    del today  # how a study is built does not change
    trial = source.trial
    if trial is None or (said := reading.facet(told)) is None:
        return
    kind = said.meaning.partition("-")[0]
    if kind == "sex" and not any_order(reading.text, reading.facet(language)) and _of_some(said, reading, source):
        return  # "women could not join after a caesarean" tells of some women
    if kind != "arms" and (counted := _COUNTED.search(reading.text)):
        yield from _counted(counted[1].lower(), reading, source, trial)
    for relation, shown in _READ.get(kind, _who)(said, source, trial):
        if not shown.text:
            continue  # the record is silent there
        if relation == "absent" and kind == "mask" and trial.who_masked and _NOBODY.search(reading.text):
            relation = "different"  # "open" may be said of a trial whose assessors alone did not know, "nobody" may not
        if relation == "same" and kind == "mask":
            relation = in_brackets(reading.text, trial)
            named = pattern("design", "said-blinded").finditer(reading.text)
            relation = (
                unseeing(reading.text, named, source) if relation == "same" and said.meaning in _MERELY else relation
            )
        if relation == "same" and _never_done(said, trial, kind):
            relation = "absent"
        if kind == "sex" and relation == "different" and _may_have_come_so(reading, trial):
            relation = "absent"
        if kind == "from" and relation == "different" and _LASTS.search(reading.text):
            relation = "absent"  # "recruited patients over 5 years"
        if kind == "from" and relation == "different" and _EVEN.search(reading.text):
            relation = "absent"  # "people over 80 could join" may tell that nobody was too old
        if kind not in _OF and relation == "same" and trial.overall_status not in _OPEN and _NOW.search(reading.text):
            relation = "absent"  # "can join" says as well that one still can
        detail = f"{PLAINLY}/{len(trial.arms)}" if kind == "arms" else PLAINLY
        yield Comparison(
            _OF.get(kind, "eligibility"), relation, Quote(reading.text, "claim"), shown, reading.part, detail
        )


def _counted(number: str, reading: Reading, source: Source, trial: TrialFacts) -> Iterator[Comparison]:
    """The number of groups that a clause on something else has in passing: "randomly assigned to one of four groups"."""
    said = Told("arms", (_COUNTS.get(number) or int(number),))
    for relation, shown in _arms(said, source, trial):
        detail = f"{PLAINLY}/{len(trial.arms)}"
        yield Comparison("design", relation, Quote(reading.text, "claim"), shown, reading.part, detail)


def _may_have_come_so(reading: Reading, trial: TrialFacts) -> bool:
    """Whether only women, or men, may have come to a small trial that admits both, of which a clause tells no rule."""
    few = trial.enrollment is not None and trial.enrollment < _FEW and trial.enrollment_type == "ACTUAL"
    return few and trial.sex == "ALL" and _RULE.search(reading.text) is None


def _of_some(said: Told, reading: Reading, source: Source) -> bool:
    """Whether a clause sets some people apart by more than their sex, beside the words that name its study."""
    apart = (t for t in set_apart(reading, source) if not any(start <= t.start < end for start, end in said.named))
    return any(reading.text[t.start : t.end].lower() not in _SEXES for t in apart)


def _never_done(said: Told, trial: TrialFacts, kind: str) -> bool:
    """Whether a clause tells what was done with the people of a trial that nobody joined."""
    return trial.overall_status == "WITHDRAWN" and not trial.enrollment and said.people and kind in ("random", "mask")


def _random(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Allocation: randomised, not randomised, or one group alone."""
    yes, shown = said.meaning == "random-yes", source.facet(design)
    if shown.randomised:
        torn = trial.intervention_model == "SINGLE_GROUP" and len(trial.arms) < 2
        yield "absent" if torn else "same" if yes else "different", shown.randomised
    elif shown.not_randomised:
        torn = told_random(source) or (trial.allocation in ("NA", "") and len(trial.arms) > 1)
        yield "absent" if torn else "different" if yes else "same", shown.not_randomised


def _mask(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Masking: who was kept from knowing what was given."""
    what = said.meaning.partition("-")[2]
    blinded = trial.masking in _BLINDED
    field = Quote(trial.masking, f"{_INFO}.maskingInfo.masking")
    if trial.study_type == "OBSERVATIONAL" and what not in ("open", "known"):
        yield "different", Quote(trial.study_type, "designModule.studyType")
    elif trial.masking == "NONE":
        what = "open" if what == "known" else what
        prose = pattern("design", "double-blind", "single-blind").search(_prose(source)) is not None
        yield "absent" if prose else "same" if what == "open" else "different", field
    elif blinded:
        yield _kept(what, trial, source), field


def _kept(what: str, trial: TrialFacts, source: Source) -> str:
    """How words for a blinded trial, or an open one, stand to a trial in which somebody was kept from knowing."""
    masked = set(trial.who_masked)
    if what in ("double", "single"):
        fits = (trial.masking == "SINGLE") is (what == "single")
        torn = pattern("design", f"{what}-blind").search(_prose(source))
        return "same" if fits or torn else "different"
    if what == "some":
        return "same"
    cared, staff = "PARTICIPANT" in masked, bool(masked & _STAFF)
    if what == "known":
        return "different" if cared else "same" if masked else "absent"
    if what == "cared":
        return "same" if cared else "different" if masked else "absent"
    if what == "both":
        return "same" if cared and staff else "different" if masked and not cared and not staff else "absent"
    return "different" if cared or staff or not masked else "absent"  # with assessors alone masked some call it open


def _prose(source: Source) -> str:
    return " ".join(passage.text for passage in source.record.passages)


def _model(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Interventional model: one group alone, or several that are compared."""
    if trial.study_type != "INTERVENTIONAL" or not trial.intervention_model:
        return
    what, arms = said.meaning.partition("-")[2], len(trial.arms)
    shown = Quote(trial.intervention_model, f"{_INFO}.interventionModel")
    alone = trial.intervention_model == "SINGLE_GROUP" and arms < 2 and trial.allocation != "RANDOMIZED"
    parallel = trial.intervention_model in ("PARALLEL", "FACTORIAL")
    several = parallel and (arms > 1 or (not trial.arms and trial.allocation == "RANDOMIZED"))
    if what == "parallel":
        other = trial.intervention_model in ("SINGLE_GROUP", "CROSSOVER") and (alone or arms > 1)
        yield "same" if trial.intervention_model == "PARALLEL" else "different" if other else "absent", shown
    elif alone:
        torn = what != "one" and _compares(source)
        yield "absent" if torn else "different" if what == "many" else "same", shown
    elif several and (trial.allocation == "RANDOMIZED" or what == "one"):
        yield "same" if what == "many" else "different", shown
    else:
        yield "absent", shown


def _compares(source: Source) -> bool:
    """Whether the prose of a record speaks of a group to compare with, though its fields have one group alone."""
    return pattern("design", "said-controlled", "has-controls").search(_prose(source)) is not None


def _type(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Type of study: whether anybody is assigned to anything."""
    del source
    if trial.study_type not in ("INTERVENTIONAL", "OBSERVATIONAL"):
        return
    shown = Quote(trial.study_type, "designModule.studyType")
    watched, what = trial.study_type == "OBSERVATIONAL", said.meaning.partition("-")[2]
    if what in ("observational", "interventional"):  # the registry's own words
        yield "same" if watched is (what == "observational") else "different", shown
    elif what == "clinical":
        yield "absent" if watched else "same", shown
    elif what in ("observing", "intervening"):
        given = watched or bool(trial.interventions) or trial.allocation == "RANDOMIZED"
        right = watched is (what == "observing")
        yield "same" if right else "different" if given else "absent", shown
    elif watched:
        yield "absent" if trial.interventions else "same" if what == "tests-not" else "different", shown
    elif trial.primary_purpose in _CURES and trial.interventions:
        yield "same" if what == "tests" else "different", shown
    else:
        yield "absent", shown


def _arms(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """How many arms a trial lists; gainsaid only where the record counts nothing else either."""
    if not trial.arms or not said.numbers:
        return
    shown, number = Quote(trial.arms[-1].label, f"{_ARMS}.label"), said.numbers[0]
    if number == len(trial.arms):
        yield "same", shown
        return
    counted = {_COUNTS.get(small(word)) or int(word) for word in _COUNTED.findall(_prose(source)) if word != "0"}
    flow = len(trial.results.started) if trial.results else 0
    sure = trial.study_type == "INTERVENTIONAL" and trial.allocation == "RANDOMIZED"
    sure = sure and trial.intervention_model in ("PARALLEL", "FACTORIAL")
    yield "different" if sure and number not in counted and number != flow else "absent", shown


def miscounts_arms(reading: Reading, source: Source) -> bool:
    """Whether a clause counts arms or groups in passing, and not as many as its trial lists."""
    trial = source.trial
    counted = {_COUNTS.get(small(word)) or int(word) for word in _COUNTED.findall(reading.text)}
    if trial is None or not trial.arms or not counted or len(trial.arms) in counted:
        return False
    return not any(word.lower() in _COUNTED.findall(_prose(source).lower()) for word in _COUNTED.findall(reading.text))


def _healthy(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Whether healthy volunteers are accepted."""
    del source
    if trial.healthy_volunteers is None:
        return
    shown = Quote(str(trial.healthy_volunteers).lower(), "eligibilityModule.healthyVolunteers")
    told_so = any(_WELL.search(text) for text in (*trial.conditions, *(arm.label for arm in trial.arms)))
    torn = told_so and not trial.healthy_volunteers
    right = trial.healthy_volunteers is (said.meaning == "healthy-yes")
    yield "absent" if torn else "same" if right else "different", shown


def _sex(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Whether women, men or both are admitted."""
    del source
    wanted = {"sex-all": "ALL", "sex-women": "FEMALE", "sex-men": "MALE"}[said.meaning]
    if trial.sex:
        yield "same" if trial.sex == wanted else "different", Quote(trial.sex, "sex")


def _who(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """The ages that are admitted."""
    low, high = source.facet(bounded)
    least, most = Quote(trial.minimum_age, "minimumAge"), Quote(trial.maximum_age, "maximumAge")
    if said.meaning == "endless-age":
        if least.text or most.text:
            yield ("different", most) if most.text else ("same", least)
    elif said.meaning == "from-age":
        yield ("same" if said.numbers[0] == low else _off(said.numbers[0], low)), least
    elif said.meaning == "to-age":
        yield ("same" if said.numbers[0] in (high, high + 1) else _off(said.numbers[0], high)), most
    elif len(said.numbers) == 2:
        yield from _range(said, (low, high), least, most)


def _off(number: int, bound: float) -> str:
    """How an age stands to one that is not the same: the 17th and the 18th birthday are told for each other."""
    return "different" if abs(number - bound) > 1 else "absent"


def _range(said: Told, bounds: tuple[float, float], least: Quote, most: Quote) -> Iterator[_Shown]:
    """An age group beside both bounds of the record; a part of those admitted may be told of as well."""
    (first, last), (low, high) = said.numbers, bounds
    if (first, last) == (low, high):
        yield "same", most
        yield "same", least
        return
    inside = said.meaning == "ages-open" and low - 1 <= first and last <= high + 1
    wrong = [q for n, b, q in ((first, low, least), (last, high, most)) if _off(n, b) == "different"]
    shown = next((quote for quote in wrong if quote.text), most if most.text else least)
    yield "different" if wrong and not inside else "absent", shown


def _results(said: Told, source: Source, trial: TrialFacts) -> Iterator[_Shown]:
    """Whether the registry holds results."""
    del source
    if trial.has_results is None:
        return
    right = trial.has_results is (said.meaning == "results-posted")
    yield "same" if right else "different", Quote(str(trial.has_results).lower(), "hasResults")


_READ: dict[str, Callable[[Told, Source, TrialFacts], Iterator[_Shown]]] = {
    "random": _random,
    "mask": _mask,
    "model": _model,
    "type": _type,
    "arms": _arms,
    "healthy": _healthy,
    "sex": _sex,
    "results": _results,
}
