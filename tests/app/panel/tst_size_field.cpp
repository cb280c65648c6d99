// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/size_field.h"

#include <QLineEdit>
#include <QTest>

using namespace parterre;

/// A size that is typed, or changed by keys.
class TestSizeField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSizesToTheByte()
    {
        const auto field = shown(std::int64_t{3} << 30U);
        QCOMPARE(field->text(), QStringLiteral("3 GiB"));
        field->setSize(Bytes(1025 << 20));
        QCOMPARE(field->text(), QStringLiteral("1025 MiB"));
        field->setSize(Bytes(1049088));
        QCOMPARE(field->text(), QStringLiteral("1049088 B"));
    }

    void asksForWhatIsTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<qint64>("wanted");  // -1: nothing is
        QTest::addColumn<QString>("shown");
        const QLocale english(QLocale::English);
        const QLocale german(QLocale::German);
        const auto row = [](const QString &typed, const QLocale &locale, qint64 wanted, const char *shown) {
            QTest::newRow(qPrintable(typed + locale.name()))
                << typed << locale << wanted << QString::fromLatin1(shown);
        };
        row(QStringLiteral("2GiB"), english, qint64{2} << 30, "2 GiB");
        row(QStringLiteral(" 1.5 gib "), english, 3 << 29, "1536 MiB");
        row(QStringLiteral("1,5 GiB"), german, 3 << 29, "1536 MiB");
        row(QStringLiteral("1048576"), english, 1 << 20, "1 MiB");
        row(QStringLiteral("1024 MiB"), english, -1, "1 GiB");
        row(QStringLiteral("much"), english, -1, "1 GiB");
        row(QStringLiteral("1.0001 GiB"), english, -1, "1 GiB");
        row(QString(), english, -1, "1 GiB");
    }
    void asksForWhatIsTyped()
    {
        QFETCH(const QString, typed);
        QFETCH(const QLocale, locale);
        QFETCH(const qint64, wanted);
        QFETCH(const QString, shown);
        const auto field = TestSizeField::shown(1 << 30);
        field->setLocale(locale);
        std::vector<Bytes> asked;
        connect(field.get(), &SizeField::sizeWanted, this, [&](Bytes size) { asked.push_back(size); });
        write(*field, typed);
        QVERIFY(asked.empty());
        QTest::keyClick(field.get(), Qt::Key_Return);
        QVERIFY(asked == (wanted < 0 ? std::vector<Bytes>() : std::vector{Bytes(wanted)}));
        QCOMPARE(field->text(), shown);
    }

    void keysChangeItByAMebibyte()
    {
        const auto field = shown((10 << 20) + 512);
        std::vector<Bytes> asked;
        connect(field.get(), &SizeField::sizeWanted, this, [&](Bytes size) { asked.push_back(size); });
        QTest::keyClick(field.get(), Qt::Key_Down);
        QCOMPARE(field->text(), QStringLiteral("10 MiB"));
        QTest::keyClick(field.get(), Qt::Key_Up);
        QTest::keyClick(field.get(), Qt::Key_PageUp);
        QTest::keyClick(field.get(), Qt::Key_PageDown);
        QTest::keyClick(field.get(), Qt::Key_PageDown);
        QTest::keyClick(field.get(), Qt::Key_PageDown);
        QVERIFY((asked
                 == std::vector{Bytes(10 << 20), Bytes(11 << 20), Bytes(21 << 20), Bytes(11 << 20),
                                Bytes(1 << 20)}));
    }

    void leavesAloneWhatIsBeingTyped()
    {
        const auto field = shown(1 << 30);
        write(*field, QStringLiteral("2 G"));
        field->setSize(Bytes(1 << 30));
        QCOMPARE(field->text(), QStringLiteral("2 G"));
        // Another partition is selected.
        field->setSize(Bytes(512 << 20));
        QCOMPARE(field->text(), QStringLiteral("512 MiB"));
    }

private:
    static std::unique_ptr<SizeField> shown(std::int64_t size)
    {
        auto field = std::make_unique<SizeField>();
        field->setLocale(QLocale::c());
        field->setSize(Bytes(size));
        field->show();
        field->activateWindow();
        field->setFocus();
        if (!QTest::qWaitForWindowActive(field.get()))
            qFatal("not active");
        return field;
    }
    static void write(SizeField &field, const QString &text)
    {
        auto *line = field.findChild<QLineEdit *>();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
};

QTEST_MAIN(TestSizeField)
#include "tst_size_field.moc"
