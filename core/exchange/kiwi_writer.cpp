// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/kiwi_writer.h"

#include <QXmlStreamWriter>

#include <cassert>

namespace parterre::exchange {

namespace {

using kiwi::Description;

constexpr Bytes mebibyte{1048576};

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

class Writer
{
public:
    explicit Writer(const Description &description)
        : m_description(description)
        , m_xml(&m_bytes)
    {
        m_xml.setAutoFormatting(true);
    }

    QByteArray write()
    {
        m_xml.writeStartDocument();
        m_xml.writeStartElement(QStringLiteral("image"));
        text("schemaversion", "8.5");
        text("name", "parterre");
        m_xml.writeStartElement(QStringLiteral("preferences"));
        m_xml.writeStartElement(QStringLiteral("type"));
        text("image", "oem");
        writeFirmware();
        writeRoot();
        writeBoot();
        writeSpare();
        writeElements();
        m_xml.writeEndDocument();
        return m_bytes;
    }

private:
    void text(const char *key, std::string_view value)
    {
        m_xml.writeAttribute(QLatin1StringView(key), toQString(value));
    }

    void flag(const char *key, bool value) { text(key, value ? "true" : "false"); }

    void number(const char *key, std::int64_t value) { text(key, std::to_string(value)); }

    void mebibytes(const char *key, const std::optional<Bytes> &size)
    {
        if (size)
            number(key, *size / mebibyte);
    }

    void clones(const char *key, int count)
    {
        if (count > 0)
            number(key, count);
    }

    void partitionNumber(const char *key, const std::optional<int> &value)
    {
        if (value)
            number(key, *value);
    }

    void element(const char *key, const QString &value)
    {
        m_xml.writeTextElement(QLatin1StringView(key), value);
    }

    void writeFirmware()
    {
        if (!m_description.firmware.empty())
            text("firmware", m_description.firmware);
        if (m_description.efiTable)
            text("efiparttable", *m_description.efiTable == TableKind::Gpt ? "gpt" : "msdos");
        if (!m_description.hasCsm)
            flag("eficsm", false);
        if (m_description.isExtendedLayout)
            flag("dosparttable_extended_layout", true);
        if (m_description.isMbrForced)
            flag("force_mbr", true);
        if (m_description.isHybrid)
            flag("gpt_hybrid_mbr", true);
        mebibytes("efipartsize", m_description.efiSize);
        if (m_description.sectorSize != Bytes(512))
            number("target_blocksize", m_description.sectorSize.count());
        if (m_description.startSector != 2048)
            number("disk_start_sector", m_description.startSector);
        partitionNumber("eficsmpart_id", m_description.numbers.csm);
        partitionNumber("efipart_id", m_description.numbers.efi);
        partitionNumber("bootpart_id", m_description.numbers.boot);
        partitionNumber("rootpart_id", m_description.numbers.root);
    }

    void writeRoot()
    {
        assert(!m_description.luks);
        text("filesystem", contentKindName(m_description.filesystem));
        if (m_description.rootLabel != "ROOT")
            text("rootfs_label", m_description.rootLabel);
        clones("root_clone", m_description.rootClones);
        if (m_description.isRaid)
            text("mdraid", "mirroring");
        if (m_description.hasIntegrity)
            flag("standalone_integrity", true);
        if (!m_description.overlay)
            return;
        flag("overlayroot", true);
        mebibytes("overlayroot_readonly_partsize", m_description.overlay->size);
        text("overlayroot_readonly_filesystem", contentKindName(m_description.overlay->content));
        flag("overlayroot_write_partition", m_description.overlay->hasWritePartition);
    }

    void writeBoot()
    {
        if (m_description.hasBoot)
            flag("bootpartition", *m_description.hasBoot);
        mebibytes("bootpartsize", m_description.bootSize);
        if (m_description.bootContent)
            text("bootfilesystem", contentKindName(*m_description.bootContent));
        clones("boot_clone", m_description.bootClones);
    }

    void writeSpare()
    {
        if (!m_description.spare)
            return;
        const kiwi::Spare &spare = *m_description.spare;
        mebibytes("spare_part", spare.size);
        if (spare.isLast)
            flag("spare_part_is_last", true);
        if (!spare.mountPoint.empty())
            text("spare_part_mountpoint", spare.mountPoint);
        if (spare.content != ContentKind::Unformatted)
            text("spare_part_fs", contentKindName(spare.content));
    }

    void writeElements()
    {
        if (!m_description.targetType.empty()) {
            m_xml.writeStartElement(QStringLiteral("bootloader"));
            text("name", "grub2_s390x_emu");
            text("targettype", m_description.targetType);
            m_xml.writeEndElement();
        }
        if (m_description.size) {
            m_xml.writeStartElement(QStringLiteral("size"));
            text("unit", "M");
            if (m_description.size->isAdditive)
                flag("additive", true);
            if (!m_description.size->unpartitioned.isZero())
                number("unpartitioned", m_description.size->unpartitioned / mebibyte);
            m_xml.writeCharacters(QString::number(m_description.size->size / mebibyte));
            m_xml.writeEndElement();
        }
        if (m_description.volumes != kiwi::Volumes::None) {
            m_xml.writeStartElement(QStringLiteral("systemdisk"));
            if (m_description.volumes == kiwi::Volumes::Lvm)
                flag("preferlvm", true);
            m_xml.writeEndElement();
        }
        writeOem();
        writePartitions();
    }

    void writeOem()
    {
        m_xml.writeStartElement(QStringLiteral("oemconfig"));
        element("oem-resize", m_description.isResized ? QStringLiteral("true") : QStringLiteral("false"));
        if (m_description.systemSize)
            element("oem-systemsize", QString::number(*m_description.systemSize / mebibyte));
        if (m_description.swapSize) {
            element("oem-swap", QStringLiteral("true"));
            element("oem-swapsize", QString::number(*m_description.swapSize / mebibyte));
        }
        m_xml.writeEndElement();
    }

    void writePartitions()
    {
        if (m_description.partitions.empty())
            return;
        m_xml.writeStartElement(QStringLiteral("partitions"));
        for (const kiwi::CustomPartition &partition : m_description.partitions) {
            m_xml.writeStartElement(QStringLiteral("partition"));
            text("name", partition.name);
            number("size", partition.size / mebibyte);
            if (!partition.entryName.empty())
                text("partition_name", partition.entryName);
            if (partition.isRaid)
                text("partition_type", "t.raid");
            if (!partition.mountPoint.empty())
                text("mountpoint", partition.mountPoint);
            if (partition.content != ContentKind::Unformatted)
                text("filesystem", contentKindName(partition.content));
            if (!partition.label.empty())
                text("label", partition.label);
            clones("clone", partition.clones);
            partitionNumber("part_id", partition.number);
            m_xml.writeEndElement();
        }
        m_xml.writeEndElement();
    }

    const Description &m_description;
    QByteArray m_bytes;
    QXmlStreamWriter m_xml;
};

}

QByteArray writeKiwiFile(const kiwi::Description &description)
{
    return Writer(description).write();
}

}
