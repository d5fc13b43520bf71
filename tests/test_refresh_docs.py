"""The unit files and the cron line of the guide, verified as far as they can be here."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from verifier.cli.refresh import command

DOCS = Path(__file__).parent.parent / "docs"


def options(words):
    """The options of a call of `verifier refresh`."""
    assert words[1] == "refresh"
    return [word for word in words[2:] if word.startswith("--")]


def test_the_unit_is_accepted_by_systemd(tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    for file in (DOCS / "systemd").iterdir():
        text = (
            file.read_text("utf-8")
            .replace("/usr/local/bin/verifier", "/bin/true")
            .replace("User=verifier", "User=root")
        )
        (tmp_path / file.name).write_text(text, "utf-8")
    units = [str(tmp_path / "verifier-refresh.service"), str(tmp_path / "verifier-refresh.timer")]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "verifier-refresh" in line]
    assert ours == []


def test_the_timer_names_a_time():
    if shutil.which("systemd-analyze") is None:
        pytest.skip("needs systemd-analyze")
    text = (DOCS / "systemd" / "verifier-refresh.timer").read_text("utf-8")
    when = re.search(r"^OnCalendar=(.*)$", text, re.MULTILINE)[1]
    done = subprocess.run(["systemd-analyze", "calendar", when], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_calls_in_unit_and_cron_line_have_options_that_exist():
    unit = (DOCS / "systemd" / "verifier-refresh.service").read_text("utf-8")
    cron = re.search(r"```crontab\n(.*)\n```", (DOCS / "nightly.md").read_text("utf-8"))[1]
    assert re.match(r"(\S+ ){5}[A-Z_]+=\S+ verifier refresh ", cron)
    known = CliRunner().invoke(command, ["--help"]).output
    for line in (re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1], cron.partition("example.org ")[2]):
        for option in options(shlex.split(line)):
            assert option in known
