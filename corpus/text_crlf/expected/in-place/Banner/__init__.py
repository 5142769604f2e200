import logging

import azure.functions as func

log = logging.getLogger('banner')
TEXT = '''first line
	second line, indented with a tab
'''


def main(req: func.HttpRequest) -> func.HttpResponse:
	# The lines of TEXT end with LF, whatever this file uses.
	if req.params.get('upper'):
		log.info('upper case')
		return func.HttpResponse(TEXT.upper())
	return func.HttpResponse(TEXT)
