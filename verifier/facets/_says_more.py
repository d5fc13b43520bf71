"""Whether a clause about a trial says more than any record of that disease would have the words for."""

from __future__ import annotations

from verifier.facets._effects import claimed
from verifier.facets._terms import terms
from verifier.model import Comparison, Reading

_TELLS = 0.5  # weight from which a word tells one thing from another
_TOPICS = ("generic", "condition", "intervention")
_COUNT = "enrollmentInfo"  # the field that counts the people of a trial


def says_more(reading: Reading, numbers: tuple[Comparison, ...]) -> bool:
    """Whether a clause has a telling word beside the disease and the treatment, an effect, or a number of the field that counts people.

    "The study had 42 patients" and "enrolment in the asthma study is under way" are borne out by fields or not at all:
    a 42 and the words stand in many a record.
    """
    if any(term.weight >= _TELLS and term.kind not in _TOPICS for term in reading.facet(terms)):
        return True
    return bool(reading.facet(claimed)) or any(_COUNT in number.shown.where for number in numbers)
