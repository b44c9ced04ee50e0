# Two commands do everything: `make serve` and `make test`.
PYTHON ?= python3
PORT ?= 8000
# How many tests run at once; each of these brings a browser, sites and Jupyter servers of its own.
WORKERS ?= 2
BIN := .venv/bin
# What runs beside something else has its say in one piece, where make can do that.
APART := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: serve preview test check style types course core format looks bench bundle fuzz lock clean

serve: ## set up, build the course and serve it at http://127.0.0.1:8000
	@$(PYTHON) tools/environment.py
	@$(BIN)/dabie build
	@$(BIN)/dabie serve --port $(PORT)

preview: ## set up and show the course while it is written
	@$(PYTHON) tools/environment.py
	@$(BIN)/dabie preview --port $(PORT)

test: ## set up and run every check and test
	@$(PYTHON) tools/environment.py tests
	@$(MAKE) --no-print-directory check
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

check: ## style, types, the course itself, coverage of the core
	@$(MAKE) --no-print-directory --jobs 2 $(APART) types style course core

style:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types:
	@$(BIN)/mypy

course:
	@$(BIN)/dabie check --strict
	@$(BIN)/dabie notebooks --check

core:
	@$(BIN)/coverage run -m pytest -q tests/core
	@$(BIN)/coverage report

format: ## put the code into its one format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

looks: ## approve how pages look now: take the pictures anew that tests compare (then look at them)
	@DABIE_LOOKS=renew $(BIN)/python -m pytest -q tests/e2e/test_looks.py tests/e2e/test_reports.py -k approved
	@git status --short tests/e2e/looks

bench: ## measure what README and CHANGELOG claim
	@$(PYTHON) tools/environment.py tests
	@$(BIN)/python tests/bench/run.py

bundle: ## make a folder that grades without network; COURSE=folder for another course
	@$(PYTHON) tools/environment.py
	@$(BIN)/python tools/bundle/make.py $(if $(COURSE),--course $(COURSE))

fuzz: ## grade a million damaged files (COUNT=… fewer); goes on where it stopped
	@$(PYTHON) tools/environment.py tests
	@$(BIN)/python tests/fuzz/run.py

lock: ## resolve requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --upgrade -o requirements.lock
	uv pip compile pyproject.toml --extra grading -c requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet \
	  -o requirements-grading.lock

clean: ## remove what was built, not what was installed
	rm -rf _build .pytest_cache .mypy_cache .ruff_cache .hypothesis
