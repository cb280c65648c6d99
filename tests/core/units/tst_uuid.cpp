// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/uuid.h"

#include <QTest>

#include <set>

using namespace parterre;

/// UUIDs as text, and new ones.
class UuidTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites();
    void readsBothCases();
    void refuses_data();
    void refuses();
    void drawsRandomOnesOfVersion4();
    void drawsNoneTwice();
    void isNilOnlyWhenAllZero();
};

void UuidTest::readsWhatItWrites()
{
    const std::string text = "0fc63daf-8483-4772-8e79-3d69d8477de4";
    const auto uuid = Uuid::parse(text);
    QVERIFY(uuid.has_value());
    QCOMPARE(uuid->bytes[0], std::uint8_t{0x0f});
    QCOMPARE(uuid->bytes[15], std::uint8_t{0xe4});
    QCOMPARE(uuid->toString(), text);
    QCOMPARE(uuid->toUpper(), std::string("0FC63DAF-8483-4772-8E79-3D69D8477DE4"));
    for (int i = 0; i < 1000; ++i) {
        const Uuid drawn = Uuid::draw();
        QVERIFY(Uuid::parse(drawn.toString()) == drawn);
        QVERIFY(Uuid::parse(drawn.toUpper()) == drawn);
    }
}

void UuidTest::readsBothCases()
{
    QVERIFY(Uuid::parse("ABCDEF01-2345-6789-abcd-ef0123456789")
            == Uuid::parse("abcdef01-2345-6789-ABCD-EF0123456789"));
}

void UuidTest::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one digit short") << QByteArray("0fc63daf-8483-4772-8e79-3d69d8477de");
    QTest::newRow("one digit long") << QByteArray("0fc63daf-8483-4772-8e79-3d69d8477de40");
    QTest::newRow("braces") << QByteArray("{0fc63daf-8483-4772-8e79-3d69d8477de4}");
    QTest::newRow("no dashes") << QByteArray("0fc63daf84834772 8e79 3d69d8477de4 ..");
    QTest::newRow("a dash in another place") << QByteArray("0fc63da-f8483-4772-8e79-3d69d8477de4");
    QTest::newRow("a letter that is no digit") << QByteArray("0fc63dag-8483-4772-8e79-3d69d8477de4");
    QTest::newRow("a sign") << QByteArray("+fc63daf-8483-4772-8e79-3d69d8477de4");
    QTest::newRow("a FAT serial") << QByteArray("ABCD-1234");
}

void UuidTest::refuses()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!Uuid::parse(text.toStdString()));
}

void UuidTest::drawsRandomOnesOfVersion4()
{
    for (int i = 0; i < 1000; ++i) {
        const Uuid uuid = Uuid::draw();
        QCOMPARE(uuid.bytes[6] >> 4, 4);
        QCOMPARE(uuid.bytes[8] >> 6, 2);
    }
}

void UuidTest::drawsNoneTwice()
{
    std::set<Uuid> drawn;
    for (int i = 0; i < 10'000; ++i)
        drawn.insert(Uuid::draw());
    QCOMPARE(drawn.size(), std::size_t{10'000});
    // FAT serials are the first four bytes alone.
    std::set<std::array<std::uint8_t, 4>> serials;
    for (const Uuid &uuid : drawn)
        serials.insert({uuid.bytes[0], uuid.bytes[1], uuid.bytes[2], uuid.bytes[3]});
    QVERIFY(serials.size() > 9'990);
}

void UuidTest::isNilOnlyWhenAllZero()
{
    QVERIFY(Uuid().isNil());
    Uuid uuid;
    uuid.bytes[15] = 1;
    QVERIFY(!uuid.isNil());
}

QTEST_GUILESS_MAIN(UuidTest)
#include "tst_uuid.moc"
