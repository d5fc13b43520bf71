"""Checks whether the PubMed and ClinicalTrials.gov records that a page cites back its claims.

    from verifier import Verifier, verify
    verdict = verify("Remdesivir shortened time to recovery.", "PMID:32445440")

The names below are the library's face; everything else may change. They are imported when first used, so that
`import verifier` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verifier.model import (
        Citation,
        Document,
        Extract,
        Finding,
        Found,
        Identifier,
        Missing,
        Record,
        Unavailable,
        Verdict,
        VerdictChange,
    )
    from verifier.pipeline import Verifier, verify
    from verifier.run import Run

__version__ = "0.9.0"

__all__ = [
    "Citation",
    "Document",
    "Extract",
    "Finding",
    "Found",
    "Identifier",
    "Missing",
    "Record",
    "Run",
    "Unavailable",
    "Verdict",
    "VerdictChange",
    "Verifier",
    "__version__",
    "verify",
]

_HOME = {"Run": "verifier.run", "Verifier": "verifier.pipeline", "verify": "verifier.pipeline"}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'verifier' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME.get(name, "verifier.model")), name)
