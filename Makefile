# What there is to do here. `make site` and `make test` need only Python 3.11 or newer, make and git: they set up
# .venv/ themselves, and again when requirements/ changes. Say ARGS="..." to hand something on to the program.

BIN := .venv/bin
READY := .venv/ready
setup = python=$$(sh tools/find-python.sh) && "$$python" tools/setup.py

# Caches stay in .venv/ as well.
export HYPOTHESIS_STORAGE_DIRECTORY ?= .venv/cache/hypothesis
export MYPY_CACHE_DIR ?= .venv/cache/mypy
export RUFF_CACHE_DIR ?= .venv/cache/ruff
export UV_CACHE_DIR ?= .venv/cache/uv

.PHONY: help setup site serve test soak lint bench lock clean

help:
	@echo "make site     build the demonstration directory into site/"
	@echo "make serve    look at it, and see changes as you save them"
	@echo "make test     run every test"
	@echo "make soak     bring every real record out and in again (minutes)"
	@echo "make lint     check style, types and workflows"
	@echo "make bench    measure time and memory, beside Hugo"
	@echo "make lock     choose package versions anew (UPGRADE=1 takes newer ones)"
	@echo "make clean    remove everything that make made"

setup: $(READY)/site

site: $(READY)/site
	@$(BIN)/hereabouts build $(ARGS)

serve: $(READY)/site
	@$(BIN)/hereabouts serve $(ARGS)

test: $(READY)/test $(READY)/browser $(READY)/nginx
	@$(BIN)/python -m pytest -n 2 --dist loadfile -o cache_dir=.venv/cache/pytest $(ARGS)

soak: $(READY)/test
	@HEREABOUTS_EVERY_RECORD=1 $(BIN)/python -m pytest -o cache_dir=.venv/cache/pytest tests/test_round_trip*.py $(ARGS)

lint: $(READY)/test
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/python tools/typescript.py
	@$(BIN)/zizmor --quiet --offline --persona=pedantic .github

bench: $(READY)/bench
	@$(BIN)/python -m benchmarks.run $(ARGS)

lock: $(READY)/lock
	@$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

clean:
	@rm -rf site .hereabouts .venv
	@find generator tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY)/browser: $(READY)/test
	@$(setup) browser

$(READY)/nginx: $(READY)/test
	@$(setup) nginx

PACKAGES := $(READY)/site $(READY)/test $(READY)/bench $(READY)/lock
$(PACKAGES): $(READY)/%: requirements/%.txt pyproject.toml tools/setup.py
	@$(setup) packages $*

# A folder that was moved or copied is set up anew, since the programs in .venv/ name their old place.
ifneq "$(shell cat .venv/where 2>/dev/null)" "$(CURDIR)"
.PHONY: $(PACKAGES)
endif
