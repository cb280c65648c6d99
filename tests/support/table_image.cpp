// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/table_image.h"

#include <QFile>
#include <QProcess>

#include <cstdlib>

namespace parterre {

TableImage::TableImage(Bytes size)
    : TableImage(SparseBytes(size))
{}

TableImage::TableImage(const SparseBytes &content)
{
    QFile file(path());
    if (!file.open(QIODevice::WriteOnly) || !file.resize(content.size().count()))
        qFatal("no image in %s", qPrintable(path()));
    for (const Extent &data : content.dataIn({.begin = Offset(), .size = content.size()})) {
        const std::vector<std::byte> bytes = content.read(data);
        if (!file.seek(data.begin.bytes())
            || file.write(reinterpret_cast<const char *>(bytes.data()), data.size.count())
                != data.size.count())
            qFatal("cannot write %s", qPrintable(path()));
    }
}

SparseBytes TableImage::content() const
{
    auto file = FileDevice::open(path().toStdString(), FileDevice::Access::ReadOnly);
    if (!file)
        qFatal("cannot read %s", qPrintable(path()));
    const Extent all{.begin = Offset(), .size = (*file)->size()};
    SparseBytes content(all.size);
    const auto data = (*file)->dataIn(all);
    for (const Extent &extent : data.value()) {
        std::vector<std::byte> bytes(static_cast<std::size_t>(extent.size.count()));
        if (!(*file)->read(extent.begin, bytes))
            qFatal("cannot read %s", qPrintable(path()));
        content.write(extent.begin, bytes);
    }
    return content;
}

bool TableImage::run(const QString &program, const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool isDone = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit;
    m_output = isDone ? process.readAll() : process.errorString().toLocal8Bit();
    return isDone && process.exitCode() == 0;
}

bool TableImage::sfdisk(const QByteArray &script, const QStringList &options)
{
    return run(QStringLiteral("sfdisk"), options + QStringList{path()}, script);
}

bool TableImage::sgdisk(const QStringList &options)
{
    return run(QStringLiteral("sgdisk"), options + QStringList{path()}, {});
}

SparseBytes diskOf(const QByteArray &script, Bytes size, Bytes sectorSize)
{
    TableImage image(size);
    if (!image.sfdisk(script,
                      {QStringLiteral("--sector-size"), QString::number(sectorSize.count()),
                       QStringLiteral("--no-reread"), QStringLiteral("--no-tell-kernel")}))
        qFatal("sfdisk: %s", image.output().constData());
    return image.content();
}

std::vector<Slot> slotsOf(const std::vector<Partition> &partitions)
{
    std::vector<Slot> slots;
    for (const Partition &partition : partitions)
        slots.push_back({.number = partition.number,
                         .entry = partition.entry,
                         .extent = partition.extent,
                         .name = partition.name,
                         .type = partition.type,
                         .guid = partition.guid,
                         .attributes = partition.attributes,
                         .isActive = partition.isActive,
                         .content = {}});
    return slots;
}

Topology plainTopology(Bytes sectorSize)
{
    return {
        .sectorSize = sectorSize, .physicalSectorSize = Bytes(4096), .optimalIo = {}, .alignmentOffset = {}};
}

}
