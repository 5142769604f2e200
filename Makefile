PYTHON ?= python3

.PHONY: help demo test upstream lint format docs corpus

help:
	@$(PYTHON) dev.py --help

demo test upstream lint format docs corpus:
	@$(PYTHON) dev.py $@
