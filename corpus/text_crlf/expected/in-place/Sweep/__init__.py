import logging
import os

import azure.functions as func

from .rules import matches

log = logging.getLogger('sweep')


def main(timer: func.TimerRequest) -> None:
	for name in sorted(os.listdir('.')):
		if matches(name):
			log.info('would remove %s', \
				name)
