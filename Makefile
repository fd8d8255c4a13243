.DEFAULT_GOAL := help
.PHONY: help html pdf docx site forms outcome logs check archive serve test quick mutants nightly bench licences release rooms audit renew clean lint editor
.SECONDARY:
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# -I: Python takes nothing from the current folder, from PYTHON… variables or from a user's own folder
ISOLATED := $(BIN)/python -I
RUN := $(ISOLATED) -m goldenthread
READY := $(VENV)/ready
DEVELOP := $(VENV)/ready-to-develop
# --no-compile: Python compiles what is used when it is used first, a quarter of what would be compiled here
PIP := $(ISOLATED) -m pip install --quiet --disable-pip-version-check --no-compile
LOCKED := --require-hashes --only-binary=:all:
UV ?= uv
# What the shell may tell uv: how it reaches its index and where it keeps what it fetched, never what is installed nor where
UV_MAY := UV_(DEFAULT_INDEX|INDEX_URL|KEYRING_PROVIDER|NATIVE_TLS|SYSTEM_CERTS|CACHE_DIR|OFFLINE|HTTP_TIMEOUT)
WITH_UV = env $$(env | sed -nE 's/^(UV_[A-Z0-9_]+)=.*/\1/p' | grep -vxE '$(UV_MAY)' | sed 's/^/-u /') \
	$(UV) --no-config pip install --quiet --python $(BIN)/python
# $(call install,WHAT): by uv where the machine has it, in a tenth of the time, else by pip
install = if ! command -v $(UV) >/dev/null 2>&1; then $(PIP) $(1); \
	elif ! $(WITH_UV) $(1); then echo "uv could not install this; pip tries it."; $(PIP) $(1); fi
AUDITOR := build/.audit
ROOMS := model system charts analysis book rules documents consultation data_import site rollup editor commands
UV ?= uv
UPGRADE := $(if $(PACKAGE),--upgrade-package $(PACKAGE),--upgrade)
LOCK = $(UV) pip compile --quiet --generate-hashes --universal --no-header --python-version 3.11 $(UPGRADE)

# Outputs asked for together are built in one run, so that `make html pdf` reads the chapters once.
OUTPUTS := $(filter html pdf docx,$(MAKECMDGOALS))

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV); this happens once."
	@$(PYTHON) -I -m venv --clear $(VENV)
	@$(call install,$(LOCKED) -r requirements.lock)
	@$(call install,--no-deps --no-build-isolation -e .)
	@touch $@

# On top of what runs, when a command first asks for it: who only writes never installs it.
$(DEVELOP): requirements-dev.lock $(READY)
	@echo "Adding to $(VENV) what tests and develops; this happens once."
	@$(call install,$(LOCKED) -r requirements-dev.lock)
	@touch $@

html: $(READY) ## build the web pages of both editions into build/html
	@if [ "$@" = "$(firstword $(OUTPUTS))" ]; then $(RUN) build $(OUTPUTS) --edition "$(EDITION)"; fi

pdf: $(READY) ## build the PDF files into build/pdf (EDITION=2019-12 for one)
	@if [ "$@" = "$(firstword $(OUTPUTS))" ]; then $(RUN) build $(OUTPUTS) --edition "$(EDITION)"; fi

docx: $(READY) ## build the Word review copies into build/docx (EDITION=2019-12 for one)
	@if [ "$@" = "$(firstword $(OUTPUTS))" ]; then $(RUN) build $(OUTPUTS) --edition "$(EDITION)"; fi

site: $(READY) ## put everything that is to be published into one folder, build/site, for any host
	@$(RUN) site

forms: $(READY) ## write the response form into build/forms
	@$(RUN) forms

outcome: $(READY) ## write the report on the consultation into build/pdf and build/docx
	@$(RUN) build pdf docx --edition consultation-outcome

logs: $(READY) ## write the logs of responses and evidence as a workbook into build/logs
	@$(RUN) logs

check: $(READY) ## run the rules, look at the prose, and print every problem
	@$(RUN) check --prose

editor: $(READY) ## add what an editor needs to know the book (see docs/authors/editor.md)
	@$(call install,$(LOCKED) -r requirements-editor.lock)

archive: $(READY) ## write the record of an edition into build/archive (EDITION=2020-03; the last one when left out)
	@$(RUN) archive $(EDITION)

serve: $(READY) ## show the pages in a browser and make them again each time you save
	@$(RUN) serve

test: $(DEVELOP) ## run all tests but the long trials
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

quick: $(DEVELOP) ## run the tests of the rooms alone, without whole builds and without a browser
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal -m "not whole_build and not browser" \
		$(wildcard $(addprefix tests/,$(ROOMS))) tests/test_house.py

mutants: $(DEVELOP) ## put small faults into the heart of the program and see whether its tests notice (ARGS=file for some)
	@$(BIN)/python -m tools.mutants $(ARGS)

nightly: $(DEVELOP) ## run the trials of soundness at full length and write their report
	@$(BIN)/python -m pytest --nightly -m sound $(ARGS)

bench: $(DEVELOP) ## measure builds beside plain Sphinx (ARGS=--quick for a short look)
	@$(BIN)/python -m benchmarks $(ARGS)

licences: $(DEVELOP) ## list what the tool is made of, and the licences, from the lock
	@$(BIN)/python -m tools.supply

release: $(DEVELOP) ## write the wheel, its bill of materials, its provenance and their checksums into build/release
	@$(BIN)/python -m tools.supply.release

rooms: $(DEVELOP) ## write the list of rooms from the contract of imports
	@$(BIN)/python -m tools.rooms

audit: $(AUDITOR)/ready ## ask whether an advisory is known for a package of a lock (needs a connection)
	@$(AUDITOR)/bin/python -m tools.supply.audit requirements.lock requirements-editor.lock requirements-dev.lock requirements-audit.lock

$(AUDITOR)/ready: requirements-audit.lock
	@$(PYTHON) -I -m venv --clear $(AUDITOR)
	@$(AUDITOR)/bin/python -m pip install --quiet --disable-pip-version-check $(LOCKED) -r $<
	@touch $@

# What is in both locks has the same version in both: what runs is settled first, and binds what develops.
renew: ## renew the locks and the lists that follow from them (needs uv; PACKAGE=name for one package)
	@$(LOCK) pyproject.toml --group install -o requirements.lock
	@$(LOCK) pyproject.toml --group install --extra editor --constraint requirements.lock -o requirements-editor.lock
	@$(LOCK) pyproject.toml --group install --group dev --extra editor --constraint requirements.lock -o requirements-dev.lock
	@$(LOCK) --group audit -o requirements-audit.lock
	@$(MAKE) licences

lint: $(DEVELOP) ## check types, style, spelling and the contract of imports
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m codespell_lib
	@$(BIN)/lint-imports --no-cache

clean: ## take away everything that was built
	@rm -rf build
