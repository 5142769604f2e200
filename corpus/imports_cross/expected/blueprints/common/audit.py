"""Audit lines; the format belongs to the Audit function."""
import json

from Audit import FIELDS


def line(**values) -> str:
    return json.dumps({field: values.get(field) for field in FIELDS})
