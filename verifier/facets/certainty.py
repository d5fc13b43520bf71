"""How sure the claim is beside how sure the record is, and cause beside association.

Facets `certainty` and `causation`. `narrower` means that the record says less: it hedges where the claim calls
something proven, cured or certain, or tells an association where the claim tells a cause.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verifier.facets._align import align, share
from verifier.facets._effects import asks, shown, tells
from verifier.facets._hedges import doubts, predicate
from verifier.facets._terms import met, sentence_terms, terms
from verifier.facets._words import language
from verifier.facets.source_kind import kinds
from verifier.lexicon import spoken
from verifier.model import Comparison, Quote, Reading, Sentence, Source
from verifier.wording.assertion import denied, strength, tells_of_the_study

FACETS = ("certainty", "causation")
OF = "paper"

_TOLD = re.compile(
    r"(?i)\b(?:retracted|retraction|registered|approved|proved too|not proven|unproven|no proof|not certain)\b"
    r"|(?-i:^(?:For|According to|Pour|Selon|Para|Según|Für|Laut) [A-ZÀ-Ý]\w+,?\s)"  # another's opinion, told as such
)
_HEDGED = re.compile(
    r"(?i)\b(?:may|might|could|should|probably|possibly|perhaps|likely|suggest\w*|appear\w*|seem\w*|potential\w*|promis(?:e|es|ing)|hope(?:s|d|ful)?|candidates?|in the pipeline|in (?:[\w-]+ ){0,2}(?:trials?|development|testing)|is thought|(?:thought|believed|assumed) to"
    r"|(?:been|was|were|is|are) (?:proposed|postulated|hypothesi[sz]ed|suspected|speculated)|wohl|vielleicht|möglicherweise|peut-être|pourrait|quizás?|podría)\b"
)
# How often it is so: "leads to disease only now and then".
_SELDOM = re.compile(
    r"(?i)\b(?:rarely|seldom|hardly ever|infrequently|(?:only|just) (?:occasionally|sometimes|rarely|now and (?:then|again)|once in a while"
    r"|(?:in|for) (?:some|a few|few|one|very few|a minority|a fraction))|in (?:very |only a )?few (?:cases|people|patients|carriers)"
    r"|nur (?:selten|manchmal|gelegentlich|bei wenigen)|selten|rarement|parfois seulement|raramente|rara vez|s[oó]lo (?:a veces|en pocos))\b"
)
_CAN = re.compile(r"(?i)\b(?:can|kann|können|peut|peuvent|puede|pueden)\b")
_DESCRIBES = re.compile(
    r"(?i)^\W*(?:(?:an?|the|this|that|another)\s+)?(?:[\w-]+\s+){0,2}(?:review|overview|paper|article|guideline|survey|report|essay|editorial|summary)\b"
)
_CAREFUL = re.compile(
    r"(?i)\b(?:some|sometimes|certain (?:cases|patients|people|kinds|types|vessel|forms)|tends?|partly|in part|as yet|so far|not yet|need\w*|lack\w*"
    r"|unknown|unclear|limited|for now|remains?|in some|manche|teils|certain(?:e?s)|algun[oa]s)\b"
)
# What only names a cause: of deaths that are counted, of a disease by its germ, of antibodies by a body.
_NAMED = re.compile(
    r"(?i)\bcauses? of (?:death|disability|years|illness|absence|mortality|morbidity|admissions?|visits|concern)\b|\b(?:all|any|specific|other|same)[- ]causes?\b|\bcause-specific\b|-causing\b|\bdiseases? caused by\b"
    r"|\b(?:virus|germ|bacteri\w+|pathogen|parasite|microbe)(?:es|s)? that (?:also )?caus\w+|\bproduces? (?:\w+ )?antibod\w+"
)
# Words that tell which causes are meant, where those that were looked for are told of; and of a record that it explains.
_NAMES_THEM = re.compile(r"(?i)\b(?:among them|such as|includ\w+|namely|above all|ahead of|first of all|like)\b|:")
_IN_WHAT = re.compile(r"(?i)^(?:see|saw|seek|sought)")
_EXPLAINS = re.compile(
    r"(?i)\b(?:causes|causal|contributors|explanations?|reasons|drivers|determinants|a?etiolog\w+)\b"
)
_OF_ITSELF = re.compile(
    r"(?i)\b(?:by (?:it|them)sel(?:f|ves)|(?:on|of) (?:its|their) own|alone|spontaneously|within|faster|sooner|slowly)\b"
)
_DENIES = re.compile(
    r"(?i)\b(?:no|not|nobody|never|none|nothing|cannot|without|keine?|nicht|nie|pas|aucune?|jamais|sin|nunca)\b|n['’]t\b"
)
_NOT_QUITE = re.compile(
    r"(?i)\b(?:not|nearly|almost|hardly|virtually|practically|nicht|fast|pas|presque|no|casi)\s+(?:in\s+|for\s+)?$"
)
# What came of something, told of then: a study that only followed people may tell it.
_CAME = re.compile(r"(?i)(?:led|came|brought|caused|resulted|because)\b")
# Before a word for an association: that there is none.
_UNLINKED = re.compile(r"(?i)\b(?:not(?! only)|no|never|neither|nor)(?:\s+[\w-]+){0,3}\s+$")
_LINKED = 0.3  # share of a clause beyond which a sentence on an association is about what it says
_NEARLY = 0.8  # a cause that is told of so much of what is said of an association counts as well
_MOSTLY = re.compile(
    r"(?i)\b(?:usually|mostly|often|generally|typically|commonly|sometimes|tends? to|as a rule|meist\w*|oft|häufig|gewöhnlich|souvent|généralement|d['’]habitude|suele\w*|normalmente|a menudo)\b"
)
_TOUCHED = 0.19  # share of a clause that a sentence must have to throw a doubt on it
_VERB = 5  # letters of a verb that a record may have too
_CLOSEST = 3  # sentences that may say of some what a clause says of everybody
_PLAINLY = 0.5  # share of a clause, and of what it says of its subject, from which a sentence tells it plainly
_BY_HALVES = 0.75  # the same, where several sentences together tell it
_TELLING = 0.5  # weight from which a word tells something
_REVIEW = ("Review", "Systematic Review", "Meta-Analysis", "Practice Guideline", "Guideline")


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The certainty and the causal wording of a clause beside those of the record's results and conclusions."""
    del today  # what a text is sure of does not change
    if source.paper is None or len(source.sentences) < 3:
        return
    yield from _certainty(reading, source)
    yield from _causation(reading, source)


