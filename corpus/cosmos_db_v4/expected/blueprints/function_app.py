import azure.functions as func

from BillChanged import bp as bill_changed_bp
from RegisterBill import bp as register_bill_bp

app = func.FunctionApp()

app.register_functions(bill_changed_bp)
app.register_functions(register_bill_bp)
