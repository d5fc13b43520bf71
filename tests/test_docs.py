"""The documentation tells the truth: links lead somewhere, examples run, commands are commands, pages are built."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from html.parser import HTMLParser
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from verifier import cli, shelves, snapshot
from verifier.store import Store

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
TEXTS = [*PAGES, ROOT / "README.md", ROOT / "examples" / "house_style" / "README.md"]
PYTHON = [
    pytest.param(code, id=f"{path.stem}-{number}")
    for path in PAGES
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL))
]
# What asks nobody when told so.
ASKING = ("check", "show", "refresh")


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder with the fixtures, a filled store and the documents that the guides speak of."""
    with Store(tmp_path / "build" / "demo-store") as store:
        snapshot.import_folder(ROOT / "fixtures" / "records", store)
    for name in ("fixtures", "examples"):
        shutil.copytree(ROOT / name, tmp_path / name)
    page = (ROOT / "fixtures" / "pages" / "clinic.html").read_bytes()
    for name in ("page.html", "site/page.html", "docs/page.html"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(page)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VERIFIER_STORE", str(tmp_path / "build" / "demo-store"))
    return tmp_path


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    text = path.read_text("utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    assert path.name != "index.md" or len(targets) >= 6
    for target in targets:
        name, _, anchor = target.partition("#")
        if re.match(r"https?:", target):
            continue
        found = path if not name else (path.parent / name)
        assert found.exists(), f"{path.name} leads to {target}, which is not there"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", found.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one).strip().lower().replace(" ", "-") for one in headings}


@pytest.mark.parametrize("code", PYTHON)
def test_examples_run(code, desk):
    exec(compile(code, "example", "exec"), {"__name__": "example"})


def commands(path: Path) -> list[list[str]]:
    """The calls of a page, in its order, as words; a pipe or redirection is the shell's affair."""
    lines = re.findall(r"^    verifier (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return [shlex.split(re.split(r"[|>]", line)[0]) for line in lines]


@pytest.mark.parametrize("path", [path for path in PAGES if commands(path)], ids=lambda path: path.stem)
def test_commands_run(path, desk):
    """A reader's afternoon: every call of a page, one after the other, but asking nobody."""
    for words in commands(path):
        if words[0] == "doctor":  # asks both registries, whatever it is told
            continue
        if words[0] in ASKING:
            words.append("--offline")
        result = CliRunner().invoke(cli.main, words)
        assert result.exit_code in (0, 1, 3), f"{words}: {result.output}"
        assert result.exception is None or isinstance(result.exception, SystemExit), f"{words}: {result.exception!r}"


def test_every_format_is_told():
    text = (ROOT / "docs" / "programmers.md").read_text("utf-8")
    for name in shelves.names("reports"):
        assert f"`{name}`" in text


class Anchors(HTMLParser):
    """Addresses of links and images of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src")]


def test_pages_are_built(tmp_path, capsys):
    spec = importlib.util.spec_from_file_location("build_docs", ROOT / "docs" / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.main(tmp_path)
    built = {path.stem: path.read_text("utf-8") for path in tmp_path.glob("*.html")}
    assert set(built) >= {path.stem for path in PAGES} | {"checks", "library", "command-line", "report-schema"}
    for name, text in built.items():
        for target in Anchors(text).found:
            assert target.startswith("http") or (tmp_path / target.partition("#")[0]).exists(), f"{name}: {target}"
    for name in shelves.names("checks"):
        assert f"<h2>{name}</h2>" in built["checks"]
    context = click.Context(cli.main)
    for name in cli.main.list_commands(context):
        assert f"<h2>verifier {name}</h2>" in built["command-line"]
