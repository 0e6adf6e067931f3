# Two commands do everything: `make run` serves the site with a demo city, `make test` checks all of it.
# The work is done by tools/*.py, which need nothing but Python 3.11; Node.js 20 with npm is used where it is.

PYTHON ?= $(shell command -v python3.11 || echo python3)
VENV := .venv/bin

.PHONY: run test setup lint format bench pictures lock clean help

run: ## build what is missing, migrate, load the demo city, serve on 127.0.0.1 (PORT=8000, LINGJUN_HOME=var)
	@exec $(PYTHON) -m tools.run

test: ## every check, then the whole suite on SQLite and PostgreSQL
	@exec $(PYTHON) -m tools.test $(ARGS)

setup: ## the part both share: packages, stylesheet, fonts
	@exec $(PYTHON) -m tools.setup

lint: ## the checks alone
	@$(PYTHON) -m tools.setup --dev
	@exec $(PYTHON) -m tools.checks

format: ## bring Python and templates into shape
	@$(PYTHON) -m tools.setup --dev
	$(VENV)/ruff check --fix
	$(VENV)/ruff format
	find lingjun -name '*.html' -path '*/templates/*' -exec $(VENV)/djade --target-version 5.2 {} + || true

bench: ## the figures of reading, printing, pages and exports (over an hour; ARGS="pages --size city" takes a part)
	@$(PYTHON) -m tools.setup --dev
	@exec $(VENV)/python -m bench.run $(ARGS)

pictures: ## the pictures of the user guides, taken from a demo site (ARGS="city unit-fill" takes some)
	@$(PYTHON) -m tools.setup --dev
	@exec $(VENV)/python -m tools.pictures $(ARGS)

lock: ## compile requirements/*.in and package.json to pins (ARGS=--upgrade moves versions)
	@$(PYTHON) -m tools.setup --dev
	@exec $(PYTHON) -m tools.lock $(ARGS)

clean: ## remove what can be built again; never what the site stores
	rm -rf .venv node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10
