// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/codec.h"
#include "core/wire/frame.h"

#include <QTest>

using namespace parterre;
using wire::FrameReader;

namespace {

const QCborMap one{{QStringLiteral("one"), 1}};
const QCborMap two{{QStringLiteral("two"), 2}};

}

class TestFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsFramesTogetherWhateverThePiecesAre()
    {
        const QByteArray bytes = wire::frame(one) + wire::frame(two);
        for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
            FrameReader reader;
            std::vector<QCborMap> read;
            for (qsizetype at = 0; at < bytes.size(); at += piece) {
                reader.add(QByteArrayView(bytes).sliced(at, std::min(piece, bytes.size() - at)));
                for (auto next = reader.next(); *next; next = reader.next())
                    read.push_back(**next);
            }
            QCOMPARE(read.size(), 2U);
            QCOMPARE(read[0], one);
            QCOMPARE(read[1], two);
            QVERIFY(reader.isAtBoundary());
        }
    }

    void knowsThatAFrameIsNotWhole()
    {
        FrameReader reader;
        QVERIFY(reader.isAtBoundary());
        reader.add(wire::frame(one).chopped(1));
        QVERIFY(!reader.next().value().has_value());
        QVERIFY(!reader.isAtBoundary());
    }

    void refusesWhatIsNoFrameForGood_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("length 0") << QByteArray(4, '\0');
        QTest::newRow("length over 64 MiB") << QByteArray("\x04\x00\x00\x01", 4);
        QTest::newRow("words") << QByteArray("Usage: parterre-runner");
        QTest::newRow("not CBOR") << QByteArray("\x00\x00\x00\x01\xff", 5);
    }

    void refusesWhatIsNoFrameForGood()
    {
        QFETCH(const QByteArray, bytes);
        FrameReader reader;
        reader.add(bytes);
        QCOMPARE(reader.next().error().code, ErrorCode::Invalid);
        reader.add(wire::frame(one));
        QVERIFY(!reader.next());
    }
};

QTEST_GUILESS_MAIN(TestFrame)
#include "tst_frame.moc"
