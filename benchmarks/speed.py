"""Measure how fast pystein-migrate is beside its peers, all in one run, and print a Markdown table.

Run as ``python benchmarks/speed.py`` on Linux or macOS. It makes two virtual environments in build/: ``bench-venv``
with the peers and ``bench-venv-own`` with this checkout and flake8, which then has the plug-in.

Every command runs several times, in turn with the others. "CPU" is the mean processor time of the command with all of
its processes, which other work on the machine disturbs least; the ratios are of that time. "Wall" is its fastest run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).parents[1]
PEERS = ("django-upgrade", "pyupgrade", "flake8", "ruff")
LIMIT_MS_OUTSIDE = 1.0

Command = Sequence["str | Path"]

BUNDLE = {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}
HOST = json.dumps({"version": "2.0", "extensionBundle": BUNDLE}, indent=2) + "\n"

SCRIPT = '''\
"""Function {name}: looks an order up and answers with it."""

import json
import logging

import azure.functions as func

from shared.helper_{number} import prepare

LIMIT = {number}
logger = logging.getLogger("orders")


def find(order: str) -> dict[str, object]:
    """The order with its total."""
    return {{"id": order, "total": prepare(LIMIT, order)}}


def main(req: func.HttpRequest, message: func.Out[str]) -> func.HttpResponse:
    """Answer a request."""
    order = req.params.get("order")
    if not order:
        return func.HttpResponse("which order?", status_code=400)
    found = find(order)
    message.set(json.dumps(found))
    logger.info("found %s", order)
    return func.HttpResponse(json.dumps(found), mimetype="application/json")
'''

HELPER = '''\
"""Helper {number}."""

import datetime
import os
from collections.abc import Iterable


class Record{number}:
    """A thing with a name and values."""

    def __init__(self, name: str, values: Iterable[int]) -> None:
        self.name = name
        self.values = list(values)

    def total(self) -> int:
        """The sum of the values above the limit."""
        limit = int(os.environ.get("LIMIT_{number}", "0"))
        return sum(value for value in self.values if value > limit)

    def described(self) -> str:
        """One line about the record."""
        today = datetime.date.today()
        return f"{{self.name}}: {{self.total()}} on {{today:%Y-%m-%d}}"


def prepare(limit: int, name: str) -> str:
    """The description of a record of ``limit`` values."""
    record = Record{number}(name, range(limit))
    try:
        return record.described()
    except ValueError as error:
        return f"{{name}}: {{error}}"
'''

MODERN = '''\
import azure.functions as func

from helpers.helper_0 import prepare

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)


@app.function_name("orders")
@app.route("orders", methods=["GET"])
def orders(req: func.HttpRequest) -> func.HttpResponse:
    """Answer a request."""
    return func.HttpResponse(prepare(3, req.params.get("order", "")))
'''

BINDINGS = [
    {
        "name": "req", "type": "httpTrigger", "direction": "in", "authLevel": "function", "methods": ["get"],
    },
    {"name": "$return", "type": "http", "direction": "out"},
    {
        "name": "message", "type": "queue", "direction": "out", "queueName": "orders",
        "connection": "AzureWebJobsStorage",
    },
]  # fmt: skip


@dataclass
class Timing:
    """One command, in seconds: time on the clock and processor time."""

    wall: float
    cpu: float


def main() -> None:
    """Make the environments and the code, run everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--apps", type=int, default=200, help="apps of 5 functions in the monorepo [200]")
    parser.add_argument("--files", type=int, default=1000, help="helper files of the large app [1000]")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each command; start-up runs 5 times as many [3]")
    options = parser.parse_args()
    peers = environment("bench-venv", *PEERS)
    own = environment("bench-venv-own", str(ROOT), "flake8")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        write_monorepo(root / "monorepo", options.apps)
        write_large_app(root / "large", options.files)
        write_helpers(root / "outside", options.files)
        lines = [
            *described(peers, own),
            *start_up(peers, own, root, options.repeat * 5),
            *migration(peers, own, root / "monorepo", options.apps, options.repeat),
            *linting(peers, own, root / "large", options.files, options.repeat),
            *outside(peers, own, root / "outside", options.files, options.repeat),
        ]
    print("\n".join(lines))


