// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/imprinter.h"

#include <QCryptographicHash>
#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr Bytes partition = 2_MiB + 1000_B;

std::vector<Digest> digestsOf(const QByteArray &bytes, DigestKind kind = DigestKind::Sha256)
{
    return blockDigests(kind, std::as_bytes(std::span(bytes)));
}

QByteArray sha(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray numbered(quint64 number, const QByteArray &block)
{
    QByteArray row;
    for (int shift = 56; shift >= 0; shift -= 8)
        row += static_cast<char>(number >> shift);
    return row + sha(block);
}

}

class TestImprinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsIntoPiecesOfABearableNumber()
    {
        QCOMPARE(imprintPieceSize(1_GiB), 1_MiB);
        QCOMPARE(imprintPieceSize(4_GiB), 1_MiB);
        QCOMPARE(imprintPieceSize(4_GiB + 1_B), 2_MiB);
        QCOMPARE(pieceCount(partition, 1_MiB), std::size_t{3});
        QCOMPARE(pieceCount(2_MiB, 1_MiB), std::size_t{2});
        QCOMPARE(pieceCount(0_B, 1_MiB), std::size_t{0});
    }

    /// Written down in Imprint: other programs may do the same.
    void aPieceIsTheDigestOfNumbersAndDigests()
    {
        const QByteArray a(4096, 'a');
        const QByteArray b(4096, 'b');
        const QByteArray end(1000, 'e');
        Imprinter imprinter(DigestKind::Sha256, partition);
        imprinter.add(Offset() + 8_KiB, digestsOf(a + QByteArray(4096, '\0') + b));
        imprinter.add(Offset() + 2_MiB, digestsOf(end));
        const std::vector<std::string> digests = imprinter.finish();
        QCOMPARE(digests.size(), std::size_t{3});
        QCOMPARE(digests[0], sha(numbered(2, a) + numbered(4, b)).toHex().toStdString());
        QCOMPARE(digests[1], std::string());
        QCOMPARE(digests[2], sha(numbered(512, end)).toHex().toStdString());
    }

    void zerosAreAsGoodAsHoles()
    {
        for (const DigestKind kind : {DigestKind::Xxh3, DigestKind::Sha256}) {
            Imprinter imprinter(kind, partition);
            imprinter.add(Offset(), digestsOf(QByteArray(1 << 20, '\0'), kind));
            imprinter.add(Offset() + 2_MiB, digestsOf(QByteArray(1000, '\0'), kind));
            QCOMPARE(imprinter.finish(), std::vector<std::string>(3));
        }
    }

    void howItComesInPiecesDoesNotMatter()
    {
        QByteArray bytes(256 << 10, 'x');
        bytes[70000] = 'y';
        Imprinter whole(DigestKind::Xxh3, partition);
        whole.add(Offset() + 1_MiB - 128_KiB, digestsOf(bytes, DigestKind::Xxh3));
        Imprinter parts(DigestKind::Xxh3, partition);
        for (qsizetype at = 0; at < bytes.size(); at += 4096)
            parts.add(Offset() + 1_MiB - 128_KiB + Bytes(at),
                      digestsOf(bytes.sliced(at, 4096), DigestKind::Xxh3));
        const auto digests = whole.finish();
        QCOMPARE(parts.finish(), digests);
        QVERIFY(!digests[0].empty() && !digests[1].empty() && digests[2].empty());
    }

    void aBlockElsewhereIsAnother()
    {
        const auto digestAt = [](Bytes at) {
            Imprinter imprinter(DigestKind::Xxh3, partition);
            imprinter.add(Offset() + at, digestsOf(QByteArray(4096, 'a'), DigestKind::Xxh3));
            return imprinter.finish()[0];
        };
        QVERIFY(digestAt(4_KiB) == digestAt(4_KiB));
        QVERIFY(digestAt(4_KiB) != digestAt(8_KiB));
    }
};

QTEST_GUILESS_MAIN(TestImprinter)
#include "tst_imprinter.moc"
