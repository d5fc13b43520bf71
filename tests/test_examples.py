"""The example plug-in package: installed as a user would, then found, explained and used beside our own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "examples" / "house_style"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Install the package into a folder of its own, without network, and give a way to call the command line there."""
    pytest.importorskip("hatchling", reason="needs hatchling to build the example without network (make install)")
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "--no-index"]
    # Hatchling writes beside the sources only what it is told to; the wheel and its contents land in the folder.
    subprocess.run(
        [*pip, "--no-deps", "--no-build-isolation", "--target", str(folder), str(PACKAGE)], check=True, timeout=120
    )

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        paths = os.pathsep.join([str(folder), str(ROOT)])
        return subprocess.run(
            [sys.executable, "-m", "verifier", *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
        )

    return call


def test_explained_like_our_own(run):
    assert "praises where the record measures" in run("explain", "superlative").stdout
    assert "superlative" in run("explain").stdout


def test_the_check_speaks_and_the_report_is_written(run, tmp_path):
    store = str(tmp_path / "store")
    assert run("snapshot", "import", str(ROOT / "fixtures" / "records"), "--store", store).returncode == 0
    number = next((ROOT / "fixtures" / "records" / "ctgov").glob("NCT*.json")).stem
    page = tmp_path / "page.txt"
    page.write_text(f"A breakthrough treatment restores sight in every patient ({number}).\n", "utf-8")
    common = [str(page), "--offline", "--store", store, "--today", "2026-11-20", "--fail-on", "never"]
    assert "superlative" in run("check", *common, "--format", "json").stdout
    told = run("check", *common, "--format", "tally").stdout
    assert told.startswith(f"'{page}': 1 ")


def test_our_own_run_without_it():
    from verifier import shelves

    assert "superlative" not in shelves.names("checks")
