"""Python source as text and back."""

import pytest

from pystein_migrate.text.decoding import decode_python

MIXED = b"a\r\nb\nc\rd\r\ne\r\nf"


@pytest.mark.parametrize(
    "data", [b"", b"x", b"a\nb\n", b"a\r\nb", b"a\rb\r", MIXED, MIXED + b"\n\n", b"\xef\xbb\xbf" + MIXED]
)
def test_text_that_did_not_change_is_the_same_bytes(data: bytes) -> None:
    decoded = decode_python(data)
    assert decoded.encode(decoded.text) == data


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a\nB\nc\nd\ne\nf", b"a\r\nB\nc\rd\r\ne\r\nf"),
        ("a\nc\nd\ne\nf", b"a\r\nc\rd\r\ne\r\nf"),
        ("a\nb\nnew\nc\nd\ne\nf", b"a\r\nb\nnew\r\nc\rd\r\ne\r\nf"),
        ("a\nb\nc\nd\ne\nf\nnew\n", b"a\r\nb\nc\rd\r\ne\r\nf\r\nnew\r\n"),
        ("", b""),
    ],
)
def test_lines_keep_their_own_ends_where_those_differ(text: str, data: bytes) -> None:
    assert decode_python(MIXED).encode(text) == data
