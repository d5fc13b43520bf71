"""What every test stands on: no sockets but loopback, and the developers' material where it is present."""

from __future__ import annotations

import gc
import ipaddress
import json
import os
import socket
from pathlib import Path

import pytest
from hypothesis import settings

# Times are measured by tests of their own; elsewhere a busy machine must not fail a property. The examples are the same
# in every run, so that a failure is one that anybody can repeat; `make fuzz` looks at others, and at more of them.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None)
settings.load_profile(os.environ.get("PROPERTIES", "house"))

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True, scope="module")
def settled_heap():
    """Leave what earlier tests keep out of later collections: a test that times code is not to time those."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch):
    """Refuse every connection and name look-up that leaves this machine."""
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def loopback(host) -> bool:
        if host in ("localhost", None):
            return True
        try:
            return ipaddress.ip_address(str(host).split("%")[0]).is_loopback
        except ValueError:
            return False

    def guarded(self, address):
        if self.family != socket.AF_UNIX and not loopback(address[0]):
            raise AssertionError(f"a test tried to reach {address!r}")
        return connect(self, address)

    def guarded_name(host, *args, **kwargs):
        if isinstance(host, bytes):
            host = host.decode()
        if not loopback(host):
            raise AssertionError(f"a test tried to look up {host!r}")
        return resolve(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_name)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded registry data, gold pages and labelled sets; absent from a user's clone."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared (recorded registry data), which is not part of a clone")
    return SHARED


@pytest.fixture(scope="session")
def official_sarif() -> dict:
    """The JSON Schema of SARIF 2.1.0 as its editors publish it, not part of a clone; `make sarif-schema` fetches it."""
    path = ROOT / "build" / "sarif" / "sarif-2.1.0.json"
    if not path.is_file():
        pytest.skip("needs the official SARIF schema: make sarif-schema")
    return json.loads(path.read_text("utf-8"))
