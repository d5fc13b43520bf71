"""Words that turn a statement: directions, good and bad ends, nulls, negations, hedges, and what they turn.

A cue is read with its scope: a negation reaches a few words forward, to the next stop. "Did not reduce" is a
null, not a rise.
"""

from __future__ import annotations

import re

import msgspec

from verifier.judges._sought import Sought
from verifier.judges._words import Analysed

_SCOPE = 6  # words that a negation reaches
_FALL = 6.0  # words over which a cue's pull on its neighbours fades


def _bag(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Forms as `_words.tokens` gives them: folded, without accents.
UP = _bag("""increase increases increased increasing higher highest elevate elevated elevates elevation greater greatest rise
    rises rose rising raise raised raises enhance enhances enhanced enhancing enhancement promote promotes promoted
    promoting promotion stimulate stimulates stimulated stimulation upregulate upregulated upregulates upregulation
    augment augments augmented prolong prolongs prolonged longer gain gains gained induce induces induced inducing
    activate activates activated activating activation accelerate accelerates accelerated exceed exceeded exceeds grow
    grew growth larger more amplify amplified facilitate facilitates boosts boosted faster upward expand expanded
    doubled tripled overexpression surge cause causes caused causing trigger triggers triggered leads lead led""")
DOWN = _bag("""reduce reduces reduced reducing reduction reductions decrease decreases decreased decreasing lower lowers lowered
    lowering lowest decline declines declined declining less fewer diminish diminishes diminished attenuate attenuates
    attenuated attenuation inhibit inhibits inhibited inhibiting inhibition suppress suppresses suppressed suppression
    downregulate downregulated downregulates downregulation shorten shortened shortens shorter prevent prevents prevented
    preventing prevention block blocks blocked blocking impair impairs impaired impairment loss lose loses lost drop
    drops dropped fall falls fell abolish abolishes abolished smaller slower slow slows slowed weaken weakens weakened
    delay delays delayed eliminate eliminates eliminated deplete depleted depletion deficient deficiency knockdown
    knockout deletion lack lacks lacking ablation absence halved minimize minimizes minimized dampens curb relieve
    relieves relieved alleviate alleviates alleviated ameliorate ameliorates ameliorated disrupts disrupt disrupted""")
GOOD = _bag("""improve improves improved improving improvement improvements better best benefit benefits beneficial effective
    efficacious efficacy effectiveness superior superiority success successful successfully protect protects protected
    protective protection safe safely tolerated favorable favourable favors favours favored favoured advantage advantages
    recover recovered recovery respond responded helpful useful feasible cure cures cured works""")
BAD = _bag("""worsen worsens worsened worsening worse worst inferior harm harms harmed harmful ineffective toxic toxicity
    adverse detrimental deleterious unfavorable unfavourable poorer poor deteriorate deteriorated deterioration unsafe
    useless futile disadvantage failure""")
SAME = _bag("""similar similarly comparable equivalent equivalence equal equally same identical unchanged noninferior
    noninferiority indistinguishable unaffected unaltered""")
NEGATION = _bag("""no not never without neither nor none cannot didn doesn isn wasn weren hasn haven don nobody nothing hardly
    fail fails failed failing unable insufficient absent unlikely lack lacks lacked lacking rarely impossible non t""")
HEDGE = _bag("""may might could suggest suggests suggested suggesting possible possibly potential potentially likely appear
    appears appeared seem seems seemed trend trends probably perhaps hypothesize hypothesise hypothesis unclear uncertain
    inconclusive preliminary propose speculate""")
LINK = _bag("""associated association associations correlate correlates correlated correlation linked link relationship related
    predict predicts predicted predictor predictive risk""")
DIFFER = _bag("difference differences differ differed differs different")
CHANGE = _bag(
    "effect effects affect affects affected influence influences influenced impact change changes changed alter alters altered"
)
_BREAKS = Sought(
    r"[;:]|,\s+(?:but|whereas|while|although|and)\b|\b(?:but|whereas|although|however)\b",
    *(";", ":", ",", "but", "whereas", "although", "however"),
)
SIGNIFICANT = Sought(r"\bsignifican(?:t|tly|ce)\b", "significan")
NOT_SIGNIFICANT = Sought(
    r"\b(?:no|not|non|without|nor|neither|never|fail\w*|lack\w*)[\s-]+(?:\w+[\s,-]+){0,4}?(?:significan\w*|differ\w*|effect\w*|benefit\w*|improve\w*|associat\w*|superior\w*|change\w*|reduc\w*|increas\w*|affect\w*)"
    r"|\binsignificant|\bnonsignificant|\bunchanged\b|\bn\.?s\.?\b(?=[,;)])",
    *("significan", "differ", "effect", "benefit", "improve", "associat", "superior", "change", "reduc", "increas"),
    *("affect", "ns,", "ns;", "ns)", "ns.", "n.s"),
)
P_SMALL = Sought(
    r"\bp\s*(?:-?\s*values?)?\s*(?:<|=|≤|of|:)+\s*(?:0?[.·]0[0-4]\d*|0?[.·]05(?!\d)|10\s*[-−(])", ".0", "10"
)
P_LARGE = Sought(
    r"\bp\s*(?:-?\s*values?)?\s*(?:(?:=|of|:)+\s*(?:0?[.·](?:0[5-9]|[1-9])\d*|1\.0)|(?:>|≥)+\s*0?[.·]\d+)",
    *(".0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"),
)
NONINFERIOR = Sought(
    r"\bnon-?\s?inferior|\bequivalen(?:t|ce)\b|\bas effective as\b|\bnot inferior\b",
    "inferior",
    "equivalen",
    "as effective as",
)
COMPARATOR = re.compile(
    r"(?i)\b(?:than|compared|versus|vs|relative to|superior to|inferior to|over|against|rather than|in comparison)\b"
)


class Cue(msgspec.Struct, frozen=True):
    """A word that turns a statement. kind: direction, quality, same, differ or link; sign +1 or -1; negated in its scope."""

    at: int
    kind: str
    sign: int
    negated: bool


class Cues(msgspec.Struct, frozen=True):
    """The turning words of a piece of prose, with flags read off its letters."""

    cues: tuple[Cue, ...]
    negations: int
    hedges: int
    significant: bool
    null: bool
    small_p: bool
    large_p: bool
    noninferior: bool

    def leaning(self) -> float:
        """From -1 (lower, worse) to 1 (higher, better), nulls counted as 0."""
        read = [0 if cue.negated else cue.sign for cue in self.cues if cue.kind in ("direction", "quality")]
        return sum(read) / len(read) if read else 0.0


# Word -> kind of cue and sign; a word of several lists counts as one of the first.
_KINDS = {
    token: turn
    for listed, turn in reversed(
        (
            (UP, ("direction", 1)),
            (DOWN, ("direction", -1)),
            (GOOD, ("quality", 1)),
            (BAD, ("quality", -1)),
            (SAME, ("same", 1)),
            (DIFFER | CHANGE, ("differ", 1)),
            (LINK, ("link", 1)),
        )
    )
    for token in listed
}
_READ = _KINDS.keys() | NEGATION | HEDGE


def read(text: str, analysed: Analysed) -> Cues:
    """Find the cues of a claim or a sentence, each with whether it stands in the scope of a negation."""
    lowered = text.lower()
    ends = clause_ends(text, lowered, analysed)
    found: list[Cue] = []
    reach = negations = hedges = 0  # reach: the first word beyond the scope of the last negation
    for at, token in enumerate(analysed.tokens):
        if at in ends:
            reach = at
        if token not in _READ:
            continue
        kind = _KINDS.get(token)
        if kind is not None:
            found.append(Cue(at, *kind, negated=at < reach))
        if token in NEGATION:
            reach = at + _SCOPE + 1
            negations += 1
        hedges += token in HEDGE
    null = NOT_SIGNIFICANT.is_in(text, lowered)
    return Cues(
        tuple(found),
        negations,
        hedges,
        SIGNIFICANT.is_in(text, lowered) and not null,
        null,
        P_SMALL.is_in(text, lowered),
        P_LARGE.is_in(text, lowered),
        NONINFERIOR.is_in(text, lowered),
    )


def clause_ends(text: str, lowered: str, analysed: Analysed) -> set[int]:
    """Numbers of the tokens before which a clause begins (estimated from the share of letters before the break)."""
    if not text or not _BREAKS.may_be_in(text, lowered):
        return set()
    return {round(match.start() / len(text) * len(analysed.tokens)) for match in _BREAKS.compiled.finditer(text)}


def aligned(claim: Analysed, said: Cues, shown: Analysed, seen: Cues) -> tuple[float, float, float]:
    """How the cues of a sentence agree with those of the claim, each weighed by the claim's words it stands near.

    Returns:
        (agreement, opposition, nullity): pull of cues with the same turn, the opposite turn, and of nulls where
        the claim has none (or the reverse); each from 0, not bounded above.
    """
    places: dict[str, int] = {}
    for at, short in enumerate(shown.stems):
        places.setdefault(short, at)
    same = other = null = 0.0
    for mine in said.cues:
        near = [
            (places[short], claim.weights[short])
            for short in claim.stems[max(0, mine.at - 6) : mine.at + 7]
            if short in claim.weights and short in places
        ]
        for theirs in seen.cues:
            pull = sum(weight * 2.718 ** (-abs(theirs.at - at) / _FALL) for at, weight in near if at != theirs.at)
            turn = _turn(mine, theirs)
            same += pull * (turn == 1)
            other += pull * (turn == -1)
            null += pull * (turn == 0)
    return same, other, null


def _turn(mine: Cue, theirs: Cue) -> int | None:
    """1 when two cues say the same, -1 the opposite, 0 when one of them is a null; None when they cannot be compared."""
    nulls = (_null(mine), _null(theirs))
    if all(nulls):
        return 1
    if any(nulls):
        return 0
    if mine.kind == theirs.kind or {mine.kind, theirs.kind} == {"direction", "quality"}:
        if mine.kind != theirs.kind and mine.kind in ("direction", "quality"):
            return 1 if mine.sign == theirs.sign else None
        return 1 if mine.sign == theirs.sign else -1
    return None


def _null(cue: Cue) -> bool:
    return (cue.kind == "same" and not cue.negated) or (cue.kind != "same" and cue.negated)


def sides(text: str) -> tuple[str, str] | None:
    """Give what stands before and after the comparison ("A is superior | to B"), None when nothing is compared."""
    match = COMPARATOR.search(text)
    return (text[: match.start()], text[match.end() :]) if match else None
