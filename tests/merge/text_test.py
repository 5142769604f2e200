"""Scripts in odd encodings, line ends and layouts keep every character that means something."""

from __future__ import annotations

import ast
import codecs
import re

import pytest
from apps import migrated, migrated_bytes, migration

from pystein_migrate.model.options import Options

SCRIPT = 'TEXT = """one\n\ttwo\n  three"""\n\n\ndef main(msg):\n    # Grüße\n    return TEXT + "ä"\n'


def section(data: bytes) -> str:
    text = migrated_bytes({"Alpha/__init__.py": data})["function_app.py"].decode("utf-8")
    return text.partition("app = func.FunctionApp()")[2].lstrip()


def test_windows_line_ends_stay() -> None:
    text = section(SCRIPT.replace("\n", "\r\n").encode())
    assert text.startswith('TEXT = """one\r\n\ttwo\r\n  three"""\r\n')
    assert text.count("\n") == text.count("\r\n")


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + SCRIPT.encode(),
        b"# -*- coding: latin-1 -*-\n" + SCRIPT.encode("latin-1"),
        b"#!/usr/bin/env python\n# coding: cp1252\n" + SCRIPT.encode("cp1252"),
        SCRIPT.rstrip("\n").encode(),
        SCRIPT.encode() + b"\n\n\n",
        SCRIPT.replace("\n", "\r").encode(),
    ],
    ids=["BOM", "latin-1", "cp1252", "no line end", "blank lines at the end", "old Mac"],
)
def test_the_text_of_a_script_is_the_same_in_utf_8(data: bytes) -> None:
    text = section(data).replace("\r", "\n")
    assert text.startswith('TEXT = """one\n\ttwo\n  three"""\n')
    assert text.endswith('    # Grüße\n    return TEXT + "ä"\n')
    assert "coding" not in text


def test_a_blueprint_is_declared_below_a_string_that_begins_on_the_line_of_the_last_import() -> None:
    script = b'import os; TEXT = """one\ntwo"""\n\n\ndef main(msg):\n    return os.sep + TEXT\n'
    text = migrated_bytes({"Alpha/__init__.py": script}, Options(layout="blueprints"))["Alpha/__init__.py"].decode()
    assert text.startswith(
        'import os; TEXT = """one\ntwo"""\n\nimport azure.functions as func\n\nbp = func.Blueprint()\n'
    )


@pytest.mark.parametrize(
    ("docstring", "comment"),
    [
        ("Splits\\rhere.", "# Splits\n# here.\n"),
        ("One.\\r\\n\\r\\nTwo.", "# One.\n#\n# Two.\n"),
        ("A\\0B \\x1b[0m", "# A\\x00B \\x1b[0m\n"),
        ("A\\x0cB\\u2028C", "# A\n# B\n# C\n"),
        ("A \\ud800", "# A \\ud800\n"),
    ],
)
def test_a_docstring_becomes_a_comment_whatever_is_in_it(docstring: str, comment: str) -> None:
    script = f'"""{docstring}"""\nLIMIT = 1\n\n\ndef main(msg):\n    """Its own."""\n    return LIMIT\n'
    assert section(script.encode()).startswith(comment)


def test_statements_that_share_lines_get_their_new_names() -> None:
    script = 'import json; X = (1,\n 2); Y = """a\nb"""; import os\n\n\ndef main(msg):\n    return os, json, X, Y\n'
    files = {"Alpha/__init__.py": script, "Beta/__init__.py": "X = Y = 5\n\n\ndef main(msg):\n    return X, Y\n"}
    text = migrated_bytes(files)["function_app.py"].decode()
    assert 'import json; AlphaX = (1,\n 2); AlphaY = """a\nb"""; import os\n' in text


def test_form_feeds_and_tabs_are_no_line_ends() -> None:
    text = section(b"LIMIT = 1\n\x0c\ndef main(msg):\n\tif msg:\n\t\treturn '\x0b'\n\treturn LIMIT\n")
    assert "\x0c" in text
    assert text.endswith("def alpha(msg):\n\tif msg:\n\t\treturn '\x0b'\n\treturn LIMIT\n")


