def say() -> str:
    return "found over sys.path"
