import shared.apps as apps
from shared.apps import main_app as a


class Queue:
    def write_queue(self, **message):
        return lambda function: function

    def read_blob(self, path):
        return path


queue = Queue()


@a.queue_trigger(arg_name="msg", queue_name="bills", connection="Storage")
@apps.main_app.queue_output(arg_name="out", queue_name="paid", connection="Storage")
def bill(msg, out):
    queue.write_queue(body=queue.read_blob("a"))


def offline(app=queue):
    @app.write_queue(arg_name="nothing")
    def nothing(): ...

    return nothing
