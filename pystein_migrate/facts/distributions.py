"""Which distribution on PyPI brings which package, as far as its name does not say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from packaging.utils import canonicalize_name

# Import names whose distribution is called something else.
DISTRIBUTIONS: Final = {
    "yaml": "pyyaml", "PIL": "pillow", "cv2": "opencv", "sklearn": "scikit-learn", "bs4": "beautifulsoup4",
    "dotenv": "python-dotenv", "jwt": "pyjwt", "dateutil": "python-dateutil", "Crypto": "pycrypto",
    "OpenSSL": "pyopenssl", "docx": "python-docx", "pptx": "python-pptx", "magic": "python-magic", "fitz": "pymupdf",
    "serial": "pyserial", "usb": "pyusb", "ldap": "python-ldap", "MySQLdb": "mysqlclient", "psycopg2": "psycopg2",
    "slugify": "python-slugify", "multipart": "python-multipart", "jose": "python-jose",
    "telegram": "python-telegram-bot",
    "win32api": "pywin32", "zmq": "pyzmq", "nacl": "pynacl", "git": "gitpython", "github": "pygithub",
    "skimage": "scikit-image", "tabula": "tabula-py", "pkg_resources": "setuptools", "attr": "attrs",
    "googleapiclient": "google-api-python-client", "apiclient": "google-api-python-client", "bson": "pymongo",
    "gridfs": "pymongo", "osgeo": "gdal", "pywt": "pywavelets", "mpl_toolkits": "matplotlib", "pylab": "matplotlib",
    "rest_framework": "djangorestframework", "flask": "flask",
}  # fmt: skip
# What some distributions install along with themselves, by import names.
BROUGHT_BY: Final = {
    "async_timeout": ("aiohttp",), "graphql": ("graphene",), "matplotlib": ("plotnine", "seaborn"),
    "patsy": ("statsmodels",), "scipy": ("scikit-learn", "seaborn", "statsmodels"),
}  # fmt: skip
# Packages that hardly anything else brings along: if one is imported and not listed, it is missing.
STANDALONE: Final = frozenset(
    {
        "flask", "fastapi", "django", "pandas", "sklearn", "scipy", "matplotlib", "bs4", "openpyxl", "xlrd", "pymongo",
        "psycopg2", "pyodbc", "pymssql", "sqlalchemy", "redis", "boto3", "openai", "stripe", "twilio", "sendgrid",
        "slack_sdk",
        "feedparser", "dotenv", "PIL", "cv2", "tensorflow", "torch", "transformers", "langchain", "paramiko", "praw",
        "tweepy", "docx", "pptx", "pypdf", "PyPDF2", "reportlab", "geopandas", "shapely", "pymysql", "snowflake",
    }
)  # fmt: skip
# Packages that others often bring along, so that nobody lists them; and those that the worker has itself.
BROUGHT_ALONG: Final = frozenset(
    {
        "adal", "aiohttp", "aiosignal", "anyio", "attr", "attrs", "botocore", "certifi", "cffi", "chardet",
        "charset_normalizer", "click", "colorama", "cryptography", "dateutil", "docutils", "frozenlist", "google",
        "grpc", "h11", "httpcore", "httpx", "idna", "isodate", "itsdangerous", "jinja2", "jmespath", "joblib",
        "jsonschema", "jwt", "lxml", "markupsafe", "msal", "msrest", "msrestazure", "multidict", "numpy", "oauthlib",
        "packaging", "pip", "pkg_resources", "pydantic", "pydantic_core", "pygments", "pyparsing", "pytz", "regex",
        "requests", "requests_oauthlib", "rsa", "s3transfer", "setuptools", "six", "sniffio", "soupsieve",
        "starlette", "tenacity", "toml", "tomli", "tqdm", "typing_extensions", "tzdata", "tzlocal", "urllib3",
        "werkzeug", "wheel", "wrapt", "yaml", "yarl", "azure_functions_worker",
    }
)  # fmt: skip


def spellings(package: str) -> set[str]:
    """How a distribution that brings a top-level ``package`` may be called, canonical and without hyphens."""
    names = (package, DISTRIBUTIONS.get(package, package), *BROUGHT_BY.get(package, ()))
    return {canonicalize_name(name).replace("-", "") for name in names}


def is_named(package: str, distributions: Iterable[str]) -> bool:
    """Whether one of ``distributions`` (canonical) looks as if it brings ``package``: one name is part of the other."""
    listed = [name.replace("-", "") for name in distributions]
    return any(name in other or other in name for name in spellings(package) for other in listed)
