"""The check shelf at work: every check on every case, and on every page."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from verifier.model import Case, Finding, Page


def examine(case: Case, checks: Mapping[str, ModuleType]) -> tuple[Finding, ...]:
    """What the checks of scope "case" have to say on one citation, in the order of their names."""
    return tuple(finding for module in checks.values() if module.SCOPE == "case" for finding in module.check(case))


def examine_page(page: Page, checks: Mapping[str, ModuleType]) -> dict[str, tuple[Finding, ...]]:
    """What the checks of scope "page" have to say, by the key of the citation that each finding belongs to."""
    found: dict[str, tuple[Finding, ...]] = {}
    for module in checks.values():
        if module.SCOPE == "page":
            for key, finding in module.check(page):
                found[key] = (*found.get(key, ()), finding)
    return found
