def to_text(data):
    return data.decode("ascii")
