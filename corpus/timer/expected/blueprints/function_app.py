import azure.functions as func

from heartbeat import bp as heartbeat_bp
from NightlyCleanup import bp as nightly_cleanup_bp
from TimerTest import bp as timer_test_bp

app = func.FunctionApp()

app.register_functions(nightly_cleanup_bp)
app.register_functions(timer_test_bp)
app.register_functions(heartbeat_bp)
