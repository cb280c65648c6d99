// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/block/topology.h"
#include "tests/support/table_image.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <algorithm>

#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

/// A number that sysfs says of a disk, 0 where it says none.
Bytes said(const QString &disk, const char *what)
{
    QFile file(QStringLiteral("/sys/block/") + disk + QLatin1Char('/') + QLatin1String(what));
    return Bytes(file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0);
}

Medium mediumAt(const QString &path)
{
    struct stat status{};
    return ::stat(path.toLocal8Bit().constData(), &status) == 0 ? mediumOf(status) : Medium::Unknown;
}

/// The same facts by another way than the ioctls.
Topology topologyInSysfs(const QString &disk)
{
    Topology topology;
    topology.sectorSize = said(disk, "queue/logical_block_size");
    topology.physicalSectorSize = said(disk, "queue/physical_block_size");
    topology.optimalIo = said(disk, "queue/optimal_io_size");
    const Bytes minimal = said(disk, "queue/minimum_io_size");
    if (topology.optimalIo.isZero() && minimal > topology.physicalSectorSize)
        topology.optimalIo = minimal;
    topology.alignmentOffset = std::max(Bytes(), said(disk, "alignment_offset"));
    topology.medium = mediumAt(QStringLiteral("/dev/") + disk);
    return topology;
}

Result<Topology> topologyAt(const QString &path)
{
    TRY(const auto device, FileDevice::open(path.toStdString(), FileDevice::Access::ReadOnly));
    return topologyOf(*device);
}

QString run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    const bool isDone = process.waitForFinished() && process.exitCode() == 0;
    return isDone ? QString::fromLocal8Bit(process.readAllStandardOutput()).trimmed() : QString();
}

}

class TestTopology : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anImageFileHasNoneButItsSectors()
    {
        const TableImage plain(4_MiB);
        QVERIFY(topologyAt(plain.path()) == Topology{.medium = mediumAt(plain.path())});
        const QByteArray script = "label: gpt\n1 : start=1MiB, size=1MiB\n";
        const TableImage large(diskOf(script, 8_MiB, 4096_B));
        const Topology wanted{.sectorSize = 4096_B,
                              .physicalSectorSize = 4096_B,
                              .optimalIo = {},
                              .alignmentOffset = {},
                              .medium = mediumAt(large.path())};
        QVERIFY(topologyAt(large.path()) == wanted);
    }

    void aDiskHasTheOneThatSysfsSays_data()
    {
        QTest::addColumn<int>("sectorSize");
        for (const int size : {512, 1024, 4096})
            QTest::addRow("%d", size) << size;
    }
    void aDiskHasTheOneThatSysfsSays()
    {
        QFETCH(const int, sectorSize);
        const TableImage image(4_MiB);
        const QString loop = ::geteuid() == 0
            ? run(QStringLiteral("losetup"),
                  {QStringLiteral("--find"), QStringLiteral("--show"), QStringLiteral("--sector-size"),
                   QString::number(sectorSize), image.path()})
            : QString();
        if (loop.isEmpty())
            QSKIP("NOT TESTED: no loop devices for this user here");
        const Result<Topology> found = topologyAt(loop);
        const Topology wanted = topologyInSysfs(loop.section(QLatin1Char('/'), -1));
        run(QStringLiteral("losetup"), {QStringLiteral("--detach"), loop});
        QVERIFY(found);
        QCOMPARE(found->sectorSize, Bytes(sectorSize));
        QVERIFY(*found == wanted);
    }

    /// Real ones have what loop devices do not: physical sectors of other size, stripes.
    void theDisksOfThisMachineHaveTheOnesThatSysfsSays()
    {
        if (::geteuid() != 0)
            QSKIP("NOT TESTED: this user may not open disks");
        for (const QString &disk :
             QDir(QStringLiteral("/sys/block")).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            if (said(disk, "size").isZero() || !said(disk, "removable").isZero())
                continue;
            const Result<Topology> found = topologyAt(QStringLiteral("/dev/") + disk);
            if (found)
                QVERIFY2(*found == topologyInSysfs(disk), qPrintable(disk));
        }
    }
};

QTEST_GUILESS_MAIN(TestTopology)
#include "tst_topology.moc"
