import json
import re

import azure.functions as func

bp = func.Blueprint()

SUBJECT = re.compile(r"/blobServices/default/containers/(?P<container>[^/]+)/blobs/(?P<name>.+)")


@bp.function_name(name="BlobMoved")
@bp.event_grid_trigger(arg_name="event")
@bp.event_grid_output(arg_name="$return", connection="MyTopic")
def blob_moved(event: func.EventGridEvent) -> str:
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
