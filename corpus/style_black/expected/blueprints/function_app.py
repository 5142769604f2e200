import azure.functions as func

from MonthlyBill import bp as monthly_bill_bp
from ReadMeter import bp as read_meter_bp

app = func.FunctionApp()

app.register_functions(monthly_bill_bp)
app.register_functions(read_meter_bp)
