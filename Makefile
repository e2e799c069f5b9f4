# Everything Naru does on a machine with Python 3.11 or newer and make. `make` alone lists the words.

VENV := .venv
BIN := $(VENV)/bin
# PYTHON=/path/to/python chooses one; otherwise the first of these that is new enough.
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14 python)
# Every core runs tests; those of one file stay together, since they share what is dear to make.
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile
PORT :=
ARGS :=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo run doctor backup test check bench format texts migration lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.demo ## play with Naru in your browser, without Discord (PORT=8080 for another port)
	@$(BIN)/python -m bot demo $(if $(PORT),--port $(PORT))

run: $(VENV)/.run ## serve your Discord servers, with the settings in .env
	@$(BIN)/python -m bot run

doctor: $(VENV)/.run ## look whether Naru could start, without connecting
	@$(BIN)/python -m bot doctor

test: $(VENV)/.test ## run every test; what is skipped is listed with its reason (ARGS='-k lease' for some)
	$(TESTS) $(ARGS)

backup: $(VENV)/.run ## copy the database beside itself; Naru may be running
	@$(BIN)/python -m bot backup

check: $(VENV)/.test ## what CI runs: style, types, arrows between rooms, tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(TESTS)

bench: $(VENV)/.test ## print the figures that README and the notes speak of
	$(BIN)/python -m tests.bench

format: $(VENV)/.test ## bring the code's style in order
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

texts: $(VENV)/.test ## bring the translations up to the source and list what is empty
	@$(BIN)/python -m bot.locales.update

migration: $(VENV)/.test ## write the migration to today's tables: make migration m="turns can be handed on"
	@[ -n "$(m)" ] || { echo 'Say what it is about: make migration m="turns can be handed on"' >&2; exit 1; }
	@file="$$($(BIN)/python -m db.revise "$(m)" | tail -n 1)"; [ -n "$$file" ] && echo "$$file" && \
		$(BIN)/ruff check --fix --quiet "$$file" && $(BIN)/ruff format --quiet "$$file"

# The test lock holds everything; the two smaller ones take their versions from it.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command 'make lock' $(ARGS)

lock: $(VENV)/.test ## write requirements/ anew from pyproject.toml (ARGS=--upgrade for newer versions)
	$(COMPILE) --group demo --group test --group check --output-file requirements/test.txt
	$(COMPILE) --group demo --constraint requirements/test.txt --output-file requirements/demo.txt
	$(COMPILE) --constraint requirements/test.txt --output-file requirements/run.txt

clean: ## remove what can be made again; your data stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache build *.egg-info
	find bot cogs db tests -name __pycache__ -prune -exec rm -rf {} +

# --- the virtual environment -----------------------------------------------------------------------

$(VENV)/.%: requirements/%.txt | $(BIN)/python
	@echo "Installing what $< names. The first time this takes a minute or two."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r $<
	@touch $@

$(BIN)/python:
	@for python in $(PYTHONS); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then chosen="$$python"; break; fi; \
	done; \
	if [ -z "$$chosen" ]; then \
		echo "Naru needs Python 3.11 or newer, and none of these is: $(PYTHONS). Install one, or name it: make PYTHON=/path/to/python." >&2; \
		exit 1; \
	fi; \
	if ! "$$chosen" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$chosen cannot make virtual environments: install its venv package (on Debian and Ubuntu: apt install python3-venv)." >&2; \
		exit 1; \
	fi; \
	"$$chosen" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
