# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""NTFS, filled by ntfs-3g through FUSE; its own tool is ntfscat of $Bitmap."""

import os
import select
import subprocess
from pathlib import Path

from mounted import mounted_by

KINDS = ["ntfs"]
SLACK = 0.0


def hindrance():
    return "" if os.access("/dev/fuse", os.W_OK) else "ntfs-3g cannot open /dev/fuse"


def make(path, kind, random):
    cluster = random.choice([512, 1024, 2048, 4096, 4096, 8192, 65536])
    size = random.randint(32, 160) * 2**20 + random.choice([0, 512, 4096, 7 * 512])
    with open(path, "wb") as image:
        image.truncate(size)
    subprocess.run(["mkntfs", "-q", "-F", "-f", "-c", str(cluster), path], check=True, capture_output=True)
    with mounted_by("ntfs-3g", path) as folder:
        _age(folder, size // 2, random)
    wait_until_closed(path)


def _age(folder, room, random):
    names = []
    for step in range(random.randint(20, 250)):
        if names and random.random() < 0.35:
            room += _removed(names.pop(random.randrange(len(names))))
            continue
        size = int(min(room, 2 ** random.uniform(0, 21)))
        below = folder / f"folder {random.randrange(5)}"
        below.mkdir(exist_ok=True)
        name = below / f"{step} {'long name ' * random.randrange(8)}"
        name.write_bytes(random.randbytes(size))
        names.append(name)
        room -= size


def _removed(name):
    size = name.stat().st_size
    name.unlink()
    return size


def wait_until_closed(path):
    """The file system's process may outlive umount: it holds the image until all is written."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if not any(os.path.samefile(held, path) for held in (process / "fd").iterdir() if held.exists()):
                continue
            handle = os.pidfd_open(int(process.name))
        except OSError:
            continue
        select.select([handle], [], [])
        os.close(handle)


def used(path, kind):
    with open(path, "rb") as image:
        boot = image.read(512)
    coded = boot[13]
    cluster = int.from_bytes(boot[11:13], "little") * (coded if coded <= 128 else 1 << (256 - coded))
    clusters = int.from_bytes(boot[40:48], "little") * int.from_bytes(boot[11:13], "little") // cluster
    bitmap = subprocess.run(["ntfscat", "-f", "-i", "6", path], check=True, capture_output=True).stdout
    bits = [i for i in range(clusters) if bitmap[i // 8] >> i % 8 & 1]
    end = clusters * cluster
    return [(i * cluster, cluster) for i in bits] + [(end, Path(path).stat().st_size - end)]
