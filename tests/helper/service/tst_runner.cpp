// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/frame.h"
#include "core/wire/request.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace parterre;

namespace {

const QString runner = QStringLiteral(PARTERRE_BUILD "/bin/parterre-runner");

struct Ending
{
    int status = -1;
    std::vector<wire::Reply> replies;
    bool isClean = true;  ///< standard output held whole frames and nothing else
};

/// Runs the runner on `input`, which then ends; as another user where `user` is not 0.
Ending run(const QByteArray &input, const QString &jobRoot, uid_t user = 0)
{
    QProcess process;
    if (user != 0)
        process.setChildProcessModifier([user] {
            if (::setgid(user) != 0 || ::setuid(user) != 0)
                ::_exit(1);
        });
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PARTERRE_JOB_ROOT"), jobRoot);
    process.setProcessEnvironment(environment);
    process.start(runner, QStringList());
    process.write(input);
    process.closeWriteChannel();
    Ending ending;
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return ending;
    ending.status = process.exitCode();
    wire::FrameReader frames;
    frames.add(process.readAllStandardOutput());
    while (true) {
        const auto next = frames.next();
        if (!next || !*next) {
            ending.isClean = next.has_value() && frames.isAtBoundary();
            return ending;
        }
        if (const auto reply = wire::decodeReply(**next))
            ending.replies.push_back(*reply);
        else
            ending.isClean = false;
    }
}

QByteArray asking(wire::Request::Verb verb, const QString &path)
{
    return wire::frame(encode(wire::Request{
        .verb = verb, .path = path.toStdString(), .design = std::nullopt, .plan = std::nullopt}));
}

QString imageIn(const QTemporaryDir &folder)
{
    const QString path = folder.filePath(QStringLiteral("disk.img"));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.resize(16 << 20) ? path : QString();
}

ErrorCode errorOf(const Ending &ending)
{
    if (ending.replies.size() != 1 || !std::holds_alternative<Error>(ending.replies[0]))
        return ErrorCode::NoHelper;
    return std::get<Error>(ending.replies[0]).code;
}

}

class TestRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void probesAnImageThoughTheCallerWentAway()
    {
        const QTemporaryDir folder;
        const Ending ending =
            run(asking(wire::Request::Verb::Probe, imageIn(folder)), folder.filePath(QStringLiteral("jobs")));
        QCOMPARE(ending.status, 0);
        QVERIFY(ending.isClean);
        QCOMPARE(ending.replies.size(), 1U);
        const auto *answer = std::get_if<wire::Answer>(&ending.replies[0]);
        QVERIFY(answer && std::holds_alternative<Inventory>(*answer));
        QCOMPARE(std::get<Inventory>(*answer).target.size, Bytes(16 << 20));
    }

    void listsDisks()
    {
        const QTemporaryDir folder;
        const Ending ending =
            run(asking(wire::Request::Verb::List, QString()), folder.filePath(QStringLiteral("jobs")));
        QCOMPARE(ending.status, 0);
        const auto *answer = std::get_if<wire::Answer>(&ending.replies.at(0));
        QVERIFY(answer && std::holds_alternative<std::vector<DiskSummary>>(*answer));
    }

    void refusesAPlanThatIsNotItsOwn()
    {
        const QTemporaryDir folder;
        const QString image = imageIn(folder);
        const wire::Request request{.verb = wire::Request::Verb::Apply,
                                    .path = image.toStdString(),
                                    .design = Design(),
                                    .plan = Plan{.fingerprint = "f", .steps = {step::SaveTable()}}};
        const Ending ending = run(wire::frame(encode(request)), folder.filePath(QStringLiteral("jobs")));
        const ErrorCode code = errorOf(ending);
        QVERIFY(code == ErrorCode::StaleLayout
                || code == ErrorCode::Refused);  // no table: a finding says so first
        QFile file(image);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count('\0'), 16 << 20);
    }

    void refusesABlockDeviceToOrdinaryUsers()
    {
        constexpr uid_t nobody = 65534;
        const bool isRoot = ::geteuid() == 0;
        const QTemporaryDir folder;
        const QString jobs = folder.filePath(QStringLiteral("jobs"));
        QVERIFY(QDir().mkdir(jobs)
                && QFile::setPermissions(jobs, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        if (isRoot)
            QVERIFY(::chown(qPrintable(jobs), nobody, nobody) == 0
                    && ::chmod(qPrintable(folder.path()), 0711) == 0);
        const Ending ending =
            run(asking(wire::Request::Verb::Probe, QStringLiteral("/dev/loop0")), jobs, isRoot ? nobody : 0);
        QCOMPARE(errorOf(ending), ErrorCode::Denied);
        QCOMPARE(std::get<Error>(ending.replies.at(0)).subject, "/dev/loop0");
    }

    void refusesWhatIsNoRequest_data()
    {
        QTest::addColumn<QByteArray>("input");
        const QByteArray good = asking(wire::Request::Verb::List, QString());
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("words") << QByteArray("please probe /dev/sda\n");
        QTest::newRow("a frame cut short") << good.chopped(1);
        QTest::newRow("a length cut short") << good.first(3);
        QTest::newRow("a frame of 4 GiB") << QByteArray(8, '\xff');
        QTest::newRow("a cancel before anything") << wire::frame(wire::cancelMessage());
        QTest::newRow("an empty map") << wire::frame(QCborMap());
    }

    void refusesWhatIsNoRequest()
    {
        QFETCH(const QByteArray, input);
        const QTemporaryDir folder;
        const Ending ending = run(input, folder.filePath(QStringLiteral("jobs")));
        QCOMPARE(ending.status, 1);
        QVERIFY(ending.isClean);
        QCOMPARE(errorOf(ending), ErrorCode::Invalid);
    }

    void garbageAfterTheRequestDoesNotStopTheJob()
    {
        const QTemporaryDir folder;
        const Ending ending = run(asking(wire::Request::Verb::Probe, imageIn(folder)) + "garbage",
                                  folder.filePath(QStringLiteral("jobs")));
        QCOMPARE(ending.status, 0);
        QVERIFY(std::holds_alternative<wire::Answer>(ending.replies.at(0)));
    }
};

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
