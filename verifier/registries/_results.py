"""resultsSection of a study: posted outcomes, adverse events, participant flow, and the same as sentences.

Outside the adverse events all numbers are strings ("0.65", "<0.0001", "NA") and stay so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from verifier.model import AdverseEvent, Analysis, EventGroup, Measurement, Passage, PostedOutcome, Results
from verifier.registries._markup import unescape

Tree = dict[str, Any]
_MOST_EVENTS = 12  # adverse events told per arm in prose; all of them stand in the facts


def posted_results(section: Tree) -> Results:
    """Read resultsSection; an empty Results when there is none."""
    flow, limits = (
        _branch(section, "participantFlowModule"),
        _branch(section, "moreInfoModule", "limitationsAndCaveats"),
    )
    events = _branch(section, "adverseEventsModule")
    flow_groups = _titles(_items(flow, "groups"))
    event_groups = _titles(_items(events, "eventGroups"))
    return Results(
        outcomes=tuple(
            _outcome(o)
            for o in _items(_branch(section, "outcomeMeasuresModule"), "outcomeMeasures")
            if isinstance(o, dict)
        ),
        event_groups=tuple(_event_group(g) for g in _items(events, "eventGroups") if isinstance(g, dict)),
        events=tuple(
            _event(entry, event_groups, serious=key == "seriousEvents")
            for key in ("seriousEvents", "otherEvents")
            for entry in _items(events, key)
            if isinstance(entry, dict)
        ),
        started=_milestone(flow, flow_groups, "STARTED"),
        completed=_milestone(flow, flow_groups, "COMPLETED"),
        limitations=_text(limits, "description"),
    )


def _branch(tree: Any, *keys: str) -> Tree:
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree if isinstance(tree, dict) else {}


def _items(tree: Any, key: str) -> list[Any]:
    found = tree.get(key) if isinstance(tree, dict) else None
    return found if isinstance(found, list) else []


def _text(tree: Any, key: str) -> str:
    """A field as text; result values are strings, a few come as numbers."""
    value = tree.get(key) if isinstance(tree, dict) else None
    if isinstance(value, str):
        return unescape(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _titles(groups: list[Any]) -> dict[str, str]:
    """Group id -> the arm's title."""
    return {_text(group, "id"): _text(group, "title") or _text(group, "id") for group in groups}


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _outcome(entry: Tree) -> PostedOutcome:
    """One outcome measure with its values and analyses."""
    groups = _titles(_items(entry, "groups"))
    return PostedOutcome(
        kind=_text(entry, "type"),
        title=_text(entry, "title"),
        description=_text(entry, "description"),
        population=_text(entry, "populationDescription"),
        status=_text(entry, "reportingStatus"),
        unit=_text(entry, "unitOfMeasure"),
        parameter=_text(entry, "paramType"),
        dispersion=_text(entry, "dispersionType"),
        time_frame=_text(entry, "timeFrame"),
        groups=tuple(groups.values()),
        measurements=tuple(_measurements(entry, groups)),
        analyses=tuple(_analysis(a, groups) for a in _items(entry, "analyses") if isinstance(a, dict)),
    )


def _measurements(entry: Tree, groups: dict[str, str]) -> Iterator[Measurement]:
    overall = _analysed(entry)
    for row in _items(entry, "classes"):
        analysed = {**overall, **_analysed(row)}
        for category in _items(row, "categories"):
            name = ", ".join(filter(None, (_text(row, "title"), _text(category, "title"))))
            for value in _items(category, "measurements"):
                group = _text(value, "groupId")
                yield Measurement(
                    group=groups.get(group, group),
                    category=name,
                    value=_text(value, "value"),
                    spread=_text(value, "spread"),
                    lower=_text(value, "lowerLimit"),
                    upper=_text(value, "upperLimit"),
                    analysed=analysed.get(group, ""),
                    comment=_text(value, "comment"),
                )


