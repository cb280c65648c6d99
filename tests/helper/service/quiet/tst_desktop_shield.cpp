// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/block/file_descriptor.h"
#include "helper/files/loop_device.h"
#include "helper/service/quiet/desktop_shield.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

using namespace parterre;

namespace {

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// A udev that only keeps a diary, and a disk "sdz" with one partition, both in a folder.
struct Machine
{
    QTemporaryDir folder;
    UdevPlaces places{.control = path("control"),
                      .rules = path("run/rules.d"),
                      .program = path("udevadm"),
                      .devices = path("dev")};

    std::string path(const char *name) const
    {
        return folder.filePath(QString::fromLatin1(name)).toStdString();
    }
    QString file(const char *name) const { return folder.filePath(QString::fromLatin1(name)); }

    bool make(int disk) const
    {
        struct stat status{};
        const QDir top(folder.path());
        return ::fstat(disk, &status) == 0 && top.mkpath(QStringLiteral("sdz/sdz1"))
            && top.mkpath(QStringLiteral("sdz/queue")) && top.mkpath(QStringLiteral("dev"))
            && put(file("sdz/sdz1/partition"), "1\n") && put(file("control"), {})
            && put(file("udevadm"),
                   "#!/bin/sh\necho $* >>" + file("diary").toUtf8() + "\nls " + file("run/rules.d").toUtf8()
                       + " >>" + file("diary").toUtf8() + '\n')
            && QFile::setPermissions(file("udevadm"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)
            && QFile::link(
                   QStringLiteral("../sdz"),
                   folder.filePath(
                       QStringLiteral("dev/%1:%2").arg(major(status.st_rdev)).arg(minor(status.st_rdev))));
    }
};

constexpr const char *ruleFile = "run/rules.d/90-parterre-sdz.rules";

}

class TestDesktopShield : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<LoopDevice> m_loop;
    FileDescriptor m_disk;

private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0 || !LoopDevice::isAvailable())
            QSKIP("SKIPPED: needs root and loop devices");
        QFile image(m_folder.filePath(QStringLiteral("disk.img")));
        QVERIFY(image.open(QIODevice::WriteOnly) && image.resize(1 << 20));
        Result<LoopDevice> loop = LoopDevice::attach(image.fileName().toStdString());
        QVERIFY(loop);
        m_loop.emplace(*std::move(loop));
        m_disk = FileDescriptor(::open(m_loop->path().c_str(), O_RDONLY | O_CLOEXEC));
        QVERIFY(m_disk.isOpen());
    }

    void theRuleNamesTheDiskAndItsPartitions()
    {
        QCOMPARE(shieldRule("sdb"), "SUBSYSTEM==\"block\", KERNELS==\"sdb\", ENV{UDISKS_IGNORE}=\"1\"\n");
    }

    void theRuleIsThereAsLongAsTheShieldIsUp()
    {
        const Machine machine;
        QVERIFY(machine.make(m_disk.value()));
        {
            Result<DesktopShield> raised = DesktopShield::raise(m_disk.value(), machine.places);
            QVERIFY(raised);
            const DesktopShield moved = *std::move(raised);
            QCOMPARE(textOf(machine.file(ruleFile)), QByteArray::fromStdString(shieldRule("sdz")));
            QCOMPARE(textOf(machine.file("diary")), "control --reload --timeout=5\n90-parterre-sdz.rules\n");
            QVERIFY(!QFile::exists(machine.file("sdz/uevent")));
        }
        QVERIFY(!QFile::exists(machine.file(ruleFile)));
        QVERIFY(textOf(machine.file("diary")).endsWith("control --reload --timeout=5\n"));
        QCOMPARE(textOf(machine.file("sdz/uevent")), "change");
        QCOMPARE(textOf(machine.file("sdz/sdz1/uevent")), "change");
        QVERIFY(!QFile::exists(machine.file("sdz/queue/uevent")));
    }

    void withoutUdevNothingIsWritten()
    {
        const Machine machine;
        QVERIFY(machine.make(m_disk.value()) && QFile::remove(machine.file("control")));
        const Result<DesktopShield> raised = DesktopShield::raise(m_disk.value(), machine.places);
        QVERIFY(!raised);
        QCOMPARE(raised.error().code, ErrorCode::Unsupported);
        QVERIFY(!QFile::exists(machine.file("run")));
    }

    void anImageNeedsNone()
    {
        const Machine machine;
        QVERIFY(machine.make(m_disk.value()));
        const FileDescriptor image(
            ::open(m_folder.filePath(QStringLiteral("disk.img")).toUtf8().constData(), O_RDONLY | O_CLOEXEC));
        const Result<DesktopShield> raised = DesktopShield::raise(image.value(), machine.places);
        QVERIFY(!raised);
        QCOMPARE(raised.error().code, ErrorCode::Unsupported);
        QVERIFY(!QFile::exists(machine.file("run")));
    }

    void aNameThatUdevWouldReadAsAPatternIsRefused()
    {
        const Machine machine;
        QVERIFY(machine.make(m_disk.value()));
        const QDir top(machine.folder.path());
        const QString number = QDir(machine.file("dev"))
                                   .entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot)
                                   .value(0);
        QVERIFY(top.mkdir(QStringLiteral("s*")) && QFile::remove(machine.file("dev/") + number));
        QVERIFY(QFile::link(QStringLiteral("../s*"), machine.file("dev/") + number));
        QVERIFY(!DesktopShield::raise(m_disk.value(), machine.places));
        QVERIFY(!QFile::exists(machine.file("run")));
    }
};

QTEST_GUILESS_MAIN(TestDesktopShield)
#include "tst_desktop_shield.moc"
