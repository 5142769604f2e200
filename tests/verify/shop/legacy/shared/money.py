CURRENCY = "EUR"


def price(amount):
    return f"{amount:.2f} {CURRENCY}"
