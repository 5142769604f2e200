import azure.functions as func


def main(msg):
    print "never updated", msg.id
