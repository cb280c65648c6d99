// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/describe.h"

#include <QTest>

#include <cerrno>
#include <set>

using namespace parterre;

/// Sizes, times and errors in words.
class DescribeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsSizes_data();
    void tellsSizes();
    void tellsTimes_data();
    void tellsTimes();
    void hasWordsForEveryError();
    void saysWhatTheSystemSaid();
};

void DescribeTest::tellsSizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<QByteArray>("exact");
    QTest::newRow("none") << 0LL << QByteArray("0 bytes") << QByteArray("0 bytes");
    QTest::newRow("bytes") << 17LL << QByteArray("17 bytes") << QByteArray("17 bytes");
    QTest::newRow("a KiB") << 1024LL << QByteArray("1 KiB") << QByteArray("1 KiB");
    QTest::newRow("and a half") << 1536LL << QByteArray("1.5 KiB") << QByteArray("1536 bytes");
    QTest::newRow("MiB") << (512LL << 20) << QByteArray("512 MiB") << QByteArray("512 MiB");
    QTest::newRow("almost a GiB") << (1LL << 30) - 1 << QByteArray("1.0 GiB")
                                  << QByteArray("1073741823 bytes");
    QTest::newRow("GiB") << (3LL << 30) << QByteArray("3.0 GiB") << QByteArray("3 GiB");
    QTest::newRow("odd MiB") << (1025LL << 20) << QByteArray("1.0 GiB") << QByteArray("1025 MiB");
    QTest::newRow("hundreds") << (500LL << 30) + (300LL << 20) << QByteArray("500 GiB")
                              << QByteArray("512300 MiB");
    QTest::newRow("TiB") << 2000398934016LL << QByteArray("1.8 TiB") << QByteArray("1953514584 KiB");
}

void DescribeTest::tellsSizes()
{
    QFETCH(const qint64, bytes);
    QTEST(QByteArray::fromStdString(sizeText(Bytes(bytes))), "size");
    QTEST(QByteArray::fromStdString(exactSizeText(Bytes(bytes))), "exact");
}

void DescribeTest::tellsTimes_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("at once") << 0.4 << QByteArray("less than a second");
    QTest::newRow("seconds") << 12.4 << QByteArray("12 s");
    QTest::newRow("rounded up to a minute") << 59.6 << QByteArray("1 min 0 s");
    QTest::newRow("minutes") << 80.0 << QByteArray("1 min 20 s");
    QTest::newRow("hours") << 11100.0 << QByteArray("3 h 5 min");
}

void DescribeTest::tellsTimes()
{
    QFETCH(const double, seconds);
    QTEST(QByteArray::fromStdString(durationText(seconds)), "text");
}

void DescribeTest::hasWordsForEveryError()
{
    std::set<std::string> ids;
    for (int code = 0; code <= static_cast<int>(ErrorCode::HelperBusy); ++code) {
        for (const std::string detail : {"", "detail"}) {
            const Message message = describe(Error{.code = static_cast<ErrorCode>(code),
                                                   .subject = "/dev/sdb",
                                                   .systemErrno = 0,
                                                   .detail = detail});
            ids.insert(message.id);
            const std::string text = english(message);
            QVERIFY2(!text.contains('{') && text.size() > 10, text.c_str());
        }
    }
    QCOMPARE(ids.size(), static_cast<std::size_t>(ErrorCode::HelperBusy) + 1);
}

void DescribeTest::saysWhatTheSystemSaid()
{
    const Error error{
        .code = ErrorCode::Io, .subject = "/dev/sdb", .systemErrno = ENOSPC, .detail = "fdatasync"};
    QCOMPARE(english(describe(error)),
             std::string("Reading or writing /dev/sdb failed: No space left on device, fdatasync."));
}

QTEST_GUILESS_MAIN(DescribeTest)
#include "tst_describe.moc"
