"""The code moved to handler.py, which nobody committed."""