def _told(source: Source) -> list[Sentence]:
    """The sentences that tell what was found or concluded; the conclusions first."""
    count = len(source.sentences)
    found = [s for n, s in enumerate(source.sentences) if tells(s, n, count)]
    conclusions = [s for s in found if s.label.startswith("conclusion")] or found[-3:]
    return [*conclusions, *(s for s in found if s not in conclusions)]


def conclusions(source: Source) -> tuple[Sentence, ...]:
    """The sentences in which a record concludes: those so labelled, else its last three that tell something."""
    found = source.facet(told)
    named = tuple(sentence for sentence in found if sentence.label.startswith("conclusion"))
    return named or found[:3]


def told(source: Source) -> tuple[Sentence, ...]:
    """The sentences of a record that tell what was found, conclusions first."""
    return tuple(_told(source))


def _certainty(reading: Reading, source: Source) -> Iterator[Comparison]:
    proofs = spoken(reading.facet(language), "certainty", "proof").finditer(reading.text)
    proof = next((match for match in proofs if not denied(reading.text, match.start())), None)
    sure = reading.facet(strength) in ("asserts", "states", "proves")
    proof = proof or _as_proven(reading)
    if not (proof or sure or of_everybody(reading)) or _TOLD.search(reading.text) or _HEDGED.search(reading.text):
        return
    if not proof and (_CAREFUL.search(reading.citation.claim) or _CAN.search(reading.text)):
        return  # what something can do is no more than possible
    if not proof and _DESCRIBES.search(reading.text):
        return  # "brings some benefit, but more studies are needed" leaves room for doubt itself
    said = Quote(proof[0] if proof else reading.text, "claim")
    doubt = _hedge(reading, source, proof=proof is not None) or _in_part(reading, source) or _of_some(reading, source)
    if doubt is not None:
        yield Comparison("certainty", "narrower", said, doubt, reading.part, "proof" if proof else "fact")
    elif proof:
        evidence = next((s for s in source.facet(told) if spoken("en", "certainty", "proof").search(s.text)), None)
        if evidence is not None:
            yield Comparison("certainty", "same", said, evidence.quote, reading.part, "proof")


def _as_proven(reading: Reading) -> re.Match[str] | None:
    """The words by which a clause calls an effect shown or established: "has been shown to stop it"."""
    if reading.facet(strength) != "proves":
        return None
    found = spoken(reading.facet(language), "assertion", "proof").finditer(reading.text)
    return next((match for match in found if not denied(reading.text, match.start())), None)


