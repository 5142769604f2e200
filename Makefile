PYTHON ?= python3

.PHONY: help demo test lint format corpus

help:
	@$(PYTHON) dev.py --help

demo test lint format corpus:
	@$(PYTHON) dev.py $@
