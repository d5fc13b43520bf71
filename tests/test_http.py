"""The pace, the retries and the bounds of the one door to the network."""

from __future__ import annotations

import gzip
import random
import threading
import time as real_time
from itertools import pairwise

import httpx
import pytest
from registry_fake import FakeTime

from verifier.errors import UsageError
from verifier.http import BASES, Client, Gate
from verifier.model.exchange import Fault, Reply, Request

POST = Request("eutils", "efetch.fcgi", form=(("id", "7"),))
GET = Request("ctgov", "studies", query=(("filter.ids", "NCT00000011,NCT00000012"),))


def good(_reply):
    return None


class Line:
    """Answers in turn, and remembers when each request started."""

    def __init__(self, *answers, **options):
        self.time = FakeTime()
        self.starts, self.requests = [], []
        self.answers = list(answers)
        self.client = Client(
            transport=httpx.MockTransport(self.answer), sleep=self.time.sleep, clock=self.time, **options
        )

    def answer(self, request):
        self.starts.append(self.time.now)
        self.requests.append(request)
        answer = self.answers.pop(0) if self.answers else httpx.Response(200, text="fine")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def gaps(self):
        return [round(b - a, 3) for a, b in pairwise(self.starts)]


def test_starts_are_spaced_per_host():
    line = Line()
    for _ in range(3):
        line.client.send(POST, good)
    assert line.gaps() == [0.4, 0.4]
    line.client.send(GET, good)
    assert line.gaps()[-1] == 0.0
    line.client.send(GET, good)
    assert line.gaps()[-1] == 1.0


def test_a_key_allows_a_closer_pace_and_travels_in_the_body_only():
    line = Line(api_key="s3cret", email="me@lab.example")
    line.client.send(POST, good)
    line.client.send(POST, good)
    line.client.send(GET, good)
    line.client.send(Request("idconv", "", query=(("ids", "PMC1"),)), good)
    assert line.gaps()[0] == 0.11
    efetch, _, studies, idconv = line.requests
    assert b"api_key=s3cret" in efetch.content
    assert b"tool=verifier" in efetch.content
    assert all("s3cret" not in str(request.url) for request in line.requests)
    assert "me%40lab.example" not in str(studies.url)
    assert studies.content == b""
    assert "tool=verifier" in str(idconv.url)
    assert "lab.example" not in str(idconv.url)
    assert idconv.headers["from"] == "me@lab.example"
    assert "from" not in studies.headers


def test_the_public_pace_cannot_be_shortened():
    line = Line(gaps={"eutils": 0.0, "ctgov": 0.0}, bases={"ctgov": "http://127.0.0.1:9/api/v2"})
    for request in (POST, POST, GET, GET):
        line.client.send(request, good)
    assert line.gaps() == [0.4, 0.0, 0.0]


def test_retry_after_is_honoured_in_seconds_and_the_gate_closes_for_all():
    line = Line(httpx.Response(429, headers={"retry-after": "7"}))
    assert isinstance(line.client.send(POST, good), Reply)
    assert line.gaps() == [7.0]


@pytest.mark.parametrize("value", ["9999999", "999999999999999999999"])
def test_an_unreasonable_retry_after_is_not_waited_for(value):
    line = Line(httpx.Response(503, headers={"retry-after": value}))
    fault = line.client.send(POST, good)
    assert (fault.reason, line.time.now) == ("outage", 1000.0)


@pytest.mark.parametrize(
    "value", ["soon", "-3", "Fri, 99 Nov 2026", "", "١", "²", "Mon, 99999999999 Jan 2024 00:00:00 +0000"]
)
@pytest.mark.parametrize("coding", ["utf-8", "latin-1"])
def test_an_unreadable_retry_after_is_passed_over(value, coding):
    line = Line(httpx.Response(503, headers=[(b"retry-after", value.encode(coding, "replace"))]))
    assert isinstance(line.client.send(POST, good), Reply)
    assert len(line.starts) == 2


def test_pauses_grow_and_end():
    line = Line(*[httpx.Response(503)] * 9)
    fault = line.client.send(POST, good)
    assert (fault.reason, line.gaps()) == ("outage", [1.0, 2.0, 4.0])
    line.client.send(POST, good)  # a host in trouble is asked once a request
    assert len(line.starts) == 5
    line.answers.clear()
    assert isinstance(line.client.send(POST, good), Reply)
    line.answers = [httpx.Response(503)]
    assert isinstance(line.client.send(POST, good), Reply)  # well again: tried again


def test_blocked_is_not_asked_again_for_a_minute():
    line = Line(httpx.Response(403, html="<html>no</html>"))
    assert line.client.send(GET, good).reason == "blocked"
    assert line.client.send(GET, good).reason == "blocked"
    assert len(line.starts) == 1
    assert isinstance(line.client.send(POST, good), Reply)  # the other host is not concerned
    line.time.now += 61
    assert isinstance(line.client.send(GET, good), Reply)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ReadTimeout("x"), "timeout"),
        (httpx.ConnectTimeout("x"), "timeout"),
        (httpx.ConnectError("x"), "network"),
        (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]"), "network"),
        (httpx.RemoteProtocolError("x"), "truncated"),
        (httpx.ReadError("x"), "network"),
    ],
)
def test_network_faults_are_told_apart(error, reason):
    fault = Line(*[error] * 9).client.send(POST, good)
    assert fault.reason == reason
    assert fault.advice


def test_bombs_are_not_unpacked():
    zeros = gzip.compress(b"\0" * (1 << 26))
    stream = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(zeros))
    assert Line(stream).client.send(POST, good).reason == "too-large"
    endless = httpx.Response(200, stream=httpx.ByteStream(b"x" * 5000))
    small = Request("eutils", "efetch.fcgi", form=(("id", "7"),), limit=4000)
    assert Line(endless).client.send(small, good).reason == "too-large"


