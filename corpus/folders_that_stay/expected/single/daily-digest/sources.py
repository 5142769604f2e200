from . import rendering


def headlines():
    yield "Nothing happened"
    yield f"Template is {rendering._TEMPLATE.name}"
