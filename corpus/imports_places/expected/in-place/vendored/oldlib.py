"""A library that nobody packages any more; found over sys.path."""


def checksum(data: bytes) -> int:
    return sum(data) % 251
