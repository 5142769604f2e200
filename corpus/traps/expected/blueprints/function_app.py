import azure.functions as func

from AdminHook import bp as admin_hook_bp
from Disabled import bp as disabled_bp
from ImplicitOutputs import bp as implicit_outputs_bp
from NamedResponse import bp as named_response_bp
from NoConnection import bp as no_connection_bp
from NoOutput import bp as no_output_bp
from NoRoute import bp as no_route_bp
from OddCase import bp as odd_case_bp
from ReturnIsQueue import bp as return_is_queue_bp
from SettingInEnum import bp as setting_in_enum_bp
from Sloppy import bp as sloppy_bp
from StrayProperties import bp as stray_properties_bp

app = func.FunctionApp()

app.register_functions(admin_hook_bp)
app.register_functions(disabled_bp)
app.register_functions(implicit_outputs_bp)
app.register_functions(named_response_bp)
app.register_functions(no_connection_bp)
app.register_functions(no_output_bp)
app.register_functions(no_route_bp)
app.register_functions(odd_case_bp)
app.register_functions(return_is_queue_bp)
app.register_functions(setting_in_enum_bp)
app.register_functions(sloppy_bp)
app.register_functions(stray_properties_bp)
