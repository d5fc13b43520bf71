"""A paper that shows no difference from first to last, beside a clause that tells an effect.

Facet `direction`, detail `null overall`: `different` where every effect that the paper tells is none, its last word among
them, and the clause tells one of the same matter. What the paper found is then not in doubt, in whatever words a clause
puts its outcome.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from verifier.facets._align import align
from verifier.facets._changed import main_effect, parts
from verifier.facets._direction import BOTH, beside_it, others_compared, stand
from verifier.facets._effects import Effect, stated
from verifier.facets._stretches import at_first
from verifier.facets._terms import Term, field_terms, met, sentence_terms, terms
from verifier.facets._words import language
from verifier.facets.source_kind import pools_others
from verifier.lexicon import spoken
from verifier.model import Comparison, Quote, Reading, Source
from verifier.wording.assertion import tells_result

FACETS = ("direction",)
OF = "paper"

_READ = 5  # sentences from which an abstract was read far enough
_NEAR = 0.6  # share of the telling words from which a paper speaks of what a clause does
_TELLING = 0.5
# Outcomes that are no more than "it worked".
_PLAIN = frozenset(
    {"=patient", "=effective", "=improve", "=treat", "=trial", "=good", "=sign", "=ill", "=guess", "=compare"}
)


def compare(reading: Reading, source: Source, today: dt.date) -> Iterator[Comparison]:
    """The effect of a clause beside the last word of a paper that tells of none."""
    del today  # what was found stays found
    effect, last = reading.facet(main_effect), source.facet(verdict)
    if effect is None or effect.sense == "null" or last < 0 or not reading.facet(tells_result):
        return
    if stand(reading, source).relation in ("same", "effect") or _denied(reading):
        return
    if _speaks(reading, source, last) and not _of_others(reading, source, last, effect):
        said = Quote(reading.text[effect.start : effect.end], "claim")
        yield Comparison("direction", "different", said, source.sentences[last].quote, reading.part, "null overall")


def verdict(source: Source) -> int:
    """The last sentence that tells a result, where that and every other tells of no effect; -1 where one does not.

    What changed in both groups alike is no effect.
    """
    if source.paper is None or len(source.sentences) < _READ or source.facet(pools_others):
        return -1
    told: list[tuple[int, tuple[Effect, ...]]] = [
        (n, listed) for n, listed in enumerate(source.facet(stated)) if listed
    ]
    if not told or any(
        effect.sense != "null" and not BOTH.search(source.sentences[n].text) for n, listed in told for effect in listed
    ):
        return -1
    last = told[-1][0]
    return last if last >= len(source.sentences) - 2 else -1


def _of_others(reading: Reading, source: Source, last: int, effect: Effect) -> bool:
    """Whether the last word leaves the effect of a clause standing: of others, of a correlation, of what is kept from changing."""
    text = source.sentences[last].text
    listed = source.facet(stated)[last]
    return all(
        others_compared(reading, source, last, one)
        or beside_it("null", reading, effect, one, text)
        or at_first(text[one.left : one.right])
        for one in listed
    )


def _denied(reading: Reading) -> bool:
    """Whether a clause holds a negation: what it tells may be that there was no effect."""
    return spoken(reading.facet(language), "direction", "negation", "null", "useless").search(reading.text) is not None


def _speaks(reading: Reading, source: Source, last: int) -> bool:
    """Whether the paper is about what a clause speaks of: its subject by title and fields, its outcome by the last word."""
    if align(reading, source).together < _NEAR:
        return False
    listed = source.facet(sentence_terms)
    about = listed[0] | source.facet(field_terms)
    wanted = reading.facet(parts)
    outcome = [t for t in wanted.outcome if t.weight >= _TELLING and not _plain(t)]
    subject = [t for t in reading.facet(terms) if t.weight >= 1 and t not in outcome]
    if not subject or not any(met(term, about) for term in subject):
        return False
    effect = reading.facet(main_effect)
    if not outcome and (effect is None or not effect.worth):
        return False  # "can be dropped at any time": nothing is said to have got better or worse
    named = [term for term in outcome if met(term, listed[last])]
    return not outcome or len(named) * 2 >= len(outcome) or all(met(t, about) for t in outcome)


def _plain(term: Term) -> bool:
    """Whether a term only says that something worked."""
    return not _PLAIN.isdisjoint(term.keys)
