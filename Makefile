# What people type. `make` alone, or `make help`, lists the goals.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
PYTEST_ARGS ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve status test test-quick lint format bench lock clean

help: ## list these goals
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: $(VENV)/.installed ## build the site in every language into site/
	$(BIN)/polyclinic build --strict

serve: $(VENV)/.installed ## show the site at http://127.0.0.1:8000 and rebuild on every change
	$(BIN)/mkdocs serve --strict

status: $(VENV)/.installed ## how much of each language is translated
	$(BIN)/polyclinic status

test: lint node_modules/.installed ## all checks and all tests, those in a browser too
	CHROMIUM="$$(scripts/ensure-chromium.sh)" && export CHROMIUM && \
	  NGINX="$$(scripts/ensure-server.sh nginx)" && export NGINX && \
	  CADDY="$$(scripts/ensure-server.sh caddy)" && export CADDY && \
	  $(BIN)/python -m pytest -n auto $(PYTEST_ARGS)

test-quick: $(VENV)/.installed-dev ## the tests that take no browser and no patience
	$(BIN)/python -m pytest -n auto -m "not browser and not slow" $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev ## style, types, import rules, templates and workflows
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint overrides
	$(BIN)/zizmor --quiet --offline --persona=auditor .github/workflows
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema custom.github-workflows-require-timeout .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci .gitlab-ci.yml

format: $(VENV)/.installed-dev ## put the code into its standard form
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

bench: $(VENV)/.installed-dev benchmarks/node/node_modules/.installed ## measure on documentation nobody here wrote (downloads it first)
	$(BIN)/python benchmarks/corpus.py
	$(BIN)/python benchmarks/identity.py
	$(BIN)/python benchmarks/pseudo.py
	$(BIN)/python benchmarks/update_speed.py
	$(BIN)/python benchmarks/check_speed.py
	$(BIN)/python benchmarks/search_speed.py
	$(BIN)/python benchmarks/mutations.py
	$(BIN)/python benchmarks/false_alarms.py
	$(BIN)/python benchmarks/page_weight.py
	$(BIN)/python benchmarks/lighthouse.py

lock: ## lock the dependencies of pyproject.toml again, with hashes
	scripts/lock.sh

clean: ## remove everything that was made
	rm -rf $(VENV) node_modules site .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf locales/templates benchmarks/.cache benchmarks/node/node_modules build dist
	find src tests benchmarks scripts -name __pycache__ -prune -exec rm -rf {} +

# A changed lock starts from an empty environment, so that nothing unlocked stays behind;
# a changed pyproject.toml only registers the package again.
$(VENV)/.locked: requirements.txt
	python="$$(scripts/find-python.sh)" && "$$python" -m venv --clear $(VENV)
	$(PIP) install -q --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(PIP) install -q --no-build-isolation --no-deps --no-index -e .
	@touch $@

$(VENV)/.locked-dev: $(VENV)/.locked requirements-dev.txt
	$(PIP) install -q --require-hashes -r requirements-dev.txt
	@touch $@

# The checkers of accessibility and HTML; the lock holds their hashes.
node_modules/.installed: package-lock.json .npmrc
	scripts/ensure-node.sh
	npm ci --ignore-scripts --silent
	@touch $@

benchmarks/node/node_modules/.installed: benchmarks/node/package-lock.json
	scripts/ensure-node.sh
	cd benchmarks/node && npm ci --ignore-scripts --silent
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.locked-dev $(VENV)/.installed
	@touch $@
