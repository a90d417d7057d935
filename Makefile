# Everything runs in .venv, made with nothing but Python 3.11 or later.
PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin

# A year of a network of clubs, kept for the next run.
YEAR ?= .venv/year.db

.PHONY: run test storm generate pictures bench bench-pace bench-year lint clean

run: .venv/app
	$(BIN)/relance demo

test: .venv/tests
	$(BIN)/python -m tui.catalog compile
	RELANCE=$(CURDIR)/$(BIN)/relance PATH=$(CURDIR)/$(BIN):$$PATH .ci/tests

storm: .venv/tests
	$(BIN)/python -m tests.storm.killing --rounds 500
	$(BIN)/python -m tests.storm.importing --rounds 20 --rows 10000
	$(BIN)/python -m tests.storm.migrating --rounds 100
	$(BIN)/python -m tests.storm.power --points 200
	$(BIN)/python -m tests.storm.caring --deals 50000 --seconds 2
	$(BIN)/python -m tests.storm.crowding --writers 50 --saves 100
	$(BIN)/python -m tests.storm.touring
	$(BIN)/python -m tests.storm.wild --keys 10000

generate: .venv/app
	$(BIN)/python -m models.queries.compiled
	$(BIN)/python -m tui.preferences.theme_compiler
	$(BIN)/python -m tui.docs
	$(BIN)/python -m tui.catalog

pictures: .venv/app
	$(BIN)/python -m tests.pictures

bench: .venv/tests
	$(BIN)/python -m tests.bench $(BENCH)

bench-pace: .venv/tests
	$(BIN)/python -m tests.bench.pace

bench-year: .venv/tests
	$(BIN)/python -m tests.bench.people $(YEAR)
	$(BIN)/python -m tests.bench.figures $(YEAR) boss region1 manager1

lint: .venv/tools
	PATH=$(CURDIR)/$(BIN):$$PATH .ci/lint

clean:
	rm -rf .venv .wheel dist

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip

.venv/app: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/tests: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group test
	touch $@ .venv/app

.venv/tools: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@ .venv/app .venv/tests
