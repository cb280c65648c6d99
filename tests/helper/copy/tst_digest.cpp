// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/digest.h"

#include <QCryptographicHash>
#include <QTest>

using namespace parterre;

namespace {

std::span<const std::byte> bytesOf(const QByteArray &text)
{
    return std::as_bytes(std::span(text));
}

}

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isWhatOthersCallIt()
    {
        const QByteArray text("abc");
        QCOMPARE(digestText(DigestKind::Sha256, digestOf(DigestKind::Sha256, bytesOf(text))),
                 QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString());
        // What `xxhsum -H2` prints.
        QCOMPARE(digestText(DigestKind::Xxh3, digestOf(DigestKind::Xxh3, bytesOf(text))),
                 std::string("06b05ab6733a618578af5f94892f3950"));
    }

    void hasOneForEachBlock()
    {
        const QByteArray bytes = QByteArray(4096, 'a') + QByteArray(100, 'b');
        for (const DigestKind kind : {DigestKind::Xxh3, DigestKind::Sha256}) {
            const std::vector<Digest> digests = blockDigests(kind, bytesOf(bytes));
            QCOMPARE(digests.size(), std::size_t{2});
            QVERIFY(digests[0] == digestOf(kind, bytesOf(bytes.first(4096))));
            QVERIFY(digests[1] == digestOf(kind, bytesOf(bytes.sliced(4096))));
            QCOMPARE(parterre::bytesOf(kind, digests[0]).size() * 2, digestText(kind, digests[0]).size());
        }
        QVERIFY(blockDigests(DigestKind::Xxh3, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
