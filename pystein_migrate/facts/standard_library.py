"""Names of the standard library that some Python has and another has not.

Found by listing the modules of Python 3.6 to 3.13 on Linux, and from the documentation of 3.14 and 3.15.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# By module, for modules that have the same names on every system: what not all of these Pythons have.
_CHANGING: Final = {
    "base64": "b32hexdecode b32hexencode decodestring encodestring test z85decode z85encode",
    "collections": (
        "AsyncGenerator AsyncIterable AsyncIterator Awaitable ByteString Callable Collection Container Coroutine "
        "Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence "
        "MutableSet Reversible Sequence Set Sized ValuesView"
    ),
    "concurrent.futures": "BrokenExecutor InterpreterPoolExecutor InvalidStateError interpreter process thread",
    "contextlib": (
        "AbstractAsyncContextManager AsyncContextDecorator AsyncExitStack GenericAlias MethodType aclosing "
        "asynccontextmanager chdir nullcontext os"
    ),
    "copy": "replace",
    "csv": "OrderedDict QUOTE_NOTNULL QUOTE_STRINGS types",
    "dataclasses": "FunctionType GenericAlias KW_ONLY abc builtins functools itertools recursive_repr",
    "datetime": "UTC sys",
    "decimal": "HAVE_CONTEXTVAR",
    "email": "",
    "email.message": "Policy binascii uu",
    "email.utils": "Charset ecre random socket supports_strict_parsing",
    "enum": (
        "CONFORM CONTINUOUS EJECT EnumCheck EnumDict EnumType FlagBoundary KEEP NAMED_FLAGS OrderedDict ReprEnum "
        "STRICT StrEnum UNIQUE bin bltns global_enum global_enum_repr global_flag_repr global_str member nonmember "
        "pickle_by_enum_name pickle_by_global_name property reduce show_flag_values verify"
    ),
    "functools": (
        "GenericAlias MappingProxyType Placeholder WeakKeyDictionary cache cached_property singledispatchmethod"
    ),
    "gzip": "BadGzipFile READ_BUFFER_SIZE main",
    "hashlib": "file_digest scrypt",
    "hmac": "digest",
    "html": "",
    "http": "HTTPMethod StrEnum",
    "http.client": (
        "CONTENT_TOO_LARGE EARLY_HINTS IM_A_TEAPOT MAXAMOUNT MISDIRECTED_REQUEST RANGE_NOT_SATISFIABLE TOO_EARLY "
        "UNAVAILABLE_FOR_LEGAL_REASONS UNPROCESSABLE_CONTENT URI_TOO_LONG errno os sys"
    ),
    "io": "OpenWrapper Reader Writer open_code text_encoding",
    "itertools": "batched pairwise",
    "json": "",
    "logging": "GenericAlias getHandlerByName getHandlerNames getLevelNamesMapping logAsyncioTasks re",
    "logging.handlers": "ST_DEV ST_INO ST_MTIME copy io",
    "math": (
        "cbrt comb dist exp2 fma fmax fmin isnormal isqrt issubnormal lcm nextafter perm prod remainder signbit "
        "sumprod ulp"
    ),
    "pathlib": (
        "EBADF EINVAL ELOOP ENOENT ENOTDIR S_ISBLK S_ISCHR S_ISDIR S_ISFIFO S_ISLNK S_ISREG S_ISSOCK Sequence "
        "UnsupportedOperation attrgetter contextmanager fnmatch functools io nt ntpath os posixpath re "
        "supports_symlinks sys types urlquote_from_bytes warnings"
    ),
    "random": "binomialvariate main randbytes",
    "re": "Match NOFLAG Pattern PatternError T TEMPLATE prefixmatch sre_compile sre_parse template",
    "shutil": "COPY_BUFSIZE getgrnam getpwnam nt posix warnings",
    "string": "templatelib",
    "tempfile": "",
    "traceback": "ANSIColors BUILTIN_EXCEPTION_LIMIT suppress textwrap warnings",
    "typing": (
        "ABCMeta Annotated AsyncContextManager CallableMeta Concatenate ContextManager EXCLUDED_ATTRIBUTES Final "
        "ForwardRef GenericAlias GenericMeta Literal LiteralString Match Never NoDefault NotRequired OrderedDict "
        "ParamSpec ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly Required Self SupportsIndex TupleMeta "
        "TypeAlias TypeAliasType TypeGuard TypeIs TypeVarTuple TypedDict TypingMeta Unpack abc abstractproperty "
        "assert_never assert_type clear_overloads collections_abc contextlib copyreg dataclass_transform "
        "defaultdict evaluate_forward_ref final get_args get_origin get_overloads get_protocol_members io "
        "is_protocol is_typeddict operator override re reveal_type runtime_checkable stdlib_re warnings"
    ),
    "urllib.parse": "MAX_CACHE_SIZE Quoter collections functools ipaddress math sys types warnings",
    "urllib.request": (
        "collections posixpath splitattr splithost splitpasswd splitport splitquery splittag splittype splituser "
        "splitvalue to_bytes"
    ),
    "uuid": "Enum MAX NIL SafeUUID ctypes lib libname main platform uuid6 uuid7 uuid8",
    "zipfile": (
        "CompleteDirs FastLookup Path ZIP_ZSTANDARD ZSTANDARD_VERSION contextlib functools itertools pathlib "
        "posixpath re"
    ),
}
CHANGING_NAMES: Final[Mapping[str, frozenset[str]]] = {
    module: frozenset(names.split()) for module, names in _CHANGING.items()
}
