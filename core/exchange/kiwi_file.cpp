// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/kiwi_file.h"

#include "core/exchange/kiwi_sections.h"
#include "core/model/edit.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace parterre::exchange {

namespace {

using kiwi::Description;

constexpr Bytes mebibyte{1048576};
constexpr std::int64_t mebibytesMax = std::int64_t{1} << 33;
constexpr std::int64_t startSectorMax = std::int64_t{1} << 32;
constexpr int numberMax = 65535;

/// Takes attributes and texts apart; the first wrong one counts, and is told in a sentence.
class Values
{
public:
    [[nodiscard]] const Result<> &result() const { return m_result; }

    void refuse(const XmlElement &element, const QString &what)
    {
        if (m_result)
            m_result = fail(ErrorCode::Invalid, {},
                            "line " + std::to_string(element.line) + ": " + what.toStdString());
    }

    std::optional<bool> flag(const XmlElement &element, const char *key)
    {
        if (!element.has(key))
            return std::nullopt;
        return flagOf(element, QLatin1StringView(key), element.attribute(key));
    }

    bool flagOf(const XmlElement &element, QLatin1StringView key, const QString &word)
    {
        const bool isTrue = word == QLatin1StringView("true") || word == QLatin1StringView("1");
        const bool isFalse = word == QLatin1StringView("false") || word == QLatin1StringView("0");
        if (!isTrue && !isFalse)
            refuse(element, QStringLiteral("%1 is \"true\" or \"false\", not \"%2\"").arg(key, word));
        return isTrue;
    }

    std::optional<std::int64_t> number(const XmlElement &element, const char *key, std::int64_t max)
    {
        if (!element.has(key))
            return std::nullopt;
        return numberOf(element, QLatin1StringView(key), element.attribute(key), max);
    }

    std::int64_t numberOf(const XmlElement &element, QLatin1StringView key, const QString &word,
                          std::int64_t max)
    {
        bool isNumber =
            !word.isEmpty() && std::ranges::all_of(word, [](QChar c) { return c >= u'0' && c <= u'9'; });
        const qlonglong value = isNumber ? word.toLongLong(&isNumber) : 0;
        if (isNumber && value <= max)
            return value;
        refuse(
            element,
            QStringLiteral("%1 is a number from 0 to %2, not \"%3\"").arg(key).arg(max).arg(word.left(64)));
        return 0;
    }

    int clones(const XmlElement &element, const char *key)
    {
        return static_cast<int>(number(element, key, clonesMax).value_or(0));
    }

    std::optional<int> partitionNumber(const XmlElement &element, const char *key)
    {
        const auto value = number(element, key, numberMax);
        return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    }

    /// A number of MiB.
    std::optional<Bytes> mebibytes(const XmlElement &element, const char *key)
    {
        const auto count = number(element, key, mebibytesMax);
        return count ? std::optional(mebibyte * *count) : std::nullopt;
    }

    /// "512", "512M" or "2G".
    std::optional<Bytes> amount(const XmlElement &element, const char *key)
    {
        if (!element.has(key))
            return std::nullopt;
        const QString word = element.attribute(key);
        const bool isGiga = word.endsWith(QLatin1Char('G'));
        const bool hasUnit = isGiga || word.endsWith(QLatin1Char('M'));
        const QString digits = hasUnit ? word.chopped(1) : word;
        const std::int64_t max = isGiga ? mebibytesMax / 1024 : mebibytesMax;
        return mebibyte * numberOf(element, QLatin1StringView(key), digits, max) * (isGiga ? 1024 : 1);
    }

    std::optional<QString> word(const XmlElement &element, const char *key,
                                std::initializer_list<const char *> words)
    {
        if (!element.has(key))
            return std::nullopt;
        const QString given = element.attribute(key);
        QStringList list;
        for (const char *one : words)
            list.append(QLatin1StringView(one));
        if (!list.contains(given))
            refuse(element,
                   QStringLiteral("%1 is %2, not \"%3\"")
                       .arg(QLatin1StringView(key), list.join(QStringLiteral(" or ")), given.left(64)));
        return given;
    }

    std::optional<ContentKind> content(const XmlElement &element, const char *key,
                                       std::initializer_list<const char *> words)
    {
        const auto given = word(element, key, words);
        return given ? contentKindNamed(given->toStdString()) : std::nullopt;
    }

private:
    Result<> m_result;
};

class TypeReader
{
public:
    explicit TypeReader(const XmlElement &type)
        : m_type(type)
    {}

