// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/words.h"

#include "core/text/describe.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace parterre {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

struct TypeName
{
    std::string_view type;
    const char *name;
};

constexpr std::array typeNames{
    TypeName{"0FC63DAF-8483-4772-8E79-3D69D8477DE4", QT_TRANSLATE_NOOP("Words", "Linux filesystem (8300)")},
    TypeName{"C12A7328-F81F-11D2-BA4B-00A0C93EC93B", QT_TRANSLATE_NOOP("Words", "EFI system (EF00)")},
    TypeName{"21686148-6449-6E6F-744E-656564454649", QT_TRANSLATE_NOOP("Words", "BIOS boot (EF02)")},
    TypeName{"0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", QT_TRANSLATE_NOOP("Words", "Linux swap (8200)")},
    TypeName{"E6D6D379-F507-44C2-A23C-238F2A3DF928", QT_TRANSLATE_NOOP("Words", "Linux LVM (8E00)")},
    TypeName{"A19D880F-05FC-4D3B-A006-743F0F84911E", QT_TRANSLATE_NOOP("Words", "Linux RAID (FD00)")},
    TypeName{"CA7D7CCB-63ED-4C53-861C-1742536059CC", QT_TRANSLATE_NOOP("Words", "Linux LUKS (8309)")},
    TypeName{"933AC7E1-2EB4-4F13-B844-0E14E2AEF915", QT_TRANSLATE_NOOP("Words", "Linux home (8302)")},
    TypeName{"4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709", QT_TRANSLATE_NOOP("Words", "Linux root, x86-64 (8304)")},
    TypeName{"EBD0A0A2-B9E5-4433-87C0-68B6B72699C7",
             QT_TRANSLATE_NOOP("Words", "Microsoft basic data (0700)")},
    TypeName{"E3C9E316-0B5C-4DB8-817D-F92DF00215AE", QT_TRANSLATE_NOOP("Words", "Microsoft reserved (0C01)")},
    TypeName{"9E1A2D38-C612-4316-AA26-8B49521E5A8B", QT_TRANSLATE_NOOP("Words", "PowerPC PReP boot (4100)")},
    TypeName{"83", QT_TRANSLATE_NOOP("Words", "Linux (83)")},
    TypeName{"82", QT_TRANSLATE_NOOP("Words", "Linux swap (82)")},
    TypeName{"8e", QT_TRANSLATE_NOOP("Words", "Linux LVM (8e)")},
    TypeName{"fd", QT_TRANSLATE_NOOP("Words", "Linux RAID (fd)")},
    TypeName{"05", QT_TRANSLATE_NOOP("Words", "Extended (05)")},
    TypeName{"0f", QT_TRANSLATE_NOOP("Words", "Extended, LBA (0f)")},
    TypeName{"07", QT_TRANSLATE_NOOP("Words", "NTFS or exFAT (07)")},
    TypeName{"0b", QT_TRANSLATE_NOOP("Words", "FAT32 (0b)")},
    TypeName{"0c", QT_TRANSLATE_NOOP("Words", "FAT32, LBA (0c)")},
    TypeName{"ef", QT_TRANSLATE_NOOP("Words", "EFI system (ef)")},
};

}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString words(const Message &message)
{
    const std::string source = messageTemplate(message.id);
    const QString translated = QCoreApplication::translate("Message", source.c_str());
    return text(fillIn(translated.toStdString(), message.args));
}

QString words(const Error &error)
{
    return words(describe(error));
}

QString sizeWords(Bytes size)
{
    return text(sizeText(size));
}

QString shareWords(Bytes part, Bytes whole)
{
    const QString partText = sizeWords(part);
    const QString wholeText = sizeWords(whole);
    const auto unitOf = [](const QString &words) { return words.section(QLatin1Char(' '), 1); };
    if (unitOf(partText) != unitOf(wholeText))
        return Words::tr("%1 of %2").arg(partText, wholeText);
    return Words::tr("%1 of %2").arg(partText.section(QLatin1Char(' '), 0, 0), wholeText);
}

