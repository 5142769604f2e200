import azure.functions as func

from Alarm import bp as alarm_bp
from Audit import bp as audit_bp
from Export import bp as export_bp
from Import import bp as import_function_bp
from Invoice import bp as invoice_bp
from Ping import bp as ping_bp
from Quote import bp as quote_bp

app = func.FunctionApp()

app.register_functions(alarm_bp)
app.register_functions(audit_bp)
app.register_functions(export_bp)
app.register_functions(import_function_bp)
app.register_functions(invoice_bp)
app.register_functions(ping_bp)
app.register_functions(quote_bp)
