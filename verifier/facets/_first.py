"""What nearly every clause is asked for: read of many clauses at a time, one thing of all of them after the other.

Each reader stands behind those that it asks itself, so that its own work alone is done at a stretch: the code and the words
of one thing stay in the core's cache meanwhile. What only some clauses are asked for is read when it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verifier.facets import (
    _changed,
    _effects,
    _fields,
    _framed,
    _plainly,
    _portions,
    _sizes,
    _states,
    _terms,
    _words,
    dates,
    phase,
    reference,
)
from verifier.model import Reading
from verifier.wording import assertion

Reader = Callable[[Reading], Any]

# Beside every record.
OF_ALL: tuple[Reader, ...] = (
    _words.language,
    _words.words,
    _words.concepts,
    _terms.framed,
    _terms.numbers,
    _terms.measures,
    _terms.terms,
    assertion.figured,
    assertion.strength,
    assertion.tells_result,
    _fields.fields,
    _effects.claimed,
    _changed.main_effect,
    _portions.portions,
    _sizes.counted,
    _sizes.claimed,
    _sizes.mentioned,
    reference.named,
)
# Beside a registered trial.
OF_TRIALS: tuple[Reader, ...] = (_plainly.told, _states.said, phase.said, dates.said, _framed.framed)
