"""Reads a bucket with boto3 into a folder, and prints each object's headers. Arguments: port, bucket, folder."""

import pathlib
import sys

import boto3

port, bucket, folder = sys.argv[1:4]
client = boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", aws_access_key_id="reader",
                      aws_secret_access_key="reader", region_name="us-east-1")
for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
    for found in page.get("Contents", []):
        answer = client.get_object(Bucket=bucket, Key=found["Key"])
        path = pathlib.Path(folder, found["Key"])
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer["Body"].read())
        print(found["Key"], answer["ContentType"], answer.get("CacheControl", ""), sep="\t")