    Result<Description> read(const QString &architecture)
    {
        m_description.architecture = architecture.toStdString();
        m_description.line = m_type.line;
        readFirmware();
        readSize();
        readRoot();
        readOverlay();
        readBoot();
        readSpare();
        readOem();
        if (const XmlElement *partitions = m_type.child("partitions")) {
            for (const XmlElement &one : partitions->children) {
                if (one.name == QLatin1StringView("partition"))
                    readPartition(one);
            }
        }
        CHECK(m_values.result());
        return m_description;
    }

private:
    bool isSet(const char *key, bool otherwise) { return m_values.flag(m_type, key).value_or(otherwise); }

    void readFirmware()
    {
        m_description.firmware =
            m_values.word(m_type, "firmware", {"bios", "ec2", "efi", "uefi", "ofw", "opal", "custom"})
                .value_or(QString())
                .toStdString();
        if (const auto table = m_values.word(m_type, "efiparttable", {"msdos", "gpt"}))
            m_description.efiTable = *table == QLatin1StringView("gpt") ? TableKind::Gpt : TableKind::Mbr;
        m_description.hasCsm = isSet("eficsm", true);
        m_description.isExtendedLayout = isSet("dosparttable_extended_layout", false);
        m_description.isMbrForced = isSet("force_mbr", false);
        m_description.isHybrid = isSet("gpt_hybrid_mbr", false);
        m_description.efiSize = m_values.mebibytes(m_type, "efipartsize");
        if (const XmlElement *loader = m_type.child("bootloader"))
            m_description.targetType = loader->attribute("targettype").toStdString();
        if (const auto sector = m_values.word(m_type, "target_blocksize", {"512", "4096"}))
            m_description.sectorSize = Bytes(*sector == QLatin1StringView("4096") ? 4096 : 512);
        m_description.startSector =
            m_values.number(m_type, "disk_start_sector", startSectorMax).value_or(2048);
        m_description.numbers = {.csm = m_values.partitionNumber(m_type, "eficsmpart_id"),
                                 .efi = m_values.partitionNumber(m_type, "efipart_id"),
                                 .boot = m_values.partitionNumber(m_type, "bootpart_id"),
                                 .root = m_values.partitionNumber(m_type, "rootpart_id")};
    }

    void readSize()
    {
        const XmlElement *const size = m_type.child("size");
        if (size == nullptr)
            return;
        const auto unit = m_values.word(*size, "unit", {"M", "G"});
        const std::int64_t factor = unit == QLatin1StringView("G") ? 1024 : 1;
        const std::int64_t max = mebibytesMax / factor;
        const Bytes one = mebibyte * factor;
        const Bytes whole = one * m_values.numberOf(*size, QLatin1StringView("size"), size->text, max);
        const Bytes unpartitioned = one * m_values.number(*size, "unpartitioned", max).value_or(0);
        if (unpartitioned > whole)
            m_values.refuse(*size, QStringLiteral("unpartitioned is more than the whole size; make it less"));
        m_description.size = {.size = whole,
                              .unpartitioned = unpartitioned,
                              .isAdditive = m_values.flag(*size, "additive").value_or(false)};
    }

    void readRoot()
    {
        const auto filesystem = m_values.content(
            m_type, "filesystem", {"btrfs", "ext2", "ext3", "ext4", "squashfs", "erofs", "xfs"});
        if (!m_type.has("filesystem"))
            m_values.refuse(m_type, QStringLiteral("a disk's type says its filesystem; add that attribute"));
        m_description.filesystem = filesystem.value_or(ContentKind::Ext4);
        if (m_type.has("rootfs_label"))
            m_description.rootLabel = m_type.attribute("rootfs_label").toStdString();
        m_description.rootClones = m_values.clones(m_type, "root_clone");
        m_description.isRaid = m_values.word(m_type, "mdraid", {"mirroring", "striping"}).has_value();
        m_description.hasIntegrity = isSet("standalone_integrity", false);
        const auto version = m_values.word(m_type, "luks_version", {"luks", "luks1", "luks2"});
        if (m_type.has("luks"))
            m_description.luks =
                version == QLatin1StringView("luks1") ? ContentKind::Luks1 : ContentKind::Luks2;
        if (const XmlElement *disk = m_type.child("systemdisk")) {
            const bool isLvm = m_values.flag(*disk, "preferlvm").value_or(false)
                || m_description.filesystem != ContentKind::Btrfs;
            m_description.volumes = isLvm ? kiwi::Volumes::Lvm : kiwi::Volumes::Btrfs;
        }
    }

    void readOverlay()
    {
        if (!isSet("overlayroot", false))
            return;
        m_description.overlay = kiwi::Overlay{
            .size = m_values.mebibytes(m_type, "overlayroot_readonly_partsize"),
            .content = m_values.content(m_type, "overlayroot_readonly_filesystem", {"squashfs", "erofs"})
                           .value_or(ContentKind::Squashfs),
            .hasWritePartition = isSet("overlayroot_write_partition", true)};
    }

