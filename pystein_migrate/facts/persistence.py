"""Calls that write objects so that what is written names their classes by module."""

from __future__ import annotations

# Modules that are pickle, or do as it does. Handed over as a whole, as in `serializer=pickle`, they write, too.
PICKLERS = frozenset(
    {
        "pickle",
        "_pickle",
        "pickle5",
        "cPickle",
        "dill",
        "cloudpickle",
        "joblib",
        "jsonpickle",
        "sklearn.externals.joblib",
    }
)
# By the dotted name of what is used. An object that is read again is looked up as an attribute of the module named:
# pickle's documentation ("What can be pickled and unpickled?"), which the others build on; jsonpickle's "py/object".
WRITE_CLASS_NAMES = frozenset(f"{module}.{name}" for module in PICKLERS for name in ("dump", "dumps", "Pickler")) | {
    "jsonpickle.encode", "shelve.open", "shelve.Shelf", "shelve.DbfilenameShelf", "torch.save", "pandas.to_pickle",
    "diskcache.Cache", "diskcache.FanoutCache", "diskcache.Deque", "diskcache.Index", "sqlitedict.SqliteDict",
    "sqlalchemy.PickleType", "sqlalchemy.types.PickleType", "aiocache.serializers.PickleSerializer",
}  # fmt: skip
# PyYAML's tag "!!python/object:module.Class"; safe_dump refuses such objects.
YAML_WRITES = frozenset({"yaml.dump", "yaml.dump_all"})
# The first names of the modules above: a file that has none of them writes nothing so.
LIBRARIES = frozenset(name.partition(".")[0] for name in WRITE_CLASS_NAMES | YAML_WRITES)
# Decorators and bases of libraries that give a class to_json and from_json.
JSON_DECORATORS = frozenset({"dataclass_json"})
JSON_BASES = frozenset({"DataClassJsonMixin", "DataClassJSONMixin", "DataClassORJSONMixin"})
