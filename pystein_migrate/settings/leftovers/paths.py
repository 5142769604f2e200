"""How files of a repository name the folder of an app, and what is in it."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property

from pystein_migrate.model.app import Around

# A variable in front of a path: mostly the folder that a repository was checked out to, or that a file lies in.
VARIABLE = r"(?:\$\{\{[^{}\n]*\}\}|\$\{[^{}\n]*\}|\$\([^()\n]*\)|\$\w+|%\w+%)"
_BEFORE = rf"(?:[\"']?{VARIABLE}[\"']?/)?"
_ADDRESS = re.compile(r"\b(?:curl|wget|https?|url|uri|endpoint|Invoke-(?:RestMethod|WebRequest))\b", re.IGNORECASE)
# Commands, and instructions of a Dockerfile, that copy or pack files.
COPYING = (
    r"(?<![\w./-])(?:COPY|ADD|cp|mv|zip|7z|tar|rsync|scp|Copy-Item|Move-Item|Compress-Archive|xcopy|robocopy)(?=\s)"
)
# What makes a folder the one that the lines below start from.
_ENTERING = (
    r"(?:\b(?:cd|pushd|Set-Location)\s+|(?<!\S)(?:-C|--chdir)[\s=]+|\bdir\s*\(\s*"
    r"|\b(?:working-directory|workingDirectory|SourceFolder|sourceFolder|rootFolderOrFile|context|cwd|project|package|"
    r"app_location)[\"']?\s*[:=]\s*)"
)


@dataclass(frozen=True)
class AppPaths:
    """Paths of an app as files in its folder name them, and those of the repository ``around`` it."""

    around: Around

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """How the app's folder may be called from outside: its path in the repository, and the ends of that."""
        parts = self.around.folder.split("/") if self.around.folder else []
        return tuple("/".join(parts[start:]) for start in range(len(parts)))

    @cached_property
    def tail(self) -> str:
        """A regular expression for :attr:`tails`; it matches nothing where there are none."""
        return "|".join(map(re.escape, self.tails)) or r"(?!)"

    def start(self, *, rooted: bool, line: str = "") -> str:
        """A regular expression for what may stand in front of a path from the app's root, or from its repository's.

        ``rooted``: that may be a slash, as where each line is a pattern. In a ``line`` about addresses a variable is
        rather that of a host.
        """
        before = "" if _ADDRESS.search(line) else _BEFORE
        return rf"(?<![\w./-]){before}{'/?' if rooted else ''}(?:\.{{1,2}}/)*"

    def names_app(self, text: str) -> bool:
        """Whether ``text``, with slashes forward, names the app's folder: in a path, as a value, or to enter it."""
        tail, start = self.tail, self.start(rooted=True)
        ways = (
            rf"{start}(?:{tail})/",
            self._as_value,
            rf"[\"'](?:\./)?(?:{tail})[\"']",
            rf"{COPYING}\s[^\n]{{0,999}}?{start}(?:{tail})(?=[\s\"']|$)",
            rf"--from=\S+\s[^\n]{{0,999}}?/(?:{tail})(?=[/\s\"']|$)",
        )
        return any(re.search(way, text, re.MULTILINE) for way in ways) or self.enters(text)

    def enters(self, text: str) -> bool:
        """Whether ``text``, with slashes forward, makes the app's folder the one that paths start from."""
        start = self.start(rooted=False).removeprefix(r"(?<![\w./-])")
        if re.search(rf"{_ENTERING}[\"']*{start}(?:{self.tail})(?![\w.-])", text):
            return True
        by_variable = re.search(rf"{_ENTERING}[\"']*{VARIABLE}[\"']?(?=[\s;&)]|$)", text, re.MULTILINE)
        return by_variable is not None and re.search(self._as_value, text, re.MULTILINE) is not None

    @property
    def _as_value(self) -> str:
        return rf"(?:[:=]|\bENV\s+\w+\s)\s*[\"']?(?:\./)?(?:{self.tail})/?[\"']?\s*$"

    def is_beside(self, file: str, name: str) -> bool:
        """Whether ``name`` is a folder of the repository itself for the file at ``file`` (seen from the app's root)."""
        folder = posixpath.normpath(posixpath.join(self.around.folder, posixpath.dirname(file)))
        return bool({name, posixpath.normpath(posixpath.join(folder, name))} & self.around.folders)

    def prefix(self, text: str) -> str:
        """The app's folder, with a slash, that ``text`` ends with; "" if it ends with none."""
        ends = (f"{tail}/" for tail in self.tails)
        return next((end for end in ends if text.endswith(end) and not re.search(r"[\w.-]$", text[: -len(end)])), "")

    def own(self, word: str, *, bare: bool) -> str | None:
        """The path or pattern ``word`` from the app's root, with the slash at its end; None if it leads elsewhere.

        ``bare``: it may start in the app's root.
        """
        plain = re.sub(rf"^{VARIABLE}/", "", word)
        plain = re.sub(r"^(?:\.\./)+", "", posixpath.normpath(plain).lstrip("/"))
        tail = next((tail for tail in self.tails if plain == tail or plain.startswith(f"{tail}/")), None)
        if tail is None and not bare:
            return None
        own = plain[len(tail or "") :].lstrip("/")
        return f"{own}/" if own and word.endswith("/") else own
