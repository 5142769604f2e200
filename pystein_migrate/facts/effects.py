"""What calls do beside returning something, as far as it is known by their names, while modules are loaded."""

from __future__ import annotations

import re

# Objects of the standard library that decide what reads of settings find, and what imports find.
ENVIRONMENT_OBJECTS = ("os.environ", "os.environb")
SEARCH_PATH_OBJECTS = ("sys.path", "sys.meta_path", "sys.path_hooks", "sys.modules")
ENVIRONMENT_READERS = frozenset({"os.getenv", "os.getenvb", "os.getcwd", "os.path.expandvars", "os.path.exists"})
ENVIRONMENT_WRITERS = frozenset({"os.putenv", "os.unsetenv", "os.chdir", "os.fchdir"})
# Functions that run a module of a name that may be anything.
RUN_MODULES = frozenset({"importlib.import_module", "importlib.reload", "runpy.run_module", "runpy.run_path"})
# Third-party functions and methods that fill os.environ from a file, by their last name: python-dotenv, environs,
# django-environ.
ENVIRONMENT_FILLERS = frozenset({"load_dotenv", "read_env", "read_envfile"})

# Methods of the builtin types, and of os.environ, that change nothing.
PURE_METHODS = frozenset(
    {
        "copy", "count", "decode", "encode", "endswith", "format", "get", "index", "isdigit", "isoformat", "items",
        "join", "keys", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rpartition",
        "rsplit", "rstrip", "split", "splitlines", "startswith", "strftime", "strip", "title", "upper", "values",
    }
)  # fmt: skip

# Methods of loggers and functions of the module logging: what configures, and what only speaks.
LOGGING_SETTERS = frozenset(
    {
        "addFilter", "addHandler", "addLevelName", "basicConfig", "captureWarnings", "dictConfig", "disable",
        "fileConfig", "removeFilter", "removeHandler", "setLevel", "setLogRecordFactory", "setLoggerClass",
    }
)  # fmt: skip
# What makes loggers, and what minds which there are: configurations disable them, unless they are told not to.
LOGGER_MAKERS = frozenset({"getChild", "getLogger"})
LOGGERS_SETTERS = frozenset({"dictConfig", "fileConfig", "setLoggerClass"})
LOG_LEVELS = frozenset({"critical", "debug", "error", "exception", "info", "log", "warn", "warning"})
# What loggers have, whoever holds them.
LOGGER_ATTRIBUTES = frozenset({"handlers", "filters", "propagate", "disabled"})

# Functions whose name says that they set something up; what they return is then not all that they are called for.
_SETS_UP = re.compile(
    r"(set|del|add|append|insert|extend|update|pop|clear|remove|delete|register|unregister|install|patch|monkey|seed|reload|"
    r"put|chdir|umask|enable|disable|start|run|exec|import|inject|activate|apply|configure|init|setup|instrument|"
    r"load_dotenv|use|mock|freeze|travel|simplefilter|filterwarnings)(?![a-z])|(set|del)[a-z]"
)
# The same for functions of other libraries whose result has a name, and for methods of an object: most of what they do
# concerns the object.
_METHOD_SETS_UP = re.compile(
    r"(start|apply|patch|monkey|mock|install|inject|instrument|activate|enable|travel|freeze|configure|setup)(?![a-z])"
)
# Methods of pools, loops and the like that call the functions they are given.
CALLING_METHODS = frozenset(
    {"apply_async", "call_soon", "map", "run", "run_in_executor", "run_until_complete", "starmap", "submit"}
)
# What replaces functions in the standard library.
_PATCHES = re.compile(r"patch|monkey|inject|nest_asyncio|freeze|travel|time_machine|truststore")

# Functions that change a setting of their own module or package and nothing else.
QUIET_CALLS = frozenset(
    {
        "decimal.setcontext", "faulthandler.enable", "gc.collect", "gc.disable", "locale.setlocale",
        "mimetypes.add_type", "mimetypes.init", "os.makedirs", "os.mkdir", "random.seed", "socket.setdefaulttimeout",
        "sys.setrecursionlimit", "time.sleep",
        "matplotlib.pyplot.switch_backend", "matplotlib.pyplot.style.use", "matplotlib.use", "nltk.download",
        "numpy.random.seed", "numpy.seterr", "numpy.set_printoptions", "pandas.set_option",
        "requests.packages.urllib3.disable_warnings", "seaborn.set", "seaborn.set_style", "seaborn.set_theme",
        "urllib3.disable_warnings",
    }
)  # fmt: skip


# Modules of the standard library whose functions change only what they are given.
_PURE_LIBRARIES = frozenset(
    {
        "abc", "base64", "collections", "contextlib", "copy", "dataclasses", "datetime", "enum", "functools", "hashlib",
        "itertools", "json", "pathlib", "re", "string", "textwrap", "types", "typing", "uuid",
    }
)  # fmt: skip


def sets_up(dotted: str) -> bool:
    """Whether the name of the function ``dotted`` says that it changes something."""
    name = dotted.rpartition(".")[2]
    return bool(_SETS_UP.match(name)) and dotted.partition(".")[0] not in _PURE_LIBRARIES


def method_sets_up(method: str) -> bool:
    """Whether ``method``, or a library's function, says that it changes more than its object."""
    return bool(_METHOD_SETS_UP.match(method))


def patches(dotted: str) -> bool:
    """Whether the call of ``dotted`` may replace functions of the standard library."""
    return bool(_PATCHES.search(dotted))


# Packages whose import looks at no environment variable that an app would set, by top-level name, or with one more.
# Measured by importing them under an os.environ that takes notes; yarl's *_NO_EXTENSIONS was all there was.
INDIFFERENT_PACKAGES = frozenset(
    {
        "azure.core", "azure.cosmos", "azure.data", "azure.durable_functions", "azure.eventgrid", "azure.eventhub",
        "azure.functions", "azure.identity", "azure.keyvault", "azure.search", "azure.servicebus", "azure.storage",
        "bs4", "dateutil", "jwt", "msal", "pytz", "requests", "yaml",
    }
)  # fmt: skip
