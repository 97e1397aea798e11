# Needs Python 3.11 or newer and make; everything else goes into .venv.
#   make lab     set up, then open JupyterLab on the notebooks
#   make test    set up, then run every check and test

PYTHON ?= python3
WORKERS ?= 2
LAB_ARGS ?=
PYTEST_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PACKAGES := $(VENV)/.packages
READY := $(VENV)/.ready

# JupyterLab refuses to run as root, as in most containers, unless it is told to.
ROOT_ARG := $(if $(filter 0,$(shell id -u)),--allow-root)

# Without stored bytecode every kernel would compile its imports again, so it is always written.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup lab test lint bench notebooks codebook site lite try-lite app requirements format clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## create .venv with everything pinned
	@:

$(PACKAGES): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@# uv comes first, by its hashes in requirements.txt, and installs the rest; where it can't, pip does.
	@awk '/^uv==/ { on = 1 } on && /^ +#/ { exit } on' requirements.txt > $(VENV)/uv.txt
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $(VENV)/uv.txt
	@echo "installing requirements.txt into $(VENV)"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode -r requirements.txt || \
	  { echo "uv could not install; pip tries, which takes longer" >&2; \
	    $(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements.txt && \
	    { $(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true; }; }
	@mkdir -p $(VENV)/etc/jupyter/labconfig
	@# No question about news on first opening, and no look at the network for any.
	@echo '{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true}}' \
	  > $(VENV)/etc/jupyter/labconfig/page_config.json
	@# Kernels encrypt what they and the server say to each other, instead of warning that they don't.
	@echo '{"KernelManager": {"transport_encryption": "auto"}}' > $(VENV)/etc/jupyter/jupyter_server_config.json
	@touch $@

$(READY): $(PACKAGES) pyproject.toml
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

lab: setup ## set up, then open JupyterLab on notebooks/
	$(BIN)/jupyter lab notebooks $(ROOT_ARG) $(LAB_ARGS)

test: setup lint ## set up, then run every check and every test, notebooks included
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --nbval $(PYTEST_ARGS)

lint: setup ## formatting, lint and types only
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

bench: setup ## time import, load, notebook and explorer
	$(BIN)/python bench/bench.py

notebooks: setup ## run every notebook from top to bottom and store its outputs
	$(BIN)/python tools/run_notebooks.py

codebook: setup ## print the tables of the codebook into docs/codebook.md
	$(BIN)/python tools/make_codebook.py

site: setup ## make plain pages of the notebooks and docs in build/site, to read, print and publish
	$(BIN)/python tools/make_site.py

lite: setup ## make the notebooks run in a browser, in build/site/live; needs npm and a network
	$(BIN)/python tools/make_lite.py

try-lite: setup ## run every notebook in a browser without a network, and look what is kept
	$(BIN)/python tools/try_lite.py

app: setup ## serve the notebooks as an app without code, on this machine
	$(BIN)/python tools/run_app.py

format: setup ## format code and notebooks, mending what lint can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

requirements: ## pin the newest releases that pyproject.toml allows
	@test -x $(BIN)/uv || $(MAKE) setup
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --python-version 3.11 \
	  --extra dev --custom-compile-command 'make requirements' --output-file requirements.txt pyproject.toml
	{ echo '# The pins of requirements.txt without their hashes, for environment.yml; made by: make requirements'; \
	  sed -nE 's/^([[:alnum:]][^\\]*[^ \\]) *\\$$/\1/p' requirements.txt; } > constraints.txt

clean: ## remove .venv and everything made
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
