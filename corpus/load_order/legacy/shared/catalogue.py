"""The sensors that are known by now."""

SENSORS = {"thermometer": "C"}


def sensor(name, unit):
    def register(reader):
        SENSORS[name] = unit
        return reader

    return register
