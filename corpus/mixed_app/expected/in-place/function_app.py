import logging
import azure.functions as af
from shared import replies
from Import import main as import_function
from Report import main as report

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


application.function_name(name="Import")(
    application.blob_trigger(
        arg_name="blob",
        path="imports/{name}",
        connection="AzureWebJobsStorage",
    )(import_function)
)


application.function_name(name="Report")(
    application.route(
        route="report/{day}",
        methods=["GET"],
        auth_level=af.AuthLevel.FUNCTION,
    )(report)
)