def test_a_line_separator_in_a_string_stays() -> None:
    text = section("X = 'a\u2028b\x85c'; Y = 'ä'\n\n\ndef main(msg):\n    return X + Y\n".encode())
    assert text.startswith("X = 'a\u2028b\x85c'; Y = 'ä'\n")


def test_backslashes_and_brackets_over_lines_stay() -> None:
    script = "X = 1 + \\\n    2\nY = (\n  1,\n      2)\n\n\ndef main(msg):\n    return X, \\\n        Y\n"
    assert section(script.encode()).startswith("X = 1 + \\\n    2\nY = (\n  1,\n      2)\n")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"def main(msg):\n    print 'x'\n", 2),
        (b"x = " + b"(" * 500 + b")" * 500 + b"\n\n\ndef main(msg):\n    pass\n", 1),
        (b"x = " + b"-" * 100_000 + b"1\n\n\ndef main(msg):\n    pass\n", 1),
        (b"x = 1\n\xff\n\n\ndef main(msg):\n    pass\n", 2),
        (b"# coding: rot13 (main)\nqrs znva(zft):\n    cnff\n", 1),
        (b"# coding: nonsense\ndef main(msg):\n    pass\n", 1),
        (b"def main(msg):\n    return '\x00'\n", 1),
    ],
    ids=["Python 2", "brackets", "operators", "not UTF-8", "no text encoding", "unknown encoding", "null byte"],
)
def test_a_script_that_cannot_be_read_is_an_error_with_its_line(data: bytes, line: int) -> None:
    result = migration({"Alpha/__init__.py": data})
    assert result.status == "failed"
    problem = result.functions[0].notes[0]
    assert (problem.code, problem.path, problem.position.line) == ("broken-script", "Alpha/__init__.py", line)


def test_a_helper_in_python_2_does_not_matter() -> None:
    files = {"Alpha/__init__.py": SCRIPT, "Alpha/old.py": "print 'x'\n"}
    assert migrated_bytes(files)["Alpha/old.py"] == b"print 'x'\n"


def test_comments_of_a_script_survive_wherever_they_are() -> None:
    script = (
        "# 1 opens\n\n# 2 alone\n\nimport json  # 3 import\n\n# 4 group\nfrom os import (  # 5 bracket\n    path,  # 6 member\n)\n\n"
        "LIMIT = 1  # 7 behind\n# 8 above\n@print  # 9 decorator\n# 10 between\n@print\n# 11 below\ndef helper(  # 12 def\n    a,  # 13 a\n):\n"
        "    # 14 first\n    return a  # 15 last\n    # 16 after\n\n\ndef main(msg):\n    return json, path, LIMIT, helper\n    # 17 end\n\n\n# 18 closes\n"
    )
    text = migrated_bytes({"Alpha/__init__.py": script})["function_app.py"].decode()
    missing = [number for number in range(1, 19) if f"# {number} " not in text]
    assert missing == []


HEADED = '''#!/usr/bin/env python3
"""Flushes the cache."""
# ~~~~~~~~~~~~
# Imports
# ~~~~~~~~~~~~
# Python:
import json

# 3rd party:

# Internal:
from shared.cache import flush

# ~~~~~~~~~~~~
# Header
__author__ = "Ann"
__version__ = "1"
# ~~~~~~~~~~~~

# ~~~~~~~~~~~~
# Limits
# ~~~~~~~~~~~~
LIMIT = 3


def main(msg):
    return json.dumps(flush(msg, LIMIT))


# ~~~~~~~~~~~~
'''


def test_headings_of_imports_and_metadata_go_with_them_and_others_stay() -> None:
    files = {"Alpha/__init__.py": HEADED, "shared/cache.py": "def flush(msg, limit):\n    return msg\n"}
    text = migrated(files)["function_app.py"]
    assert re.findall(r"(?m)^#.*", text) == ["# ~~~~~~~~~~~~", "# Limits", "# ~~~~~~~~~~~~"]
    assert "\n# ~~~~~~~~~~~~\n# Limits\n# ~~~~~~~~~~~~\nLIMIT = 3\n" in text


