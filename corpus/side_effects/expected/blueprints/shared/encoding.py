import json

DEFAULT = json.JSONEncoder.default
