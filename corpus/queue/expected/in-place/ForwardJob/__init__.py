import json


def main(job: str) -> str:
    """Stamp the job as accepted and pass it on."""
    data = json.loads(job)
    data["state"] = "accepted"
    return json.dumps(data, sort_keys=True)
