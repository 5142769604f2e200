import logging

import azure.functions as func

bp = func.Blueprint()

log = logging.getLogger('banner')
TEXT = '''first line
	second line, indented with a tab
'''


@bp.function_name(name='Banner')
@bp.route(route='banner', methods=['GET'])
def banner(req: func.HttpRequest) -> func.HttpResponse:
	# The lines of TEXT end with LF, whatever this file uses.
	if req.params.get('upper'):
		log.info('upper case')
		return func.HttpResponse(TEXT.upper())
	return func.HttpResponse(TEXT)
