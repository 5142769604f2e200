import logging

import azure.functions as func

bp = func.Blueprint()


def process(event: func.EventGridEvent) -> None:
    logging.info("%s: %s", event.event_type, event.subject)


def process_all(events) -> None:
    for event in events:
        process(event)


main = process


@bp.function_name(name="Alias")
@bp.event_grid_trigger(arg_name="event")
def alias(event: func.EventGridEvent) -> None:
    main(event)
