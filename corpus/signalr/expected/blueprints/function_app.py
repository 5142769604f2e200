import azure.functions as func

from broadcast import bp as broadcast_bp
from joinGroup import bp as join_group_bp
from negotiate import bp as negotiate_bp
from onMessage import bp as on_message_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(broadcast_bp)
app.register_functions(join_group_bp)
app.register_functions(negotiate_bp)
app.register_functions(on_message_bp)
