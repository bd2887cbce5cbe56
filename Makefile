# Everything runs in .venv inside this folder; the first target sets it up (about a minute, needs the network once).

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help report process test measures bench site lab clean
.DEFAULT_GOAL := help

help:
	@echo "make report   read data/raw and make the reports, in reports/"
	@echo "make process  only read data/raw, into data/processed/"
	@echo "make test     run the tests"
	@echo "make measures show that the measures are right: docs/measures_shown.md (about two minutes)"
	@echo "make bench    measure how fast it is: docs/performance_shown.md (a quarter of an hour)"
	@echo "make site     make the documentation, in build/site/"
	@echo "make lab      open JupyterLab on notebooks/"
	@echo "make clean    remove what was made: reports/, data/processed/, .venv"

report: process
	@$(BIN)/toolkit report

process: $(READY)
	@$(BIN)/toolkit process

test: $(READY)
	@$(BIN)/python -m pytest

bench: $(READY)
	@$(BIN)/python tools/bench.py --write

measures: $(READY)
	@$(BIN)/python tools/show_measures.py --check

site: process
	@$(BIN)/python tools/make_gallery.py
	@$(BIN)/python tools/make_site.py

lab: $(READY)
	@$(BIN)/jupyter labextension disable --level=sys_prefix "@jupyterlab/apputils-extension:announcements" 2>/dev/null  # it asks for news from the network
	@$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks

clean:
	@rm -rf $(VENV) reports build *.egg-info .pytest_cache .hypothesis
	@find data/processed -mindepth 1 ! -name .gitkeep -delete
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed .venv, reports/ and data/processed/*; data/raw/ is untouched."

# Older Pythons are passed over, not tried: the first python3 on a machine is often the system's own.
$(READY): pyproject.toml constraints.txt
	@python=; for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then \
	  echo "This needs Python 3.11 or newer and found none: install it (python.org, or your system's package manager) and try again." >&2; \
	  exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$($$python --version): about a minute, once."; \
	$$python -m venv $(VENV) || { echo "Python could not make a virtual environment; on Debian and Ubuntu: apt install python3-venv." >&2; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt -e ".[test,docs,cluster]"
	@touch $@
	@echo "Set up."
