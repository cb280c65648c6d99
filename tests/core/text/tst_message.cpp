// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message.h"

#include <QTest>

#include <set>

using namespace parterre;

/// Templates and what is filled in.
class MessageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsIn_data();
    void fillsIn();
    void hasEachIdOnceAndNoGapsInPlaces();
};

void MessageTest::fillsIn_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("filled");  // with the arguments A and {0}
    QTest::newRow("nothing to fill in") << QByteArray("plain") << QByteArray("plain");
    QTest::newRow("in order") << QByteArray("{0} and {1}") << QByteArray("A and {0}");
    QTest::newRow("in another order") << QByteArray("{1}{0}") << QByteArray("{0}A");
    QTest::newRow("twice") << QByteArray("{0}{0}") << QByteArray("AA");
    QTest::newRow("an argument that is missing") << QByteArray("{0} {2}") << QByteArray("A {2}");
    QTest::newRow("braces around words") << QByteArray("{x} {} {0}") << QByteArray("{x} {} A");
    QTest::newRow("a brace left open") << QByteArray("{0} {") << QByteArray("A {");
    QTest::newRow("a brace before a place") << QByteArray("{{0}") << QByteArray("{A");
    QTest::newRow("a sign is no number") << QByteArray("{-1} {+0}") << QByteArray("{-1} {+0}");
}

void MessageTest::fillsIn()
{
    QFETCH(const QByteArray, text);
    QTEST(QByteArray::fromStdString(fillIn(text.toStdString(), {"A", "{0}"})), "filled");
}

void MessageTest::hasEachIdOnceAndNoGapsInPlaces()
{
    std::set<std::string> seen;
    for (const std::string &id : messageIds()) {
        QVERIFY2(seen.insert(id).second, id.c_str());
        const std::string text = messageTemplate(id);
        QVERIFY2(!text.empty(), id.c_str());
        bool isMissing = false;
        for (int place = 0; place < 9; ++place) {
            const bool isThere = text.contains("{" + std::to_string(place) + "}");
            QVERIFY2(!(isThere && isMissing), id.c_str());
            isMissing = !isThere;
        }
    }
    QCOMPARE(english({.id = "disk-done", .args = {}}), messageTemplate("disk-done"));
}

QTEST_GUILESS_MAIN(MessageTest)
#include "tst_message.moc"
