class Parcel:
    pass


def main(msg: Parcel) -> None: ...
