import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ExportPage")
@bp.activity_trigger(input_name="page")
def export_page(page: int) -> int:
    logging.info("page %d", page)
    return 1
