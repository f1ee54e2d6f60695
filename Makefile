# The two commands that do all on a fresh clone: make generate, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: generate test lint format clean

generate: $(VENV)/.installed
	$(BIN)/typescribe generate

test: $(VENV)/.installed
	$(BIN)/pytest -n auto

lint: $(VENV)/.installed
	$(BIN)/ruff check
	$(BIN)/black --check --quiet .
	$(BIN)/mypy

format: $(VENV)/.installed
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/black --quiet .

# Made again whenever the dependencies change.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
