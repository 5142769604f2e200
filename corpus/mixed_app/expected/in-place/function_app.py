import logging
import azure.functions as af
from shared import replies
from Import import main as import_function_main
from Report import main as report_main

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


@application.function_name(name="Import")
@application.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def import_function(blob: af.InputStream) -> None:
    import_function_main(blob)


@application.function_name(name="Report")
@application.route(
    route="report/{day}",
    methods=["GET"],
    auth_level=af.AuthLevel.FUNCTION,
)
def report(req: af.HttpRequest) -> af.HttpResponse:
    return report_main(req)
