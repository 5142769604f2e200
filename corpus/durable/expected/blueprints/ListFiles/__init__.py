import os
from typing import List

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ListFiles")
@bp.activity_trigger(input_name="rootDirectory")
def list_files(rootDirectory: str) -> List[str]:
    found = []
    for path, _, files in os.walk(rootDirectory):
        found.extend(os.path.join(path, file) for file in sorted(files))
    return found
