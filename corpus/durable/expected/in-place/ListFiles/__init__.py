import os
from typing import List


def main(rootDirectory: str) -> List[str]:
    found = []
    for path, _, files in os.walk(rootDirectory):
        found.extend(os.path.join(path, file) for file in sorted(files))
    return found
