ALL = ["harbour", "market", "station"]
