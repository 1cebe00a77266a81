# Two commands on a fresh machine with Python 3.11 or newer: `make demo` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
# uv takes a quarter of pip's processor time and fetches side by side. It is told of the mirror and trusts the authorities
# that pip is set up with; where it cannot install, pip does.
INSTALL = install() { \
	index=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null); \
	$${index:+env UV_DEFAULT_INDEX="$$index"} $(BIN)/uv pip install --quiet --system-certs --python $(BIN)/python "$$@" \
	|| $(BIN)/python -m pip install --quiet --disable-pip-version-check "$$@"; }; install
# Many tests wait for real processes, so there are more workers than processors; each costs five seconds to load.
WORKERS ?= 6
.DEFAULT_GOAL := help
# The processes of a test run load the same modules; one compiles them for all.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test siege long whole lint format messages pictures docs lock clean
help:            ## what can be made
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1	/' | expand -t 18

$(VENV)/.run: requirements.lock requirements-uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make PYTHON=python3.12 …")'
	@echo "Setting up $(VENV) (once, less than a minute) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Adding the test tools to $(VENV) (once, less than a minute) …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/.run   ## the virtual environment with locked versions, to run the bot from

demo: $(VENV)/.run    ## the main job at once, without a Telegram account, on http://127.0.0.1:8080
	@$(BIN)/python -m bot demo

test: $(VENV)/.dev    ## the suite but for the sieges, on SQLite and on PostgreSQL; with COVERAGE=1 measured, 90 % at least
	@$(BIN)/python $(if $(COVERAGE),-m slipcover --json --out $(VENV)/reached.json) -m pytest -n $(WORKERS) --dist worksteal -m "not long and not siege" $(ARGS)
	$(if $(COVERAGE),@$(BIN)/python -m slipcover --merge $(VENV)/reached.json --out $(VENV)/reached.json --fail-under 90)

siege: $(VENV)/.dev   ## kills, faults, hostile input and load against the real program, and what is found afterwards
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "siege and not long" $(ARGS)

long: $(VENV)/.dev    ## the tests that take long: more kills, the benches in small
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "long and not whole" $(ARGS)

whole: $(VENV)/.dev   ## what takes minutes for a sentence: 50 backups, 10,000 steps of the books, eight weeks, 100,000 orders, the image …
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m whole $(ARGS)

lint: $(VENV)/.dev    ## everything a machine can say about the code without running it
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(VENV)/.dev  ## put the code into its one form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

messages: $(VENV)/.dev  ## bring new Chinese words into the English catalogue, to be translated there
	@$(BIN)/pybabel --quiet extract -F pyproject.toml --no-location --sort-output --omit-header -k _ -o $(VENV)/weixiu.pot bot
	@$(BIN)/pybabel --quiet update -l en -i $(VENV)/weixiu.pot -o bot/views/locales/en/LC_MESSAGES/weixiu.po \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

pictures: $(VENV)/.dev  ## take and draw the pictures of the documents anew (needs a Chromium, Chinese and emoji fonts)
	@$(BIN)/python docs/draw_diagrams.py
	@$(BIN)/python docs/take_pictures.py

docs: $(VENV)/.docs   ## the documentation site, Chinese and English, into build/site; a broken link stops it
	@$(BIN)/python docs/build_site.py build/site

lock: $(VENV)/.dev    ## lock the versions anew, with their hashes
	@echo uv | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade - -o requirements-uv.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group test --group lint -c requirements.lock pyproject.toml -o requirements-dev.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group docs -c requirements-dev.lock -o requirements-docs.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group mutants -c requirements-dev.lock -o requirements-mutants.lock pyproject.toml

clean:           ## forget the virtual environment and every cache
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/.docs: $(VENV)/.run requirements-docs.lock
	@$(INSTALL) --require-hashes -r requirements-docs.lock
	@touch $@

.PHONY: fire year bench sabotage mutants fuzz ledger-fuzz
fire: $(VENV)/.dev    ## kill the program a thousand times while people act, on both databases (ARGS="--kills 100")
	@$(BIN)/python -m bench.fire $(ARGS)

year: $(VENV)/.dev    ## a year of one community on a moved clock (ARGS="--days 14")
	@$(BIN)/python -m bench.year $(ARGS)

bench: $(VENV)/.dev   ## how fast it is beside bare applications, into bench/RESULTS.md (ARGS="taps --only sqlite")
	@$(BIN)/python -m bot.lean
	@$(BIN)/python -m bench $(ARGS)

fuzz: $(VENV)/.dev    ## throw hostile input at it for ten minutes, and flood it (ARGS="--minutes 60")
	@$(BIN)/python -m bench.fuzz $(ARGS)

ledger-fuzz: $(VENV)/.dev  ## points and goods under commands that a machine invents, for ten minutes (ARGS="--minutes 60")
	@$(BIN)/python -m bench.ledger $(ARGS)

sabotage: $(VENV)/.dev  ## plant faults one by one in a copy of the program; each has to turn a test red
	@$(BIN)/python -m tests.sabotage $(ARGS)

mutants: $(VENV)/.mutants  ## change the program in small places one by one, and count what the tests notice (an hour and more)
	@$(BIN)/python -m tests.mutants $(ARGS)

$(VENV)/.mutants: $(VENV)/.dev requirements-mutants.lock
	@$(INSTALL) --require-hashes -r requirements-mutants.lock
	@touch $@
