import logging
import azure.functions as af
from shared import replies
from Import import bp as import_function_bp
from Report import bp as report_bp

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


application.register_functions(import_function_bp)
application.register_functions(report_bp)
