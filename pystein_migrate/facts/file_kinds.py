"""Files that build, test, start, describe or deploy an app, by their names."""

from __future__ import annotations

import posixpath

# Beginnings of names and suffixes, compared without case.
_NAMES = (
    "dockerfile", "containerfile", "makefile", "justfile", "procfile", "jenkinsfile", "vagrantfile", "manifest.in",
    "package.json", "pyrightconfig.json", "devcontainer.json", "codeowners", ".dockerignore", ".flake8", ".pylintrc",
    ".coveragerc", ".editorconfig", "sonar-project.properties",
)  # fmt: skip
_SUFFIXES = (
    ".dockerfile", ".containerfile", ".yml", ".yaml", ".sh", ".bash", ".zsh", ".bat", ".cmd", ".ps1", ".psm1", ".mk",
    ".toml", ".cfg", ".ini", ".groovy", ".tf", ".tf.json", ".tfvars", ".hcl", ".bicep", ".bicepparam", ".azcli",
    ".code-workspace",
)  # fmt: skip
# Of clients and tests that send a file's content to a function.
_SENDING = (".http", ".rest", ".js", ".ts", ".jmx", ".robot", ".feature", ".ipynb")
_EDITOR_FILES = ("tasks.json", "launch.json", "settings.json")


def is_build_file(path: str) -> bool:
    """Whether the file at ``path`` may name folders of an app to build, test, start, check or deploy it."""
    folder, name = posixpath.split(path.lower())
    in_editor = posixpath.basename(folder) == ".vscode" and name in _EDITOR_FILES
    return name.startswith(_NAMES) or name.endswith(_SUFFIXES) or in_editor


def may_send_files(path: str) -> bool:
    """Whether the file at ``path`` may name another to send it: a request, a test of another tool, a notebook."""
    return path.lower().endswith(_SENDING)


def is_dockerfile(path: str) -> bool:
    """Whether the file at ``path`` says how an image is built."""
    name = posixpath.basename(path).lower()
    return name.startswith(("dockerfile", "containerfile")) or name.endswith((".dockerfile", ".containerfile"))
