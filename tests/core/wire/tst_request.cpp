// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/request.h"
#include "tests/core/wire/random_archive.h"

#include <QTest>

using namespace parterre;
using wire::Request;

namespace {

Request request(Request::Verb verb)
{
    const bool isApply = verb == Request::Verb::Apply;
    const bool isDesigned = isApply || verb == Request::Verb::Build;
    return {.verb = verb,
            .path = verb == Request::Verb::List ? "" : "/tmp/disk.img",
            .design = isDesigned ? std::optional(Design()) : std::nullopt,
            .plan = isApply ? std::optional(Plan{.fingerprint = "f", .steps = {step::SaveTable()}})
                            : std::nullopt};
}

bool isRead(const Request &request)
{
    const Result<Request> read = wire::decodeRequest(encode(request));
    return read.has_value() && *read == request;
}

}

class TestRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyVerbHasWhatItNeedsAndNothingElse_data()
    {
        using enum Request::Verb;
        QTest::addColumn<int>("verb");
        for (const Request::Verb verb : {List, Probe, Apply, Verify, FindJobs, Finish, Undo, Build})
            QTest::addRow("verb %d", int(verb)) << int(verb);
    }

    void everyVerbHasWhatItNeedsAndNothingElse()
    {
        QFETCH(const int, verb);
        const Request good = request(static_cast<Request::Verb>(verb));
        QVERIFY(isRead(good));

        Request path = good;
        path.path = good.path.empty() ? "/dev/sda" : "";
        QVERIFY(!isRead(path));
        Request design = good;
        design.design = good.design ? std::nullopt : std::optional(Design());
        QVERIFY(!isRead(design));
        Request plan = good;
        plan.plan = good.plan ? std::nullopt : std::optional(Plan());
        QVERIFY(!isRead(plan));
    }

    void anOldReportGoesWithVerifyAlone()
    {
        using enum Request::Verb;
        const auto with = [](Request::Verb verb, std::int64_t pieceSize, std::size_t pieces) {
            Request one = request(verb);
            FormerPartition partition;
            partition.extent.size = Bytes(100 << 20);
            partition.imprint = Imprint{.pieceSize = Bytes(pieceSize), .digests = {}};
            partition.imprint->digests.resize(pieces);
            one.former = FormerState{.started = "then", .tableId = "id", .partitions = {partition}};
            return one;
        };
        QVERIFY(isRead(with(Verify, 1 << 20, 100)));
        for (const Request::Verb verb : {List, Probe, Apply, FindJobs, Finish, Undo, Build})
            QVERIFY(!isRead(with(verb, 1 << 20, 100)));
        QVERIFY(!isRead(with(Verify, 1 << 20, 101)));
        QVERIFY(!isRead(with(Verify, 4096, 25600)));
    }

    void contentsGoWithBuildAlone()
    {
        using enum Request::Verb;
        for (const Request::Verb verb : {List, Probe, Apply, Verify, FindJobs, Finish, Undo, Build}) {
            Request one = request(verb);
            one.contents = {{.number = 3, .path = "/srv/root"}};
            QCOMPARE(isRead(one), verb == Build);
        }
    }

    void refusesAVerbThatIsNone()
    {
        QCborMap map = encode(request(Request::Verb::Undo));
        QVERIFY(wire::decodeRequest(map));
        map[QLatin1StringView("verb")] = 8;
        QVERIFY(!wire::decodeRequest(map));
    }

    void everyReplyComesBackAsItWas()
    {
        wire::RandomArchive random(3);
        const std::vector<wire::Reply> replies = {
            random.value<Progress>(),
            random.value<Error>(),
            wire::Answer(random.value<Inventory>()),
            wire::Answer(random.value<Report>()),
            wire::Answer(std::vector{random.value<DiskSummary>(), random.value<DiskSummary>()}),
            wire::Answer(std::vector<Check>()),
            wire::Answer(std::vector{random.value<JobState>()}),
        };
        for (const wire::Reply &reply : replies) {
            const Result<wire::Reply> read = wire::decodeReply(wire::encode(reply));
            QVERIFY(read.has_value());
            QVERIFY(*read == reply);
        }
    }

    void refusesACheckThatThisVersionHasNoWordsFor()
    {
        const Check known{.code = "geometry",
                          .isPassed = true,
                          .partitions = {1},
                          .message = {.id = messageIds().front(), .args = {}}};
        QVERIFY(wire::decodeReply(wire::encode(wire::Reply(wire::Answer(std::vector{known})))));
        Check unknown = known;
        unknown.message.id = "no such message";
        QVERIFY(!wire::decodeReply(wire::encode(wire::Reply(wire::Answer(std::vector{unknown})))));
    }

    void refusesAReplyThatIsTwoThings()
    {
        QCborMap map = wire::encode(wire::Reply(Error()));
        QVERIFY(wire::decodeReply(map));
        map.insert(QStringLiteral("progress"), wire::encode(Progress()));
        QVERIFY(!wire::decodeReply(map));
        QVERIFY(!wire::decodeReply(QCborMap()));
    }
};

QTEST_GUILESS_MAIN(TestRequest)
#include "tst_request.moc"
