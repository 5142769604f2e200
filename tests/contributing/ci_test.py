"""The workflow runs the tasks of dev.py, on every Python that the package says it supports."""

import re
import subprocess
import sys

import yaml

from .checkout import CHECKOUT

JOBS = yaml.safe_load((CHECKOUT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))["jobs"]


def test_every_supported_python_is_tested() -> None:
    supported = re.findall(r"Python :: (3\.\d+)", (CHECKOUT / "pyproject.toml").read_text("utf-8"))
    matrix = JOBS["test"]["strategy"]["matrix"]
    assert matrix["python"] == supported
    assert {"os": "windows-latest", "python": "3.13"} in matrix["include"]


def test_every_command_is_a_task_of_dev_py() -> None:
    usage = subprocess.run(
        [sys.executable, str(CHECKOUT / "dev.py"), "--help"], capture_output=True, text=True, check=True
    )
    tasks = re.findall(r"^    (\w+) ", usage.stdout, re.MULTILINE)
    commands = {step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step}
    assert commands == {"python dev.py test", "python dev.py long", "python dev.py upstream"}
    assert {command.split()[-1] for command in commands} <= set(tasks)