# The code to work on


def write_monorepo(root: Path, apps: int) -> None:
    """``apps`` apps of five functions and five shared modules each."""
    for app in range(apps):
        folder = root / f"app_{app:03}"
        write(folder / "host.json", HOST)
        write(folder / "requirements.txt", "azure-functions\n")
        write(folder / "shared/__init__.py", "")
        for number in range(5):
            name = f"orders_{number}"
            script, bindings = SCRIPT.format(name=name, number=number), {"scriptFile": "main.py", "bindings": BINDINGS}
            write(folder / name / "main.py", script)
            write(folder / name / "function.json", json.dumps(bindings, indent=2) + "\n")
            write(folder / f"shared/helper_{number}.py", HELPER.format(number=number))


def write_large_app(root: Path, files: int) -> None:
    """One app of the decorator model with ``files`` modules beside it."""
    write(root / "host.json", HOST)
    write(root / "requirements.txt", "azure-functions\n")
    write(root / "function_app.py", MODERN)
    write_helpers(root / "helpers", files)


def write_helpers(folder: Path, files: int) -> None:
    """``files`` modules that have nothing to do with Azure Functions."""
    for number in range(files):
        write(folder / f"helper_{number}.py", HELPER.format(number=number))


def write(file: Path, text: str) -> None:
    """Write a file, making its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")


# The measurements


def start_up(peers: Path, own: Path, root: Path, repeat: int) -> list[str]:
    """How long commands take that do nothing."""
    commands: dict[str, Command] = {
        "`python -c pass`": [own / "python", "-c", "pass"],
        "`pystein-migrate --version`": [own / "pystein-migrate", "--version"],
        "`pystein-migrate --help`": [own / "pystein-migrate", "--help"],
        "`django-upgrade --help`": [peers / "django-upgrade", "--help"],
    }
    timings = measured(commands, root, repeat)
    return table("Start-up", timings, ("`python -c pass`", "`django-upgrade --help`"), 1, "command")


def migration(peers: Path, own: Path, root: Path, apps: int, repeat: int) -> list[str]:
    """Planning and proving the migration of a monorepo; the peers read the same Python files, to give a scale."""
    files = sorted(root.rglob("*.py"))
    check = "`pystein-migrate --check`"
    commands: dict[str, Command] = {
        check: [own / "pystein-migrate", "--check", "--quiet", root],
        "`django-upgrade`": [peers / "django-upgrade", "--target-version", "4.2", *files],
        "`pyupgrade`": [peers / "pyupgrade", "--py310-plus", *files],
    }
    timings = measured(commands, root, repeat)
    title = f"Migrating {apps} apps of 5 functions ({len(files)} Python files)"
    lines = table(title, timings, ("`django-upgrade`", "`pyupgrade`"), apps, "app")
    cpu = timings[check].cpu
    rate = f"{apps / cpu:.0f} apps a second, {1000 * cpu / (apps * 5):.1f} ms a function"
    return [*lines, "", f"That is {rate}; each is read, planned, and its decorators run by the real library."]


def linting(peers: Path, own: Path, root: Path, files: int, repeat: int) -> list[str]:
    """Linting one app with many modules."""
    paths = sorted(root.rglob("*.py"))
    commands: dict[str, Command] = {
        "`pystein-migrate check`": [own / "pystein-migrate", "check", root],
        "`flake8`": [peers / "flake8", "--isolated", root],
        "`django-upgrade`": [peers / "django-upgrade", "--target-version", "4.2", *paths],
        "`ruff check --no-cache`": [peers / "ruff", "check", "--isolated", "--no-cache", root],
    }
    timings = measured(commands, root, repeat)
    return table(f"Checking one app of {files} files", timings, ("`flake8`", "`django-upgrade`"), files, "file")


def outside(peers: Path, own: Path, root: Path, files: int, repeat: int) -> list[str]:
    """What the flake8 plug-in costs where there is no function app."""
    without, with_plugin = "`flake8` without the plug-in", "`flake8` with the plug-in"
    commands: dict[str, Command] = {
        without: [peers / "flake8", "--isolated", "--jobs", "1", root],
        with_plugin: [own / "flake8", "--isolated", "--jobs", "1", root],
    }
    timings = measured(commands, root, repeat)
    lines = table(f"flake8 over {files} files outside of any app", timings, (without,), files, "file")
    extra = 1000 * (timings[with_plugin].cpu - timings[without].cpu) / files
    verdict = "within" if extra < LIMIT_MS_OUTSIDE else "ABOVE"
    return [*lines, "", f"The plug-in adds {extra:.2f} ms a file, {verdict} its limit of {LIMIT_MS_OUTSIDE:.0f} ms."]


def measured(commands: Mapping[str, Command], folder: Path, repeat: int) -> dict[str, Timing]:
    """The fastest wall time and mean processor time of ``repeat`` runs of each command, the commands in turn."""
    runs: dict[str, list[Timing]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            runs[name].append(run(command, folder))
            print(f"{name}: {runs[name][-1]}", file=sys.stderr)
    return {
        name: Timing(min(timing.wall for timing in done), fmean(timing.cpu for timing in done))
        for name, done in runs.items()
    }


def run(command: Command, folder: Path) -> Timing:
    """Run ``command``; exit code 1 means that there is something to report, more that it failed."""
    before, start = processor_time(), time.perf_counter()
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    timing = Timing(time.perf_counter() - start, processor_time() - before)
    if done.returncode > 1 or "Traceback" in done.stderr:
        raise SystemExit(f"{command[0]} exited with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return timing


def processor_time() -> float:
    """Seconds of processor time that all ended child processes have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# The table


