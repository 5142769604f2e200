import azure.functions as func

from Cosmos1 import bp as cosmos1_bp
from FindBill import bp as find_bill_bp

app = func.FunctionApp()

app.register_functions(cosmos1_bp)
app.register_functions(find_bill_bp)
