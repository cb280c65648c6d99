// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/json.h"
#include "core/exchange/report_file.h"

#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace parterre;
using namespace parterre::literals;

namespace {

Slot slot(int number, Role role)
{
    Slot slot;
    slot.number = number;
    slot.extent = {.begin = Offset() + Bytes(number * (200LL << 20)), .size = 3_MiB - 4096_B};
    slot.role = role;
    slot.cloneIndex = role == Role::Clone ? 1 : 0;
    slot.partidsName = role == Role::Other ? "" : "root";
    slot.guid = "guid " + std::to_string(number);
    slot.content.uuid = "uuid " + std::to_string(number);
    return slot;
}

Imprint imprintOf(int number)
{
    return {.partition = number,
            .blocks = Blocks::Used,
            .kind = DigestKind::Xxh3,
            .pieceSize = 1_MiB,
            .digests = {"aa", "", "bb"}};
}

/// A clone and its origin, and something else.
Report report()
{
    Report report{.disk = DiskState::Done, .error = std::nullopt};
    report.after.table.id = "table";
    report.after.slots = {slot(1, Role::Other), slot(2, Role::Clone), slot(3, Role::Origin)};
    report.imprints = {imprintOf(2), imprintOf(3)};
    report.started = "2026-11-21T10:00:00Z";
    return report;
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

QJsonObject changed(QJsonObject object, const QStringList &path, const QJsonValue &value)
{
    const QString key = path.first();
    QJsonValue inner = path.size() == 1 ? value : changed(object[key].toObject(), path.sliced(1), value);
    if (inner.isUndefined())
        object.remove(key);
    else
        object[key] = inner;
    return object;
}

QString refusal(const QByteArray &bytes)
{
    const Result<FormerState> read = exchange::readReportFile(bytes);
    return read ? QString() : QString::fromStdString(read.error().detail);
}

}

class TestReportFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatWasWritten()
    {
        const Result<FormerState> read =
            exchange::readReportFile(bytesOf(exchange::reportJson(report(), {})));
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        FormerState wanted{.started = "2026-11-21T10:00:00Z", .tableId = "table", .partitions = {}};
        for (const int number : {2, 3})
            wanted.partitions.push_back({.number = number,
                                         .extent = slot(number, Role::Clone).extent,
                                         .guid = "guid " + std::to_string(number),
                                         .uuid = "uuid " + std::to_string(number),
                                         .name = "root",
                                         .cloneIndex = number == 2 ? 1 : 0,
                                         .imprint = imprintOf(number)});
        QVERIFY(*read == wanted);
    }

    void whatWasNotHashedHasNoDigests()
    {
        Report shared = report();
        shared.imprints.pop_back();
        const auto read = exchange::readReportFile(bytesOf(exchange::reportJson(shared, {})));
        QVERIFY(read && read->partitions[0].imprint && !read->partitions[1].imprint);
    }

    void refusesWhatItCannotCompare_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("wrong");  // empty: permitted
        const QJsonObject good = exchange::reportJson(report(), {});
        const auto row = [&](const char *name, const QStringList &path, const QJsonValue &value,
                             const char *wrong) {
            QTest::newRow(name) << bytesOf(changed(good, path, value)) << QString::fromLatin1(wrong);
        };
        const QString digests = QStringLiteral("digests");
        QTest::newRow("as it is") << bytesOf(good) << QString();
        row("with a key of a later version", {QStringLiteral("later")}, 1, "");
        row("with one further in", {digests, QStringLiteral("later")}, 1, "");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("is not a report");
        QTest::newRow("no JSON") << QByteArray("\x7f"
                                               "ELF")
                                 << QStringLiteral("is not a report");
        QTest::newRow("a list") << QByteArray("[1]") << QStringLiteral("is not a report");
        QTest::newRow("a design") << QByteArray(R"({"parterre-design": 1})")
                                  << QStringLiteral("is not a report");
        row("no layout", {QStringLiteral("after")}, QJsonValue::Undefined, "is not a report");
        row("of a failure", {QStringLiteral("disk")}, QStringLiteral("unchanged"), "did not come to its end");
        row("of an earlier version", {digests}, QJsonValue::Undefined, "a report without digests");
        row("of a later form", {digests, QStringLiteral("form")}, 2, "does not know");
        row("without a form", {digests, QStringLiteral("form")}, QJsonValue::Undefined, "does not know");
        row("no list of them", {digests, QStringLiteral("partitions")}, 1, "expected a list");
        row("no partitions", {QStringLiteral("after"), QStringLiteral("partitions")}, QJsonArray(),
            "digests of partition 2, which is not there");
        row("no objects", {QStringLiteral("after"), QStringLiteral("partitions")}, QJsonArray{1},
            "after.partitions[0]: expected an object");
        const QJsonArray imprints = good[digests].toObject()[QStringLiteral("partitions")].toArray();
        const auto imprintRow = [&](const char *name, const char *key, const QJsonValue &value,
                                    const char *wrong) {
            QJsonArray spoiled = imprints;
            spoiled[0] = changed(spoiled[0].toObject(), {QString::fromLatin1(key)}, value);
            row(name, {digests, QStringLiteral("partitions")}, spoiled, wrong);
        };
        imprintRow("the same again", "number", 3, "partition 3, which is not there or has others");
        imprintRow("of what is no clone", "number", 1, "partition 1, which is not there");
        imprintRow("too few", "pieces", QJsonArray{QStringLiteral("aa")}, "do not fit its size");
        imprintRow("other pieces", "piece", 4096, "do not fit its size");
        imprintRow("no texts", "pieces", QJsonArray{1, 2, 3}, "expected digests");
        imprintRow("an endless text", "pieces", QJsonArray{QString(65, QLatin1Char('a')), {}, {}},
                   "expected digests");
        imprintRow("another algorithm", "algorithm", QStringLiteral("md5"), "is not a word");
        imprintRow("no size", "piece", QJsonValue::Undefined, "piece: is missing");
        imprintRow("a size of nothing", "piece", 0, "expected a whole number");
    }
    void refusesWhatItCannotCompare()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, wrong);
        const QString said = refusal(bytes);
        QVERIFY2(wrong.isEmpty() ? said.isEmpty() : said.contains(wrong), qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestReportFile)
#include "tst_report_file.moc"
