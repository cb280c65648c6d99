// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/open_target.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace parterre;
using Access = FileDevice::Access;

namespace {

std::string made(const QTemporaryDir &folder, const char *name)
{
    const std::string path = folder.filePath(QString::fromLatin1(name)).toStdString();
    const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    return ::ftruncate(file.value(), 1 << 20) == 0 ? path : std::string();
}

ErrorCode codeOf(const Result<std::unique_ptr<FileDevice>> &result)
{
    return result ? ErrorCode::Cancelled : result.error().code;  // Cancelled: none of those expected here
}

}

class TestOpenTarget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUserOpensHisImage()
    {
        const QTemporaryDir folder;
        const std::string path = made(folder, "disk.img");
        QVERIFY(openForUser(path, Access::ReadOnly));
        QVERIFY(openForUser(path, Access::Exclusive));
        QVERIFY(!openForUser(path + ".missing", Access::ReadOnly));
        QVERIFY(!openForUser(folder.path().toStdString(), Access::ReadOnly));
        QVERIFY(!openForUser("/dev/null", Access::ReadOnly));
    }

    /// Each of these is a way by which root's helper could be led to something that is no disk.
    void theHelperOpensNothingButDisks_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const char *path, ErrorCode code) {
            QTest::newRow(name) << QByteArray(path) << int(code);
        };
        row("a file elsewhere", "/etc/passwd", ErrorCode::Invalid);
        row("a relative path", "sda", ErrorCode::Invalid);
        row("nothing", "", ErrorCode::Invalid);
        row("/dev itself", "/dev/", ErrorCode::Invalid);
        row("a name that begins like /dev", "/development/sda", ErrorCode::Invalid);
        row("up and out", "/dev/../etc/passwd", ErrorCode::Invalid);
        row("a symbolic link", "/dev/stdin", ErrorCode::Invalid);
        row("through a symbolic link", "/dev/fd/0", ErrorCode::Invalid);
        row("a character device", "/dev/null", ErrorCode::Unsupported);
        row("no such device", "/dev/parterre-none", ErrorCode::Io);
    }

    void theHelperOpensNothingButDisks()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const int, code);
        QCOMPARE(int(codeOf(openForHelper(path.toStdString(), Access::ReadOnly))), code);
        QCOMPARE(int(codeOf(openForHelper(path.toStdString(), Access::Exclusive))), code);
    }

    void theHelperOpensNothingOnAnotherFileSystemBelowDev()
    {
        const std::string path = "/dev/shm/parterre-test-" + std::to_string(::getpid());
        const FileDescriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        if (!file.isOpen())
            QSKIP("there is no /dev/shm here");
        const auto opened = openForHelper(path, Access::ReadOnly);
        ::unlink(path.c_str());
        QVERIFY(codeOf(opened) == ErrorCode::Invalid || codeOf(opened) == ErrorCode::Unsupported);
    }

    void theHelperTakesAnImageThatTheCallerMayWrite()
    {
        const QTemporaryDir folder;
        const std::string path = made(folder, "disk.img");
        const FileDescriptor both(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        const FileDescriptor reading(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        const FileDescriptor writing(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
        const FileDescriptor handle(::open(path.c_str(), O_PATH | O_CLOEXEC));
        QVERIFY(adoptForHelper(both.value(), Access::Exclusive));
        QVERIFY(adoptForHelper(both.value(), Access::ReadOnly));
        QVERIFY(adoptForHelper(reading.value(), Access::ReadOnly));
        QCOMPARE(codeOf(adoptForHelper(reading.value(), Access::Exclusive)), ErrorCode::Denied);
        QCOMPARE(codeOf(adoptForHelper(writing.value(), Access::ReadOnly)), ErrorCode::Denied);
        QCOMPARE(codeOf(adoptForHelper(handle.value(), Access::ReadOnly)), ErrorCode::Denied);
        QVERIFY(!adoptForHelper(-1, Access::ReadOnly));
    }

    void theHelperNamesAnImageAsTheKernelDoes()
    {
        const QTemporaryDir folder;
        const std::string path = made(folder, "disk.img");
        const FileDescriptor both(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        QCOMPARE(adoptForHelper(both.value(), Access::ReadOnly).value()->name(), path);
    }

    void theHelperTakesNoImageWithTwoNamesAndNothingThatIsNoFile()
    {
        const QTemporaryDir folder;
        const std::string path = made(folder, "disk.img");
        const FileDescriptor both(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        QCOMPARE(::link(path.c_str(), (path + ".2").c_str()), 0);
        QCOMPARE(codeOf(adoptForHelper(both.value(), Access::Exclusive)), ErrorCode::Unsupported);
        ::unlink((path + ".2").c_str());
        QVERIFY(adoptForHelper(both.value(), Access::Exclusive));
        const FileDescriptor null(::open("/dev/null", O_RDWR | O_CLOEXEC));
        QCOMPARE(codeOf(adoptForHelper(null.value(), Access::Exclusive)), ErrorCode::Unsupported);
        const FileDescriptor directory(::open(folder.path().toUtf8().constData(), O_RDONLY | O_CLOEXEC));
        QCOMPARE(codeOf(adoptForHelper(directory.value(), Access::ReadOnly)), ErrorCode::Unsupported);
    }
};

QTEST_GUILESS_MAIN(TestOpenTarget)
#include "tst_open_target.moc"
