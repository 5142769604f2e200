"""Proving that an app is still the same app."""
