// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/kiwi_file.h"
#include "core/exchange/kiwi_writer.h"
#include "tests/support/random_description.h"

#include <QTest>

using namespace parterre;

/// What is written is read as it was.
class KiwiWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWhatIsReadAgain();
    void writesTextThatXmlWouldTake();
};

namespace {

Result<kiwi::Description> readAgain(const kiwi::Description &description)
{
    const exchange::KiwiChoice choice{
        .type = {}, .profiles = {}, .architecture = QString::fromStdString(description.architecture)};
    auto read = exchange::readKiwiFile(exchange::writeKiwiFile(description), choice, [](const QString &) {
        return Result<QByteArray>(fail(ErrorCode::Invalid, {}, "nothing is included"));
    });
    if (read) {
        read->line = description.line;
        for (kiwi::CustomPartition &partition : read->partitions)
            partition.line = 0;
    }
    return read;
}

}

void KiwiWriterTest::writesWhatIsReadAgain()
{
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        kiwi::Description description = test::randomDescription(seed);
        description.isMbrForced = seed % 3 == 0;
        description.isHybrid = seed % 5 == 0;
        description.isRaid = seed % 7 == 0;
        description.hasIntegrity = seed % 11 == 0;
        description.size->isAdditive = seed % 13 == 0;
        description.size->unpartitioned = Bytes(1048576) * std::int64_t(seed % 17);
        description.targetType = seed % 19 == 0 ? "GPT" : "";
        description.volumes = seed % 23 == 0 ? kiwi::Volumes::Lvm : kiwi::Volumes::None;
        const auto read = readAgain(description);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QVERIFY2(*read == description, exchange::writeKiwiFile(description).constData());
    }
}

void KiwiWriterTest::writesTextThatXmlWouldTake()
{
    kiwi::Description description;
    description.rootLabel = "A\"<&>'ü";
    QCOMPARE(readAgain(description).value().rootLabel, description.rootLabel);
}

QTEST_GUILESS_MAIN(KiwiWriterTest)
#include "tst_kiwi_writer.moc"
