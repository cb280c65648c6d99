#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a demo appliance disk in an image file: no root, no mounts, no network.

    make_disk.py OUT.img [--variant appliance|ext4|mbr|4kn|tight]

Each file system is made in a file of its own by its own mkfs, filled with real files of this
machine's packages, and then put into its partition. The same variant gives the same identifiers
every time; holes stay holes. The image appears under its name only when it is whole.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
EPOCH = "1790000000"  # every time stamp that mkfs would take from the clock


@dataclass(frozen=True)
class Part:
    """One partition of a variant: number, name, size in MiB, content, type for sfdisk."""

    number: int
    name: str
    size: int
    kind: str
    type: str
    label: str = ""


GPT_TYPES = {
    "bios": "21686148-6449-6E6F-744E-656564454649",
    "esp": "C12A7328-F81F-11D2-BA4B-00A0C93EC93B",
    "linux": "0FC63DAF-8483-4772-8E79-3D69D8477DE4",
}


def gpt(root="xfs", esp_size=64):
    """KIWI's order: legacy, ESP, boot, home, root; free space behind."""
    return [
        Part(1, "p.legacy", 2, "blob", GPT_TYPES["bios"]),
        Part(2, "p.UEFI", esp_size, "vfat", GPT_TYPES["esp"], "EFI"),
        Part(3, "p.lxboot", 256, "ext4", GPT_TYPES["linux"], "BOOT"),
        Part(4, "p.lxhome", 384, "ext4", GPT_TYPES["linux"], "HOME"),
        Part(5, "p.lxroot", 1024, root, GPT_TYPES["linux"], "ROOT"),
    ]


def mbr():
    """One primary, the rest logical: names come from the labels."""
    return [
        Part(1, "boot", 256, "ext4", "83", "BOOT"),
        Part(2, "extended", 0, "extended", "5"),
        Part(5, "home", 384, "ext4", "83", "HOME"),
        Part(6, "root", 1024, "xfs", "83", "ROOT"),
    ]


@dataclass(frozen=True)
class Variant:
    table: str
    sector: int
    size: int
    parts: list


VARIANTS = {
    "appliance": Variant("gpt", 512, 4096, gpt()),
    "ext4": Variant("gpt", 512, 4096, gpt(root="ext4")),
    "mbr": Variant("dos", 512, 4096, mbr()),
    "4kn": Variant("gpt", 4096, 4608, gpt(esp_size=300)),
    # With root and boot once more, and home in 300 MiB three times, 64 MiB stay free.
    "tight": Variant("gpt", 512, 3592, gpt()),
}


def run(*command, **options):
    environment = dict(os.environ, SOURCE_DATE_EPOCH=EPOCH, MTOOLS_SKIP_CHECK="1", LC_ALL="C.UTF-8")
    done = subprocess.run(command, env=environment, text=True, capture_output=True, **options)
    if done.returncode != 0:
        sys.exit(f"make_disk: {command[0]} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def identifier(variant, what):
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"parterre demo {variant} {what}"))


# --- what goes into the file systems ------------------------------------------------------------


def package_files():
    """All regular files and links of the installed packages, in a fixed order."""
    seen = set()
    for listing in sorted(Path("/var/lib/dpkg/info").glob("*.list")):
        for name in listing.read_text().splitlines():
            path = Path(name)
            if name in seen or any(c.isspace() for c in name) or not name.startswith("/usr/"):
                continue
            seen.add(name)
            if path.is_symlink() or path.is_file():
                yield path


