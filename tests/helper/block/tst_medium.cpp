// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/medium.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QTest>

#include <sys/sysmacros.h>

using namespace parterre;

namespace {

/// What stat(2) says of a block device.
struct stat deviceOf(unsigned major, unsigned minor)
{
    struct stat status{};
    status.st_mode = S_IFBLK;
    status.st_rdev = makedev(major, minor);
    return status;
}

const QMap<QString, QByteArray> turning{{QStringLiteral("queue/rotational"), "1\n"},
                                        {QStringLiteral("removable"), "0\n"}};
const QMap<QString, QByteArray> solid{{QStringLiteral("queue/rotational"), "0\n"},
                                      {QStringLiteral("removable"), "0\n"}};

QByteArray numberText(dev_t number)
{
    return QByteArray::number(major(number)) + ':' + QByteArray::number(minor(number));
}

/// A machine's sysfs, as far as it tells of disks.
class Sysfs
{
public:
    /// A disk at `place` below devices/, and what lies in its folder.
    void add(const QByteArray &number, const QString &place, const QMap<QString, QByteArray> &files) const
    {
        const QString folder = path(QStringLiteral("devices/") + place);
        for (auto file = files.begin(); file != files.end(); ++file) {
            const QString name = folder + QLatin1Char('/') + file.key();
            QVERIFY(QDir().mkpath(QFileInfo(name).path()));
            QFile out(name);
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(file.value()) == file.value().size());
        }
        QVERIFY(QDir().mkpath(folder) && QDir().mkpath(path(QStringLiteral("dev/block"))));
        QVERIFY(QFile::link(QStringLiteral("../../devices/") + place,
                            path(QStringLiteral("dev/block/") + QString::fromLatin1(number))));
    }
    /// A loop device with this number, backed by a file.
    void addLoop(const QByteArray &number, const QString &file) const
    {
        QMap<QString, QByteArray> files = turning;
        if (!file.isEmpty())
            files[QStringLiteral("loop/backing_file")] = file.toLocal8Bit() + '\n';
        add(number, QStringLiteral("virtual/block/loop") + QString::fromLatin1(number).replace(u':', u'_'),
            files);
    }
    [[nodiscard]] std::string root() const { return m_folder.path().toStdString(); }

private:
    [[nodiscard]] QString path(const QString &below) const { return m_folder.filePath(below); }

    QTemporaryDir m_folder;
};

QMap<QString, QByteArray> removable(QMap<QString, QByteArray> files)
{
    files[QStringLiteral("removable")] = "1\n";
    return files;
}

}

Q_DECLARE_METATYPE(parterre::Medium)

