// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/utf8_locale.h"

#include <QTest>

#include <clocale>
#include <langinfo.h>

using namespace parterre;

/// UTF-8 in whatever environment a program is started.
class Utf8LocaleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesItUtf8AndKeepsTheLanguage_data()
    {
        QTest::addColumn<QByteArray>("all");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("language");
        QTest::addColumn<QByteArray>("wanted");
        QTest::newRow("nothing set") << QByteArray() << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("C by LC_ALL") << QByteArray("C") << QByteArray() << QByteArray() << QByteArray("C");
        QTest::newRow("C by LC_CTYPE, German")
            << QByteArray() << QByteArray("C") << QByteArray("de_DE.UTF-8") << QByteArray("de_DE.UTF-8");
        QTest::newRow("Latin-1 by LC_ALL") << QByteArray("de_DE.ISO-8859-1") << QByteArray()
                                           << QByteArray("en_GB.UTF-8") << QByteArray("de_DE.ISO-8859-1");
    }
    void makesItUtf8AndKeepsTheLanguage()
    {
        QFETCH(const QByteArray, all);
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, language);
        QFETCH(const QByteArray, wanted);
        const auto set = [](const char *name, const QByteArray &value) {
            return value.isEmpty() ? qunsetenv(name) : qputenv(name, value);
        };
        QVERIFY(set("LC_ALL", all) && set("LC_CTYPE", type) && set("LANG", language));
        useUtf8Locale();
        QCOMPARE(QByteArray(nl_langinfo(CODESET)), QByteArray("UTF-8"));
        QCOMPARE(qgetenv("LANG"), wanted);
        QVERIFY(!qEnvironmentVariableIsSet("LC_ALL"));
    }

    void leavesAnEnvironmentThatIsUtf8Alone()
    {
        QVERIFY(qputenv("LC_ALL", "C.UTF-8") && qunsetenv("LC_CTYPE"));
        useUtf8Locale();
        QCOMPARE(qgetenv("LC_ALL"), QByteArray("C.UTF-8"));
        QVERIFY(!qEnvironmentVariableIsSet("LC_CTYPE"));
    }
};

QTEST_GUILESS_MAIN(Utf8LocaleTest)
#include "tst_utf8_locale.moc"
