"""docs/scale.md: its programs are programs, its schedulers are handed the function that the package has."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from verifier import snapshot
from verifier.store import Store

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "scale.md"
WORDS = ROOT / "bench" / "scale.md"
SHARED_PART, SPARK, RAY = re.findall(r"```py\n(.*?)```", WORDS.read_text("utf-8"), re.DOTALL)


class Spark:
    """As much of pyspark as the page uses: names that lead on, and a map over a list."""

    def __getattr__(self, name):
        return self

    def __call__(self, *_arguments):
        return self

    def parallelize(self, items, _pieces):
        self.items = items
        return self

    def map(self, work):
        self.items = [work(item) for item in self.items]
        return self

    def collect(self):
        return self.items


def spark():
    module = ModuleType("pyspark.sql")
    module.SparkSession = Spark()
    return {"pyspark": ModuleType("pyspark"), "pyspark.sql": module}


def ray():
    module = ModuleType("ray")
    module.init = lambda: None
    module.get = list

    def remote(**_options):
        def decorate(function):
            function.remote = function
            return function

        return decorate

    module.remote = remote
    return {"ray": module}


@pytest.mark.parametrize(("code", "modules"), [(SPARK, spark), (RAY, ray)], ids=["spark", "ray"])
def test_other_schedulers_call_the_same_function(code, modules, tmp_path, monkeypatch):
    pytest.importorskip("fastwarc", reason="needs fastwarc")
    pytest.importorskip("warcio", reason="needs warcio to write an archive")
    from test_archives import archive

    monkeypatch.chdir(tmp_path)
    for name, module in modules().items():
        monkeypatch.setitem(sys.modules, name, module)
    with Store("records") as store:
        snapshot.import_folder(ROOT / "fixtures" / "records", store)
    Path("crawl").mkdir()
    archive(Path("crawl/a.warc.gz"), ("https://a.example/1", (ROOT / "fixtures/pages/clinic.html").read_bytes()))
    told = {}
    exec(compile(SHARED_PART.replace('"trained"', "None") + code, "docs/scale.md", "exec"), told)
    (report,) = told["reports"]
    assert "https://a.example/1" in Path(report).read_text("utf-8")


@pytest.mark.parametrize("path", [WORDS, PAGE], ids=["words", "page"])
def test_the_port_is_warned_of(path):
    text = " ".join(path.read_text("utf-8").split())
    assert "Keep it on a private network or use TLS" in text


def test_the_page_says_what_its_words_say():
    """The committed page is the words of bench/scale.md with figures in the places of the names."""
    page = PAGE.read_text("utf-8")
    for piece in re.split(r"\$\$|\$[a-z_]+", WORDS.read_text("utf-8")):
        assert piece.strip() in page
