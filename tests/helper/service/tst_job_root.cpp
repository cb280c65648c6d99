// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/service/job_root.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>

using namespace parterre;

class TestJobRoot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyUserHasHisOwn()
    {
        QCOMPARE(jobRootOf(0), std::string("/var/lib/parterre/jobs"));
        qputenv("XDG_STATE_HOME", "/x/state");
        QCOMPARE(jobRootOf(1000), std::string("/x/state/parterre/jobs"));
        qputenv("XDG_STATE_HOME", "relative");
        qputenv("HOME", "/home/gardener");
        QCOMPARE(jobRootOf(1000), std::string("/home/gardener/.local/state/parterre/jobs"));
        qunsetenv("HOME");
        QCOMPARE(jobRootOf(1000), std::string());
        QVERIFY(!prepareJobRoot(jobRootOf(1000)));
    }

    void isMadeForItsOwnerAlone()
    {
        const QTemporaryDir folder;
        const std::string root = folder.filePath(QStringLiteral("a/b/jobs")).toStdString();
        QVERIFY(prepareJobRoot(root));
        QVERIFY(prepareJobRoot(root));
        struct stat status{};
        QCOMPARE(::stat(root.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0700U);
    }

    void refusesAFolderThatOthersMayEnter()
    {
        const QTemporaryDir folder;
        const std::string root = folder.filePath(QStringLiteral("jobs")).toStdString();
        QVERIFY(prepareJobRoot(root));
        QCOMPARE(::chmod(root.c_str(), 0750), 0);
        QCOMPARE(prepareJobRoot(root).error().code, ErrorCode::Denied);
        const std::string link = folder.filePath(QStringLiteral("link")).toStdString();
        QCOMPARE(::chmod(root.c_str(), 0700), 0);
        QCOMPARE(::symlink(root.c_str(), link.c_str()), 0);
        QCOMPARE(prepareJobRoot(link).error().code, ErrorCode::Denied);
    }

    void oneJobForOneFileWhateverItsName()
    {
        const QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        const auto open = [&](const char *name) {
            return FileDescriptor(::open((root + name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
        };
        const FileDescriptor one = open("/one");
        QCOMPARE(::link((root + "/one").c_str(), (root + "/alias").c_str()), 0);
        const FileDescriptor alias = open("/alias");
        const FileDescriptor other = open("/other");
        {
            const Result<JobLock> lock = JobLock::take(root, one.value(), "one");
            QVERIFY(lock);
            QCOMPARE(JobLock::take(root, alias.value(), "alias").error().code, ErrorCode::Busy);
            QVERIFY(JobLock::take(root, other.value(), "other"));
        }
        QVERIFY(JobLock::take(root, alias.value(), "alias"));
    }

    void aJobFileIsWholeAndReplacesTheOldOne()
    {
        const QTemporaryDir folder;
        const std::string root = folder.path().toStdString();
        QVERIFY(writeJobFile(root, "report.json", "old"));
        QVERIFY(writeJobFile(root, "report.json", std::string(1 << 20, 'x')));
        QFile file(folder.filePath(QStringLiteral("report.json")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.size(), 1 << 20);
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("report.json.new"))));
        QVERIFY(!writeJobFile(root + "/missing", "report.json", ""));
    }
};

QTEST_GUILESS_MAIN(TestJobRoot)
#include "tst_job_root.moc"
