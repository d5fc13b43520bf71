"""Settings: what a project may set, and what it may not."""

from __future__ import annotations

import tomllib

import pytest
from click.testing import CliRunner

from verifier.cli import main
from verifier.config import PROJECT_FILE, TEMPLATE, Project, read_project
from verifier.errors import UsageError


def written(folder, text):
    (folder / PROJECT_FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_no_file_means_the_defaults(tmp_path):
    assert read_project(tmp_path) == Project()


def test_a_project_may_set_paths_levels_and_formats(tmp_path):
    settings = read_project(
        written(tmp_path, 'documents = ["a/"]\nfail_on = "broken"\nformat = "json"\nuncited = false\n')
    )
    assert settings == Project(documents=("a/",), fail_on="broken", format="json", uncited=False)


@pytest.mark.parametrize(
    "line", ['judge = "x"', 'store = "/etc"', 'eutils_url = "http://evil"', 'notify = "rm"', 'api_key = "k"']
)
def test_a_project_may_not_set_hosts_keys_commands_judges_or_the_store(tmp_path, line):
    with pytest.raises(UsageError, match="may be set here"):
        read_project(written(tmp_path, line))


@pytest.mark.parametrize(
    "text",
    [
        "fail_on = [",
        b"\xff\xfe",
        'documents = "not a list"',
        "x" * 1_100_000,
        "a = " + "[" * 100_000,
        "a = " + "9" * 10_000,
    ],
)
def test_a_broken_file_is_told(tmp_path, text):
    with pytest.raises(UsageError, match=PROJECT_FILE):
        read_project(written(tmp_path, text))


def test_every_line_of_the_template_can_be_used(tmp_path):
    used = "\n".join(
        line.removeprefix("# ") if "=" in line and line.startswith("# ") else line for line in TEMPLATE.splitlines()
    )
    assert set(tomllib.loads(used)) == set(Project.__struct_fields__)
    read_project(written(tmp_path, used))


def test_init_writes_once(tmp_path):
    assert CliRunner().invoke(main, ["init", str(tmp_path)]).exit_code == 0
    assert (tmp_path / PROJECT_FILE).read_text("utf-8") == TEMPLATE
    again = CliRunner().invoke(main, ["init", str(tmp_path)])
    assert again.exit_code == 2
    assert "already" in again.output
