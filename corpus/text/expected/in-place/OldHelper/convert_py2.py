# The version before 2019; kept for reference, imported by nobody.
def to_text(data):
    print "converting", repr(data)
    if data <> "":
        exec "pass"
    return unicode(data, "ascii")
