"""Showing results: terminal, diff, JSON."""
