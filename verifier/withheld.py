"""Why a clause is left open that a record seems to state: what bears it out is of something else, or says less.

Words and figures that are all found may still be of another arm, of a difference, of a part of those told of, of harms
alone, of a plan, or of what chance may have made. None of that gainsays the clause; each keeps it from being confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets._between_arms import roles_apart, unborne_between_arms
from verifier.facets._borne_out import same
from verifier.facets._chance import by_chance
from verifier.facets._changed import parts
from verifier.facets._effects import claimed, stated
from verifier.facets._nested import of_another_part
from verifier.facets._of_the_count import of_another_count
from verifier.facets._quantities import Quantity, quantities
from verifier.facets._same_figure import listed_otherwise
from verifier.facets._shares_lacking import shares_lacking
from verifier.facets._studied import one_arm
from verifier.facets._terms import Term, everywhere, keys_between, met, numbers, sentence_terms, terms, text_keys
from verifier.facets._turned import unborne
from verifier.facets._which_arm import of_an_arm, of_another_arm, of_the_difference, of_two_outcomes
from verifier.facets._words import language
from verifier.facets.by_arm import UNNAMED
from verifier.facets.certainty import causes
from verifier.lexicon import pattern, spoken
from verifier.model import Case, Comparison, Reading, Source
from verifier.text import last_verb

_HARMS = ("harm", "harmless", "absolute", "dying", "gravely", "serious-event", "unwell")
_LIFE = re.compile(  # longer life, in everyday words
    r"(?i)\b(?:(?:adds?|added|gives?|gave|gains?|gained|buys?|bought|wins?|won|brings?|brought)\s+(?:[\w'’-]+\s+){0,4}?(?:years|months|weeks|time|life)\b[^.;]{0,24}\b(?:life|lives|live)\b"
    r"|(?:adds?|added|gains?|gained|buys?|bought)\s+(?:[\w'’-]+\s+){0,3}?(?:years|months)\b(?:\s+(?:to|of) (?:\w+ )?(?:life|lives))?"
    r"|(?:liv(?:e|es|ed|ing)|surviv(?:e|es|ed|ing)|stay(?:s|ed)? alive)\s+(?:[\w-]+\s+){0,2}longer|longer (?:life|lives|survival)"
    r"|(?:prolong|lengthen|extend)\w*\s+(?:[\w'’-]+\s+){0,4}?(?:life|lives|survival)\b|outliv\w+|life-(?:prolonging|extending|saving)"
    r"|sav(?:es?|ed|ing) (?:[\w'’-]+ ){0,2}lives|verlängert(?:e|en)? (?:das|ihr|sein) leben|(?:leben|lebt|lebten|lebte) länger|länger (?:leben|lebten|lebte)"
    r"|(?:prolonge|prolongent|allonge|allongent) la vie|viv(?:ent|aient|re) plus longtemps|vécu plus longtemps|alarga(?:n)? la vida|viv(?:en|ir|ieron) más)\b"
)
_OF_LIFE = re.compile(
    r"(?i)surviv|mortalit|\bdeaths?\b|\bdied?\b|\bdying\b|\bdead\b|fatal|life[- ]?span|longevity|life expectancy|\blived (?!experience)|\balive\b|deceas|letal|lethal|\blife-years|outliv|prolong\w* (?:\w+ ){0,3}(?:life|lives)|live longer"
)
_AGE = re.compile(
    r"(?i)\b(?:after|over|under|past|beyond|before|from|by|turn(?:s|ed|ing)?|reach(?:es|ed)?|at|ab|nach|über|unter|mit|après|dès|de plus de|tras|desde|mayores de)\s+$"
)
_BELOW = re.compile(r"(?i)\b(?:less|fewer|lower|under|below|short) (?:than |of )?(?:an? )?$")
_ABOVE = re.compile(r"(?i)\b(?:more|greater|higher|over|above|upwards?) (?:than |of )?(?:an? )?$")
_OR_LESS = re.compile(r"(?i)(?:\s+[a-z]+)?\s+or (?:less|fewer|under|below|sooner|earlier|shorter)\b")
_OR_MORE = re.compile(r"(?i)(?:\s+[a-z]+)?\s+or (?:more|over|above|longer|later|older)\b")
_TELLING = 0.5  # weight from which a word tells one outcome from another
_LEAD = 24  # characters before a number in which what bounds it stands
_NEAR = 0.4  # how far a number may lie from one that bounds it to be the number that is meant
_ROUNDED = 0.01  # share of a number by which it may pass its bound
_CLEARLY = re.compile(
    r"(?i)\b(?:much|far|considerably|markedly|clearly|substantially|significantly|notably|decidedly|distinctly|plainly|greatly|a lot|way|many|deutlich|signifikant|viel|nettement|significativement|bien|claramente|significativamente|mucho)"
    r"\s+(?:\w+\s+)?(?:more|less|fewer|better|worse|rarer|[a-z]{2,}er|rarely|often|mehr|weniger|besser|plus|moins|mieux|más|menos|mejor)\b"
)
_ADVISES = re.compile(
    r"(?i)\b(?:recommend(?:s|ed)?|advis(?:es?|ed)|endorse[sd]?|urge[sd]?|empf(?:iehlt|ehlen|ahl|ahlen)|recommande(?:nt)?|conseille(?:nt)?|recomiendan?|aconsejan?)\s+"
)
_FOR_WHAT = re.compile(
    r"(?i)[,;:.(]|\b(?:for|in|as|with|when|after|to|against|at|on|by|before|over|rather|instead|für|bei|in|als|zu[mr]?|vor|nach|pour|dans|chez|comme|avec|para|en|como|con)\b"
)
_ARMS = 2
_MEASURE = re.compile(r"outcomeMeasures\[(\d+)\]")
_BESIDE = re.compile(
    r"(?i)\b(?:above|below|ahead of|behind|than|against|versus|compared (?:with|to))\s+(?:in |with |on |for )?(?:the|that|those|its|their|placebo|sham|dummy|usual|controls?)\b"
)
_BINOMIAL = re.compile(r"\b[A-Z]\.\s?[a-z]{4,}\b")  # "E. coli"
_FLOW = re.compile(
    r"(?i)\b(?:start|join|took part|enrol|recruit|finish|complet|drop|left|stay|assign|given|random|withdrew|quit|continu)"
)
_TOOK_IN = re.compile(
    r"(?i)\b(?:took in|taken in|takes in|enrol+(?:ed|s)|recruited|includ(?:ed|es)|signed up|joined|took part|had|with|participated|nahmen|teil|inclus|participé|participaron|incluyó)\b"
)
_DIRECTED = frozenset({"direction", "posted", "by-arm", "safety", "harmed", "contest", "stop-reason"})
_AT_RANDOM = ("Randomized Controlled Trial", "Clinical Trial", "Meta-Analysis", "Systematic Review")
_ACTS = re.compile(  # that one thing brings another about, or keeps it off, told as a fact
    r"(?i)\b(?:keeps?|kept)\s+(?:[\w'’-]+\s+){1,4}?(?:away|off|at bay|out|from\s+\w+ing|healthy|alive|well)\b|\b(?:prevents?|prevented|protects?|protected|wards? off|staves? off|shields?|spares?|guards? against)\b"
    r"|\bma(?:ke|kes|de)\s+(?:[\w'’-]+\s+){1,5}?(?:ill|sick|diabetic|fat|obese|depressed|anxious|deaf|blind|demented|worse|unwell|infertile)\b|\bb(?:rought|rings?) (?:about|on)\b"
    r"|\bverhinder\w+|\bschützt\b|\bhält (?:\w+ ){1,3}fern\b|\bprotège\b|\bempêche\b|\bprévient\b|\bprotege\b|\bpreviene\b|\bevita\b"
)


def withheld(case: Case, reading: Reading, shown: Comparison | None = None) -> bool:
    """Whether what bears a clause out is of something else than the clause says, or says less.

    shown: the comparison in which the record seems to state it, where the rules found one.
    """
    source = case.source
    if source is None:
        return False
    own = [c for c in case.comparisons if c.part == reading.part and c.relation == "same"]
    figures = [(q, at) for c in own if c.facet == "number" for q in _said(reading, c) for at in _places(source, c)]
    places = {*(at for _, at in figures), *(_places(source, shown) if shown else ())}
    sizes = [q for c in own if c.facet == "enrolment" for q in _said(reading, c)]  # bounded in their own way
    texts = [source.sentences[at].text for at in places]
    if any(_past_its_bound(reading, texts, q) for q, _ in figures if q not in sizes):
        return True
    if _without_life(reading, source) or _by_an_age(reading, own) or shares_lacking(reading, source):
        return True
    if any(listed_otherwise(reading, source, at) for at in places):
        return True
    if source.trial is not None:
        return shown is not None and _in_trial(case, reading, source, own, figures, shown)
    if figures and _DIRECTED.isdisjoint(c.facet for c in own) and unborne(reading, source, places):
        return True
    unseen = shown is not None and shown.facet != "notice" and _news_unseen(reading, source)
    if shown is not None and (unseen or _other_advice(reading, source, shown)):
        return True  # of the words alone: a judge may know them for what they mean
    if any(not _has(source, name[0]) for name in _BINOMIAL.finditer(reading.text)):
        return True
    if any(of_another_part(reading, source, at, q) for q, at in figures):
        return True
    if _by_chance(reading, source, figures) or _denied_elsewhere(reading, source):
        return True
    return _of_association(reading, source, own)


def disputed(case: Case) -> bool:
    """Whether any clause is withheld that cites a paper: what keeps the rules from confirming it keeps a judge from it too."""
    return case.source is not None and case.source.paper is not None and any(withheld(case, r) for r in case.readings)


def _in_trial(
    case: Case,
    reading: Reading,
    source: Source,
    own: list[Comparison],
    figures: list[tuple[Quantity, int]],
    shown: Comparison,
) -> bool:
    """Whether posted figures are of another arm than the clause tells of, of a difference, of two outcomes, or of harms alone."""
    if unborne_between_arms(reading, source, own) or (shown.facet == "sponsor" and roles_apart(reading)):
        return True
    if any(c.facet in ("by-arm", "stop-reason") for c in own):
        return False
    if len(figures) > 1 and UNNAMED.search(reading.text):
        return True  # "6.1 with one game and 3.5 with the other": two arms of one outcome have them, or nothing is borne out
    if any(of_the_difference(reading, source, at, q) for q, at in figures):
        return True
    if any(of_another_count(reading, source, at, q) for q, at in figures):
        return True
    return not any(c.facet == "posted" for c in own) and (
        any(of_another_arm(reading, source, at, q) for q, at in figures)
        or of_two_outcomes(reading, source)
        or _of_one_value(reading, source, figures)
        or _of_harms_alone(reading, source, own, shown)
        or _of_one_arm(case, reading, source, figures)
    )


def _said(reading: Reading, number: Comparison) -> Iterator[Quantity]:
    """The numbers of a clause that a comparison is of."""
    start = reading.text.find(number.said.text)
    return (q for q in reading.facet(numbers) if start <= q.start and q.end <= start + len(number.said.text))


def _places(source: Source, found: Comparison) -> list[int]:
    """The sentence that a comparison shows; none where it shows a field."""
    quote = found.shown
    return [n for n, s in enumerate(source.sentences) if s.where == quote.where and s.text == quote.text][:1]


def _past_its_bound(reading: Reading, texts: list[str], said: Quantity) -> bool:
    """Whether a clause bounds a number ("less than half") and those that bear it out lie beyond the bound ("62%")."""
    way = _bounded(reading.text, said)
    if not way:
        return False
    shown = [q for text in texts for q in quantities(text) if _alike(said, q)]
    meant = [q for q in shown if same(said, q)] or shown
    bound = _worth(said)
    near = [(_worth(q), q.loose) for q in meant if abs(_worth(q) - bound) <= _NEAR * bound]
    slack = _ROUNDED * bound
    if way < 0:
        beyond = [value > bound + slack or (loose == "over" and value >= bound - slack) for value, loose in near]
    else:
        beyond = [value < bound - slack or (loose == "under" and value <= bound + slack) for value, loose in near]
    return bool(beyond) and all(beyond)


def _bounded(text: str, said: Quantity) -> int:
    """1 where a clause bounds a number from below ("more than half"), -1 from above, 0 where it does not."""
    told, before = text[said.start : said.end].lower(), text[max(0, said.start - _LEAD) : said.start]
    below = said.loose == "under" or told.startswith(("less", "fewer", "under"))
    above = said.loose == "over" or told.startswith(("more", "over"))
    below = below or bool(_BELOW.search(before) or _OR_LESS.match(text, said.end))
    above = above or bool(_ABOVE.search(before) or _OR_MORE.match(text, said.end))
    return above - below


def _worth(number: Quantity) -> float:
    """A number as it is held against its bound: a share in per cent."""
    if number.kind == "fraction" and number.total:
        return 100 * abs(number.value) / number.total
    return 100 * abs(number.value) if number.kind == "ratio" and number.value < 1 else abs(number.value)


def _alike(said: Quantity, shown: Quantity) -> bool:
    """Whether two numbers are shares both, or of one unit."""
    one, other = (q.unit == "%" or q.kind in ("fraction", "ratio") for q in (said, shown))
    return one == other and (one or (said.unit == shown.unit and said.kind == shown.kind))


def _has(source: Source, name: str) -> bool:
    """Whether a record names a living thing by the second word of its name."""
    kind = name.split(".")[1].strip()
    return any(kind in passage.text.lower() for passage in source.record.passages)


def _without_life(reading: Reading, source: Source) -> bool:
    """Whether a clause tells of a longer life, and the record has no word of life or death."""
    return _LIFE.search(reading.text) is not None and not any(
        _OF_LIFE.search(passage.text) for passage in source.record.passages
    )


def _news_unseen(reading: Reading, source: Source) -> bool:
    """Whether a paper has no word of what a clause tells last, behind its verb: "who were given blood | went on to have clots"."""
    at = last_verb(reading.text) if reading.facet(language) == "en" else -1
    news = [t for t in reading.facet(terms) if 0 <= at <= t.start and t.weight >= 1 and t.kind != "generic"]
    return bool(news) and not any(met(term, source.facet(everywhere)) for term in news)


def _other_advice(reading: Reading, source: Source, shown: Comparison) -> bool:
    """Whether a clause tells what is advised, and the sentence that bears it out lacks a word of that: another "agar"."""
    advised = _ADVISES.search(reading.text)
    places = _places(source, shown) if advised and shown.facet == "statement" else []
    if advised is None or not places:
        return False
    stop = _FOR_WHAT.search(reading.text, advised.end())
    end = stop.start() if stop else len(reading.text)
    told = [t for t in reading.facet(terms) if advised.end() <= t.start < end and t.weight >= 1 and t.kind != "generic"]
    return not all(met(term, source.facet(sentence_terms)[places[0]]) for term in told)


def _by_an_age(reading: Reading, own: list[Comparison]) -> bool:
    """Whether an age ("after 70") is the only number of a clause that tells an effect of which the record tells no direction."""
    told = [q for q in reading.facet(numbers) if q.kind == "amount"]
    aged = [q for q in told if q.unit in ("", "year") and not q.places and 10 <= q.value <= 100]
    if not told or len(aged) < len(told) or any(c.facet in ("direction", "posted", "by-arm") for c in own):
        return False
    return bool(reading.facet(claimed)) and all(_AGE.search(reading.text, 0, q.start) for q in aged)


def _by_chance(reading: Reading, source: Source, figures: list[tuple[Quantity, int]]) -> bool:
    """Whether a clause calls a difference clear, and the figures that bear it out are told as one that chance may have made."""
    speech = reading.facet(language)
    marked = spoken(speech, "direction", "significant").search(reading.text) or _CLEARLY.search(reading.text)
    if marked is None or any(effect.sense == "null" for effect in reading.facet(claimed)):
        return False
    return any(
        by_chance(source.sentences[at].text, found.end)
        for q, at in figures
        if q.unit == "%" or q.places or q.kind == "fraction"
        for found in quantities(source.sentences[at].text)
        if abs(found.value) == abs(q.value)
    )


def _denied_elsewhere(reading: Reading, source: Source) -> bool:
    """Whether a clause calls a difference clear, and some sentence of the results tells of none in all that it says to differ."""
    marked = spoken(reading.facet(language), "direction", "significant").search(reading.text)
    if marked is None or any(effect.sense == "null" for effect in reading.facet(claimed)):
        return False
    outcome = [term for term in reading.facet(parts).outcome if term.weight >= _TELLING]
    return bool(outcome) and any(
        effect.sense == "null"
        and all(met(term, keys_between(source, number, effect.left, effect.right)) for term in outcome)
        for number, told in enumerate(source.facet(stated))
        for effect in told
    )


def _of_harms_alone(reading: Reading, source: Source, own: list[Comparison], shown: Comparison) -> bool:
    """Whether rows of adverse events are all that bears out a clause that tells of no harm; or it tells of what was not measured."""
    if any(c.facet in ("safety", "harmed") for c in own):
        return False
    if shown.shown.where.startswith("adverseEvents") and not any(c.facet == "number" for c in own):
        return True  # it counts: words alone meet nothing there
    if _not_analysed(reading, source):
        return True
    if not shown.shown.where.startswith("adverseEvents") or pattern("safety", *_HARMS).search(reading.text):
        return False
    _, _, events = shown.shown.text.partition("Most frequent:")
    keys = text_keys(events)
    return not any(met(term, keys) for term in _telling(reading))


def _of_one_value(reading: Reading, source: Source, figures: list[tuple[Quantity, int]]) -> bool:
    """Whether a clause sets one arm's figure above or below another's, and the outcome posts a value of one arm alone."""
    results = source.trial.results if source.trial else None
    if results is None or len(results.started) < _ARMS or not _BESIDE.search(reading.text):
        return False
    for _, at in figures:
        measure = _MEASURE.match(source.sentences[at].where)
        outcome = results.outcomes[int(measure[1])] if measure and int(measure[1]) < len(results.outcomes) else None
        if outcome and len({m.group for m in outcome.measurements if m.value not in ("", "NA")}) == 1:
            return True
    return False


def _of_one_arm(case: Case, reading: Reading, source: Source, figures: list[tuple[Quantity, int]]) -> bool:
    """Whether the people of a whole trial are borne out by those who started in one arm, or what came of them by their start."""
    starts = [q for q, at in figures if source.sentences[at].where.startswith("participantFlow")]
    if any(q.kind == "fraction" or q.unit == "%" for q in starts) and not _FLOW.search(reading.text):
        return True
    sizes = [c for c in case.compared("enrolment", "absent") if c.part == reading.part]
    if not sizes or not _TOOK_IN.search(reading.text):
        return False
    arms = source.facet(one_arm)
    meant = [q for q in starts if q.kind == "amount" and any(abs(q.value - n) <= _ROUNDED * n for n in arms)]
    return bool(meant) and not of_an_arm(reading, source)


def _not_analysed(reading: Reading, source: Source) -> bool:
    """Whether a clause speaks of a posted outcome that has no value, and more so than of any that has one."""
    results = source.trial.results if source.trial else None
    outcomes = results.outcomes if results else ()
    empty = [o for o in outcomes if not any(m.value not in ("", "NA") for m in o.measurements)]
    if not empty or len(empty) == len(outcomes):
        return False
    telling = _telling(reading)
    named = [_named(telling, o.title) for o in empty]
    others = [_named(telling, o.title) for o in outcomes if o not in empty]
    return max(named) > max(others, default=0.0)


def _named(telling: list[Term], title: str) -> float:
    keys = text_keys(title)
    return sum(term.weight for term in telling if met(term, keys))


def _telling(reading: Reading) -> list[Term]:
    return [t for t in reading.facet(terms) if t.weight >= 1 and t.kind not in ("generic", "intervention")]


def _of_association(reading: Reading, source: Source, own: list[Comparison]) -> bool:
    """Whether a clause tells as a fact what brings something about, and the record only what goes with what."""
    if not (causes(reading) or _ACTS.search(reading.text)) or source.paper is None:
        return False
    if spoken(reading.facet(language), "certainty", "association", "hedge").search(reading.text):
        return False
    types = source.paper.publication_types
    if any(kind in _AT_RANDOM for kind in types):
        return False
    text = " ".join(sentence.text for sentence in source.sentences)
    if spoken("en", "certainty", "experiment").search(text):
        return False
    shown = " ".join(c.shown.text for c in own if c.facet in ("statement", "direction", "number"))
    if spoken("en", "certainty", "cause").search(shown):
        return False
    return spoken("en", "certainty", "association", "observed").search(text) is not None
