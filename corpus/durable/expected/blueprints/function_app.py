import azure.functions as func

from Approval import bp as approval_bp
from Approve import bp as approve_bp
from BackupSite import bp as backup_site_bp
from CopyFile import bp as copy_file_bp
from Counter import bp as counter_bp
from CountRead import bp as count_read_bp
from CountStart import bp as count_start_bp
from HelloSequence import bp as hello_sequence_bp
from HttpStart import bp as http_start_bp
from ListFiles import bp as list_files_bp
from ProcessOrder import bp as process_order_bp
from SayHello import bp as say_hello_bp

app = func.FunctionApp()

app.register_functions(approval_bp)
app.register_functions(approve_bp)
app.register_functions(backup_site_bp)
app.register_functions(copy_file_bp)
app.register_functions(count_read_bp)
app.register_functions(count_start_bp)
app.register_functions(counter_bp)
app.register_functions(hello_sequence_bp)
app.register_functions(http_start_bp)
app.register_functions(list_files_bp)
app.register_functions(process_order_bp)
app.register_functions(say_hello_bp)
