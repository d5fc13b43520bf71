"""MeSH as a compact local index: terms -> descriptors -> tree numbers, built from NLM's yearly descriptor file.

NLM publishes the file as `desc<year>.gz` (XML, DTD nlmdescriptorrecordset) under MESH_FILES/xmlmesh; it is free to
use with attribution and is not part of this package. The index is one SQLite file, opened for reading only; a look-up
is one indexed read. Without it the built-in vocabulary works alone.
"""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse

from verifier.errors import UsageError
from verifier.lexicon.tokens import Token, tokens

_LONGEST = 6  # words of a term that are looked up
_FORMAT = "verifier-mesh-1"
# Branches of the tree: diseases and mental disorders; drugs and chemicals, procedures, diets.
_CONDITIONS = ("C", "F03")
_INTERVENTIONS = ("D01", "D02", "D03", "D04", "D06", "D09", "D20", "D26", "D27", "E02", "E04", "G07.203")
_SCHEMA = """
    CREATE TABLE about (format TEXT, year TEXT);
    CREATE TABLE descriptor (ui TEXT PRIMARY KEY, name TEXT, trees TEXT) WITHOUT ROWID;
    CREATE TABLE term (stems TEXT PRIMARY KEY, ui TEXT) WITHOUT ROWID;
"""


class Descriptor(NamedTuple):
    """A descriptor: its unique id, name, and places in the tree ("C04.588.180")."""

    ui: str
    name: str
    trees: tuple[str, ...]

    @property
    def kind(self) -> str:
        """condition, intervention or "" for what is neither."""
        if any(tree.startswith(_CONDITIONS) for tree in self.trees):
            return "condition"
        return "intervention" if any(tree.startswith(_INTERVENTIONS) for tree in self.trees) else ""

    def covers(self, other: Descriptor) -> bool:
        """Whether the other one is this one or stands below it."""
        return self.ui == other.ui or any(
            below == tree or below.startswith(f"{tree}.") for tree in self.trees for below in other.trees
        )


class Named(NamedTuple):
    """A descriptor named in a text, and where."""

    descriptor: Descriptor
    start: int
    end: int


def build(source: Path, target: Path) -> int:
    """Build the index at `target` from NLM's descriptor file, gzipped or plain; gives the number of descriptors.

    Memory stays flat: records are read one by one. The old index is replaced only when the new one is whole.

    Raises:
        UsageError: the file cannot be read as MeSH descriptors, or the index cannot be written.
    """
    fresh = target.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(fresh) as database:
            database.executescript(_SCHEMA)
            database.execute("INSERT INTO about VALUES (?, ?)", (_FORMAT, source.name))
            count = _fill(database, source)
        database.close()
    except (OSError, EOFError, zlib.error, ParseError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        raise UsageError(f"{source} cannot be made into an index: {error}") from error
    if not count:
        fresh.unlink(missing_ok=True)
        raise UsageError(f"{source} holds no descriptors; give NLM's desc<year>.gz or desc<year>.xml")
    fresh.replace(target)
    return count


def _fill(database: sqlite3.Connection, source: Path) -> int:
    count = 0
    with gzip.open(source) if source.suffix == ".gz" else source.open("rb") as opened:
        for descriptor, names in _records(opened):
            count += 1
            database.execute(
                "INSERT OR REPLACE INTO descriptor VALUES (?, ?, ?)",
                (descriptor.ui, descriptor.name, " ".join(descriptor.trees)),
            )
            rows = {(stems, descriptor.ui) for name in names if (stems := _stems(name))}
            database.executemany("INSERT OR IGNORE INTO term VALUES (?, ?)", sorted(rows))
    return count


def _records(opened: Any) -> Iterator[tuple[Descriptor, list[str]]]:
    """Each descriptor of the file with all its names."""
    # The reader's own user hands in NLM's file; expat bounds entity expansion since 2.4.1.
    for _, element in iterparse(opened, events=("end",)):  # noqa: S314
        if element.tag == "DescriptorRecord":
            yield _record(element)
            element.clear()


def _record(element: Element) -> tuple[Descriptor, list[str]]:
    ui = element.findtext("DescriptorUI", "")
    name = element.findtext("DescriptorName/String", "")
    trees = tuple(tree.text or "" for tree in element.iterfind("TreeNumberList/TreeNumber"))
    names = [name]
    for term in element.iterfind("ConceptList/Concept/TermList/Term"):
        if term.get("IsPermutedTermYN") != "Y":
            names.append(term.findtext("String", ""))
    return Descriptor(ui, name, trees), [turned for name in names for turned in (name, _turned(name)) if turned]


def _turned(name: str) -> str:
    """A name with its comma undone: "Diabetes Mellitus, Type 2" is also said "Type 2 Diabetes Mellitus"."""
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}" if comma and ", " not in tail else ""


def _stems(name: str) -> str:
    """A name as it is looked up; "" for names too short or too long to be told from other words."""
    own = tuple(tokens(name))
    return _key(own) if 1 <= len(own) <= _LONGEST and sum(len(token.stem) for token in own) > 3 else ""


def _key(own: tuple[Token, ...]) -> str:
    """The words of a name as one key: stems of several, but the whole word of one, which a stem would blur."""
    if len(own) == 1:
        return "=" + own[0].word.removesuffix("s")
    return " ".join(token.stem for token in own)


class Mesh:
    """An index opened for reading."""

    def __init__(self, path: Path) -> None:
        """Open an index.

        Raises:
            UsageError: there is none, or it is of another format.
        """
        try:
            self._database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            form, self.year = self._database.execute("SELECT format, year FROM about").fetchone()
        except (sqlite3.Error, TypeError) as error:
            raise UsageError(f"{path} is no vocabulary; build it with `verifier vocabulary update`") from error
        if form != _FORMAT:
            raise UsageError(f"{path} is of another format; build it anew with `verifier vocabulary update`")

    def named(self, name: str) -> Descriptor | None:
        """The descriptor of one name."""
        return self.look_up(_key(tuple(tokens(name))))

    def look_up(self, stems: str) -> Descriptor | None:
        """The descriptor of one name, given as it is kept in the index."""
        row = self._database.execute(
            "SELECT d.ui, d.name, d.trees FROM term t JOIN descriptor d ON d.ui = t.ui WHERE t.stems = ?", (stems,)
        ).fetchone()
        return Descriptor(row[0], row[1], tuple(row[2].split())) if row else None

    def find(self, words: tuple[Token, ...]) -> Iterator[Named]:
        """The conditions and treatments named by a run of words; the longest name at a place wins."""
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST, len(words) - at), 0, -1):
                key = _key(words[at : at + size])
                found = self.look_up(key) if len(key) > 4 else None
                if found is not None and found.kind:
                    yield Named(found, words[at].start, words[at + size - 1].end)
                    at += size - 1
                    break
            at += 1

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()
