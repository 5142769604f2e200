"""Calls that write objects so that what is written names their classes by module."""

from __future__ import annotations

# By the dotted name of what is called. An object that is read again is looked up as an attribute of the module named:
# pickle's documentation ("What can be pickled and unpickled?"), which dill, cloudpickle, joblib, shelve, torch,
# diskcache and SQLAlchemy's PickleType build on; jsonpickle's "py/object".
WRITE_CLASS_NAMES = frozenset(
    {
        "pickle.dump", "pickle.dumps", "pickle.Pickler", "cPickle.dump", "cPickle.dumps", "cPickle.Pickler",
        "dill.dump", "dill.dumps", "dill.Pickler", "cloudpickle.dump", "cloudpickle.dumps", "cloudpickle.Pickler",
        "joblib.dump", "sklearn.externals.joblib.dump", "shelve.open", "shelve.DbfilenameShelf", "shelve.Shelf",
        "torch.save", "jsonpickle.encode", "jsonpickle.dumps", "jsonpickle.Pickler", "diskcache.Cache",
        "diskcache.FanoutCache", "diskcache.Deque", "diskcache.Index", "sqlalchemy.PickleType",
        "sqlalchemy.types.PickleType", "pandas.to_pickle",
    }
)  # fmt: skip
# PyYAML's tag "!!python/object:module.Class"; safe_dump refuses such objects.
YAML_WRITES = frozenset({"yaml.dump", "yaml.dump_all"})
# The first names of the modules above: a file that has none of them writes nothing so.
LIBRARIES = frozenset(name.partition(".")[0] for name in WRITE_CLASS_NAMES | YAML_WRITES)
# Decorators and bases of libraries that give a class to_json and from_json.
JSON_DECORATORS = frozenset({"dataclass_json"})
JSON_BASES = frozenset({"DataClassJsonMixin", "DataClassJSONMixin", "DataClassORJSONMixin"})
