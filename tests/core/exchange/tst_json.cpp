// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/json.h"
#include "core/layout/layout.h"
#include "tests/support/scenario.h"

#include <QJsonDocument>
#include <QTest>

using namespace parterre;

namespace {

Slot slot()
{
    return {.number = 3,
            .entry = EntryKind::Primary,
            .extent = {.begin = Offset(1048576), .size = Bytes(std::int64_t{1} << 42)},
            .role = Role::Clone,
            .source = 2,
            .cloneIndex = 1,
            .cloneOf = "boot",
            .partidsName = "boot",
            .partidsKey = "kiwi_bootPartClone1",
            .name = "p.lxbootclone1",
            .type = "0FC63DAF-8483-4772-8E79-3D69D8477DE4",
            .guid = "00000000-0000-4000-8000-000000000001",
            .attributes = 0,
            .isActive = false,
            .content = {.kind = ContentKind::Ext4,
                        .typeName = {},
                        .uuid = "u",
                        .subUuid = {},
                        .label = "BOOT",
                        .size = std::nullopt,
                        .used = Bytes(12345)},
            .isNew = true,
            .isDataInPlace = false,
            .mountPoint = "/boot"};
}

Layout layout()
{
    Layout layout;
    layout.table.kind = TableKind::Gpt;
    layout.table.entriesMax = 128;
    layout.diskSize = Bytes(std::int64_t{1} << 43);
    layout.slots = {slot()};
    layout.free = {{.begin = Offset(4096), .size = Bytes(8192)}};
    return layout;
}

QByteArray text(const QJsonValue &value)
{
    return QJsonDocument(value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject()))
        .toJson(QJsonDocument::Compact);
}

}

class TestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// The contract of scripts: these keys, with these values.
    void aLayoutHasTheKeysOfTheContract()
    {
        const QJsonObject json = exchange::layoutJson(layout());
        const QJsonObject table = json[QStringLiteral("table")].toObject();
        QCOMPARE(table[QStringLiteral("type")], QStringLiteral("gpt"));
        QCOMPARE(table[QStringLiteral("sector_size")], 512);
        QCOMPARE(table[QStringLiteral("entries_max")], 128);
        QCOMPARE(table[QStringLiteral("size")].toInteger(), qint64{1} << 43);
        const QJsonObject partition = json[QStringLiteral("partitions")].toArray().at(0).toObject();
        const QJsonObject wanted{
            {QStringLiteral("number"), 3},
            {QStringLiteral("name"), QStringLiteral("p.lxbootclone1")},
            {QStringLiteral("role"), QStringLiteral("clone")},
            {QStringLiteral("clone_of"), QStringLiteral("boot")},
            {QStringLiteral("clone_index"), 1},
            {QStringLiteral("partids_key"), QStringLiteral("kiwi_bootPartClone1")},
            {QStringLiteral("start"), 1048576},
            {QStringLiteral("size"), qint64{1} << 42},
            {QStringLiteral("type"), QStringLiteral("0FC63DAF-8483-4772-8E79-3D69D8477DE4")},
            {QStringLiteral("partuuid"), QStringLiteral("00000000-0000-4000-8000-000000000001")}};
        for (auto one = wanted.begin(); one != wanted.end(); ++one)
            QVERIFY2(partition[one.key()] == one.value(), qPrintable(one.key()));
        const QJsonObject content = partition[QStringLiteral("content")].toObject();
        QCOMPARE(content[QStringLiteral("kind")], QStringLiteral("ext4"));
        QCOMPARE(content[QStringLiteral("uuid")], QStringLiteral("u"));
        QCOMPARE(content[QStringLiteral("label")], QStringLiteral("BOOT"));
        QCOMPARE(content[QStringLiteral("used")], 12345);
        QCOMPARE(text(json[QStringLiteral("free")]), QByteArray(R"([{"size":8192,"start":4096}])"));
    }

    void sizesAreWholeNumbersHoweverLarge()
    {
        QVERIFY(text(exchange::layoutJson(layout())).contains("\"size\":4398046511104"));
    }

    void usedIsNullWhereTheFileSystemDoesNotSay()
    {
        Layout unknown = layout();
        unknown.slots[0].content.used.reset();
        QVERIFY(text(exchange::layoutJson(unknown)).contains("\"used\":null"));
        QVERIFY(!text(exchange::layoutJson(layout())).contains("\"used\":null"));
    }

    void aFindingSpeaksEnglish()
    {
        const std::vector<Finding> findings = {{.code = "table-full",
                                                .severity = Severity::Error,
                                                .partitions = {1, 2},
                                                .message = {.id = "table-full", .args = {"128", "130", "2"}},
                                                .fix = std::nullopt}};
        const QJsonObject json = exchange::findingsJson(findings).at(0).toObject();
        QCOMPARE(json[QStringLiteral("code")], QStringLiteral("table-full"));
        QCOMPARE(json[QStringLiteral("severity")], QStringLiteral("error"));
        QCOMPARE(text(json[QStringLiteral("partitions")]), QByteArray("[1,2]"));
        QCOMPARE(json[QStringLiteral("message")].toString(),
                 QString::fromStdString(english(findings[0].message)));
        QVERIFY(!json.contains(QStringLiteral("fix")));
    }

    void checksAndJobsHaveTheKeysOfTheContract()
    {
        const std::vector<Check> checks{{.code = "geometry",
                                         .isPassed = true,
                                         .partitions = {3, 4},
                                         .message = {.id = "check-no-clones", .args = {}}}};
        QCOMPARE(text(exchange::checksJson(checks)),
                 QByteArray(R"([{"code":"geometry","message":"There are no clones on this disk.",)"
                            R"("partitions":[3,4],"passed":true}])"));
        const std::vector<JobState> jobs{{.folder = "/jobs/1",
                                          .started = "2026-11-21T10:30:05Z",
                                          .disk = DiskState::Incomplete,
                                          .canFinish = true,
                                          .canUndo = false}};
        QCOMPARE(text(exchange::jobsJson(jobs)),
                 QByteArray(R"([{"can_finish":true,"can_undo":false,"disk":"incomplete",)"
                            R"("folder":"/jobs/1","started":"2026-11-21T10:30:05Z"}])"));
    }

    void aPlanHasLayoutFindingsAndSteps()
    {
        Derived derived;
        derived.designed = layout();
        derived.plan.steps = {step::SaveTable(), step::CheckIdentifiers()};
        const QJsonObject json = exchange::planJson(derived);
        QCOMPARE(json[QStringLiteral("steps")].toArray().size(), 2);
        QCOMPARE(json[QStringLiteral("steps")].toArray().at(0).toObject()[QStringLiteral("kind")],
                 QStringLiteral("save-table"));
        QCOMPARE(json[QStringLiteral("layout")].toObject(), exchange::layoutJson(layout()));
        QVERIFY(json[QStringLiteral("findings")].isArray());
    }

    void aProbeTellsTheTargetAndWhoUsesIt()
    {
        Inventory inventory;
        inventory.target.path = "/dev/sdx";
        inventory.target.kind = Target::Kind::BlockDevice;
        Partition partition;
        partition.number = 3;
        partition.uses = {{.kind = Use::Kind::Mounted, .what = "/mnt"}};
        inventory.partitions = {partition};
        const QJsonObject json = exchange::probeJson(inventory, layout());
        QCOMPARE(json[QStringLiteral("target")].toObject()[QStringLiteral("path")],
                 QStringLiteral("/dev/sdx"));
        QCOMPARE(json[QStringLiteral("target")].toObject()[QStringLiteral("kind")], QStringLiteral("device"));
        const QJsonObject first = json[QStringLiteral("partitions")].toArray().at(0).toObject();
        QCOMPARE(text(first[QStringLiteral("uses")]), QByteArray(R"([{"kind":"mounted","what":"/mnt"}])"));
    }

    /// A report that nobody filled in must not read as a success.
    void aReportIsAFailureUntilItSaysOtherwise()
    {
        Report report;
        QCOMPARE(exchange::reportJson(report, {})[QStringLiteral("success")], false);
        report.disk = DiskState::Done;
        report.error.reset();
        QCOMPARE(exchange::reportJson(report, {})[QStringLiteral("success")], true);
        QVERIFY(exchange::reportJson(report, {})[QStringLiteral("error")].isNull());
        QVERIFY(exchange::reportJson(report, {})[QStringLiteral("unread")].toArray().isEmpty());
    }

    void aReportListsWhatCouldNotBeReadAndIsNoSuccess()
    {
        Report report;
        report.disk = DiskState::Done;
        report.error.reset();
        report.steps.resize(2);
        report.steps[1].unread = {{.partition = 3, .where = {Offset(4096), Bytes(8192)}}};
        const QJsonObject json = exchange::reportJson(report, {});
        QCOMPARE(json[QStringLiteral("success")], false);
        QCOMPARE(text(json[QStringLiteral("unread")]),
                 QByteArray(R"([{"partition":3,"size":8192,"start":4096}])"));
    }

    void tellsWhatReferencesBecome()
    {
        const auto parsed = test::parseScenario("disk size=8GiB\n"
                                                "part 1 size=1GiB name=p.lxroot kind=ext4 uuid=b0\n"
                                                "part 2 size=1GiB name=p.lxhome kind=ext4 uuid=c0\n"
                                                "reference in=1 file=/etc/fstab by=number value=/dev/sda2\n"
                                                "reference in=1 file=/etc/fstab by=uuid value=UUID=c0\n"
                                                "follow\nrefer\nclones 1 1\n");
        const Derived derived = derive(parsed.inventory, parsed.design);
        const QJsonArray list = exchange::referencesJson(parsed.inventory, derived);
        QCOMPARE(list.size(), 2);
        const QJsonArray rewritten = list.at(0)[QLatin1StringView("rewritten")].toArray();
        QCOMPARE(rewritten.size(), 2);
        QCOMPARE(rewritten.at(0).toObject(),
                 (QJsonObject{{QStringLiteral("clone_index"), 1},
                              {QStringLiteral("new"), true},
                              {QStringLiteral("value"), QStringLiteral("/dev/sda3")}}));
        QCOMPARE(rewritten.at(1)[QLatin1StringView("new")].toBool(), false);
        QVERIFY(list.at(1)[QLatin1StringView("rewritten")].toArray().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestJson)
#include "tst_json.moc"
