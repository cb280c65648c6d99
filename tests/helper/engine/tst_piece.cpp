// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/piece.h"
#include "tests/helper/engine/workbench.h"
#include "tests/support/memory_device.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

std::vector<TransferPiece> piecesOf(BlockDevice &disk, Extent extent)
{
    std::vector<TransferPiece> result;
    Pieces pieces(disk, extent);
    for (;;) {
        const TransferPiece piece = pieces.next().value();
        if (piece.extent.isEmpty())
            return result;
        result.push_back(piece);
    }
}

}

class TestPiece : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coversAllOfItInOrder()
    {
        MemoryDevice disk(3_GiB);
        const Extent extent{.begin = Offset(512), .size = 2_GiB + 4608_B};
        Offset at = extent.begin;
        for (const TransferPiece &piece : piecesOf(disk, extent)) {
            QVERIFY(piece.extent.begin == at && piece.extent.size <= Pieces::size);
            at = piece.extent.end();
        }
        QVERIFY(at == extent.end());
    }

    void hasNoPieceWhereThereIsNothing()
    {
        MemoryDevice disk(1_MiB);
        QVERIFY(piecesOf(disk, {.begin = Offset(4096), .size = {}}).empty());
    }

    void tellsHolesFromData()
    {
        MemoryDevice disk(2_GiB);
        const Extent extent{.begin = Offset() + 1_MiB, .size = 1_GiB + 16_MiB};
        const std::vector<std::byte> data = noise(4096, 1);
        // The last block of piece 1, and one behind the first look ahead.
        disk.content().write(extent.begin + (8_MiB - 4096_B), data);
        disk.content().write(extent.begin + 1_GiB, data);
        const auto pieces = piecesOf(disk, extent);
        QCOMPARE(pieces.size(), std::size_t{260});
        for (std::size_t i = 0; i < pieces.size(); ++i)
            QCOMPARE(pieces[i].isHole, i != 1 && i != 256);
    }
};

QTEST_GUILESS_MAIN(TestPiece)
#include "tst_piece.moc"