DOCUMENTED = '''"""Ships orders.

Not on Sundays,
    nor at night.
"""

import json


def main(msg):{more}
    return json.dumps(msg)
'''


@pytest.mark.parametrize("more", ["", "\n    # Why.", "  # noqa: D103\n\n    # Why."])
def test_a_script_documents_its_function(more: str) -> None:
    text = section(DOCUMENTED.format(more=more).encode())
    doc = '    """Ships orders.\n\n    Not on Sundays,\n        nor at night.\n    """\n'
    head, _, rest = more.partition("\n")
    assert f"def alpha(msg):{head}\n{doc}{rest}\n".replace('"""\n\n    return', '"""\n    return') in text or (
        f"def alpha(msg):{head}\n{doc}" in text
    )
    assert "# Ships orders." not in text


@pytest.mark.parametrize(
    "code",
    [
        'def main(msg):\n    """Its own."""\n    return msg\n',
        "def main(msg): return msg\n",
        "def main(msg):\n    return main.__doc__\n",
        "def main(msg):\n    return __doc__\n",
        "main = lambda msg: 1  # noqa: E731\n",
    ],
)
def test_what_has_a_docstring_or_shows_one_gets_no_other(code: str) -> None:
    data = migrated_bytes({"Alpha/__init__.py": f'"""Ships orders."""\n\n\n{code}'})
    assert 'def alpha(msg):\n    """Ships' not in data["function_app.py"].decode()


AMONG_IMPORTS = '''import json

"""
import os
os.getenv("OLD")
"""
import logging
{first}
{second}

def main(msg):
    logging.info("got")
    return json.dumps(msg)
'''


def test_a_string_among_the_imports_documents_the_function_and_code_in_one_does_not() -> None:
    text = section(AMONG_IMPORTS.format(first='"""Ships orders."""', second='"""Not on Sundays."""').encode())
    assert 'def alpha(msg):\n    """Ships orders."""\n    logging.info' in text
    assert "# Not on Sundays." in text
    assert '# os.getenv("OLD")' in text
    assert '"""Not' not in text


def test_a_string_below_other_code_stays_what_it_is() -> None:
    text = section(AMONG_IMPORTS.format(first="LIMIT = 3", second='"""How many go out."""').encode())
    assert 'LIMIT = 3\n"""How many go out."""\n\n\n@app' in text


def test_lines_of_a_docstring_that_the_function_indents_out_of_the_line_are_wrapped() -> None:
    words = "* " + "word " * 16 + "again"  # 87 characters
    script = f'"""Ships.\n\n{words}\n"""\n\n\ndef main(msg):\n    return msg\n'
    text = section(script.encode())
    assert f'    {words[:81]}\n      again\n    """\n    return msg' in text


@pytest.mark.parametrize(
    ("script", "moved"),
    [
        (
            '"""Ships."""\n\n\ndef main(msg):\n    @staticmethod\n    def inner():\n        return msg\n\n    return inner()\n',
            True,
        ),
        ('"' + "word " * 16 + 'x"\n\n\ndef main(msg):\n    return msg\n', True),
        ('"one " "' + "word " * 14 + '"\n\n\ndef main(msg):\n    return msg\n', True),
        ('"""Ships or\\\nders."""\n\n\ndef main(msg):\n    return msg\n', False),
        ('"""Ships."""\n\n\ndef main(msg): \\\n    return msg\n', False),
        ('"""Ships."""\ndef main(msg="""\n# foo"""): # c\n    # comment\n\n    # other\n    return "x"\n', None),
        ('""""""\n"""Ships."""\n\n\ndef main(msg):\n    return msg\n', True),
        ('"""Author: Ann"""\n\n\ndef main(msg):\n    return msg\n', True),
    ],
)
def test_a_docstring_moves_only_where_it_stays_what_it_is(script: str, moved: bool | None) -> None:
    text = section(script.encode())
    body = ast.parse(text).body
    (node,) = [each for each in body if isinstance(each, ast.FunctionDef)]
    assert moved is None or (ast.get_docstring(node) is not None) == moved
