"""Who may import whom (docs: how the house is built), and how long a function may be."""

from __future__ import annotations

import ast
import graphlib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "verifier"

FLOORS = {
    5: ["cli", "__main__"],
    4: ["pipeline", "line", "run", "shards", "refresh", "measure", "sweep"],
    3: [
        "resolve",
        "inquiry",
        "others",
        "linked",
        "fulltext",
        "compare",
        "borne",
        "confirm",
        "withheld",
        "exhibits",
        "evidence",
        "binding",
        "conclude",
        "examine",
        "snapshot",
        "baseline",
        "watch",
        "inputs",
        "doctor",
        "bulk",
        "intake",
        "archives",
        "second",
        "workers",
    ],
    2: [
        "documents",
        "registries",
        "judges",
        "checks",
        "reports",
        "layouts",
        "http",
        "pages",
        "store",
        "shelves",
        "config",
    ],
    1: [
        "bounds",
        "heads",
        "language",
        "gloss",
        "rows",
        "wording",
        "identifiers",
        "uncited",
        "vocabulary",
        "mesh",
        "facets",
        "lexicon",
    ],
    0: ["model", "errors", "text"],
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}

# Each foreign library has its home; nobody else may import it.
HOMES = {
    "dask": {"sweep"},
    "distributed": {"sweep"},
    "fastwarc": {"archives"},
    "isal": {"rows"},
    # The registries, and pages that a user names: two doors with different guards, and the bounds of both.
    "httpx": {"http", "pages", "bounds"},
    "httpcore": {"bounds"},
    "tenacity": {"http"},
    "diskcache": {"store", "rows"},
    "Bio": {"registries/_reference"},
    "click": {"cli"},
    "rich": {"cli", "reports/text"},
    "selectolax": {"documents/html"},
    "markdown_it": {"documents/markdown"},
    "mwparserfromhell": {"documents/wikitext"},
    "pypdfium2": {"documents/pdf"},
    "mammoth": {"documents/docx"},
    "jinja2": {"reports/html", "refresh"},
}
LONGEST_FUNCTION = 60
LONGEST_FILE = 400


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def loaded(path: Path):
    """The modules that a module needs as it is loaded: its imports, and the names taken from a package as modules."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "verifier":
                yield from (f"verifier.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_floors(path):
    here = room(path)
    if here == "__init__":
        return
    assert here in FLOOR_OF, f"{here} has no floor: give it one in this test and in the docs"
    for name in imports(path):
        if not name.startswith("verifier."):
            continue
        there = name.split(".")[1]
        if there == "__version__":
            continue
        assert there in FLOOR_OF, f"{path.name} imports {name}, which has no floor"
        above, below = FLOOR_OF[here], FLOOR_OF[there]
        assert below <= above, f"{here} (floor {above}) imports {name} (floor {below})"
        if above == below == 2:
            assert there in (here, "shelves"), f"{here} imports {name}: neighbours on floor 2 do not know each other"


def test_no_circles():
    """No module needs itself, by way of others, to be loaded; late imports and those for types do not count."""
    home = {
        ".".join(("verifier", *p.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): p
        for p in modules()
    }
    uses = {
        name: {asked if asked in home else asked.rpartition(".")[0] for asked in loaded(path)} & home.keys() - {name}
        for name, path in home.items()
    }
    order = graphlib.TopologicalSorter({name: there - {"verifier"} for name, there in uses.items()})
    order.prepare()  # raises CycleError, which names the circle


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_a_constant_is_given_once(path):
    """A second value under the same name changes what the first was for, in silence."""
    given = [
        target.id
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]
    assert len(given) == len(set(given)), sorted({name for name in given if given.count(name) > 1})


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_library_has_its_home(path):
    place = str(path.relative_to(PACKAGE).with_suffix("")).replace("\\", "/")
    for name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        if homes is not None:
            assert any(place == home or place.startswith(home + "/") for home in homes), f"{place} imports {name}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_functions_fit_a_screen(path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= LONGEST_FILE, f"{path.name} is too long to hold in the head"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{path.name}:{node.lineno} {node.name} runs {length} lines"


def test_no_broad_except():
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)} if node.type else {"(bare)"}
                assert not names & {"(bare)", "Exception", "BaseException"}, f"{path}:{node.lineno}"


def test_no_environment_below_the_command_line():
    for path in modules():
        if room(path) != "cli":
            assert "environ" not in path.read_text("utf-8"), f"{path} reads the environment"