class TestMedium : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatSysfsSaysAndWhereItHangs_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QMap<QString, QByteArray>>("files");
        QTest::addColumn<Medium>("medium");
        const QString ata =
            QStringLiteral("pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda");
        const QString usb = QStringLiteral("pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/block/sda");
        QTest::newRow("disk") << ata << turning << Medium::Rotational;
        QTest::newRow("solid disk") << ata << solid << Medium::SolidState;
        QTest::newRow("solid disk in a removable tray") << ata << removable(solid) << Medium::SolidState;
        QTest::newRow("stick") << usb << removable(solid) << Medium::Stick;
        QTest::newRow("stick that says it turns") << usb << removable(turning) << Medium::Stick;
        QTest::newRow("disk behind USB") << usb << turning << Medium::Rotational;
        QTest::newRow("solid disk behind USB") << usb << solid << Medium::SolidState;
        QTest::newRow("NVMe") << QStringLiteral("pci0000:00/0000:01:00.0/nvme/nvme0/nvme0n1") << solid
                              << Medium::Nvme;
        const QString virtio = QStringLiteral("pci0000:00/0000:00:02.0/virtio1/block/vda");
        QTest::newRow("a virtual machine's, of which the driver says so")
            << virtio << turning << Medium::Unknown;
        QTest::newRow("a virtual machine's, of which the host says more")
            << virtio << solid << Medium::SolidState;
        QTest::newRow("memory card") << QStringLiteral("platform/mmc_host/mmc0/mmc0:aaaa/block/mmcblk0")
                                     << solid << Medium::Stick;
        QTest::newRow("mapped") << QStringLiteral("virtual/block/dm-0") << turning << Medium::Rotational;
        QTest::newRow("one that says nothing")
            << QStringLiteral("virtual/block/odd") << QMap<QString, QByteArray>() << Medium::Unknown;
    }
    void isWhatSysfsSaysAndWhereItHangs()
    {
        QFETCH(const QString, place);
        using Files = QMap<QString, QByteArray>;
        QFETCH(const Files, files);
        QFETCH(const Medium, medium);
        const Sysfs sysfs;
        sysfs.add("8:0", place, files);
        QCOMPARE(mediumOf(deviceOf(8, 0), sysfs.root()), medium);
        // A partition's folder lies in that of its disk and knows neither queue nor removable.
        sysfs.add("8:1", place + QStringLiteral("/part1"), {{QStringLiteral("partition"), "1\n"}});
        QCOMPARE(mediumOf(deviceOf(8, 1), sysfs.root()), medium);
    }

    void anImageIsWhatItLiesOn()
    {
        QTemporaryFile image;
        struct stat status{};
        QVERIFY(image.open() && ::fstat(image.handle(), &status) == 0);
        for (const bool isTurning : {true, false}) {
            const Sysfs sysfs;
            QCOMPARE(mediumOf(status, sysfs.root()), Medium::Unknown);
            sysfs.add(numberText(status.st_dev), QStringLiteral("sdq/sdq1"),
                      {{QStringLiteral("partition"), "1\n"}});
            QCOMPARE(mediumOf(status, sysfs.root()), Medium::Unknown);
            sysfs.add("8:0", QStringLiteral("sdq"), isTurning ? turning : solid);
            QCOMPARE(mediumOf(status, sysfs.root()), isTurning ? Medium::Rotational : Medium::SolidState);
        }
    }

    /// The kernel says 1 of all of these.
    void aLoopDeviceIsWhatItsFileLiesOn()
    {
        QTemporaryFile image;
        struct stat status{};
        QVERIFY(image.open() && ::fstat(image.handle(), &status) == 0);
        const Sysfs sysfs;
        sysfs.addLoop("7:0", image.fileName());
        sysfs.addLoop("7:1", image.fileName() + QStringLiteral(" (deleted)"));
        sysfs.addLoop("7:2", {});
        QCOMPARE(mediumOf(deviceOf(7, 0), sysfs.root()), Medium::Unknown);
        sysfs.add(numberText(status.st_dev), QStringLiteral("sdq"), solid);
        QCOMPARE(mediumOf(deviceOf(7, 0), sysfs.root()), Medium::SolidState);
        QCOMPARE(mediumOf(deviceOf(7, 1), sysfs.root()), Medium::Unknown);
        QCOMPARE(mediumOf(deviceOf(7, 2), sysfs.root()), Medium::Unknown);
        sysfs.add("7:3", QStringLiteral("virtual/block/loop7_0/loop0p1"),
                  {{QStringLiteral("partition"), "1\n"}});
        QCOMPARE(mediumOf(deviceOf(7, 3), sysfs.root()), Medium::SolidState);
    }

    void aLoopDeviceOnATurningDiskTurns()
    {
        QTemporaryFile image;
        struct stat status{};
        QVERIFY(image.open() && ::fstat(image.handle(), &status) == 0);
        const Sysfs sysfs;
        sysfs.addLoop("7:0", image.fileName());
        sysfs.add(numberText(status.st_dev), QStringLiteral("sdq"), turning);
        QCOMPARE(mediumOf(deviceOf(7, 0), sysfs.root()), Medium::Rotational);
    }

    /// In another mount namespace the path may lead to a file on the loop device itself.
    void aLoopDeviceThatSeemsToLieOnItselfComesToAnEnd()
    {
        QTemporaryFile image;
        struct stat status{};
        QVERIFY(image.open() && ::fstat(image.handle(), &status) == 0);
        const Sysfs sysfs;
        sysfs.addLoop(numberText(status.st_dev), image.fileName());
        QCOMPARE(mediumOf(status, sysfs.root()), Medium::Unknown);
    }

    void onlyWhatCannotDoTwoThingsAtOnceTakesTurns()
    {
        QVERIFY(takesTurns(Medium::Rotational) && takesTurns(Medium::Stick));
        QVERIFY(!takesTurns(Medium::Unknown) && !takesTurns(Medium::SolidState) && !takesTurns(Medium::Nvme));
    }

    void isUnknownWhereSysfsHasNoSuchDevice()
    {
        const Sysfs sysfs;
        sysfs.add("8:0", QStringLiteral("sda"), turning);
        QCOMPARE(mediumOf(deviceOf(8, 16), sysfs.root()), Medium::Unknown);
        QCOMPARE(mediumOf(deviceOf(8, 0), sysfs.root() + "/nowhere"), Medium::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestMedium)
#include "tst_medium.moc"
