import logging
import os

import azure.functions as func

from Sweep.rules import matches

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

banner_log = logging.getLogger('banner')
TEXT = '''first line
	second line, indented with a tab
'''


@app.function_name(name='Banner')
@app.route(route='banner', methods=['GET'])
def banner(req: func.HttpRequest) -> func.HttpResponse:
	# The lines of TEXT end with LF, whatever this file uses.
	if req.params.get('upper'):
		banner_log.info('upper case')
		return func.HttpResponse(TEXT.upper())
	return func.HttpResponse(TEXT)


sweep_log = logging.getLogger('sweep')


@app.function_name(name='Sweep')
@app.timer_trigger(arg_name='timer', schedule='0 0 2 * * *')
def sweep(timer: func.TimerRequest) -> None:
	for name in sorted(os.listdir('.')):
		if matches(name):
			sweep_log.info('would remove %s', \
				name)
