// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/describe.h"
#include "core/text/size_text.h"

#include <QTest>

using namespace parterre;

class SizeTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void permitsAndRefuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qint64>("bytes");  // -1: refused
        const auto row = [](const char *text, qint64 bytes) {
            QTest::newRow(*text == 0 ? "nothing" : text) << QByteArray(text) << bytes;
        };
        row("0", 0);
        row("1048576", 1048576);
        row("512B", 512);
        row("512 bytes", 512);
        row("1 byte", 1);
        row("3GiB", qint64{3} << 30);
        row("3 GiB", qint64{3} << 30);
        row("3  gib", qint64{3} << 30);
        row("512MIB", qint64{512} << 20);
        row("1.5KiB", 1536);
        row("1.125 TiB", (qint64{9} << 40) / 8);
        row("1.000 MiB", 1 << 20);
        row("1024 PiB", qint64{1} << 60);
        row("1024.001 PiB", -1);
        row("1025 PiB", -1);
        row("1152921504606846976", qint64{1} << 60);
        row("1152921504606846977", -1);
        row("99999999999999999999", -1);
        row("0.1 MiB", -1);
        row("1.0625 MiB", -1);
        row("1.5", -1);
        row("1.5 B", -1);
        row("", -1);
        row("GiB", -1);
        row(".5 GiB", -1);
        row("5. GiB", -1);
        row("1.2.3 GiB", -1);
        row("-1 GiB", -1);
        row("+1 GiB", -1);
        row(" 1 GiB", -1);
        row("1 GiB ", -1);
        row("1 GB", -1);
        row("1G", -1);
        row("1,5 GiB", -1);
        row("min", -1);
    }
    void permitsAndRefuses()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const qint64, bytes);
        const std::optional<Bytes> size = sizeFromText(text.toStdString());
        QCOMPARE(size ? qint64{size->count()} : -1, bytes);
    }

    void readsWhatIsSaid()
    {
        for (const std::int64_t size : {std::int64_t{1}, std::int64_t{512}, std::int64_t{1} << 20U,
                                        std::int64_t{11810094592}, std::int64_t{3} << 50U})
            QVERIFY(sizeFromText(exactSizeText(Bytes(size))) == Bytes(size));
    }
};

QTEST_GUILESS_MAIN(SizeTextTest)
#include "tst_size_text.moc"
