"""No __init__.py beside this file: the folder is a namespace package."""


def _age(data: dict) -> int:
    return 10 if data.get("age", 0) >= 18 else 0


def _email(data: dict) -> int:
    return 5 if "@" in data.get("email", "") else 0


RULES = (_age, _email)
NAMES = ("age", "email")
