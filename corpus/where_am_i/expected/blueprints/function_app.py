import azure.functions as func

from Context import bp as context_bp
from FilePath import bp as file_path_bp
from Logger import bp as logger_bp
from OsPath import bp as os_path_bp
from OtherLogger import bp as other_logger_bp
from Package import bp as package_bp
from Resources import bp as resources_bp

app = func.FunctionApp()

app.register_functions(context_bp)
app.register_functions(file_path_bp)
app.register_functions(logger_bp)
app.register_functions(os_path_bp)
app.register_functions(other_logger_bp)
app.register_functions(package_bp)
app.register_functions(resources_bp)
