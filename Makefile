# Everything a person or CI does here. `make` alone tells what there is.
PYTHON ?= python3
BIN := .venv/bin
SETUP := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test lint format types clean

help: ## what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)

demo: $(BIN)/.ready ## set up once, then build the shipped sample and show what is in it
	$(BIN)/communique demo

test: $(BIN)/.ready-dev ## all that must hold: style, types, imports, tests, doc tests, the gate
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -W error -n 2 --dist loadfile
	$(BIN)/python eval/gate.py

lint: $(BIN)/.ready-dev ## style and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

format: $(BIN)/.ready-dev ## set the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(BIN)/.ready-dev ## mypy
	$(BIN)/mypy --strict

clean: ## take away what can be made again
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache demo.record*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@echo "setting up .venv (once, a minute or two)"
	$(PYTHON) -m venv .venv

# The stamps: installing again only when what is needed has changed.
$(BIN)/.ready: $(SETUP) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(BIN)/.ready-dev: $(SETUP) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(BIN)/.ready