def _analysed(tree: Any) -> dict[str, str]:
    """Group id -> number analysed, from the first denominators (participants before other units)."""
    denominators = sorted(_items(tree, "denoms"), key=lambda d: _text(d, "units") != "Participants")
    return {_text(c, "groupId"): _text(c, "value") for c in _items(denominators[0], "counts")} if denominators else {}


def _analysis(entry: Tree, groups: dict[str, str]) -> Analysis:
    return Analysis(
        groups=tuple(groups.get(g, g) for g in _items(entry, "groupIds") if isinstance(g, str)),
        p_value=_text(entry, "pValue"),
        p_comment=_text(entry, "pValueComment"),
        method=_text(entry, "statisticalMethod"),
        parameter=_text(entry, "paramType"),
        value=_text(entry, "paramValue"),
        ci_percent=_text(entry, "ciPctValue"),
        ci_lower=_text(entry, "ciLowerLimit"),
        ci_upper=_text(entry, "ciUpperLimit"),
        non_inferiority=_text(entry, "nonInferiorityType"),
        comment=_text(entry, "estimateComment") or _text(entry, "groupDescription"),
    )


def _event_group(group: Tree) -> EventGroup:
    def count(key: str) -> int | None:
        return _number(_text(group, key))

    return EventGroup(
        title=_text(group, "title"),
        deaths=count("deathsNumAffected"),
        deaths_at_risk=count("deathsNumAtRisk"),
        serious=count("seriousNumAffected"),
        serious_at_risk=count("seriousNumAtRisk"),
        other=count("otherNumAffected"),
        other_at_risk=count("otherNumAtRisk"),
    )


def _event(entry: Tree, groups: dict[str, str], *, serious: bool) -> AdverseEvent:
    counts = []
    for stat in _items(entry, "stats"):
        affected, at_risk = _number(_text(stat, "numAffected")), _number(_text(stat, "numAtRisk"))
        if affected is not None and at_risk is not None:
            counts.append((groups.get(_text(stat, "groupId"), ""), affected, at_risk))
    return AdverseEvent(_text(entry, "term"), serious, tuple(counts))


def _milestone(flow: Tree, groups: dict[str, str], wanted: str) -> tuple[tuple[str, int], ...]:
    """(arm, people) who reached a milestone: STARTED of the first period, COMPLETED of the last."""
    periods = _items(flow, "periods")
    for period in periods[:1] if wanted == "STARTED" else periods[-1:]:
        for milestone in _items(period, "milestones"):
            if _text(milestone, "type") == wanted:
                reached = (
                    (groups.get(_text(a, "groupId"), ""), _number(_text(a, "numSubjects")))
                    for a in _items(milestone, "achievements")
                )
                return tuple((arm, people) for arm, people in reached if people is not None)
    return ()


def posted_passages(results: Results) -> Iterator[Passage]:
    """Posted results as plain sentences, each under the field that it restates."""
    if results.started:
        arms = "; ".join(f"{people} in {arm}" for arm, people in results.started)
        yield Passage("participantFlow", f"Started: {arms}.", "participant flow")
    for number, outcome in enumerate(results.outcomes):
        where = f"outcomeMeasures[{number}]"
        yield Passage(where, _outcome_prose(outcome), "posted results")
        for place, analysis in enumerate(outcome.analyses):
            if words := _analysis_prose(outcome, analysis):
                yield Passage(f"{where}.analyses[{place}]", words, "posted results")
    for number, group in enumerate(results.event_groups):
        yield Passage(f"adverseEvents.eventGroups[{number}]", _group_prose(group, results.events), "adverse events")
    if results.limitations:
        yield Passage("limitationsAndCaveats", results.limitations, "limitations")


