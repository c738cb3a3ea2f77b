# Colophon: `make demo` does the main job, `make test` passes the tests; each sets up all it needs.
# Any Python from 3.11 to 3.14 will do; the first of these that is one.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && echo "$$p" && break; done)
V := .venv/bin
SHELL := /bin/bash
STACK := $(V)/python -m deploy.local

.DEFAULT_GOAL := help
.PHONY: help setup demo up down status clean test test-real test-tex test-browser lint bench protos settings locks

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/.stamp: requirements.lock requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Colophon needs Python 3.11 to 3.14; set PYTHON=…" >&2; exit 1; }
	@$(V)/python -m pip --version >/dev/null 2>&1 || { echo "making .venv with $$($(PYTHON) --version); a minute the first time"; \
		$(PYTHON) deploy/tools/make_venv.py .venv; }
	@$(V)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(V)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: .venv/.stamp ## Make .venv with colophon and everything it needs in it

demo: setup ## The whole journey of 16 papers; KEEP=1 leaves the stack up; URL=… TOKEN=… plays it elsewhere
ifdef URL
	@COLOPHON_EDITOR_TOKEN="$(TOKEN)" $(V)/python -m colophon.cli.demo --url "$(URL)" --out var/demo
else
	@$(STACK) demo $(if $(KEEP),--keep)
endif

up: setup ## Start the servers and services on this machine
	@$(STACK) up

down: setup ## Stop them all; their data stays
	@$(STACK) down

status: setup ## What runs, where, and whether it is ready
	@$(STACK) status

clean: setup ## Stop them all and delete their data
	@$(STACK) clean

test: setup ## The whole test suite, on real servers started by itself
	@$(V)/python -m pytest -n logical --maxprocesses 4 --dist loadfile -m "not tex and not browser"

test-real: setup ## The integration tests on Apache Kafka, MinIO and PostgreSQL; needs Java 17, Maven and Go
	@$(V)/python -m deploy.real fetch
	@COLOPHON_TEST_STACK=real $(V)/python -m pytest tests/integration -n logical --maxprocesses 4 --dist loadfile \
		-m "not tex and not browser"

test-tex: setup ## Papers set by LaTeX (TeX Live with IEEEtran and acmart) through the checker; citations through BibTeX
	@$(V)/python -m pytest -n logical --maxprocesses 4 -m tex tests/tex tests/unit/assembly

test-browser: setup ## The pages in Chromium; pictures of them in var/pictures
	@$(V)/python -m pytest tests/browser -m browser

lint: setup ## Style, types, imports, protos
	@$(V)/ruff check .
	@$(V)/ruff format --check .
	@$(V)/mypy
	@$(V)/mypy -p deploy.local -p deploy.real
	@$(V)/python deploy/tools/contracts.py
	@$(V)/buf lint
	@$(V)/buf format --diff --exit-code --exclude-path protos/buf
	@$(V)/python deploy/tools/protos_fresh.py
	@$(V)/python deploy/tools/settings_written.py --check

bench: setup ## What is claimed about speed, measured here
	@for program in bench/*.py; do if [ -e "$$program" ]; then $(V)/python "$$program" || exit 1; fi; done

protos: setup ## Write services/colophon/api from protos/
	@$(V)/python protos/generate.py

settings: setup ## Write what follows from the settings classes: docker-compose.yml, docs/operators.md
	@$(V)/python deploy/tools/settings_written.py

locks: ## Write the two locks anew from pyproject.toml's ranges
	@$(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv
	@var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make locks" pyproject.toml -o requirements.lock
	@var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make locks" pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
