// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/file_device.h"

#include <QByteArray>
#include <QFile>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <vector>

namespace parterre::test {

/// How a real image of one kind is made, by the kind's own formatter: $I is the image, $D a folder
/// with files. No root is needed for any of them.
struct Recipe
{
    const char *name;
    ContentKind kind;
    const char *uuid;  ///< what libblkid is to print; empty where the formatter draws it
    const char *label;
    const char *commands;
};

/// Debian 13 has no formatter of bcachefs, and that of APFS is only for tests: what libblkid looks at in the
/// superblock, without the rest of a file system.
inline constexpr const char *bcachefsScript = R"(python3 - $I <<'END'
import struct, sys
raw = bytearray(8 << 20)
magic = bytes.fromhex('c68573f666ce90a9d96a60cf803df7ef')
uuid = bytes.fromhex('11111111222243338444555555555555')
struct.pack_into('<24x16s16x16s32xQ8xHBBI', raw, 4096, magic, uuid, 8, 8, 0, 1, 0)
raw[4096 + 257] = 11  # of how many sectors a superblock may be, as a power of two
open(sys.argv[1], 'wb').write(raw)
END
)";
inline constexpr const char *apfsScript = R"(python3 - $I <<'END'
import struct, sys
raw = bytearray(8 << 20)
uuid = bytes.fromhex('11111111222243338444555555555555')
struct.pack_into('<8xQQHHI4sIQ24x16s', raw, 0, 1, 1, 1, 0x8000, 0, b'NXSB', 4096, 2048, uuid)
low = high = 0
for (word,) in struct.iter_unpack('<I', raw[8:4096]):  # Fletcher's checksum
    low = (low + word) % 0xffffffff
    high = (high + low) % 0xffffffff
first = 0xffffffff - (low + high) % 0xffffffff
struct.pack_into('<II', raw, 0, first, 0xffffffff - (low + first) % 0xffffffff)
open(sys.argv[1], 'wb').write(raw)
END
)";

inline const std::vector<Recipe> &recipes()
{
    static const std::vector<Recipe> all{
        {"ext2", ContentKind::Ext2, "11111111-2222-4333-8444-555555555555", "E2",
         "truncate -s 16M $I; mkfs.ext2 -q -F -U 11111111-2222-4333-8444-555555555555 -L E2 -d $D $I"},
        {"ext3", ContentKind::Ext3, "11111111-2222-4333-8444-555555555555", "E3",
         "truncate -s 32M $I; mkfs.ext3 -q -F -U 11111111-2222-4333-8444-555555555555 -L E3 -d $D $I"},
        {"ext4", ContentKind::Ext4, "11111111-2222-4333-8444-555555555555", "E4",
         "truncate -s 32M $I; mkfs.ext4 -q -F -U 11111111-2222-4333-8444-555555555555 -L E4 -d $D $I"},
        {"xfs", ContentKind::Xfs, "11111111-2222-4333-8444-555555555555", "X",
         "truncate -s 320M $I; printf 'x\\n0 0\\nd--755 0 0\\nf ---644 0 0 %s\\n$\\n' $D/bash >$I.proto;"
         "mkfs.xfs -q -m uuid=11111111-2222-4333-8444-555555555555 -L X -p $I.proto $I"},
        {"btrfs", ContentKind::Btrfs, "11111111-2222-4333-8444-555555555555", "B",
         "truncate -s 128M $I; mkfs.btrfs -q -U 11111111-2222-4333-8444-555555555555 -L B --rootdir $D $I"},
        {"btrfs xxhash", ContentKind::Btrfs, "11111111-2222-4333-8444-555555555555", "B",
         "truncate -s 128M $I; mkfs.btrfs -q --csum xxhash -U 11111111-2222-4333-8444-555555555555 -L B $I"},
        {"fat12", ContentKind::Fat12, "ABCD-1234", "F12",
         "truncate -s 4M $I; mkfs.fat -F12 -n F12 -i ABCD1234 $I; mcopy -i $I $D/bash ::"},
        {"fat16", ContentKind::Fat16, "ABCD-1234", "F16",
         "truncate -s 32M $I; mkfs.fat -F16 -n F16 -i ABCD1234 $I; mcopy -i $I $D/bash ::"},
        {"fat32", ContentKind::Fat32, "ABCD-1234", "F32",
         "truncate -s 64M $I; mkfs.fat -F32 -n F32 -i ABCD1234 $I; mcopy -i $I $D/bash ::"},
        {"exfat", ContentKind::ExFat, "ABCD-1234", "EX",
         "truncate -s 64M $I; mkfs.exfat -L EX $I; tune.exfat -I 0xABCD1234 $I"},
        {"ntfs", ContentKind::Ntfs, "0123456789ABCDEF", "NT",
         "truncate -s 32M $I; mkntfs -F -Q -q -L NT $I; ntfslabel --new-serial=0123456789ABCDEF $I"},
        {"f2fs", ContentKind::F2fs, "11111111-2222-4333-8444-555555555555", "F2",
         "truncate -s 64M $I; mkfs.f2fs -q -U 11111111-2222-4333-8444-555555555555 -l F2 $I"},
        {"jfs", ContentKind::Jfs, "11111111-2222-4333-8444-555555555555", "J",
         "truncate -s 32M $I; mkfs.jfs -q -L J $I; jfs_tune -U 11111111-2222-4333-8444-555555555555 $I"},
        {"nilfs2", ContentKind::Nilfs2, "11111111-2222-4333-8444-555555555555", "N",
         "truncate -s 160M $I; mkfs.nilfs2 -q -f -L N $I;"
         "nilfs-tune -f -U 11111111-2222-4333-8444-555555555555 $I"},
        {"reiserfs", ContentKind::ReiserFs, "11111111-2222-4333-8444-555555555555", "R",
         "truncate -s 40M $I; mkreiserfs -q -f -f -l R -u 11111111-2222-4333-8444-555555555555 $I"},
        {"verity", ContentKind::VerityHash, "11111111-2222-4333-8444-555555555555", "",
         "truncate -s 8M $I.data $I;"
         "veritysetup format --uuid 11111111-2222-4333-8444-555555555555 $I.data $I; rm $I.data"},
        {"integrity", ContentKind::DmIntegrity, "", "",
         "truncate -s 8M $I; printf 'integrt\\0\\1' | dd of=$I conv=notrunc status=none"},
        {"bcachefs", ContentKind::Bcachefs, "11111111-2222-4333-8444-555555555555", "", bcachefsScript},
        {"apfs", ContentKind::Apfs, "11111111-2222-4333-8444-555555555555", "", apfsScript},
        {"swap", ContentKind::Swap, "11111111-2222-4333-8444-555555555555", "SW",
         "truncate -s 16M $I; mkswap -q -U 11111111-2222-4333-8444-555555555555 -L SW $I"},
        {"squashfs", ContentKind::Squashfs, "", "", "mksquashfs $D $I -quiet -no-progress"},
        {"erofs", ContentKind::Erofs, "11111111-2222-4333-8444-555555555555", "",
         "mkfs.erofs -U 11111111-2222-4333-8444-555555555555 $I $D"},
        {"iso9660", ContentKind::Iso9660, "", "ISO", "xorriso -as mkisofs -quiet -V ISO -o $I $D"},
        {"luks1", ContentKind::Luks1, "11111111-2222-4333-8444-555555555555", "",
         "truncate -s 16M $I; echo key | cryptsetup luksFormat -q --type luks1 --pbkdf-force-iterations 1000"
         " --uuid 11111111-2222-4333-8444-555555555555 $I -"},
        {"luks2", ContentKind::Luks2, "11111111-2222-4333-8444-555555555555", "",
         "truncate -s 32M $I; echo key | cryptsetup luksFormat -q --type luks2 --pbkdf pbkdf2"
         " --pbkdf-force-iterations 1000 --uuid 11111111-2222-4333-8444-555555555555 $I -"},
    };
    return all;
}

