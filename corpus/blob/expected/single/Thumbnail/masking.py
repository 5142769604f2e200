"""Bytes under a repeating mask."""
from itertools import cycle


def apply_mask(data: bytes, mask: bytes) -> bytes:
    return bytes(value & bits for value, bits in zip(data, cycle(mask)))
