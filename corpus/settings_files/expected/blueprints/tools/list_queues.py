"""Which queues this app listens to."""
import json
from pathlib import Path

ROOT = Path(__file__).parents[1]

for path in sorted(ROOT.glob("*/function.json")):
    for binding in json.loads(path.read_text())["bindings"]:
        if binding["type"] == "queueTrigger":
            print(path.parent.name, binding["queueName"])
