import azure.functions as func

from Guarded import bp as guarded_bp
from Injected import bp as injected_bp
from Stacked import bp as stacked_bp
from Timed import bp as timed_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(guarded_bp)
app.register_functions(injected_bp)
app.register_functions(stacked_bp)
app.register_functions(timed_bp)
