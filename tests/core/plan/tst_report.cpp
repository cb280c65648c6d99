// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/report.h"

#include <QTest>

using namespace parterre;

/// What a report calls a success.
class ReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isASuccessOnlyWhereAllWasDoneAndRead_data();
    void isASuccessOnlyWhereAllWasDoneAndRead();
    void saysWhatCouldNotBeRead();
};

namespace {

Report done()
{
    Report report;
    report.disk = DiskState::Done;
    report.error.reset();
    report.steps.resize(3);
    return report;
}

const UnreadRange lost{.partition = 3, .where = {.begin = Offset(4096), .size = Bytes(8192)}};

}

void ReportTest::isASuccessOnlyWhereAllWasDoneAndRead_data()
{
    QTest::addColumn<int>("disk");
    QTest::addColumn<bool>("hasError");
    QTest::addColumn<bool>("hasUnread");
    QTest::addColumn<bool>("isPublished");
    QTest::addColumn<bool>("isSuccess");
    QTest::newRow("all of it") << int(DiskState::Done) << false << false << true << true;
    QTest::newRow("not all read") << int(DiskState::Done) << false << true << true << false;
    QTest::newRow("an error at the end") << int(DiskState::Done) << true << false << false << false;
    QTest::newRow("not done") << int(DiskState::Incomplete) << false << false << false << false;
    QTest::newRow("nothing done") << int(DiskState::Unchanged) << false << true << false << false;
}

void ReportTest::isASuccessOnlyWhereAllWasDoneAndRead()
{
    QFETCH(const int, disk);
    QFETCH(const bool, hasError);
    QFETCH(const bool, hasUnread);
    Report report = done();
    report.disk = DiskState(disk);
    if (hasError)
        report.error = Error{};
    if (hasUnread)
        report.steps[1].unread = {lost};
    QTEST(report.isPublished(), "isPublished");
    QTEST(report.isSuccess(), "isSuccess");
}

void ReportTest::saysWhatCouldNotBeRead()
{
    Report report = done();
    QCOMPARE(describe(report).id, std::string("disk-done"));
    report.steps[0].unread = {lost};
    report.steps[2].unread = {lost, lost};
    QCOMPARE(report.unread().size(), std::size_t{3});
    QCOMPARE(english(describe(report)),
             std::string("The new layout is in place, but 24 KiB of the origins could not be read (ranges: "
                         "3). The copies hold zeros there and are NOT equal to their origins."));
    QCOMPARE(english(describe(lost)),
             std::string("Partition 3: bytes 4096 to 12287 could not be read; zeros were written in their "
                         "place."));
    report.disk = DiskState::Incomplete;
    QCOMPARE(describe(report).id, std::string("disk-incomplete"));
}

QTEST_GUILESS_MAIN(ReportTest)
#include "tst_report.moc"
