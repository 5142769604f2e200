import logging
import csv
import io
import azure.functions as af
import azure.functions as func
from shared import replies
from shared.replies import text

log = logging.getLogger('web')

application = af.FunctionApp(http_auth_level = af.AuthLevel.ANONYMOUS)

@application.route(route = 'status', methods = ['GET'])
def Status(req: af.HttpRequest) -> af.HttpResponse:
    log.info('status')
    return replies.text('up')


@application.function_name('Purge')
@application.timer_trigger(arg_name = 'timer',   schedule = '0 0 1 * * *')
def purge(timer: af.TimerRequest) -> None:
    # TODO: really purge
    log.info('purge'   )


def import_function_purge(rows):
    return [row for row in rows if any(row)]


@application.function_name(name="Import")
@application.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def import_function(blob: func.InputStream) -> None:
    rows = import_function_purge(csv.reader(io.StringIO(blob.read().decode("utf-8"))))
    logging.info("%d rows", len(rows))


report_log = logging.getLogger("report")


@application.function_name(name="Report")
@application.route(
    route="report/{day}",
    methods=["GET"],
    auth_level=af.AuthLevel.FUNCTION,
)
def report(req: func.HttpRequest) -> func.HttpResponse:
    report_log.info("report")
    return text(f"report of {req.route_params['day']}")
