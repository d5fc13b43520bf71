"""The README tells the truth: its Python examples run, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from verifier import snapshot
from verifier.cli import COMMANDS
from verifier.store import Store

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_run(number, tmp_path, monkeypatch, capsys):
    with Store(tmp_path / "build" / "demo-store") as store:
        snapshot.import_folder(ROOT / "fixtures" / "records", store)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    monkeypatch.chdir(tmp_path)
    exec(compile(EXAMPLES[number], f"README.md example {number}", "exec"), {"__name__": "readme"})
    printed = capsys.readouterr().out
    expected = re.findall(
        r"#\s*(supported|overstated|contradicted|unsupported|broken|unknown)\s*$", EXAMPLES[number], re.MULTILINE
    )
    for word in expected:
        assert word in printed


def test_commands_exist():
    for name in re.findall(r"^\s+verifier (\w+)", README, re.MULTILINE):
        assert name in COMMANDS


def test_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^\s+make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
