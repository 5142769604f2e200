import azure.functions as func

from shared.apps import main_app
import billing
from orders.handlers import register

app = main_app
register(app)
