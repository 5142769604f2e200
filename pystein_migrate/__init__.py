"""Move Azure Functions apps in Python from function.json to decorators, and lint both models."""

__version__ = "0.1.0"
