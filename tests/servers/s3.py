"""A store on loopback: moto, behind a gate that asks botocore whether a signature is right. Arguments: port, bucket, id, secret."""

import sys
from urllib.parse import parse_qsl, urlencode

import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, run_simple

port, bucket, key, secret = sys.argv[1:5]
store = DomainDispatcherApplication(create_backend_app)


def signature(environ, query):
    """What botocore would have signed at that time with the right secret."""
    names = query["X-Amz-SignedHeaders"].split(";")
    headers = {name: environ.get("HTTP_" + name.upper().replace("-", "_")) or environ.get(name.upper().replace("-", "_"))
               for name in names}
    asked = [(name, value) for name, value in query.items() if name != "X-Amz-Signature"]
    address = f"http://{environ['HTTP_HOST']}{environ['RAW_PATH']}?{urlencode(asked)}"
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=address, headers=headers)
    request.context["timestamp"] = query["X-Amz-Date"]
    region = query["X-Amz-Credential"].split("/")[2]
    auth = botocore.auth.S3SigV4QueryAuth(Credentials(key, secret), "s3", region)
    canonical = auth.canonical_request(request)
    return auth.signature(auth.string_to_sign(request, canonical), request)


def gate(environ, start):
    environ["RAW_PATH"] = environ["REQUEST_URI"].split("?")[0]
    query = dict(parse_qsl(environ["QUERY_STRING"], keep_blank_values=True))
    signed = query.get("X-Amz-Signature")
    # Reading with no signature is what everyone may do; a client of the tests' own signs in its header.
    trusted = "HTTP_AUTHORIZATION" in environ or (not signed and environ["REQUEST_METHOD"] == "GET" and "list-type" not in query)
    if not trusted and (not signed or query["X-Amz-Credential"].split("/")[0] != key or signature(environ, query) != signed):
        start("403 Forbidden", [("Content-Type", "application/xml")])
        # Like a real one it repeats what it was asked.
        said = f"<Error><Code>SignatureDoesNotMatch</Code><Message>{environ['QUERY_STRING'].replace('&', '&amp;')}</Message></Error>"
        return [said.encode()]
    return store(environ, start)


class Kept(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


if bucket:
    import boto3
    import threading

    def make():
        client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id=key,
                              aws_secret_access_key=secret, region_name="us-east-1")
        client.create_bucket(Bucket=bucket)
        print("ready", flush=True)

    threading.Timer(0.3, make).start()
run_simple("127.0.0.1", int(port), gate, threaded=True, request_handler=Kept)