def copy_packages(target, budget, wanted=lambda path: True):
    """Copies package files into `target` until `budget` bytes are there; none takes over an eighth."""
    largest = budget // 8
    for path in package_files():
        try:
            size = path.lstat().st_size
            if not wanted(path) or size > largest or not os.access(path, os.R_OK):
                continue
            place = target / str(path)[1:]
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place, follow_symlinks=False)
        except OSError as error:
            sys.exit(f"make_disk: {path} could not be copied: {error}")
        budget -= size
        if budget <= 0:
            return
    sys.exit("make_disk: this machine's packages do not have enough files to fill the disk")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def stage_root(tree, ids):
    for name in ("bin", "sbin", "lib"):
        (tree / name).symlink_to(f"usr/{name}")
    for name in ("boot", "home", "proc", "sys", "dev", "run", "tmp", "root", "var/log"):
        (tree / name).mkdir(parents=True)
    lines = [f"UUID={ids['ROOT']} / {ids['root kind']} defaults 0 1", f"UUID={ids['BOOT']} /boot ext4 defaults 0 2",
             f"UUID={ids['HOME']} /home ext4 defaults 0 2"]
    if "EFI" in ids:
        lines.append(f"UUID={ids['EFI']} /boot/efi vfat umask=0077 0 2")
        (tree / "boot/efi").mkdir()
    write(tree / "etc/fstab", "\n".join(lines) + "\n")
    write(tree / "etc/hostname", "appliance\n")
    write(tree / "etc/os-release", 'ID=appliance\nNAME="Demo appliance"\nVERSION_ID=1\n')
    copy_packages(tree, 400 * MIB)


def stage_boot(tree, ids):
    write(tree / "grub2/grub.cfg", f"search --no-floppy --fs-uuid --set=root {ids['BOOT']}\n"
          f"linux /vmlinuz root=UUID={ids['ROOT']} rw\ninitrd /initrd\n")
    kernel = next((p for p in map(Path, ("/usr/bin/linux.uml", "/usr/bin/cmake")) if p.exists()), Path("/usr/bin/bash"))
    shutil.copy2(kernel, tree / "vmlinuz")
    copy_packages(tree / "modules", 50 * MIB, lambda path: "/lib/" in str(path))


def stage_home(tree, _):
    copy_packages(tree / "technician", 140 * MIB, lambda path: str(path).startswith("/usr/share/"))
    write(tree / "technician/Grüße aus dem Beet.txt", "Ein Name mit Umlaut und Leerzeichen.\n")
    os.link(tree / "technician/Grüße aus dem Beet.txt", tree / "technician/hardlink.txt")
    with open(tree / "technician/sparse.bin", "wb") as sparse:
        sparse.seek(64 * MIB)
        sparse.write(b"the end of a hole")


def stage_esp(tree, ids):
    write(tree / "loader/entries/appliance.conf",
          f"title Demo appliance\nlinux /vmlinuz\noptions root=UUID={ids['ROOT']} rw\n")
    write(tree / "EFI/BOOT/startup.nsh", "fs0:\\EFI\\BOOT\\BOOTX64.EFI\r\n")
    copy_packages(tree / "EFI", 6 * MIB, lambda path: not path.is_symlink() and path.parent == Path("/usr/bin"))


STAGES = {"EFI": stage_esp, "BOOT": stage_boot, "HOME": stage_home, "ROOT": stage_root}


# --- file systems -------------------------------------------------------------------------------


def proto_mode(status, letter):
    return f"{letter}{'u' if status.st_mode & 0o4000 else '-'}{'g' if status.st_mode & 0o2000 else '-'}{status.st_mode & 0o777:03o} 0 0"


