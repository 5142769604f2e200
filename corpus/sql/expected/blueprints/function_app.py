import azure.functions as func

from AddProduct import bp as add_product_bp
from ListProducts import bp as list_products_bp
from ProductChanges import bp as product_changes_bp

app = func.FunctionApp()

app.register_functions(add_product_bp)
app.register_functions(list_products_bp)
app.register_functions(product_changes_bp)