def table(title: str, timings: Mapping[str, Timing], against: Sequence[str], count: int, unit: str) -> list[str]:
    """A table of ``timings`` per ``unit``, of which there are ``count``, with the ratios to the named commands."""
    lines = ["", f"## {title}", ""]
    lines.append(f"| | CPU s | wall s | ms a {unit} | {' | '.join(f'× {name}' for name in against)} |")
    lines.append("|---" * (4 + len(against)) + "|")
    for name, timing in timings.items():
        ratios = [f"{timing.cpu / timings[other].cpu:.2f}" for other in against]
        numbers = [f"{timing.cpu:.2f}", f"{timing.wall:.2f}", f"{1000 * timing.cpu / count:.2f}"]
        lines.append(f"| {name} | {' | '.join([*numbers, *ratios])} |")
    return lines


def described(peers: Path, own: Path) -> list[str]:
    """The machine and what ran on it."""
    code = "import importlib.metadata as m, sys; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    names = {peers: PEERS, own: ("pystein-migrate", "azure-functions", "libcst", "flake8")}
    versions = [output([folder / "python", "-c", code, *packages]) for folder, packages in names.items()]
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return [
        f"- Machine: {system}, load {os.getloadavg()[0]:.1f} at the start",
        f"- Python {platform.python_version()}; {versions[1]}",
        f"- Peers: {versions[0]}",
    ]


def output(command: Command) -> str:
    """What ``command`` prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def environment(name: str, *packages: str) -> Path:
    """The folder of executables of the environment ``name``, with ``packages`` installed and compiled."""
    folder = ROOT / "build" / name
    if not (folder / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([folder / "bin/python", *install, *packages], check=True)
    return folder / "bin"


if __name__ == "__main__":
    main()
