"""Print the price list: python -m scripts.price_list"""
from Basket import total
from Prices import PRICES, price_of


def lines():
    for sku in sorted(PRICES):
        yield f"{sku}: {price_of(sku)}"
    yield f"all: {total(PRICES)}"


if __name__ == "__main__":
    print("\n".join(lines()))
