"""Texts as bytes, characters, positions and edits; JSON with comments. Nothing of Python or Azure."""
