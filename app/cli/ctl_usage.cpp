// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_options.h"

namespace parterre::ctl {

namespace {

QString commandUsage()
{
    return QStringLiteral(
        "usage: parterrectl COMMAND TARGET [OPTIONS]\n"
        "\n"
        "  list                         the disks of this machine\n"
        "  probe TARGET                 its partitions and what is in them\n"
        "  plan TARGET [DESIGN]         what would be done; writes nothing\n"
        "  apply TARGET... [DESIGN]     do it   [--yes] [--report FILE] [--partids FILE]; several targets\n"
        "                               at the same time, with --report FOLDER\n"
        "  verify TARGET                are the clones what they should be?\n"
        "       [--against REPORT]      do they still hold what they held at the end of that job?\n"
        "  partids TARGET               config.partids for it   [--partids FILE]\n"
        "  refs TARGET [DESIGN]         what its files and the firmware name, and where that leads then\n"
        "  recover TARGET               is there an unfinished job?   [--finish|--undo]\n"
        "  render TARGET|FILE -o FILE   a picture of the layout: .png, .svg or .pdf\n"
        "  import kiwi FILE -o DESIGN   the disk that KIWI makes of a description, as a design\n"
        "       [--json] [--type TYPE] [--profile NAME]... [--arch ARCHITECTURE]\n"
        "       [--disk-size SIZE] [--root-size SIZE] [--squashfs-size SIZE]\n"
        "  export kiwi TARGET|DESIGN    a description of which KIWI makes this disk   [-o FILE]\n"
        "  import sfdisk FILE -o DESIGN the disk that sfdisk makes of a dump or a script, as a design\n"
        "       [--json] [--disk-size SIZE]\n"
        "  export sfdisk TARGET|DESIGN  a dump of which sfdisk makes this disk   [-o FILE]\n"
        "  import repart FOLDER -o DESIGN\n"
        "       --disk-size SIZE        the disk that systemd-repart makes of definitions, as a design\n"
        "       [--seed UUID] [--arch ARCHITECTURE] [--json]\n"
        "  export repart TARGET|DESIGN -o FOLDER\n"
        "                               definitions of which systemd-repart makes this disk\n"
        "  build DESIGN -o IMAGE|DISK   makes a drawn disk, with its clones: an image, or a blank disk\n"
        "       [--content NAME=PATH]...   the files of a folder, or an image, for the partition NAME\n"
        "       [--yes] [--report FILE] [--partids FILE] [--progress STYLE] [--json]\n");
}

QString designUsage()
{
    return QStringLiteral(
        "\n"
        "TARGET is a disk (/dev/sdb) or an image file. DESIGN is any of\n"
        "  --clone NAME=N               N clones of the partition called NAME, or #NUMBER\n"
        "  --size NAME=SIZE             that partition and its new clones get this size, such as 512MiB or\n"
        "                               1.5GiB; what it holds is made smaller or larger by its own tool\n"
        "  --fresh-key NAME             clones of that partition get LUKS volume keys of their own; opened "
        "by\n"
        "                               the passphrase or key file that is given below\n"
        "  --design FILE                a design that was saved\n"
        "  --placement free-space|adjacent\n"
        "  --numbering kiwi|keep\n"
        "  --labels numbered|as-origin  clones of HOME are labelled HOME-C1 (the default), or HOME\n"
        "  --clone-types generic|as-origin\n"
        "                               clones get a type without a meaning to boot (the default), or\n"
        "                               their origin's\n"
        "  --auto-mount as-origin|never GPT: whether systems may mount clones by themselves\n"
        "  --origin-references keep|follow\n"
        "                               follow: files that name a partition by what it loses get its new "
        "name\n"
        "  --clone-references keep|own  own: files in clones name the clones that belong to them, so that\n"
        "                               they start as systems of their own\n"
        "  --blocks used|every          copy what is used (the default), or every block\n"
        "  --rest leave|discard|zero    what becomes of a clone's unused blocks on a device;\n"
        "                               in an image file they are holes\n"
        "  --digest xxh3-128|sha-256    with what copies are compared\n"
        "  --on-read-error stop|continue\n"
        "                               stop (the default), or put zeros in the place of what cannot be\n"
        "                               read, list it, and end with status 3\n"
        "  --rate-limit MIB_PER_SECOND  read at most so much; 0 (the default): no limit\n"
        "  --io-priority normal|idle    idle: give way to everybody else on the disk\n"
        "\n");
}

QString commonUsage()
{
    return QStringLiteral(
        "--key-file FILE (any number, - is standard input) and --ask-passphrase open what is encrypted on\n"
        "the target, so that what is inside can be shown, and its clones told from it.\n"
        "\n"
        "--progress bar|lines|json|none shows how far apply, verify and recover are, on standard error:\n"
        "a bar on a terminal, lines elsewhere.\n"
        "\n"
        "--json prints JSON. Exit status: 0 done, 1 refused by findings or checks, 2 usage,\n"
        "3 failed while running, 4 cancelled. See parterrectl(8).\n");
}

}

QString usage()
{
    return commandUsage() + designUsage() + commonUsage();
}

}
