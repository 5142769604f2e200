def lines(value):
    yield "value"
    yield str(value)
