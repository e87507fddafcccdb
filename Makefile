# Two commands are enough: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-full bench content-check content-docs lock messages environment test-environment

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name text; do printf '  make %-13s %s\n' "$$name" "$$text"; done

run: environment ## start the portal on http://localhost:8000 (PORT, DATA_DIR and others: docs/settings.md)
	@exec $(VENV)/python -m welcome_ruhr.config.start

test: test-environment ## all checks and tests, on SQLite and PostgreSQL, and in a browser
	@exec $(VENV)/python -m tools.check

test-full: test-environment ## the slow tests
	@exec $(VENV)/python -m tools.check full

bench: test-environment ## measure against nginx and stock Wagtail, half an hour; ARGS="--quick" or "--help" for less
	@exec $(VENV)/python -m bench $(or $(ARGS),--write)

content-check: environment ## what is to be mended in content/, as file:line: sentence (under 30 seconds)
	@exec $(VENV)/python manage.py check_content

content-docs: environment ## write docs/content.md anew: every page and figure of content/
	@exec $(VENV)/python manage.py write_content_docs docs/content.md

messages: test-environment ## put new interface sentences into the German translation file
	@exec $(VENV)/python -m tools.messages

lock: environment ## compile requirements/*.in to *.txt with hashes
	@set -e; for name in uv app test; do \
	  $(VENV)/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	    requirements/$$name.in -o requirements/$$name.txt; \
	done

environment:
	@$(PYTHON) tools/environment.py app

test-environment:
	@$(PYTHON) tools/environment.py test
