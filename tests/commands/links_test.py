"""Apps whose shared code is behind a link, as in repositories with many apps."""

from __future__ import annotations

import pytest

SCRIPT = """import azure.functions as func

from shared import prices


def main(req: func.HttpRequest) -> str:
    return prices.of(req.params["item"])
"""


@pytest.fixture
def linked_app(shell, write_small_app):
    """A repository with an app in ``app`` whose folder ``shared`` is a link to ``lib``."""
    write_small_app(shell, "app")
    shell.write({"Hello/__init__.py": SCRIPT}, "app")
    shell.write({"lib/__init__.py": "", "lib/prices.py": "def of(item):\n    return '1'\n"})
    try:
        (shell.folder / "app/shared").symlink_to("../lib", target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    shell.commit()
    return shell


def test_a_run_in_place_leaves_the_link_and_the_migrated_app_verifies(linked_app):
    done = linked_app.run("app")
    assert done.code == 0, done.out
    assert (linked_app.folder / "app/shared").is_symlink()
    assert linked_app.git("status", "--porcelain", "lib") == ""
    verified = linked_app.run("verify", "app", "--against", "HEAD")
    assert (verified.code, "the same app" in verified.out) == (0, True), verified.out


def test_output_has_what_the_link_leads_to(linked_app):
    done = linked_app.run("app", "--output", "new")
    assert done.code == 0, done.out
    assert (linked_app.folder / "new/shared/prices.py").read_bytes() == (
        linked_app.folder / "lib/prices.py"
    ).read_bytes()
    verified = linked_app.run("verify", "app", "new")
    assert verified.code == 0, verified.out


def test_linked_code_that_only_works_in_the_legacy_model_is_refused_with_the_change_to_make(linked_app):
    linked_app.write({"lib/prices.py": "from __app__.shared import rates\n\n\ndef of(item):\n    return rates.ALL\n",
                      "lib/rates.py": "ALL = '1'\n"})  # fmt: skip
    linked_app.commit()
    before = linked_app.tree()
    done = linked_app.run("app")
    assert done.code == 2
    assert "shared/prices.py:1:1: error: is reached through a link" in done.out
    assert "write from shared import rates instead of from __app__.shared import rates" in done.out
    assert linked_app.tree() == before
    linked_app.write({"lib/prices.py": "from shared import rates\n\n\ndef of(item):\n    return rates.ALL\n"})
    linked_app.commit()
    assert linked_app.run("app").code == 0


def test_a_link_to_the_repository_itself_is_no_obstacle_to_verify(linked_app):
    (linked_app.folder / "app/all").symlink_to("..", target_is_directory=True)
    linked_app.commit()
    assert linked_app.run("app").code == 0
    verified = linked_app.run("verify", "app", "--against", "HEAD")
    assert (verified.code, "the same app" in verified.out) == (0, True), verified.out


def test_requirements_behind_a_link_that_ask_for_too_old_a_release_are_refused(linked_app):
    (linked_app.folder / "app/requirements.txt").unlink()
    linked_app.write({"lib/requirements.txt": "azure-functions==1.7.2\n"})
    (linked_app.folder / "app/requirements.txt").symlink_to("../lib/requirements.txt")
    linked_app.commit()
    before = linked_app.tree()
    done = linked_app.run("app")
    assert done.code == 2
    assert "requirements.txt:1:1: error: is reached through a link" in done.out
    assert "write azure-functions==" in done.out
    assert "requirement-raised" not in done.out
    assert linked_app.tree() == before