def _outcome_prose(outcome: PostedOutcome) -> str:
    kind = outcome.kind.replace("_", " ").capitalize()
    head = f"{kind} outcome: {outcome.title}".rstrip(".")
    frame = f" ({outcome.time_frame})" if outcome.time_frame else ""
    description = f" {_sentence(outcome.description)}" if outcome.description else ""
    population = f" Analysed: {_sentence(outcome.population)}" if outcome.population else ""
    if outcome.status == "NOT_POSTED" and not outcome.measurements:
        return f"{head}{frame}.{description}{population} No results have been posted for this outcome."
    values = "; ".join(_value_prose(outcome, value) for value in outcome.measurements)
    return f"{head}{frame}.{description}{population}{f' Result: {values}.' if values else ''}"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _value_prose(outcome: PostedOutcome, value: Measurement) -> str:
    """Write `median 10 days (9 to 11) in Remdesivir (n = 541)`."""
    parameter = outcome.parameter.replace("_", " ").lower()
    category = f"{value.category}: " if value.category else ""
    unit = "%" if outcome.unit.lower().startswith("percent") else f" {outcome.unit}" if outcome.unit else ""
    spread = (
        f" ({value.lower} to {value.upper})"
        if value.lower and value.upper
        else f" (±{value.spread})"
        if value.spread
        else ""
    )
    analysed = f" (n = {value.analysed})" if value.analysed else ""
    words = f"{parameter} " if parameter and parameter not in ("number", "count of participants") else ""
    return f"{category}{words}{value.value or 'not given'}{unit if value.value else ''}{spread} in {value.group or 'all'}{analysed}"


def _analysis_prose(outcome: PostedOutcome, analysis: Analysis) -> str:
    """Write `Remdesivir versus Placebo, time to recovery: rate ratio 1.29 (95% CI 1.12 to 1.49), P <0.001.`."""
    parts = []
    if analysis.value:
        name = analysis.parameter or "estimate"
        both = f"{analysis.ci_lower} to {analysis.ci_upper}" if analysis.ci_lower and analysis.ci_upper else ""
        one = (
            f"from {analysis.ci_lower}"
            if analysis.ci_lower
            else f"up to {analysis.ci_upper}"
            if analysis.ci_upper
            else ""
        )
        level = f"{analysis.ci_percent}% CI " if analysis.ci_percent else "CI "
        interval = f" ({level}{both or one})" if both or one else ""
        parts.append(f"{name} {analysis.value}{interval}")
    if analysis.p_value:
        sign = "" if analysis.p_value[0] in "<>=≤≥" else "= "
        parts.append(f"P {sign}{analysis.p_value}")
    if not parts:
        return ""
    groups = " versus ".join(analysis.groups)
    method = f" ({analysis.method})" if analysis.method else ""
    design = f" {analysis.non_inferiority.replace('_', ' ').capitalize()} analysis." if analysis.non_inferiority else ""
    return f"{groups}{', ' if groups else ''}{outcome.title}: {', '.join(parts)}{method}.{design}"


def _group_prose(group: EventGroup, events: tuple[AdverseEvent, ...]) -> str:
    """Deaths, serious and other adverse events of one arm, and the most frequent of them by name."""
    parts = []
    for name, affected, at_risk in (
        ("deaths from any cause", group.deaths, group.deaths_at_risk),
        ("serious adverse events", group.serious, group.serious_at_risk),
        ("other adverse events", group.other, group.other_at_risk),
    ):
        if affected is not None:
            parts.append(f"{name} in {affected}{f' of {at_risk}' if at_risk is not None else ''} people")
    named = [
        (affected, event.term)
        for event in events
        for arm, affected, _ in event.counts
        if arm == group.title and affected
    ]
    named.sort(key=lambda pair: (-pair[0], pair[1]))
    common = "; ".join(f"{term} {affected}" for affected, term in named[:_MOST_EVENTS])
    told = f" Most frequent: {common}." if common else ""
    return f"{group.title}: {', '.join(parts) or 'no counts given'}.{told}"
