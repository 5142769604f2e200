"""Lint rules for Azure Functions apps in Python, and the flake8 plug-in that carries them."""
