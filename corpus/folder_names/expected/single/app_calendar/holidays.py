"""The days on which nobody works."""

CLOSED = ("Sunday",)
