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
    void namesAreWhatRfc9562Says_data();
    void namesAreWhatRfc9562Says();
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

void UuidTest::namesAreWhatRfc9562Says_data()
{
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    const QByteArray drawn = "3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab";
    QTest::newRow("the example of the standard")
        << dns << QByteArray("www.example.com") << QByteArray("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    // By Python's uuid5, at the lengths where the padding begins another block.
    QTest::newRow("no name") << drawn << QByteArray() << QByteArray("16ff0837-d9a3-5ea8-aeac-0fb41026f23c");
    QTest::newRow("55 bytes") << drawn << QByteArray(39, 'x')
                              << QByteArray("483db545-c37f-5309-b6ec-13e0ab93b5fc");
    QTest::newRow("56 bytes") << drawn << QByteArray(40, 'x')
                              << QByteArray("73359b36-e970-5083-97a5-c6e3f2fc6686");
    QTest::newRow("63 bytes") << drawn << QByteArray(47, 'x')
                              << QByteArray("f1189dc4-055b-5f3e-8b74-a6c55cbf0b10");
    QTest::newRow("64 bytes") << drawn << QByteArray(48, 'x')
                              << QByteArray("c87b717b-dd89-5743-9116-b71603c00db1");
    QTest::newRow("four blocks") << drawn << QByteArray(200, 'x')
                                 << QByteArray("e113f8a3-8a7e-5a0d-a9f6-f3011f8a580f");
}

void UuidTest::namesAreWhatRfc9562Says()
{
    QFETCH(const QByteArray, space);
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, expected);
    const Uuid named = Uuid::named(*Uuid::parse(space.toStdString()), name.toStdString());
    QCOMPARE(named.toString(), expected.toStdString());
}

QTEST_GUILESS_MAIN(UuidTest)
#include "tst_uuid.moc"
