from .rules import basic


def evaluate(data: dict) -> int:
    return sum(rule(data) for rule in basic.RULES)