def test_a_packed_answer_cut_short_is_truncated():
    cut = gzip.compress(b"whole" * 1000)[:-9]
    answers = [
        httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(cut)) for _ in range(4)
    ]
    assert Line(*answers).client.send(POST, good).reason == "truncated"


def test_packed_answers_are_unpacked_whole():
    second = b" ".join(b"%d" % (n * n) for n in range(300_000))
    members = gzip.compress(b"first, ") + gzip.compress(second)
    answer = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(members))
    assert Line(answer).client.send(POST, good).body == b"first, " + second


@pytest.mark.parametrize("size", [(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_pieces_of_just_the_most_size_lose_nothing(size):
    body = random.Random(size).randbytes(size).hex().encode()[:size]
    answer = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(gzip.compress(body)))
    assert Line(answer).client.send(POST, good).body == body


def test_a_trickle_ends():
    class Trickle(httpx.SyncByteStream):
        def __iter__(self):
            for _ in range(100):
                line.time.now += 20
                yield b"x"

    line = Line(*[httpx.Response(200, stream=Trickle()) for _ in range(4)])
    assert line.client.send(POST, good).reason == "timeout"
    assert line.time.now < 1000 + 4 * 150  # left at its time, not at its end


def test_redirects_are_not_followed():
    line = Line(httpx.Response(302, headers={"location": "https://elsewhere.example/"}), api_key="s3cret")
    assert line.client.send(POST, good).location == "https://elsewhere.example/"
    assert len(line.starts) == 1


@pytest.mark.parametrize("place", ["http://[", "http://xn--/", "//", "http://a:99999/", "http://a b/"])
def test_a_redirect_to_what_is_no_address_is_a_fault(place):
    line = Line(*[httpx.Response(302, headers={"location": place})] * 4)
    outcome = line.client.send(POST, lambda _: Fault("outage", "a redirect"))
    assert isinstance(outcome, Fault)
    assert outcome.reason in ("outage", "truncated")


def test_cookies_are_not_kept():
    line = Line(httpx.Response(200, headers={"set-cookie": "who=you"}))
    for _ in range(2):
        line.client.send(POST, good)
    assert "cookie" not in line.requests[1].headers


def test_what_a_host_echoes_is_kept_out_of_messages():
    line = Line(api_key="s3cret", email="me@lab.example")
    fault = line.client.send(POST, lambda _: Fault("outage", "key s3cret of me@lab.example"))
    assert fault.message == "key *** of ***"


def test_the_name_we_send_can_be_set_or_left_out():
    for name in ("my-tool/1", ""):
        line = Line(user_agent=name)
        line.client.send(GET, good)
        assert line.requests[0].headers.get("user-agent", "") == name


def test_addresses_must_be_addresses():
    with pytest.raises(UsageError):
        Client(bases={"eutils": "ftp://x"})
    assert set(BASES) == {"eutils", "ctgov", "idconv"}


def test_a_shut_gate_keeps_out_those_who_already_wait():
    now = FakeTime()
    gate = Gate(1.0, sleep=lambda seconds: (now.sleep(seconds), shut()), clock=now)
    shuts = [10.0]

    def shut():
        if shuts:
            gate.shut(shuts.pop())

    gate.enter()
    gate.enter()  # sleeps one second; meanwhile the gate is shut for ten
    assert now.now == 1011.0


def test_threads_and_processes_share_a_gate(tmp_path):
    starts, lock = [], threading.Lock()

    def worker(gate):
        for _ in range(4):
            gate.enter()
            with lock:
                starts.append(real_time.monotonic())

    gates = [Gate(0.02, shared=tmp_path / "gate") for _ in range(2)]  # two openings of one file: as two processes
    threads = [threading.Thread(target=worker, args=(gate,)) for gate in gates for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for gate in gates:
        gate.close()
    assert len(starts) == 16
    assert max(starts) - min(starts) > 0.2  # without the file the two would be through in half of 0.3 seconds


def test_a_gate_file_of_another_boot_is_not_waited_for(tmp_path):
    import struct

    (tmp_path / "gate").write_bytes(struct.pack("<dd", 1e9, 1e9))
    now = FakeTime()
    gate = Gate(1.0, sleep=now.sleep, clock=now, shared=tmp_path / "gate")
    gate.enter()
    assert now.now == 1000.0
    gate.close()


def test_a_gate_that_cannot_be_shared_is_a_gate_still(tmp_path):
    now = FakeTime()
    gate = Gate(1.0, sleep=now.sleep, clock=now, shared=tmp_path / "no such folder" / "gate")
    gate.enter()
    gate.enter()
    assert now.now == 1001.0


@pytest.mark.parametrize("base", ["http://[", "http://a.example:999999", "ftp://a.example", "http://"])
def test_a_base_that_is_none_is_told(base):
    with pytest.raises(UsageError, match="no base address"):
        Client(bases={"eutils": base})


@pytest.mark.parametrize("name", ["caf\xe9", "a\r\nX: y"])
def test_a_user_agent_that_no_header_can_hold_is_told(name):
    with pytest.raises(UsageError, match="plain ASCII"):
        Client(user_agent=name)


@pytest.mark.parametrize("email", ["caf\xe9@x.example", "a@x.example\r\nX: y"])
def test_an_address_that_no_header_can_hold_is_left_out_of_it(email):
    line = Line(email=email)
    line.client.send(Request("idconv", "", query=(("ids", "PMC1"),)), good)
    assert "from" not in line.requests[0].headers
    assert "x" not in line.requests[0].headers
