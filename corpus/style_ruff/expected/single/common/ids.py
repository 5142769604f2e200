"""Identifiers of parcels."""

import re

PARCEL = re.compile(r'[A-Z]{2}\d{9}[A-Z]{2}')


def is_parcel(text: str) -> bool:
    """Tell whether the text is the number of a parcel."""
    return PARCEL.fullmatch(text) is not None
