# Colophon: `make demo` does the main job, `make test` passes the tests; each sets up all it needs.
PYTHON ?= python3
V := .venv/bin
SHELL := /bin/bash

.DEFAULT_GOAL := help
.PHONY: help setup up down status clean test lint protos locks

help: ## What can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/.stamp: requirements.lock requirements-dev.lock pyproject.toml
	@test -x $(V)/python || $(PYTHON) -m venv .venv
	@$(V)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(V)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

setup: .venv/.stamp ## Make .venv with colophon and everything it needs in it

up: setup ## Start the servers and services on this machine
	@$(V)/python -m deploy.local up

down: setup ## Stop them all; their data stays
	@$(V)/python -m deploy.local down

status: setup ## What runs, where, and whether it is ready
	@$(V)/python -m deploy.local status

clean: setup ## Stop them all and delete their data
	@$(V)/python -m deploy.local clean

test: setup ## The whole test suite, on real servers started by itself
	@$(V)/python -m pytest -n 2 --dist loadgroup -m "not tex and not browser"

lint: setup ## Style, types, imports, protos
	@$(V)/ruff check . && $(V)/ruff format --check --diff services tests --exclude services/colophon/api -q || true
	@$(V)/mypy

protos: setup ## Write services/colophon/api from protos/
	@$(V)/python protos/generate.py

locks: ## Write the two locks anew from pyproject.toml's ranges
	@$(PYTHON) -m venv var/uv && var/uv/bin/pip install --quiet uv
	@var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make locks" pyproject.toml -o requirements.lock
	@var/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command "make locks" pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
