"""The shelves: how plug-in modules are found, ours and others', by name, on equal terms.

A plug-in is a module. Its name is its file name, its manual is its docstring, its contract a few module
attributes (see each shelf's contract test). Third parties register the same kind of module under the entry
points `verifier.documents`, `verifier.registries`, `verifier.checks`, `verifier.judges` and `verifier.reports`.
What is installed is looked up once per process.
Nothing is imported before it is asked for, save on shelves that are used as a whole (checks, registries).
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from verifier.errors import PluginError, UsageError

# What a module must offer to stand on a shelf.
CONTRACTS: dict[str, tuple[str, ...]] = {
    "documents": ("SUFFIXES", "read"),
    "registries": ("SCHEME", "HOST"),
    "checks": ("SCOPE", "LEVEL", "check"),
    "judges": ("load",),
    "reports": ("SUFFIX", "write"),
    "layouts": ("CODES", "RANK", "bind"),
    "facets": ("FACETS", "compare"),
}


def names(shelf: str) -> tuple[str, ...]:
    """The names on a shelf, sorted: files are named with underscores, plug-ins with hyphens."""
    return tuple(sorted(_locations(shelf)))


@cache
def load(shelf: str, name: str) -> ModuleType:
    """Import one plug-in and hold it to the shelf's contract.

    Raises:
        UsageError: there is no plug-in of that name.
        PluginError: it cannot be imported or lacks an attribute of the contract.
    """
    locations = _locations(shelf)
    if name not in locations:
        known = ", ".join(sorted(locations)) or "none"
        raise UsageError(f"there is no {name!r} among the {shelf}; known: {known}")
    module = _import(shelf, name, locations[name])
    lacking = [word for word in CONTRACTS[shelf] if not hasattr(module, word)]
    if lacking:
        raise PluginError(f"the plug-in {name!r} of the shelf {shelf} lacks {', '.join(lacking)}")
    return module


def load_all(shelf: str) -> dict[str, ModuleType]:
    """Import a whole shelf, in the order of the names."""
    return {name: load(shelf, name) for name in names(shelf)}


def _import(shelf: str, name: str, location: str) -> ModuleType:
    """Import a module; a foreign plug-in that cannot be imported is told from a fault of ours."""
    try:
        return importlib.import_module(location)
    except ImportError as error:
        raise PluginError(f"the plug-in {name!r} of the shelf {shelf} cannot be imported: {error}") from error


@cache
def _locations(shelf: str) -> dict[str, str]:
    """Name -> module path: the package's own files (also in sub-folders) and the registered entry points."""
    root = importlib.import_module(f"verifier.{shelf}")
    found: dict[str, str] = {}
    for info in pkgutil.walk_packages(root.__path__, prefix=f"verifier.{shelf}."):
        last = info.name.rpartition(".")[2]
        if not info.ispkg and not last.startswith("_"):
            found[last.replace("_", "-")] = info.name
    # Reading the metadata of all installed packages takes tens of milliseconds, hence the cache.
    for point in entry_points(group=f"verifier.{shelf}"):
        found.setdefault(point.name, point.value)
    return found
