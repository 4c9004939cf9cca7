# Werkveld. One prerequisite: Python 3 (uv is fetched with it when it is not there). `make` alone explains.

SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help demo test check fix bench fuzz figures assets release ready browser pango
MAKEFLAGS += --no-print-directory

PORT ?= 8000
DATA ?= $(or $(WERKVELD_DATA),$(CURDIR)/.werkveld)
# Both, because a uv on PATH can be a shim that fails: it is tried before it is believed.
UV := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/uv/bin/uv)
RUN := .venv/bin/
export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## this list
	@echo "Werkveld: one accurate picture of the neighbourhood, shared by everyone who works in it."
	@echo
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18
	@echo
	@echo "First time: make demo, then open http://127.0.0.1:$(PORT)/. How to run it for real: docs/running.md."

demo: ready assets ## an invented city to look around in; optional PORT=8000 DATA=folder
	@$(RUN)werkveld demo --port $(PORT) --data "$(DATA)"

test: check assets browser pango ## everything that must hold: check, then every test (about two cores)
	@$(RUN)python -m pytest -n 2 --dist loadfile

check: ready ## what a machine sees without running: style, types, floors, templates
	@echo "ruff"; $(RUN)ruff check .
	@echo "ruff format"; $(RUN)ruff format --check --quiet . || { echo "Run \`make fix\` and look at the difference."; exit 1; }
	@echo "mypy"; $(RUN)mypy
	@echo "floors"; said=$$($(RUN)lint-imports --no-cache 2>&1) || { echo "$$said"; exit 1; }
	@echo "djlint"; $(RUN)djlint src --lint --quiet # lint alone: its layout adds spaces between words of a line, which show

fix: ready ## put right what a machine can: style and order of imports
	@$(RUN)ruff check --fix .; $(RUN)ruff format .

bench: ready assets ## the figures of the design beside their floors, on a million items (about 20 minutes)
	@$(RUN)python -m bench

fuzz: ready assets ## a hundred thousand malformed requests against a served demo, on this machine only
	@$(RUN)python -m bench.fuzz $(or $(NUMBER),100000)

figures: ready ## how long files and functions are, room by room
	@$(RUN)python bench/figures.py

assets: ready ## stylesheet, script, icons, font and translations; fast when nothing changed
	@$(RUN)python frontend/build.py
	@$(RUN)python -m werkveld.kit.translations compile

release: assets ## one archive for a server: the program with its assets, without what only developers need
	@$(RUN)python frontend/release.py

ready: .venv/.ready ## the environment with everything the lock file names

.venv/.ready: pyproject.toml uv.lock .python-version | tools
	@echo "Fetching what the lock file names …"
	@$(UV) sync --frozen --quiet
	@touch $@

.PHONY: tools
tools:
	@$(UV) --version >/dev/null 2>&1 || { echo "Fetching uv …"; \
	  for python in python3 /usr/bin/python3 python; do \
	    $$python -m venv .tools/uv >/dev/null 2>&1 && .tools/uv/bin/python -m pip install --quiet uv && exit 0; \
	    rm -rf .tools/uv; $$python -m pip install --quiet --target .tools/uv uv 2>/dev/null && exit 0; \
	  done; \
	  echo "uv could not be fetched. Install it (https://docs.astral.sh/uv/) and try again."; exit 1; }

# The journeys run in a real Chromium; without one they would silently prove nothing, so this is no option.
browser: ready
	@$(RUN)python -c "import sys; from werkveld.ops.machine import find_chromium; sys.exit(not find_chromium())" || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Fetching Chromium …" && \
	    apt-get update -qq >/dev/null && apt-get install -y -qq chromium >/dev/null; } || { \
	  echo "The journeys need a Chromium. Install one:"; \
	  echo "  apt-get install chromium   or   .venv/bin/playwright install chromium"; exit 1; }

# Without Pango the sheet is printed from the page instead; its tests say that they were skipped.
pango: ready
	@$(RUN)python -c "import ctypes.util as u, sys; sys.exit(not u.find_library('pango-1.0'))" || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Fetching Pango …" && \
	    apt-get update -qq >/dev/null && apt-get install -y -qq libpango-1.0-0 libpangoft2-1.0-0 >/dev/null; } || \
	  echo "No Pango here: the tests of the sheet as PDF are skipped (apt-get install libpango-1.0-0 libpangoft2-1.0-0)."
