import azure.functions as func

from Bom import bp as bom_bp
from FormFeed import bp as form_feed_bp
from Latin import bp as latin_bp
from LongLines import bp as long_lines_bp
from NoNewline import bp as no_newline_bp
from Oddities import bp as oddities_bp
from OldHelper import bp as old_helper_bp

app = func.FunctionApp()

app.register_functions(bom_bp)
app.register_functions(form_feed_bp)
app.register_functions(latin_bp)
app.register_functions(long_lines_bp)
app.register_functions(no_newline_bp)
app.register_functions(oddities_bp)
app.register_functions(old_helper_bp)
