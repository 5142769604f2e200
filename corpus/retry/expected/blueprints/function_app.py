import azure.functions as func

from BookPayment import bp as book_payment_bp
from FollowLedger import bp as follow_ledger_bp
from PollPartner import bp as poll_partner_bp
from StoreReadings import bp as store_readings_bp

app = func.FunctionApp()

app.register_functions(book_payment_bp)
app.register_functions(follow_ledger_bp)
app.register_functions(poll_partner_bp)
app.register_functions(store_readings_bp)
