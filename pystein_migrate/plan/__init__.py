"""Deciding what becomes of an app: pure, no I/O."""
