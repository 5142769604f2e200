"""Changes to Python code: one file and one class a transformation, all of them in ``CODEMODS``."""

from __future__ import annotations

from .absolute_imports import AbsoluteImports
from .base import Codemod
from .durable_clients import DurableClients
from .durable_orchestrators import DurableOrchestrators
from .file_places import FilePlaces
from .follow_moved import FollowMoved
from .function_directory import FunctionDirectory
from .hand_over_to_web_app import HandOverToWebApp
from .legacy_names import LegacyNames
from .logger_names import LoggerNames
from .module_metadata import ModuleMetadata
from .rename import Rename
from .rename_modules import RenameModules
from .search_path_entries import SearchPathEntries
from .stored_as import StoredAs
from .unused_imports import UnusedImports
from .upgrade import UPGRADES
from .web_roots import WebRoots

CODEMODS: tuple[type[Codemod], ...] = (
    SearchPathEntries,
    FilePlaces,
    FunctionDirectory,
    WebRoots,
    LoggerNames,
    ModuleMetadata,
    DurableOrchestrators,
    DurableClients,
    Rename,
    RenameModules,
    FollowMoved,
    AbsoluteImports,
    StoredAs,
    LegacyNames,
    HandOverToWebApp,
    UnusedImports,
    *UPGRADES,
)