    void readBoot()
    {
        m_description.hasBoot = m_values.flag(m_type, "bootpartition");
        m_description.bootSize = m_values.mebibytes(m_type, "bootpartsize");
        m_description.bootContent = m_values.content(
            m_type, "bootfilesystem", {"btrfs", "ext2", "ext3", "ext4", "xfs", "fat32", "fat16"});
        m_description.bootClones = m_values.clones(m_type, "boot_clone");
    }

    void readSpare()
    {
        const bool isLast = isSet("spare_part_is_last", false);
        const auto size = m_values.amount(m_type, "spare_part");
        const auto content =
            m_values.content(m_type, "spare_part_fs", {"btrfs", "ext2", "ext3", "ext4", "xfs"});
        if (!isLast && !size)
            return;
        m_description.spare =
            kiwi::Spare{.size = size,
                        .isLast = isLast,
                        .mountPoint = m_type.attribute("spare_part_mountpoint").toStdString(),
                        .content = content.value_or(ContentKind::Unformatted)};
    }

    bool isOem(const XmlElement &oem, const char *key, bool otherwise)
    {
        const XmlElement *const element = oem.child(key);
        return element == nullptr ? otherwise
                                  : m_values.flagOf(*element, QLatin1StringView(key), element->text);
    }

    std::optional<Bytes> oemSize(const XmlElement &oem, const char *key)
    {
        const XmlElement *const element = oem.child(key);
        if (element == nullptr)
            return std::nullopt;
        return mebibyte * m_values.numberOf(*element, QLatin1StringView(key), element->text, mebibytesMax);
    }

    void readOem()
    {
        const XmlElement *const oem = m_type.child("oemconfig");
        if (oem == nullptr)
            return;
        constexpr Bytes swap = mebibyte * 128;
        m_description.isResized = isOem(*oem, "oem-resize", true);
        m_description.systemSize = oemSize(*oem, "oem-systemsize");
        const auto swapSize = oemSize(*oem, "oem-swapsize");
        if (isOem(*oem, "oem-swap", false))
            m_description.swapSize = swapSize.value_or(swap);
    }

    void readPartition(const XmlElement &element)
    {
        for (const char *key : {"name", "size"}) {
            if (element.attribute(key).isEmpty())
                m_values.refuse(
                    element,
                    QStringLiteral("a partition needs a %1; add that attribute").arg(QLatin1StringView(key)));
        }
        const auto type = m_values.word(element, "partition_type", {"t.linux", "t.raid"});
        const auto content = m_values.content(
            element, "filesystem", {"btrfs", "ext2", "ext3", "ext4", "squashfs", "xfs", "fat32", "fat16"});
        m_description.partitions.push_back({.name = element.attribute("name").toStdString(),
                                            .size = m_values.amount(element, "size").value_or(Bytes()),
                                            .entryName = element.attribute("partition_name").toStdString(),
                                            .isRaid = type == QLatin1StringView("t.raid"),
                                            .mountPoint = element.attribute("mountpoint").toStdString(),
                                            .content = content.value_or(ContentKind::Unformatted),
                                            .label = element.attribute("label").toStdString(),
                                            .clones = m_values.clones(element, "clone"),
                                            .number = m_values.partitionNumber(element, "part_id"),
                                            .line = element.line});
    }

    const XmlElement &m_type;
    Values m_values;
    Description m_description;
};

Result<> checkImage(const XmlElement &image)
{
    constexpr std::array versions{"7.4", "7.5", "7.6", "7.7", "8.0", "8.1", "8.2", "8.3", "8.4", "8.5"};
    const auto wrong = [&](const std::string &what) {
        return fail(ErrorCode::Invalid, {}, "line " + std::to_string(image.line) + ": " + what);
    };
    if (image.name != QLatin1StringView("image"))
        return wrong("this is no KIWI description: it has <" + image.name.left(64).toStdString()
                     + "> around it and not <image>");
    const std::string version = image.attribute("schemaversion").toStdString();
    if (!std::ranges::contains(versions, version))
        return wrong("the schemaversion is \"" + version
                     + "\", and 7.4 to 8.5 are known; convert the description with KIWI");
    return {};
}

}

Result<Description> readKiwiFile(const QByteArray &bytes, const KiwiChoice &choice,
                                 const KiwiInclude &include)
{
    TRY(XmlElement image, readXml(bytes));
    CHECK(checkImage(image));
    CHECK(resolveIncludes(image, include));
    TRY(const XmlElement type, chosenType(image, choice));
    return TypeReader(type).read(choice.architecture);
}

}
