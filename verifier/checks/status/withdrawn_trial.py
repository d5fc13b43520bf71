"""The trial was withdrawn before anybody was enrolled, and the claim tells a result of it.

What it looks for:
    overallStatus WITHDRAWN with an enrolment of 0, cited by a claim that tells a result, or of people who took part.

Why it matters:
    Nobody was ever treated: there is nothing that could have been found. Of 202 paediatric stem-cell trials 4.0 %
    were withdrawn (Stem Cell Research & Therapy 2022).

What to do:
    Take the claim out, or cite the study that was carried out.

Fires on:
    "The trial showed that the app reduced smoking", citing a withdrawn record with no enrolment.

Silent on:
    "The trial was withdrawn before it began", citing the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verifier.facets._portions import portions
from verifier.facets._sizes import claimed, mentioned
from verifier.facets._states import said
from verifier.facets._told import told as plainly_told
from verifier.facets._words import language
from verifier.facets.status import AGREE, withdrawn
from verifier.facets.stop_reason import befell
from verifier.facets.stop_reason import said as reason
from verifier.lexicon import pattern
from verifier.model import Case, Finding, Reading
from verifier.wording.assertion import (
    AS_FACT,
    strength,
    tells_enrolled,
    tells_found_effect,
    tells_of_the_study,
    tells_past,
    tells_result,
    tells_took_part,
)

_TRIAL = re.compile(  # the trial itself, where "programme" or "project" may be what was tried
    r"(?i)\b(?:trials?|stud(?:y|ies)|pilots?|participants?|volunteers?|[\w-]*studien?|versuch\w*|essais?|études?|ensayos?|estudios?)\b"
)

_THEN = re.compile(  # what people did, or what was done with them, in other languages
    r"(?i)\b(?:(?:be|ver|er|ge)?[a-zäöüß]{3,}ten|nahmen|bekamen|erhielten|kamen|trugen|gingen|schliefen|wurden"
    r"|ont (?:\w+(?:é|és|ées|i|is|u|us)|eu|pris)|(?!fueron)\w{2,}(?:aron|ieron))\b"
)

_MEASURED = re.compile(  # what was to be measured, in the past: "the main outcome was how long patients lived"
    r"(?i)\b(?:outcome|measure|question|aim|goal|end[- ]?point|yardstick)s?\s+(?:was|were)\s+(?:the |a |in )*"
    r"(?:how|whether|time|number|share|proportion|rate|change|length|percentage|incidence|duration|frequency|what|which)\b"
)

SCOPE = "case"
LEVEL = "error"


def check(case: Case) -> Iterator[Finding]:
    """One finding when a result is told of a trial without people."""
    trial = case.source.trial if case.source else None
    if trial is None or trial.overall_status != "WITHDRAWN" or trial.enrollment:
        return
    owned = [_owns(reading) for reading in case.readings]
    for reading, own in zip(case.readings, owned, strict=True):
        # Beside a clause that tells the withdrawal another one tells why: only people or effects gainsay it there.
        told = reading.facet(tells_found_effect if any(owned) else tells_result) or reading.facet(tells_took_part)
        if (told or _people_did(reading)) and not own and not _meant(reading) and not reading.facet(plainly_told):
            # An effect is overstated by it; what is told of the trial itself, or of people treated, is gainsaid.
            fact = not _of_people_in_it(reading)
            yield Finding(
                check="withdrawn-trial",
                level="warning" if fact else LEVEL,
                effect="weakens" if fact else "contradicts",
                message="the trial was withdrawn and enrolled nobody: it has no result",
                quote=trial.overall_status,
                where="statusModule.overallStatus",
                part=reading.part,
                advice=_advice(case, reading),
            )
            return


def _advice(case: Case, reading: Reading) -> str:
    """What to do: where the page gives a state, one wording mends it all."""
    if case.source and case.source.trial and case.compared("status", "different"):
        return withdrawn(case.source.trial, reading.facet(language))
    return "take the claim out, or cite the study that was carried out"


def _owns(reading: Reading) -> bool:
    """Whether a clause tells the withdrawal itself, or why it came."""
    told = {state.meaning for state in reading.facet(said)} - {"ended", "closed"}  # any end may be told so
    if pattern("counts", "nobody").search(reading.text):
        return True
    return any("WITHDRAWN" in AGREE[meaning] for meaning in told) or bool(
        reading.facet(reason).text or reading.facet(befell).text
    )


def _meant(reading: Reading) -> bool:
    """Whether a clause only says what was to be done or measured, and tells no effect as found."""
    meant = pattern("assertion", "hoped", "plan").search(reading.text) or _MEASURED.search(reading.text)
    return meant is not None and not tells_found_effect(reading)


def _of_people_in_it(reading: Reading) -> bool:
    """Whether a clause tells of people who came into the trial, or of what the trial itself came to."""
    if reading.facet(tells_enrolled) or reading.facet(tells_took_part) or _people_did(reading):
        return True
    return reading.facet(strength) not in AS_FACT and _TRIAL.search(reading.text) is not None


def _people_did(reading: Reading) -> bool:
    """Whether a clause counts people who did something: "dozens of them gave up smoking"."""
    sizes = (size for size in (*reading.facet(claimed), *reading.facet(mentioned)) if size.value)
    shares = [reading.text[share.start : share.end] for share in reading.facet(portions)]
    counted = any(all(size.text not in share for share in shares) for size in sizes)  # "one smoker in three"
    many = counted or pattern("guarded", "vague").search(reading.text) is not None
    plans = pattern("assertion", "planned", "hoped").search(reading.text) or tells_of_the_study(reading)
    return many and (tells_past(reading.text) or _THEN.search(reading.text) is not None) and not plans
