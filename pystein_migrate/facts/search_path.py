"""Top-level modules that the worker finds before an app's own of the same name.

The decorator model's worker puts the app's root last on ``sys.path``: after the standard library, the worker's own
packages and the app's installed ones (worker: loader.py, ``index_function_app``). The legacy model imports scripts
from a package ``__app__`` that only it knows, so there a folder may have any name.
"""

from __future__ import annotations

import sys

from .distributions import BROUGHT_ALONG

# ``sys.stdlib_module_names`` leaves out what tests Python itself.
STANDARD_LIBRARY = sys.stdlib_module_names | {"test"}

# What the worker has itself (requirements of azure-functions, azure-functions-worker and azure-functions-runtime), and
# what comes with pip, or along with packages of :data:`~.distributions.BROUGHT_ALONG`.
_WORKERS = frozenset(
    {
        "_distutils_hack", "annotated_types", "azure", "azure_functions_runtime", "azure_functions_runtime_v1",
        "azurefunctions", "distutils", "exceptiongroup", "furl", "greenlet", "importlib_metadata",
        "importlib_resources", "msal_extensions", "opentelemetry", "orderedmultidict", "platformdirs", "proxy_worker",
        "pycparser", "typing_inspection", "zipp",
    }
)  # fmt: skip
INSTALLED = BROUGHT_ALONG | _WORKERS
