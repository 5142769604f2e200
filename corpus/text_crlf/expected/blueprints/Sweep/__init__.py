import logging
import os

import azure.functions as func

from .rules import matches

bp = func.Blueprint()

log = logging.getLogger('sweep')


@bp.function_name(name='Sweep')
@bp.timer_trigger(arg_name='timer', schedule='0 0 2 * * *')
def sweep(timer: func.TimerRequest) -> None:
	for name in sorted(os.listdir('.')):
		if matches(name):
			log.info('would remove %s', \
				name)
