"""Loggers called ``__name__``: one for all merged scripts that only log, one of its own where more is done with it."""

from __future__ import annotations

from typing import get_args

import pytest
from apps import kept, migrated, migration

from pystein_migrate.model.options import Layout, Options

OTHER = "import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef main(msg):\n    logger.info(msg)\n"
QUIET = "import logging\n\n\ndef quiet(logger):\n    logger.setLevel(logging.ERROR)\n    return logger\n"


def function_app(code: str) -> str:
    script = f"import logging\n\n{code}\n\n\ndef main(msg):\n    logger.info(msg)\n"
    files = {"Alpha/__init__.py": script, "Beta/__init__.py": OTHER, "shared/__init__.py": "", "shared/quiet.py": QUIET}
    assert kept(files) == {}
    return migrated(files)["function_app.py"]


@pytest.mark.parametrize(
    "code",
    [
        "logger = logging.getLogger(__name__)\nlogger.setLevel(logging.ERROR)",
        "logger = logging.getLogger(__name__)\nlogger.propagate = False",
        "logger: logging.Logger = logging.getLogger(__name__)\nlogger.disabled = True",
        "from shared.quiet import quiet\n\nlogger = quiet(logging.getLogger(__name__))",
        "logger = logging.LoggerAdapter(logging.getLogger(__name__), {})",
        "logger = child = logging.getLogger(__name__)\nchild.handlers.clear()",
        "from shared.quiet import get_logger\n\nlogger = get_logger(__name__)",
    ],
)
def test_a_logger_with_more_to_it_than_logging_gets_the_name_of_its_script(code: str) -> None:
    text = function_app(code)
    assert '("Alpha")' in text or '("Alpha"), {})' in text
    assert "logger = logging.getLogger(__name__)\n\n\n@app" in text


@pytest.mark.parametrize(
    "code",
    [
        "logger = logging.getLogger(__name__)",
        "logger = logging.getLogger(__name__)\nlogger.info('loaded')",
        "logger = logging.getLogger(__name__)\nif logger.isEnabledFor(10):\n    logger.debug('loaded')",
    ],
)
def test_loggers_that_only_log_are_one(code: str) -> None:
    assert '"Alpha")' not in function_app(code).replace('function_name(name="Alpha")', "")


@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_loggers_stay_below_app_where_code_configures_them_there(layout: Layout) -> None:
    files = {
        "Alpha/__init__.py": f"from ..shared import setup\n{OTHER}",
        "shared/__init__.py": "",
        "shared/setup.py": "import logging\n\nfrom . import work\n\nlogging.getLogger('__app__').setLevel(30)\n",
        "shared/work.py": "import logging\n\nlog = logging.getLogger(__name__)\n",
    }
    after = migrated(files, Options(layout=layout))
    script = after["function_app.py" if layout == "single" else "Alpha/__init__.py"]
    assert 'logging.getLogger("__app__.Alpha")' in script
    assert after["shared/work.py"] == 'import logging\n\nlog = logging.getLogger("__app__.shared.work")\n'


HELPER = "import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef call():\n    log.info(1)\n"


@pytest.mark.parametrize("layout", get_args(Layout))
def test_loggers_of_helpers_that_were_below_app_are_one_warning_an_app(layout: Layout) -> None:
    script = "from ..shared import one, two\n\n\ndef main(msg):\n    one.call()\n    two.call()\n"
    files = {"Alpha/__init__.py": script, "shared/__init__.py": "", "shared/one.py": HELPER, "shared/two.py": HELPER}
    result = migration(files, Options(layout=layout))
    assert [
        (note.path, note.position.line, note.message) for note in result.notes if note.code == "helper-loggers"
    ] == [
        (
            "shared/one.py",
            3,
            'this logger has no "__app__." before its name any more, nor have those of shared/two.py',
        )
    ]


@pytest.mark.parametrize(
    ("imported", "helper"),
    [
        pytest.param("from shared import one", HELPER, id="never below __app__"),
        pytest.param("from ..shared import one", HELPER.replace("__name__", "'orders'"), id="a name of its own"),
    ],
)
def test_loggers_that_keep_their_names_are_not_spoken_of(imported: str, helper: str) -> None:
    script = f"{imported}\n\n\ndef main(msg):\n    one.call()\n"
    result = migration({"Alpha/__init__.py": script, "shared/__init__.py": "", "shared/one.py": helper})
    assert [note.code for note in result.notes if note.code == "helper-loggers"] == []
