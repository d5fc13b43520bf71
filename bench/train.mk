# `make train`: the shipped judge from the labelled pairs, step by step. Included by the Makefile.
#
# BENCH: folder of labelled pairs; CORPORA: folder of trial reports; MINUTES, PRETRAIN_MINUTES: how long the encoder
# learns (on two free cores; the shipped one had what CARD.md says). The encoder differs with the number of steps that the
# machine makes in its minutes; the rest comes out the same to the last digit, as long as what it is made from is the same.
BENCH ?= ../shared/bench
CORPORA ?= ../shared/corpora
MINUTES ?= 55
PRETRAIN_MINUTES ?= 25
TRAIN := build/train
TRAIN_VENV ?= $(TRAIN)/venv
TPY := OMP_NUM_THREADS=1 PYTHONPATH=. $(TRAIN_VENV)/bin/python
DATA := verifier/judges/data

$(TRAIN_VENV)/.ready: bench/requirements.txt
	python3 -m venv $(TRAIN_VENV)
	$(TRAIN_VENV)/bin/pip install --quiet --editable . -r bench/requirements.txt
	touch $@

$(TRAIN)/reports: $(CORPORA)/evidence_inference_fulltext.tar.xz
	mkdir -p $@ && tar xJf $< -C $@

.PHONY: train train-dry bench-judge-without bench-encoder-without bench-evidence bench-judge bench-judge-speed bench-contrast bench-gold judge-page
train: $(TRAIN_VENV)/.ready $(TRAIN)/reports ## train the shipped judge anew from ../shared (hours on two cores)
	$(TPY) bench/rarity.py $(BENCH) $(DATA)/rarity.npz --corpus $(CORPORA)/evidence_inference_fulltext.tar.xz
	$(TPY) bench/train_ranker.py $(BENCH) --output $(DATA)/ranker.npz
	$(TPY) bench/train_features.py $(BENCH) --reports $(TRAIN)/reports --output $(DATA)/features.npz --scores $(TRAIN)/cells.npz
	$(TPY) bench/pretrain.py $(BENCH)/nli $(TRAIN)/first.pt --minutes $(PRETRAIN_MINUTES)
	$(TPY) bench/train_encoder.py $(BENCH) $(TRAIN)/first.pt $(TRAIN)/second.pt --reports $(TRAIN)/reports --minutes $(MINUTES)
	$(TPY) bench/train_encoder.py $(BENCH) $(TRAIN)/second.pt $(TRAIN)/third.pt --reports $(TRAIN)/reports --minutes $(MINUTES) --rate 6e-5 --hold 0.66 --marks 0.5 0.66 --seed 41
	$(TPY) bench/average_encoders.py $(TRAIN)/mean.pt $(TRAIN)/second.pt $(TRAIN)/third.1.pt $(TRAIN)/third.2.pt $(TRAIN)/third.pt
	$(TPY) bench/distil.py $(BENCH) $(TRAIN)/mean.pt $(TRAIN)/small.pt --reports $(TRAIN)/reports --minutes $(MINUTES) --rate 1e-4 --hold 0.66 --marks 0.5 0.66 0.83
	$(TPY) bench/average_encoders.py $(TRAIN)/small_mean.pt $(TRAIN)/small.2.pt $(TRAIN)/small.3.pt $(TRAIN)/small.pt
	$(TPY) bench/further.py $(BENCH) $(TRAIN)/small_mean.pt $(TRAIN)/further.pt --reports $(TRAIN)/reports --minutes $(MINUTES) --rate 5e-5 --hold 0.4 --marks 0.82
	$(TPY) bench/average_encoders.py $(TRAIN)/further_mean.pt $(TRAIN)/small_mean.pt $(TRAIN)/further.1.pt
	$(TPY) bench/export_encoder.py $(TRAIN)/further_mean.pt $(DATA)/encoder.onnx
	$(TPY) bench/score_encoder.py $(BENCH) $(TRAIN)/cells.npz $(TRAIN)/encoder.npz
	$(TPY) bench/calibrate.py $(BENCH) $(TRAIN)/cells.npz --encoder $(TRAIN)/encoder.npz --output $(DATA)/calibration.json

# Every step of `make train` on a little of its data, beside the package: it shows that they work, not what comes out.
DRY := build/dry
train-dry: $(TRAIN_VENV)/.ready ## every step of make train on a small sample, in minutes, in build/dry; the package stays as it is
	rm -rf $(DRY) && mkdir -p $(DRY) && cp -Rp verifier bench Makefile pyproject.toml README.md $(DRY)
	$(TPY) bench/sample.py $(BENCH) $(CORPORA) $(DRY)/shared
	$(MAKE) -C $(DRY) train TRAIN_VENV=$(abspath $(TRAIN_VENV)) BENCH=shared/bench CORPORA=shared/corpora MINUTES=0.5 PRETRAIN_MINUTES=0.5

bench-evidence: $(TRAIN_VENV)/.ready ## hit@1, hit@3 and MRR of the evidence ranker beside BM25, on unseen folds
	$(TPY) bench/train_ranker.py $(BENCH)

bench-judge: $(VENV)/.ready ## the shipped judge on the pairs that no part of it was trained on
	$(PY) bench/held_out.py $(BENCH) build/held
	$(VENV)/bin/verifier measure build/held/*.jsonl --judge trained

bench-judge-speed: $(VENV)/.ready ## what a pair costs the judge, by part
	OMP_NUM_THREADS=1 PYTHONPATH=. $(PY) bench/judge_speed.py $(BENCH)

bench-judge-without: $(TRAIN_VENV)/.ready ## what carries over: each set left out of training in turn (after make train)
	$(TPY) bench/leave_one_out.py $(BENCH) $(TRAIN)/cells.npz

bench-encoder-without: $(TRAIN_VENV)/.ready $(TRAIN)/reports ## the encoder without a whole set, after make train (WITHOUT=check_covid MINUTES=15)
	$(TPY) bench/train_encoder.py $(BENCH) $(TRAIN)/first.pt $(TRAIN)/without.pt --reports $(TRAIN)/reports --minutes $(MINUTES) --without $(or $(WITHOUT),check_covid)

judge-page: $(TRAIN_VENV)/.ready ## put the tables of docs/judge.md anew, each by the target that it names (after make train)
	$(MAKE) --silent bench-evidence | $(TPY) bench/judge_tables.py evidence
	$(TPY) bench/calibrate.py $(BENCH) $(TRAIN)/cells.npz --encoder $(TRAIN)/encoder.npz | $(TPY) bench/judge_tables.py halves
	$(MAKE) --silent bench-judge | $(TPY) bench/judge_tables.py shipped
	$(MAKE) --silent bench-judge-speed | $(TPY) bench/judge_tables.py speed
	$(MAKE) --silent bench-judge-without | $(TPY) bench/judge_tables.py carried
	$(MAKE) --silent bench-contrast | $(TPY) bench/judge_tables.py contrast
	$(MAKE) --silent bench-gold | $(TPY) bench/judge_tables.py gold

bench-gold: $(VENV)/.ready ## rules alone, judge alone and both on the gold pages of ../shared
	$(PY) bench/judge_gold.py

bench-contrast: $(VENV)/.ready ## changed numbers, directions, negations, conditions: who notices, judge and rules
	PYTHONPATH=. $(PY) bench/together.py $(BENCH)
