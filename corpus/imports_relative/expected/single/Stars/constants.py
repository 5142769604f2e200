TEMPLATE = "{} {} of {} m"
UNIT = "km"
