import handlers.orders

main = handlers.orders.handle