def _hedge(reading: Reading, source: Source, *, proof: bool) -> Quote | None:
    """The sentence that doubts what a clause states: of one that claims proof any that tells of it, else the closest one."""
    count = len(source.sentences)
    telling = [n for n in align(reading, source).near if tells(source.sentences[n], n, count)]
    concluding = [n for n, sentence in enumerate(source.sentences) if proof and sentence in source.facet(conclusions)]
    listed = list(dict.fromkeys((*concluding, *telling))) if proof else telling[:1]
    weights = [doubts(reading, source, n, proof=proof, concluding=n in concluding) for n in listed]
    best = max(weights, default=0.0)
    if best and not proof and _plainly_told(reading, source, best):
        return None
    if best:
        return source.sentences[listed[weights.index(best)]].quote
    return None if proof else _doubted_elsewhere(reading, source, telling)


def _doubted_elsewhere(reading: Reading, source: Source, telling: list[int]) -> Quote | None:
    """Where a review doubts, in whichever sentence on it, an effect or a cause that a clause tells as a fact.

    Only where no sentence tells most of the clause plainly.
    """
    kind = source.facet(kinds)
    if "review" not in kind or "synthesis" in kind:
        return None
    if (reading.facet(strength) != "asserts" and not _cause(reading)) or _DENIES.search(reading.text):
        return None
    if _MOSTLY.search(reading.text):
        return None  # "usually heals" is no certainty itself
    if spoken(reading.facet(language), "certainty", "somebody").search(reading.text):
        return None
    concluding = [n for n, sentence in enumerate(source.sentences) if sentence in source.facet(conclusions)]
    wanted, there, hedge = reading.facet(terms), source.facet(sentence_terms), spoken("en", "certainty", "hedge")
    sentences, place = source.sentences, align(reading, source)
    plain = [n for n in place.near if n and not (asks(sentences[n]) or hedge.search(sentences[n].text))]
    halves = frozenset().union(*(there[n] for n in place.support if n in plain))
    if min(share(wanted, halves), share(predicate(reading), halves)) >= _BY_HALVES:
        return None  # each half of a clause in a sentence of its own
    if any(min(share(wanted, there[n]), share(predicate(reading), there[n])) >= _PLAINLY for n in plain):
        return None
    listed = [n for n in dict.fromkeys((*telling, *concluding)) if share(wanted, there[n]) >= _TOUCHED]
    weights = [doubts(reading, source, n, proof=True, concluding=n in concluding) for n in listed]
    best = max(weights, default=0.0)
    return source.sentences[listed[weights.index(best)]].quote if best else None


def _in_part(reading: Reading, source: Source) -> Quote | None:
    """The closest sentence that tells of what a clause calls cured or ended, where no word of the record goes so far."""
    whole = spoken("en", "certainty", "wholly").search(reading.text) if reading.facet(language) == "en" else None
    if whole is None or denied(reading.text, whole.start()) or _OF_ITSELF.search(reading.text, whole.end()):
        return None
    if spoken("en", "certainty", "somebody").search(reading.text):
        return None  # "heals in most children"
    listed, count = source.facet(sentence_terms), len(source.sentences)
    said = predicate(reading)
    acting = tuple(term for term in reading.facet(terms) if term not in said and term.weight >= _TELLING)
    told_whole = spoken("en", "certainty", "wholly-told")
    if any(told_whole.search(sentence.text) for sentence in source.sentences):
        return None
    near = (n for n in align(reading, source).near if tells(source.sentences[n], n, count) and source.facet(shown)[n])
    both = (n for n in near if all(any(met(t, listed[n] | listed[0]) for t in side) for side in (said, acting) if side))
    return next((source.sentences[n].quote for n in both), None)


def of_everybody(reading: Reading) -> bool:
    """Whether a clause says of everybody, as a general fact, what becomes of them: not of "nearly all"."""
    said = spoken(reading.facet(language), "certainty", "everybody").search(reading.text)
    if said is None or _NOT_QUITE.search(reading.text, max(0, said.start() - 20), said.start()):
        return False
    return reading.facet(strength) != "reports" and not tells_of_the_study(reading)


def _of_some(reading: Reading, source: Source) -> Quote | None:
    """One of the closest sentences of the results, where it says of some what a clause says of everybody."""
    if not of_everybody(reading):
        return None
    count, listed, wanted = len(source.sentences), source.facet(sentence_terms), reading.facet(terms)
    near = [n for n in align(reading, source).near if tells(source.sentences[n], n, count)][:_CLOSEST]
    whole, part = spoken("en", "certainty", "everybody"), spoken("en", "certainty", "somebody")
    texts = [source.sentences[n] for n in near if share(wanted, listed[n]) >= _LINKED]
    if any(whole.search(sentence.text) for sentence in texts):
        return None
    return next((sentence.quote for sentence in texts if part.search(sentence.text)), None)


