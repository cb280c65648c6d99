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

    void aRowIsTheDigestOfItsDigests()
    {
        const QByteArray one("one");
        const QByteArray two("two");
        DigestRow row(DigestKind::Sha256);
        row.add(digestOf(DigestKind::Sha256, bytesOf(one)));
        row.add(digestOf(DigestKind::Sha256, bytesOf(two)));
        const auto sha = [](const QByteArray &text) {
            return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        };
        QCOMPARE(digestText(DigestKind::Sha256, row.finish()),
                 sha(sha(one) + sha(two)).toHex().toStdString());
    }

    void orderMatters()
    {
        DigestRow there(DigestKind::Xxh3);
        DigestRow back(DigestKind::Xxh3);
        const Digest a = digestOf(DigestKind::Xxh3, bytesOf("a"));
        const Digest b = digestOf(DigestKind::Xxh3, bytesOf("b"));
        there.add(a);
        there.add(b);
        back.add(b);
        back.add(a);
        QVERIFY(there.finish() != back.finish());
    }
};

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
