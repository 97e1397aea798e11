# A short way to `python run.py TASK`, for whoever has make; run.py does the work, and does it without make too.
#   make lab     set up, then open JupyterLab on the notebooks
#   make test    set up, then run every check and test
#   make test WORKERS=4 PYTEST_ARGS='-k tiers'        make lab LAB_ARGS=--no-browser        make lab PYTHON=python3.13

PYTHON ?= python3
TASKS = setup lab test slow lint format bench notebooks codebook reviewed site lite try-lite app workbook handouts requirements lowest licences faults flips release clean

help:
	@$(PYTHON) run.py

$(TASKS):
	@$(PYTHON) run.py $@

.PHONY: help $(TASKS)