def _plainly_told(reading: Reading, source: Source, doubted: float) -> bool:
    """Whether a sentence without a doubt has more of a clause than the one that doubts it."""
    listed, wanted = source.facet(sentence_terms), reading.facet(terms)
    hedge = spoken("en", "certainty", "hedge")
    near = [source.sentences[n] for n in align(reading, source).near if share(wanted, listed[n]) > doubted]
    return any(s.label != "title" and not asks(s) and hedge.search(s.text) is None for s in near)


def _causation(reading: Reading, source: Source) -> Iterator[Comparison]:
    match = _cause(reading)
    if (
        match is None
        or denied(reading.text, match.start())
        or spoken("en", "certainty", "hedge").search(reading.text)
        or _HEDGED.search(reading.text)
        or _SELDOM.search(reading.text)
        or _sought(reading, source, match)
    ):
        return
    if _CAN.search(reading.text) or spoken(reading.facet(language), "certainty", "association").search(reading.text):
        return
    said = Quote(match[0], "claim")
    text = " ".join(sentence.text for sentence in source.sentences)
    linked = _association(reading, source, match)
    types = source.paper.publication_types if source.paper else ()
    if spoken("en", "certainty", "experiment").search(text) and not any(kind in _REVIEW for kind in types):
        return
    if linked is not None:
        yield Comparison("causation", "narrower", said, linked, reading.part, "association")


def causes(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Where a clause has words that tell a cause."""
    found = spoken(reading.facet(language), "certainty", "cause").finditer(reading.text)
    return tuple(match.span() for match in found)


def _cause(reading: Reading) -> re.Match[str] | None:
    """The words of a clause that tell a cause, and do not only name one."""
    found = list(spoken(reading.facet(language), "certainty", "cause").finditer(reading.text))
    named = [match.span() for match in _NAMED.finditer(reading.text)] if found else []
    return next((m for m in found if not any(start <= m.start() < end for start, end in named)), None)


def _sought(reading: Reading, source: Source, said: re.Match[str]) -> bool:
    """Whether a clause speaks of causes that were looked for, and tells none, or a record speaks of causes itself."""
    found = spoken(reading.facet(language), "certainty", "sought").finditer(reading.text)
    topic = next((match for match in found if match.start() <= said.start() < match.end()), None)
    if topic is None:
        return False
    named = _NAMES_THEM.search(reading.text, topic.end()) is not None
    named = named or (_IN_WHAT.match(topic[0]) is not None and " in " in reading.text[topic.end() :])
    return not named or any(_EXPLAINS.search(sentence.text) for sentence in source.sentences)


def _association(reading: Reading, source: Source, said: re.Match[str]) -> Quote | None:
    """The sentence that tells an association of what a clause says, where none tells a cause of as much of it.

    What a study found that only followed or asked people is no more than an association.
    """
    association = spoken("en", "certainty", "association")
    found: list[tuple[float, Quote]] = []
    outright = 0.0
    verb = said[0].lower().split()[0]
    words = "" if len(verb) < _VERB or verb.startswith(("caus", "make", "give")) else verb[:-1]
    wanted, listed = reading.facet(terms), source.facet(sentence_terms)
    observed = spoken("en", "certainty", "observed")
    followed = _CAME.match(said[0]) is None and any(observed.search(s.text) for s in source.sentences)
    for number, sentence in enumerate(source.sentences):
        linked = [m for m in association.finditer(sentence.text) if not sentence.text[: m.start()].endswith("-")]
        met_here = share(wanted, listed[number])
        if words and words in sentence.text.lower() and met_here > _LINKED:
            return None
        if not linked and _outright(sentence):
            outright = max(outright, met_here)
        elif linked and all(_UNLINKED.search(sentence.text, max(0, m.start() - 60), m.start()) for m in linked):
            continue  # "was not associated with" tells neither
        elif (linked or followed) and sentence in source.facet(told):
            found.append((met_here, sentence.quote))
    best = max(found, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] > _LINKED and _NEARLY * best[0] > outright else None


def _outright(sentence: Sentence) -> bool:
    """Whether a sentence of a record tells a cause, and neither doubts nor asks."""
    if asks(sentence) or spoken("en", "certainty", "hedge").search(sentence.text):
        return False
    return spoken("en", "certainty", "cause", "caused").search(sentence.text) is not None
