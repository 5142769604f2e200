import azure.functions as func

from Branch import bp as branch_bp
from common.flows import bp as nightly_export_bp
from Export import bp as export_bp
from ExportPage import bp as export_page_bp
from HelperClient import bp as helper_client_bp
from Monitor import bp as monitor_bp
from OldStarter import bp as old_starter_bp
from QueueStarter import bp as queue_starter_bp
from StartOnce import bp as start_once_bp
from Stored import bp as stored_bp
from SyncStatus import bp as sync_status_bp

app = func.FunctionApp()

app.register_functions(branch_bp)
app.register_functions(export_bp)
app.register_functions(export_page_bp)
app.register_functions(helper_client_bp)
app.register_functions(monitor_bp)
app.register_functions(nightly_export_bp)
app.register_functions(old_starter_bp)
app.register_functions(queue_starter_bp)
app.register_functions(start_once_bp)
app.register_functions(stored_bp)
app.register_functions(sync_status_bp)
