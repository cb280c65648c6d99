// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/file_descriptor.h"
#include "helper/block/partition_window.h"
#include "helper/block/window_folder.h"
#include "tests/support/memory_device.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <sched.h>
#include <signal.h>
#include <string>

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr uid_t nobody = 65534;

/// What a process of its own, an ordinary user's, says in one line; it ends with that.
std::string inChild(const std::function<std::string()> &words)
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        return {};
    const FileDescriptor from(ends[0]);
    FileDescriptor to(ends[1]);
    const pid_t child = fork();
    if (child == 0) {
        const bool isOrdinary = geteuid() != 0
            || (setresgid(nobody, nobody, nobody) == 0 && setresuid(nobody, nobody, nobody) == 0);
        const std::string said = isOrdinary ? words() : std::string();
        _exit(write(to.value(), said.data(), said.size()) < 0 ? 1 : 0);
    }
    to = FileDescriptor();
    std::array<char, 4096> buffer{};
    const ssize_t got = read(from.value(), buffer.data(), buffer.size());
    waitpid(child, nullptr, 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
}

/// The path of a window whose program was killed while it was open; empty if that did not work.
std::string abandonedWindow()
{
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0)
        return {};
    const FileDescriptor from(ends[0]);
    const pid_t child = fork();
    if (child == 0) {
        MemoryDevice disk(1_MiB);
        const auto window =
            PartitionWindow::open(disk, {.begin = {}, .size = 1_MiB}, PartitionWindow::Access::ReadOnly);
        const std::string path = window ? (*window)->path() : std::string();
        (void)!write(ends[1], path.data(), path.size());
        raise(SIGKILL);
    }
    close(ends[1]);
    std::array<char, 4096> buffer{};
    const ssize_t got = read(from.value(), buffer.data(), buffer.size());
    waitpid(child, nullptr, 0);
    return {buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0))};
}

/// Whoever opens a window sweeps the shared folders; tests of sweeping need some that nobody else sweeps.
bool hasFoldersOfItsOwn(const QTemporaryDir &folder)
{
    if (geteuid() != 0)
        return setenv("XDG_RUNTIME_DIR", folder.path().toUtf8().constData(), 1) == 0;
    (void)mkdir("/run/parterre", 0700);
    if (unshare(CLONE_NEWNS) != 0)
        return false;
    // EINVAL in a changed root, which is no mount; whoever changed it keeps mounts private.
    (void)mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
    return mount("tmpfs", "/run/parterre", "tmpfs", 0, "mode=0700") == 0;
}

unsigned modeOf(const std::string &path)
{
    struct stat status{};
    return lstat(path.c_str(), &status) == 0 ? status.st_mode & (S_IFMT | 07777U) : 0;
}

}

class TestWindowFolder : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        if (PartitionWindow::isAvailable())
            QVERIFY(hasFoldersOfItsOwn(m_folder));
    }

    void isPrivateAndEndsWithItsValue()
    {
        std::string path;
        {
            const auto folder = WindowFolder::make();
            QVERIFY(folder);
            path = (*folder)->path();
            QCOMPARE(modeOf(path), S_IFDIR | 0700U);
            QCOMPARE(modeOf((*folder)->file()), S_IFREG | 0600U);
            QCOMPARE(std::filesystem::path((*folder)->file()).parent_path().string(), path);
            if (geteuid() == 0)
                QVERIFY2(path.starts_with("/run/parterre/"), path.c_str());
            const auto other = WindowFolder::make();
            QVERIFY(other && (*other)->path() != path);
        }
        QCOMPARE(modeOf(path), 0U);
    }

    void anOrdinaryUsersIsInHisOwnFolders_data()
    {
        QTest::addColumn<QByteArray>("runtime");
        QTest::addColumn<QByteArray>("temporary");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("runtime folder first") << QByteArray("a") << QByteArray("b") << QByteArray("a");
        QTest::newRow("no runtime folder") << QByteArray() << QByteArray("b") << QByteArray("b");
        QTest::newRow("a runtime folder that is gone")
            << QByteArray("c") << QByteArray("b") << QByteArray("b");
        QTest::newRow("neither") << QByteArray() << QByteArray() << QByteArray("/tmp");
    }
    void anOrdinaryUsersIsInHisOwnFolders()
    {
        QFETCH(const QByteArray, runtime);
        QFETCH(const QByteArray, temporary);
        QFETCH(const QByteArray, expected);
        const QTemporaryDir root(QStringLiteral("/tmp/parterre-test-XXXXXX"));
        const std::string base = root.path().toStdString() + "/";
        QCOMPARE(chmod(root.path().toUtf8().constData(), 0755), 0);
        for (const char *name : {"a", "b"}) {
            const std::string path = base + name;
            QVERIFY(mkdir(path.c_str(), 0700) == 0);
            QVERIFY(geteuid() != 0 || chown(path.c_str(), nobody, nobody) == 0);
        }
        const std::string said = inChild([&] {
            for (const auto &[variable, name] :
                 {std::pair("XDG_RUNTIME_DIR", runtime), std::pair("TMPDIR", temporary)}) {
                // A relative one is none.
                setenv(variable, name.isEmpty() ? "relative" : (base + name.constData()).c_str(), 1);
            }
            const auto folder = WindowFolder::make();
            return folder ? std::filesystem::path((*folder)->path()).parent_path().string() : std::string();
        });
        const std::string wanted =
            expected.startsWith('/') ? expected.toStdString() : base + expected.constData();
        QCOMPARE(said, wanted);
    }

    void whatAKilledProgramLeftIsClearedAway()
    {
        if (!PartitionWindow::isAvailable())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        MemoryDevice disk(1_MiB);
        const auto alive =
            PartitionWindow::open(disk, {.begin = {}, .size = 1_MiB}, PartitionWindow::Access::ReadOnly);
        QVERIFY(alive);
        const std::string left = abandonedWindow();
        QVERIFY(!left.empty());
        struct stat status{};
        QCOMPARE(stat(left.c_str(), &status), -1);
        QCOMPARE(errno, ENOTCONN);
        QVERIFY(WindowFolder::make());
        QCOMPARE(modeOf(left), 0U);
        QVERIFY(!std::filesystem::exists(std::filesystem::path(left).parent_path()));
        // Not the one that is in use.
        QCOMPARE(modeOf((*alive)->path()), S_IFREG | 0400U);
    }

    /// A window that is just being closed looks abandoned, but its program still is there.
    void whatBelongsToALivingProgramIsNotSweptWhateverItLooksLike()
    {
        if (!PartitionWindow::isAvailable())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
        const std::string left = abandonedWindow();
        const std::string folder = std::filesystem::path(left).parent_path();
        {
            const FileDescriptor program(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
            QCOMPARE(flock(program.value(), LOCK_EX | LOCK_NB), 0);
            QVERIFY(WindowFolder::make());
            QVERIFY(std::filesystem::is_directory(folder));
        }
        QVERIFY(WindowFolder::make());
        QVERIFY(!std::filesystem::exists(folder));
    }

    void unmountingWhatIsNoMountDoesNothing()
    {
        const auto folder = WindowFolder::make();
        QVERIFY(folder);
        unmountWindow((*folder)->file());
        unmountWindow((*folder)->path() + "/missing");
        QCOMPARE(modeOf((*folder)->file()), S_IFREG | 0600U);
    }
};

QTEST_GUILESS_MAIN(TestWindowFolder)
#include "tst_window_folder.moc"
