"""Blobs in a bucket of any S3-compatible store; needs the extra `onedoor[s3]`."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_GONE = {"404", "NoSuchKey", "NotFound"}


class S3Store:
    """One object a blob, under `prefix` + digest.

    Settings: ONEDOOR_S3 = {"bucket": …, "prefix": "papers/", "endpoint": …, "region": …}.
    Credentials come from the usual AWS environment or files, never from our settings.
    """

    def __init__(self) -> None:
        try:
            client = import_module("boto3").client
            errors = import_module("botocore.exceptions")
        except ImportError as missing:
            raise ImproperlyConfigured(
                "The S3 store needs boto3: install onedoor[s3], or use FolderStore."
            ) from missing
        options: dict[str, str] = getattr(settings, "ONEDOOR_S3", {"bucket": "onedoor-papers"})
        self._errors: tuple[type[Exception], ...] = (errors.ClientError, errors.BotoCoreError)
        self.bucket = options["bucket"]
        self.prefix = options.get("prefix", "papers/")
        self._client: Any = client(
            "s3",
            endpoint_url=options.get("endpoint") or None,
            region_name=options.get("region") or None,
        )

    def put(self, content: bytes) -> str:
        """Keep `content`; return its digest. The store compares the SHA-256 on arrival. OSError."""
        digest = hashlib.sha256(content).hexdigest()
        with self._spoken_to(digest):
            self._client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + digest,
                Body=content,
                ChecksumAlgorithm="SHA256",
                ContentType="application/pdf",
            )
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes; KeyError when unknown, ValueError when they no longer match their digest."""
        with self._spoken_to(digest):
            answer = self._client.get_object(Bucket=self.bucket, Key=self.prefix + digest)
            content: bytes = answer["Body"].read()
        if hashlib.sha256(content).hexdigest() != digest:
            raise ValueError(f"blob {digest} has been altered in the bucket")
        return content

    def has(self, digest: str) -> bool:
        """Whether the bucket holds a blob of that name."""
        try:
            with self._spoken_to(digest):
                self._client.head_object(Bucket=self.bucket, Key=self.prefix + digest)
        except KeyError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        """Every digest kept, page by page."""
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix):
            for item in page.get("Contents", []):
                yield item["Key"].removeprefix(self.prefix)

    @contextmanager
    def _spoken_to(self, digest: str) -> Iterator[None]:
        """Turn the library's errors into those the port promises: KeyError or OSError."""
        try:
            yield
        except self._errors as error:
            if _code(error) in _GONE:
                raise KeyError(digest) from None
            raise OSError(f"the store did not answer for {digest}: {error}") from error


def _code(error: Exception) -> str:
    response: dict[str, Any] = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))
