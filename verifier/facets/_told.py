"""What a clause says of its study where it says what one field of the record says and nothing else."""

from __future__ import annotations

from verifier.facets._any_order import any_order
from verifier.facets._plainly import Told
from verifier.facets._plainly import told as by_its_form
from verifier.facets._words import language
from verifier.model import Reading


def told(reading: Reading) -> Told | None:
    """What a whole clause says of its study, by its form or else by its words alone; None for one that says more."""
    return reading.facet(by_its_form) or any_order(reading.text, reading.facet(language))
