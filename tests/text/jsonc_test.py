"""The JSON that Json.NET reads, with positions; and anything else, without an exception of our own."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pystein_migrate.model.note import Position
from pystein_migrate.text import jsonc

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=20,
)  # fmt: skip


def without_surrogates(value):
    return json.loads(
        json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_reads_whatever_json_writes(value, ascii_only, indent) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert jsonc.parse(text).value == without_surrogates(value)


@given(st.text() | st.text(alphabet="{}[]\"':,/*\\\n \t0123456789.eE+-xabu$_nulltrfsid%é\ufeff\x00\ud800"))
@settings(max_examples=500)
def test_any_text_is_read_or_refused_at_a_place_in_it(text) -> None:
    try:
        node = jsonc.parse(text)
    except jsonc.JsonError as error:
        assert 0 <= error.offset <= len(text)
        assert error.message
    else:
        assert 0 <= node.start <= node.end <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("// c\n{/* c */\"a\"/**/:1,}// end", {"a": 1}), ("[1,2,]", [1, 2]), ("{a: 'b', $c: \"'\"}", {"a": "b", "$c": "'"}),
        ('{"a": 1, "a": 2, "A": 3}', {"a": 2, "A": 3}), ('"a\tb\nc"', "a\tb\nc"), ("0x1F", 31), ("-0x1", -1), ("017", 15),
        ("09", 9), ("1e2", 100.0), ("1.0", 1.0), ("undefined", None), (r'"\u00e9\ud83c\udf89\/"', "é🎉/"),
        (r'"\ud800x"', "\ufffdx"), (r'"\udc00"', "\ufffd"), ('"// no /* comment"', "// no /* comment"),
    ],
)  # fmt: skip
def test_reads_what_the_host_reads_and_json_does_not_allow(text, value) -> None:
    found = jsonc.parse(text).value
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the document ends where a value is expected"),
        ('{\n  "a": }', 2, 8, "a value is expected, found '}'"),
        ('{\n  "a" 1\n}', 2, 7, '":" is expected after property "a"'),
        ('{\n "a": 1\n "b": 2}', 3, 2, "\",\" or \"}\" is expected, found '\"'"),
        ("[1 2]", 1, 4, "\",\" or \"]\" is expected, found '2'"),
        ('{"a": "b', 1, 7, "string is never closed"),
        ('{"a": 1', 1, 8, '"," or "}" is expected, found the end of the document'),
        ("{,}", 1, 2, "a property name is expected, found ','"),
        ("/* {", 1, 1, "comment is never closed"),
        ('{"a": 1} x', 1, 10, "unexpected text after the end of the document"),
        (r'"\x"', 1, 2, "unknown escape \\x"),
        (r'"\u12"', 1, 2, "\\u needs four hexadecimal digits"),
        ("True", 1, 1, "a value is expected, found 'True'"),
        ("[" * 70, 1, 66, "nested deeper than 64 levels"),
        ('{"a":' * 70, 1, 326, "nested deeper than 64 levels"),
        ("1" * 5000, 1, 1, "the number is too long"),
        ("{\x00}", 1, 2, "a property name is expected, found '\\x00'"),
    ],
)  # fmt: skip
def test_says_where_and_why_text_cannot_be_read(text, line, column, message) -> None:
    with pytest.raises(jsonc.JsonError) as refused:
        jsonc.parse(text)
    assert refused.value.message == message
    assert Position.at(text, refused.value.offset) == Position(line, column)


def test_huge_input_is_read_in_reasonable_time() -> None:
    text = (
        json.dumps({"a": ["x" * 100_000, *range(20_000)], "b": " " * 100_000})
        + "/*"
        + "*" * 100_000
        + "*/"
        + " " * 100_000
    )
    assert len(jsonc.parse(text).value["a"]) == 20_001