QString contentWords(const Content &content)
{
    switch (content.kind) {
    case ContentKind::Unformatted:
        return Words::tr("unformatted");
    case ContentKind::Unknown:
        return Words::tr("unknown data");
    case ContentKind::Fat12:
        return QStringLiteral("FAT12");
    case ContentKind::Fat16:
        return QStringLiteral("FAT16");
    case ContentKind::Fat32:
        return QStringLiteral("FAT32");
    case ContentKind::ExFat:
        return QStringLiteral("exFAT");
    case ContentKind::Ntfs:
        return QStringLiteral("NTFS");
    case ContentKind::Iso9660:
        return QStringLiteral("ISO 9660");
    case ContentKind::Luks1:
        return QStringLiteral("LUKS1");
    case ContentKind::Luks2:
        return QStringLiteral("LUKS2");
    case ContentKind::LvmPv:
        return QStringLiteral("LVM PV");
    case ContentKind::MdMember:
        return QStringLiteral("MD RAID");
    case ContentKind::Zfs:
        return QStringLiteral("ZFS");
    case ContentKind::BitLocker:
        return QStringLiteral("BitLocker");
    case ContentKind::Jfs:
        return QStringLiteral("JFS");
    case ContentKind::Nilfs2:
        return QStringLiteral("NILFS2");
    case ContentKind::ReiserFs:
        return QStringLiteral("ReiserFS");
    case ContentKind::Apfs:
        return QStringLiteral("APFS");
    case ContentKind::VerityHash:
        return Words::tr("dm-verity hashes");
    case ContentKind::Other:
        return text(content.typeName);
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
    case ContentKind::Xfs:
    case ContentKind::Btrfs:
    case ContentKind::F2fs:
    case ContentKind::Swap:
    case ContentKind::Squashfs:
    case ContentKind::Erofs:
    case ContentKind::Bcachefs:
    case ContentKind::DmIntegrity:
        return text(contentKindName(content.kind));
    }
    return {};
}

QString contentDetailWords(const Content &content)
{
    if (content.label.empty())
        return contentWords(content);
    //: A file system and its label: "ext4, label HOME"
    return Words::tr("%1, label %2").arg(contentWords(content), text(content.label));
}

QString tableWords(TableKind kind)
{
    switch (kind) {
    case TableKind::None:
        return Words::tr("no partition table");
    case TableKind::Gpt:
        return QStringLiteral("GPT");
    case TableKind::Mbr:
        return QStringLiteral("MBR");
    case TableKind::Sun:
        return Words::tr("Sun label");
    case TableKind::Sgi:
        return Words::tr("SGI label");
    case TableKind::Bsd:
        return Words::tr("BSD label");
    case TableKind::Dasd:
        return Words::tr("DASD label");
    }
    return {};
}

QString typeWords(const std::string &type)
{
    for (const TypeName &known : typeNames) {
        if (known.type == type)
            return Words::tr(known.name);
    }
    return text(type);
}

QString nameWords(const Slot &slot)
{
    if (slot.entry == EntryKind::Extended)
        return Words::tr("extended");
    const std::string &known =
        slot.role == Role::Clone && !slot.cloneOf.empty() ? slot.cloneOf : slot.partidsName;
    if (known == "efi_csm")
        return Words::tr("legacy");
    if (known == "efi")
        return QStringLiteral("EFI");
    if (!known.empty())
        return text(known);
    if (!slot.name.empty())
        return text(slot.name);
    if (!slot.content.label.empty())
        return text(slot.content.label);
    return QStringLiteral("#%1").arg(slot.number);
}

QString slotWords(const Slot &slot)
{
    if (slot.role != Role::Clone)
        return nameWords(slot);
    return QStringLiteral("%1 ◆%2").arg(nameWords(slot)).arg(slot.cloneIndex);
}

QString shortId(const std::string &id)
{
    const QString whole = text(id);
    return whole.size() <= 12 ? whole : whole.left(4) + QStringLiteral("…") + whole.right(4);
}

}
