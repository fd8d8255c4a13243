.DEFAULT_GOAL := help
.PHONY: help html pdf docx forms outcome logs check serve test nightly bench clean lint
.SECONDARY:
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m goldenthread
READY := $(VENV)/ready

# Outputs asked for together are built in one run, so that `make html pdf` reads the chapters once.
OUTPUTS := $(filter html pdf docx,$(MAKECMDGOALS))

help: ## list what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV); this happens once."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary=:all: -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

html: $(READY) ## build the web pages of both editions into build/html
	@if [ "$@" = "$(firstword $(OUTPUTS))" ]; then $(RUN) build $(OUTPUTS) --edition "$(EDITION)"; fi

pdf: $(READY) ## build the PDF files into build/pdf (EDITION=2019-12 for one)
	@if [ "$@" = "$(firstword $(OUTPUTS))" ]; then $(RUN) build $(OUTPUTS) --edition "$(EDITION)"; fi

docx: $(READY) ## build the Word review copies into build/docx (EDITION=2019-12 for one)
	@if [ "$@" = "$(firstword $(OUTPUTS))" ]; then $(RUN) build $(OUTPUTS) --edition "$(EDITION)"; fi

forms: $(READY) ## write the response form into build/forms
	@$(RUN) forms

outcome: $(READY) ## write the report on the consultation into build/pdf and build/docx
	@$(RUN) build pdf docx --edition consultation-outcome

logs: $(READY) ## write the logs of responses and evidence as a workbook into build/logs
	@$(RUN) logs

check: $(READY) ## run the rules, look at the prose, and print every problem
	@$(RUN) check --prose

serve: $(READY) ## show the pages and build them again at every change
	@$(RUN) serve

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest

nightly: $(READY) ## run the trials of soundness at full length and write their report
	@$(BIN)/python -m pytest --nightly -m sound

bench: $(READY) ## measure builds beside plain Sphinx (ARGS=--quick for a short look)
	@$(RUN) bench $(ARGS)

lint: $(READY) ## check types, style and spelling
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m mypy
	@$(BIN)/python -m codespell_lib

clean: ## take away everything that was built
	@rm -rf build
