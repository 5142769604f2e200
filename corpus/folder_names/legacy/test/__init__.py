import azure.functions as func

STEPS = ("unpack", "weigh")


def unpack() -> str:
    return "unpacked"


def weigh() -> str:
    return "3 kg"


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(", ".join(globals()[step]() for step in STEPS))
