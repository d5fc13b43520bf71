# Everything a person does here is one word: `make help` lists them.
VENV ?= .venv
PY := $(VENV)/bin/python
.DEFAULT_GOAL := help
.PHONY: help install demo test check format score-gold clean docs browser screenshots golden

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

$(VENV)/.ready: pyproject.toml
	python3 -m venv $(VENV)
	$(VENV)/bin/pip install --quiet --upgrade pip
	$(VENV)/bin/pip install --quiet --editable '.[dev]'
	touch $@

install: $(VENV)/.ready ## make the environment and install the package with its development tools

demo: $(VENV)/.ready ## the main job, offline: check three fixture pages against the fixture records
	$(VENV)/bin/verifier snapshot import fixtures/records --store build/demo-store
	$(VENV)/bin/verifier check fixtures/pages/clinic.html fixtures/pages/notes.txt fixtures/pages/shop.html \
	  --offline --store build/demo-store --today 2026-11-20 --fail-on never

test: $(VENV)/.ready ## the tests: offline, loopback sockets only, random order
	$(PY) -m pytest

.PHONY: fuzz
fuzz: $(VENV)/.ready ## the property tests alone, on other examples in every run (an example that fails becomes a test)
	PROPERTIES=fuzz $(PY) -m pytest -m hypothesis

check: $(VENV)/.ready ## format, lint, strict types
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(PY) -m mypy tests/typed_face.py

format: $(VENV)/.ready ## put the code into house format
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix-only .

score-gold: $(VENV)/.ready ## check the gold pages of ../shared and score the report (JUDGE=none for rules only, ALONE=1 for the judge only)
	$(PY) bench/score_gold.py $(if $(JUDGE),--judge $(JUDGE)) $(if $(ALONE),--judge-only)

.PHONY: bench-fetch bench-many chaos
bench-many: $(VENV)/.ready ## rate and memory of a million look-ups in a filled store
	$(PY) bench/many.py

chaos: $(VENV)/.ready ## random faults by seed and kill -9, and what must hold whatever happens (needs ../shared/standin)
	$(PY) bench/chaos.py

bench-fetch: $(VENV)/.ready ## how fast records are fetched at the published pace (needs ../shared/standin)
	$(PY) bench/fetch.py

bench-facets: $(VENV)/.ready ## how long 10,000 claims take to be read and laid beside records, on one core
	$(PY) bench/facets.py

bench-snapshot: $(VENV)/.ready ## PubMed articles/s of `snapshot build` on one and two jobs, each field held to biopython (needs ../shared)
	$(PY) bench/snapshot.py

bench-scale: $(VENV)/.ready ## pages/s, verdicts/s and memory on many generated pages: one process, two, a cluster of two (PAGES=n)
	$(PY) bench/scale.py --pages $(or $(PAGES),100000)

bench-rates: $(VENV)/.ready ## documents/s and verdicts/s of one core, stage by stage, and a cold run beside the pace (needs ../shared)
	$(PY) bench/rates.py

scale-docs: $(VENV)/.ready ## docs/scale.md anew, after bench-scale and bench-snapshot (needs ../shared)
	$(PY) bench/scale_docs.py

chaos-scale: $(VENV)/.ready ## workers killed at random while many pages are checked: the same verdicts (needs ../shared/standin)
	$(PY) bench/chaos_scale.py

score-claims: $(VENV)/.ready ## verdicts on claims written about recorded records (JUDGE=name to add a judge)
	$(PY) bench/score_claims.py $(if $(JUDGE),--judge $(JUDGE))

score-binding: $(VENV)/.ready ## identifiers found and claims attached on the labelled pages, nothing fetched (needs ../shared/gold)
	$(PY) bench/score_binding.py

bench-documents: $(VENV)/.ready ## how fast documents of every kind are read, beside others
	$(PY) bench/documents.py --large

fuzz-documents: $(VENV)/.ready ## hostile documents of every kind: no crash, no hang, bounded memory
	$(PY) bench/fuzz_documents.py

include bench/train.mk

clean: ## remove what was built
	rm -rf build dist .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis

golden: $(VENV)/.ready ## write the golden files of the reports anew, for review
	$(PY) -m tests.write_golden

browser: $(VENV)/.ready ## what the browser tests need, on Debian: chromium, and playwright to drive it
	command -v chromium >/dev/null || { apt-get update && apt-get install --yes --no-install-recommends chromium; }
	$(VENV)/bin/pip install --quiet 'playwright>=1.48'

.PHONY: sarif-schema
sarif-schema: build/sarif/sarif-2.1.0.json ## the official SARIF schema, for the tests that validate against it (needs npm)
build/sarif/sarif-2.1.0.json:
	mkdir -p $(@D)
	cd $(@D) && npm pack --silent @microsoft/sarif-multitool-linux >/dev/null
	cd $(@D) && tar --extract --gzip --strip-components=1 --file microsoft-sarif-multitool-linux-*.tgz package/$(@F)
	rm $(@D)/*.tgz

docs: $(VENV)/.ready ## the documentation as HTML in build/docs, with what is made from the code
	$(PY) docs/build.py build/docs

screenshots: browser ## the pictures of the documentation, from the fixture pages
	$(PY) docs/screenshots.py

bench-report: browser ## how long the HTML report of 2,000 verdicts takes to write, open, step through and filter
	$(PY) -m bench.html_report

.PHONY: bench-refresh chaos-refresh nights
bench-refresh: $(VENV)/.ready ## nights over 10,000 records with planted changes, beside the naive job (needs ../shared/standin)
	$(PY) bench/refresh.py

nights: $(VENV)/.ready ## three nights over the gold pages, for reading (needs ../shared)
	$(PY) bench/nights.py

chaos-refresh: $(VENV)/.ready ## a night killed at a hundred random moments gives the same report
	$(PY) bench/chaos_refresh.py
