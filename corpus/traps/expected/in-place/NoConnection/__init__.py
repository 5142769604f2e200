import azure.functions as func


def main(photo: func.InputStream, copy: func.Out[bytes], done: func.Out[str]) -> None:
    copy.set(photo.read())
    done.set(photo.name)
