// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/answer_channel.h"

#include <QTest>

#include <poll.h>

#include <fcntl.h>
#include <unistd.h>

using namespace parterre;

namespace {

int fdOf(const QVariantMap &arguments, const char *name)
{
    return arguments.value(QLatin1StringView(name)).value<QDBusUnixFileDescriptor>().fileDescriptor();
}

bool isClosed(const AnswerChannel &channel)
{
    pollfd line{.fd = channel.line(), .events = POLLIN, .revents = 0};
    return ::poll(&line, 1, 0) == 1 && (line.revents & POLLHUP) != 0;
}

constexpr int whole = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

}

class TestAnswerChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsSealedIsTheAnswer()
    {
        const AnswerChannel channel = AnswerChannel::open().value();
        const int fd = fdOf(channel.arguments(), "answer");
        QCOMPARE(::pwrite(fd, "answer", 6, 0), 6);
        QVERIFY(!channel.answer());
        QCOMPARE(::fcntl(fd, F_ADD_SEALS, whole), 0);
        QCOMPARE(channel.answer().value(), "answer");
    }

    /// Each of these seals alone leaves a way to change what was read.
    void whatIsHalfSealedIsNone()
    {
        for (const int missing : {F_SEAL_SHRINK, F_SEAL_GROW, F_SEAL_WRITE}) {
            const AnswerChannel channel = AnswerChannel::open().value();
            const int fd = fdOf(channel.arguments(), "answer");
            QCOMPARE(::pwrite(fd, "answer", 6, 0), 6);
            QCOMPARE(::fcntl(fd, F_ADD_SEALS, whole & ~missing), 0);
            QVERIFY(!channel.answer());
            QCOMPARE(::fcntl(fd, F_ADD_SEALS, missing), 0);
            QVERIFY(channel.answer());
        }
    }

    void nothingAndTooMuchAreNone()
    {
        for (const off_t size : {off_t{0}, (off_t{64} << 20) + 1}) {
            const AnswerChannel channel = AnswerChannel::open().value();
            const int fd = fdOf(channel.arguments(), "answer");
            QCOMPARE(::ftruncate(fd, size), 0);
            QCOMPARE(::fcntl(fd, F_ADD_SEALS, whole), 0);
            QVERIFY(!channel.answer());
        }
        QVERIFY(!AnswerChannel().answer());
    }

    /// KAuth keeps the arguments for as long as it hopes for a reply.
    void theLineIsTheHelpersAloneOnceWeLetGo()
    {
        AnswerChannel channel = AnswerChannel::open().value();
        const QVariantMap kept = channel.arguments();
        const int helpers = ::fcntl(fdOf(kept, "line"), F_DUPFD_CLOEXEC, 3);
        QVERIFY(helpers >= 0);
        QVERIFY(!isClosed(channel));
        channel.letGo();
        QVERIFY(!isClosed(channel));
        QCOMPARE(fdOf(kept, "line"), -1);
        ::close(helpers);
        QVERIFY(isClosed(channel));
    }
};

QTEST_GUILESS_MAIN(TestAnswerChannel)
#include "tst_answer_channel.moc"