def proto_lines(folder):
    """The tree as mkfs.xfs -p wants it; everything belongs to root."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        name = entry.name.replace(" ", "/")
        status = entry.stat(follow_symlinks=False)
        if entry.is_symlink():
            yield f"{name} l--777 0 0 {os.readlink(entry.path)}"
        elif entry.is_dir():
            yield f"{name} {proto_mode(status, 'd')}"
            yield from proto_lines(entry.path)
            yield "$"
        else:
            yield f"{name} {proto_mode(status, '-')} {entry.path}"


def make_xfs(image, tree, part, ids, sector):
    proto = image.with_suffix(".proto")
    proto.write_text("\n".join(["/", "0 0", "d--755 0 0", *proto_lines(tree), "$", ""]))
    run("mkfs.xfs", "-q", "-f", "-L", part.label, "-m", f"uuid={ids[part.label]}", "-s", f"size={sector}",
        "-p", f"file={proto},slashes_are_spaces=1", str(image))


def make_ext4(image, tree, part, ids, _):
    run("mkfs.ext4", "-q", "-F", "-L", part.label, "-U", ids[part.label], "-b", "4096", "-E",
        f"root_owner=0:0,hash_seed={ids[part.label]}", "-d", str(tree), str(image))


def make_vfat(image, tree, part, ids, sector):
    run("mkfs.vfat", "-F", "32", "-S", str(sector), "-s", "1", "-n", part.label,
        "-i", ids[part.label].replace("-", ""), str(image))
    run("mcopy", "-i", str(image), "-s", "-Q", "-D", "o", *sorted(map(str, tree.iterdir())), "::/")


def make_blob(image, *_):
    with open(image, "r+b") as blob:  # stands where a boot loader's core image would
        blob.write(bytes((i * 37 + i // 251) % 256 for i in range(31 * 1024)))


MAKERS = {"xfs": make_xfs, "ext4": make_ext4, "vfat": make_vfat, "blob": make_blob}


def copy_data(source, target, at):
    """Copies the parts of `source` that are no holes to `at` in `target`."""
    end, position = os.fstat(source).st_size, 0
    while position < end:
        try:
            position = os.lseek(source, position, os.SEEK_DATA)
        except OSError:
            return
        hole = os.lseek(source, position, os.SEEK_HOLE)
        while position < hole:
            block = os.pread(source, min(4 * MIB, hole - position), position)
            os.pwrite(target, block, at + position)
            position += len(block)


# --- the disk -----------------------------------------------------------------------------------


def places(variant):
    """Start and size in MiB by partition number; a logical one leaves room for its boot record."""
    at, found = 1, {}
    for part in variant.parts:
        if part.kind == "extended":
            found[part.number] = (at, variant.size - at)
            continue
        at += 1 if part.number > 4 and variant.table == "dos" else 0
        found[part.number] = (at, part.size)
        at += part.size
    return found


def table_script(name, variant, found):
    sectors = MIB // variant.sector
    lines = [f"label: {variant.table}", "unit: sectors"]
    lines.append("label-id: " + (identifier(name, "disk") if variant.table == "gpt" else "0x50415254"))
    for part in variant.parts:
        start, size = found[part.number]
        fields = [f"start={start * sectors}", f"size={size * sectors}", f"type={part.type}"]
        if variant.table == "gpt":
            fields += [f'name="{part.name}"', f"uuid={identifier(name, part.name + ' guid')}"]
        elif part.number == 1:
            fields.append("bootable")
        lines.append(f"{part.number} : " + ", ".join(fields))
    return "\n".join(lines) + "\n"


def identifiers(name, variant):
    ids = {part.label: identifier(name, part.name) for part in variant.parts if part.label}
    if "EFI" in ids:
        ids["EFI"] = f"{ids['EFI'][:4]}-{ids['EFI'][4:8]}".upper()
    ids["root kind"] = next(part.kind for part in variant.parts if part.label == "ROOT")
    return ids


def make(name, out, scratch):
    variant = VARIANTS[name]
    found, ids = places(variant), identifiers(name, variant)
    whole = scratch / "disk"
    with open(whole, "wb") as disk:
        disk.truncate(variant.size * MIB)
    run("sfdisk", "--quiet", "--sector-size", str(variant.sector), str(whole), input=table_script(name, variant, found))
    disk = os.open(whole, os.O_WRONLY)
    for part in variant.parts:
        if part.kind == "extended":
            continue
        image, tree = scratch / f"{part.number}.part", scratch / f"{part.number}.tree"
        tree.mkdir(mode=0o755)
        with open(image, "wb") as content:
            content.truncate(part.size * MIB)
        if part.label:
            STAGES[part.label](tree, ids)
        MAKERS[part.kind](image, tree, part, ids, variant.sector)
        with open(image, "rb") as content:
            copy_data(content.fileno(), disk, found[part.number][0] * MIB)
        image.unlink()
        shutil.rmtree(tree)
    os.fsync(disk)
    os.close(disk)
    os.replace(whole, out)


def main():
    parser = argparse.ArgumentParser(description="make a demo appliance disk in an image file")
    parser.add_argument("out", type=Path)
    parser.add_argument("--variant", choices=VARIANTS, default="appliance")
    arguments = parser.parse_args()
    os.umask(0o022)
    os.environ["PATH"] = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".demo-", dir=arguments.out.parent) as scratch:
        make(arguments.variant, arguments.out, Path(scratch))


if __name__ == "__main__":
    main()
