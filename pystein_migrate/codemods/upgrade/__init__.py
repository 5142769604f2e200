"""Upgrading decorator-model apps from the private preview's spellings, and from later renames, to a newer release's."""

from .app import UPGRADES, upgrade_app

__all__ = ["UPGRADES", "upgrade_app"]
