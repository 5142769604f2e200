import json
import re

import azure.functions as func

SUBJECT = re.compile(r"/blobServices/default/containers/(?P<container>[^/]+)/blobs/(?P<name>.+)")


def main(event: func.EventGridEvent) -> str:
    found = SUBJECT.fullmatch(event.subject)
    moved = [] if found is None else [{"container": found["container"], "name": found["name"]}]
    return json.dumps(
        [
            {
                "id": event.id,
                "data": blob,
                "subject": f"archive/{blob['name']}",
                "eventType": "Archive.Requested",
                "dataVersion": "1.0",
            }
            for blob in moved
        ]
    )
