import azure.functions as func

from Exec import bp as exec_function_bp
from Globals import bp as globals_function_bp
from ModuleGetattr import bp as module_getattr_bp
from OwnModule import bp as own_module_bp
from Pickles import bp as pickles_bp
from Plugins import bp as plugins_bp
from Static import bp as static_bp

app = func.FunctionApp()

app.register_functions(exec_function_bp)
app.register_functions(globals_function_bp)
app.register_functions(module_getattr_bp)
app.register_functions(own_module_bp)
app.register_functions(pickles_bp)
app.register_functions(plugins_bp)
app.register_functions(static_bp)
