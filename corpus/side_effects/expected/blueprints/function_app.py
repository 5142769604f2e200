import azure.functions as func

from Dotenv import bp as dotenv_bp
from EnvFirst import bp as env_first_bp
from Patch import bp as patch_bp
from Path import bp as path_bp
from Plain import bp as plain_bp
from Timeouts import bp as timeouts_bp
from Zulu import bp as zulu_bp

app = func.FunctionApp()

app.register_functions(dotenv_bp)
app.register_functions(env_first_bp)
app.register_functions(patch_bp)
app.register_functions(path_bp)
app.register_functions(plain_bp)
app.register_functions(timeouts_bp)
app.register_functions(zulu_bp)
