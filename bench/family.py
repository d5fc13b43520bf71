"""A command with all its processes, watched: wall time, processor time, the largest process; shared by the benches."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

_TICK = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """What a command took: seconds by the clock, seconds of processors, MB of its largest process, its output."""

    wall: float
    cpu: float
    largest: float
    code: int
    output: str
    load: float  # processes that wanted a processor when it began, ours not among them
    leader: float  # seconds of processors of the first process alone

    @property
    def quiet(self) -> str:
        """A word on what else ran."""
        return "quiet" if self.load < 0.5 else f"load {self.load:.1f} of others at the start"


def run(command: Sequence[str], root: Path, meanwhile: Callable[[Watcher], None] | None = None) -> Spent:
    """Run a command and watch it; `meanwhile` is called every tenth of a second."""
    load = os.getloadavg()[0]
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(root)}
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    watcher = Watcher(process.pid, meanwhile)
    watcher.start()
    output, _ = process.communicate()
    wall = time.perf_counter() - start
    watcher.join()
    return Spent(wall, watcher.cpu, watcher.largest, process.returncode, output, load, watcher.leader)


class Watcher(threading.Thread):
    """Looks at a process and all that descend from it every tenth of a second."""

    def __init__(self, pid: int, meanwhile: Callable[[Watcher], None] | None = None) -> None:
        super().__init__(daemon=True)
        self.pid, self._meanwhile = pid, meanwhile
        self._cpu: dict[int, float] = {}
        self.largest = 0.0  # MB

    @property
    def cpu(self) -> float:
        """Seconds of processors that all of them took together, as far as it was seen."""
        return sum(self._cpu.values())

    @property
    def leader(self) -> float:
        """Seconds of processors of the first process alone."""
        return self._cpu.get(self.pid, 0.0)

    def run(self) -> None:
        while resident(self.pid):
            for pid in self.family():
                self.largest = max(self.largest, resident(pid))
                self._cpu[pid] = max(self._cpu.get(pid, 0.0), processor(pid))
            if self._meanwhile is not None:
                self._meanwhile(self)
            time.sleep(0.1)

    def family(self) -> list[int]:
        """The process and all that descend from it."""
        found = [self.pid]
        for pid in found:
            found.extend(children(pid))
        return found


def children(pid: int) -> list[int]:
    """Numbers of the processes that a process started."""
    found = []
    try:
        for listed in list(Path(f"/proc/{pid}/task").glob("*/children")):
            found += [int(number) for number in listed.read_text().split()]
    except (OSError, ValueError):  # it ended while it was looked at
        return found
    return found


def resident(pid: int) -> float:
    """The largest resident set that a process ever had, MB; 0 when it is gone."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return float(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def processor(pid: int) -> float:
    """Seconds of processor that a process took."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


def command_line(pid: int) -> str:
    """How a process was started."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
