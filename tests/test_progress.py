"""Progress: what a person reads while it takes its time."""

from __future__ import annotations

import io

import pytest

from verifier.cli._progress import Meter


class Screen(io.StringIO):
    """A stderr that is a terminal, or not."""

    def __init__(self, *, terminal):
        super().__init__()
        self.isatty = lambda: terminal


@pytest.fixture
def watch(monkeypatch):
    """Play (seconds, stage, done, total) to a meter; what stood on stderr."""

    def play(*calls, terminal=False, quiet=False, term="xterm"):
        screen, now = Screen(terminal=terminal), [0.0]
        monkeypatch.setattr("sys.stderr", screen)
        monkeypatch.setenv("TERM", term)
        with Meter(quiet=quiet, clock=lambda: now[0]) as meter:
            for at, *told in calls:
                now[0] = at
                meter(*told)
        return screen.getvalue()

    return play


NIGHT = ((6, "PMID", 200, 2000), (8, "PMID", 400, 2000), (12, "PMID", 800, 2000), (17.1, "PMID", 2000, 2000))


def test_requests_and_time_left(watch):
    assert watch(*NIGHT).splitlines() == [
        "asking NCBI: 200 of 2,000, 9 requests left",
        "asking NCBI: 800 of 2,000, 6 requests left, about 12 s",
        "asking NCBI: 2,000 of 2,000",
    ]


def test_a_short_run_says_nothing_to_a_file(watch):
    assert watch((0, "read", 1, 0), (4.9, "judge", 0, 10)) == ""


def test_every_stage_is_told_when_it_begins(watch):
    told = watch((6, "read", 3, 0), (6.1, "compare", 1, 9), (6.2, "compare", 2, 9), (6.3, "judge", 0, 4))
    assert told.splitlines() == [
        "reading documents: 3",
        "laying claims beside their records: 1 of 9",
        "judging: 0 of 4",
    ]


def test_a_terminal_is_rewritten_and_cleared(watch):
    told = watch((0, "read", 1, 0), (0.05, "read", 2, 0), (0.2, "read", 3, 0), terminal=True)
    assert told == "\r\x1b[2Kreading documents: 1\r\x1b[2Kreading documents: 3\r\x1b[2K"


def test_a_dumb_terminal_gets_plain_lines(watch):
    told = watch((0, "read", 1, 0), *NIGHT, terminal=True, term="dumb")
    assert "\x1b" not in told
    assert "\r" not in told
    assert told.startswith("asking NCBI: 200 of 2,000")


def test_quiet(watch):
    assert watch(*NIGHT, quiet=True) == ""


@pytest.mark.parametrize(("done", "said"), [(1, "about 3 h"), (10, "about 16 min"), (500, "about 10 s")])
def test_the_time_left_is_as_coarse_as_the_guess(watch, done, said):
    assert said in watch((6, "sums", 0, 1000), (16, "sums", done, 1000)).splitlines()[-1]
