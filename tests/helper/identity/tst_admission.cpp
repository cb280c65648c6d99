// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/block/crc32.h"
#include "helper/block/little_endian.h"
#include "helper/identity/identity.h"
#include "helper/identity/renew.h"
#include "helper/probe/probe.h"
#include "tests/helper/made_content.h"
#include "tests/helper/plain_renewal.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

using Raw = std::vector<std::byte>;

Raw bytesAt(const MadeContent &made, std::int64_t at, std::int64_t size)
{
    return made.disk.content().read({.begin = made.where.begin + Bytes(at), .size = Bytes(size)});
}

void put(MadeContent &made, std::int64_t at, const Raw &bytes)
{
    made.disk.content().write(made.where.begin + Bytes(at), bytes);
}

/// Makes the checksum of a NILFS2's first superblock right again.
void seal(MadeContent &made)
{
    Raw super = bytesAt(made, 1024, 1024);
    putLittleEndian(super, 16, std::uint32_t{0});
    const std::size_t covered = littleEndian<std::uint16_t>(super, 8);
    putLittleEndian(super, 16,
                    rawCrc32(littleEndian<std::uint32_t>(super, 12), std::span(super).first(covered)));
    put(made, 1024, super);
}

Result<> admit(MadeContent &made, ContentKind kind)
{
    const Toolbox tools;
    const Renewal renewal{.tools = tools,
                          .disk = made.disk,
                          .where = made.where,
                          .kind = kind,
                          .uuid = drawn,
                          .text = drawn.toString()};
    if (kind == ContentKind::Jfs)
        return admitJfs(renewal);
    return kind == ContentKind::Nilfs2 ? admitNilfs2(renewal) : admitReiserFs(renewal);
}

}

/// What JFS, NILFS2 and ReiserFS must be before their tools, which look at little of it, may write.
class TestAdmission : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void whatIsInDoubtIsRefusedUntouched_data()
    {
        using enum ContentKind;
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ErrorCode>("expected");
        QTest::addColumn<Dirt>("dirt");
        const auto row = [](const char *name, ContentKind kind, qint64 at, const QByteArray &bytes,
                            ErrorCode expected,
                            Dirt dirt) { QTest::newRow(name) << kind << at << bytes << expected << dirt; };
        row("jfs in use", Jfs, 32768 + 40, "\x01", ErrorCode::Refused, Dirt::NotUnmounted);
        row("jfs damaged", Jfs, 32768 + 40, "\x02", ErrorCode::Refused, Dirt::Errors);
        row("jfs with a log to redo", Jfs, 32768 + 40, "\x04", ErrorCode::Refused, Dirt::Errors);
        row("jfs with its journal elsewhere", Jfs, 32768 + 64, "\x01", ErrorCode::Unsupported, Dirt::None);
        row("jfs without an inline log", Jfs, 32768 + 37, QByteArray(1, '\x03'), ErrorCode::Unsupported,
            Dirt::None);
        row("jfs without its magic", Jfs, 32768, "x", ErrorCode::Corrupt, Dirt::None);
        row("nilfs2 in use", Nilfs2, 1024 + 116, QByteArray(1, '\0'), ErrorCode::Refused,
            Dirt::JournalToReplay);
        row("nilfs2 damaged", Nilfs2, 1024 + 116, "\x03", ErrorCode::Refused, Dirt::Errors);
        row("reiserfs in use", ReiserFs, 65536 + 50, "\x02", ErrorCode::Refused, Dirt::JournalToReplay);
        row("reiserfs damaged", ReiserFs, 65536 + 62, "\x01", ErrorCode::Refused, Dirt::Errors);
        row("reiserfs with its journal elsewhere", ReiserFs, 65536 + 16, "\x01", ErrorCode::Unsupported,
            Dirt::None);
        row("reiserfs of 3.5", ReiserFs, 65536 + 52, QByteArray("ReIsErFs\0", 9), ErrorCode::Unsupported,
            Dirt::None);
        row("reiserfs without its magic", ReiserFs, 65536 + 52, "x", ErrorCode::Corrupt, Dirt::None);
    }
    void whatIsInDoubtIsRefusedUntouched()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const qint64, at);
        QFETCH(const QByteArray, bytes);
        QFETCH(const ErrorCode, expected);
        QFETCH(const Dirt, dirt);
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        QCOMPARE(probeContent(made.disk, made.where)->dirt, Dirt::None);
        const Raw good = bytesAt(made, at, bytes.size());
        const auto raw = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        put(made, at, Raw(raw.begin(), raw.end()));
        if (kind == ContentKind::Nilfs2)
            seal(made);
        if (expected != ErrorCode::Corrupt)
            QCOMPARE(probeContent(made.disk, made.where)->dirt, dirt);
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renewIdentity(made.disk, made.where, kind, {.uuid = drawn});
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, expected);
        QVERIFY(made.disk.content() == before);
        put(made, at, good);
        if (kind == ContentKind::Nilfs2)
            seal(made);
        QVERIFY(renewIdentity(made.disk, made.where, kind, {.uuid = drawn}));
        QVERIFY(made.isGuardWhole());
    }

    void aFlippedBitOfANilfs2IsRefused()
    {
        const Recipe &recipe = recipes().at(ContentKind::Nilfs2);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const Raw whole = bytesAt(made, 1024, 1024);
        const std::int64_t covered = littleEndian<std::uint16_t>(whole, 8);
        for (std::int64_t bit = 0; bit < covered * 8; ++bit) {
            Raw flipped = whole;
            flipped[static_cast<std::size_t>(bit / 8)] ^= static_cast<std::byte>(1U << (bit % 8));
            put(made, 1024, flipped);
            QVERIFY2(!admit(made, ContentKind::Nilfs2), std::to_string(bit).c_str());
        }
        put(made, 1024, whole);
        QVERIFY(admit(made, ContentKind::Nilfs2));
    }

    void aMissingToolIsSaidBeforeAnythingIsWritten_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QByteArray>("tool");
        QTest::newRow("jfs") << ContentKind::Jfs << QByteArray("jfs_tune");
        QTest::newRow("nilfs2") << ContentKind::Nilfs2 << QByteArray("nilfs-tune");
        QTest::newRow("reiserfs") << ContentKind::ReiserFs << QByteArray("reiserfstune");
    }
    void aMissingToolIsSaidBeforeAnythingIsWritten()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const QByteArray, tool);
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const SparseBytes before = made.disk.content();
        const Result<> renewed =
            renewIdentityWith(Toolbox({"/nowhere"}), made.disk, made.where, kind, {.uuid = drawn});
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::ToolMissing);
        QCOMPARE(QByteArray::fromStdString(renewed.error().subject), tool);
        QVERIFY(made.disk.content() == before);
        QVERIFY(renewIdentity(made.disk, made.where, kind, {.uuid = drawn}));
    }
};

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
