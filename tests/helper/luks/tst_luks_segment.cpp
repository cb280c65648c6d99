// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/luks_segment.h"

#include <QTest>

namespace parterre {

/// How large the data of an LUKS2 says that it is.
class TestLuksSegment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsSizeIsFound_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<qint64>("size");  // -1: none
        const auto row = [](const char *what, const char *json, qint64 size) {
            QTest::newRow(what) << QByteArray(json) << size;
        };
        row("dynamic", R"({"segments":{"0":{"type":"crypt","offset":"4096","size":"dynamic"}}})", -1);
        row("a number", R"({"segments": { "0" : {"size" : "8192","offset":"4096"}}})", 8192);
        row("behind a token that says the same",
            R"({"tokens":{"0":{"segments":{"0":{"size":"1"}}}},"segments":{"0":{"size":"8192"}}})", 8192);
        row("behind a text that says the same",
            "{\"tokens\":{\"0\":{\"a\":\"}},\\\"segments\\\":{\\\"0\\\":{\\\"size\\\":\\\"1\\\"\"}},"
            "\"segments\":{\"0\":{\"size\":\"8192\"}}}",
            8192);
        row("in a digest, which has another meaning", R"({"digests":{"0":{"segments":["0"],"size":"7"}}})",
            -1);
        row("of the first of two", R"({"segments":{"0":{"size":"1"},"1":{"size":"2"}}})", 1);
        row("no number", R"({"segments":{"0":{"size":"many"}}})", 0);
        row("less than nothing", R"({"segments":{"0":{"size":"-4096"}}})", 0);
        row("more than any disk", R"({"segments":{"0":{"size":"99999999999999999999"}}})", 0);
        row("cut off", "{\"segments\":{\"0\":{\"size\":\"81", -1);
        row("nothing", "", -1);
    }

    void itsSizeIsFound()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const qint64, size);
        const auto found = luksSegmentSize(json.toStdString());
        QCOMPARE(found ? found->count() : -1, size);
    }
};

}

QTEST_GUILESS_MAIN(parterre::TestLuksSegment)
#include "tst_luks_segment.moc"
