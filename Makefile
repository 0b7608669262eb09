# The only commands; the checks at every push call the same ones.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
NEEDS_PYTHON := $(if $(PYTHON),$(PYTHON),$(error Python 3.11 or newer is needed: install python3))

.DEFAULT_GOAL := help
.PHONY: help run test check bench story environment environment-dev lock

help:
	@echo "make run    start everything; Ctrl-C stops it"
	@echo "make test   all tests"
	@echo "make check  format, lint, types, import contracts, house rules, packs, schema"
	@echo "make bench  measure, print a table and one JSON object, and fail where an aim was not met"
	@echo "make story  play every story of every pack"
	@echo "make lock   settle the versions of all dependencies anew"

environment:
	@$(NEEDS_PYTHON) deploy/environment.py run

environment-dev:
	@$(NEEDS_PYTHON) deploy/environment.py dev

run: environment
	@exec $(BIN)/onedoor run --with-parent $(ARGS)

test: environment-dev
	@$(BIN)/onedoor packages --tests
	@$(BIN)/python -m pytest tests $(SIDE_BY_SIDE) $(ARGS)

# Each worker has a database of its own; a file stays whole, and the order is that of tests/conftest.
SIDE_BY_SIDE := -n $(shell expr `nproc` + 1) --maxprocesses=4 --dist loadfile --no-loadscope-reorder

check: environment-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/house -q
	$(BIN)/onedoor packs check
	$(BIN)/onedoor schema check

bench: environment-dev
	@$(BIN)/python -m bench.bench $(ARGS)

story: environment
	@$(BIN)/onedoor story play $(ARGS)

lock: environment-dev
	$(BIN)/uv pip compile pyproject.toml --group build $(LOCKING) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev -c requirements.lock \
		$(LOCKING) -o requirements-dev.lock

# Hashes, but no registry: where packages come from is each machine's own setting.
LOCKING := --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url