/// A folder for images, with files to put into them.
class Workshop
{
public:
    Workshop()
    {
        run("mkdir $D; cp /usr/bin/bash $D/bash; cp /etc/services $D/services || cp /etc/passwd $D/services");
    }

    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    /// Runs shell commands on the image `name`; what they print, or nothing where one fails.
    [[nodiscard]] QString output(const QString &commands, const QString &name = {}) const
    {
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("I", path(name));
        environment.insert("D", path("tree"));
        environment.insert("LC_ALL", "C.UTF-8");
        shell.setProcessEnvironment(environment);
        shell.start("/bin/bash", {"-e", "-o", "pipefail", "-c", commands});
        if (!shell.waitForFinished(120000) || shell.exitCode() != 0) {
            qWarning("%s: %s", qPrintable(commands), shell.readAllStandardError().constData());
            return {};
        }
        return QString::fromUtf8(shell.readAllStandardOutput() + shell.readAllStandardError());
    }

    void run(const QString &commands, const QString &name = {}) const { (void)output(commands, name); }

    /// Makes the recipe's image once and gives its path.
    [[nodiscard]] QString make(const Recipe &recipe) const
    {
        const QString name = QString(recipe.name).replace(' ', '-');
        if (!QFile::exists(path(name)))
            run(recipe.commands, name);
        return path(name);
    }

    /// A second image that may be changed.
    [[nodiscard]] QString copyOf(const Recipe &recipe) const
    {
        const QString from = make(recipe);
        run("cp --sparse=always " + from + " $I", "copy");
        return path("copy");
    }

private:
    QTemporaryDir m_folder;
};

inline const Recipe &recipeNamed(const char *name)
{
    for (const Recipe &recipe : recipes()) {
        if (qstrcmp(recipe.name, name) == 0)
            return recipe;
    }
    qFatal("no recipe %s", name);
}

inline std::unique_ptr<FileDevice> openImage(const QString &path)
{
    auto device = FileDevice::open(path.toStdString(), FileDevice::Access::ReadOnly);
    if (!device)
        qFatal("cannot open %s", qPrintable(path));
    return *std::move(device);
}

inline Extent wholeOf(const BlockDevice &device)
{
    return {.begin = Offset(), .size = device.size()};
}

}
