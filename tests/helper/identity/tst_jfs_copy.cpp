// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/identity/identity.h"
#include "helper/identity/renew.h"
#include "tests/helper/made_content.h"
#include "tests/helper/plain_renewal.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace parterre;

namespace {

using Raw = std::vector<std::byte>;

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

constexpr std::int64_t first = 0x8000;
constexpr std::int64_t second = 0xF000;
constexpr std::int64_t superSize = 184;

Raw bytesAt(const MadeContent &made, std::int64_t at, std::int64_t size)
{
    return made.disk.content().read({.begin = made.where.begin + Bytes(at), .size = Bytes(size)});
}

void put(MadeContent &made, std::int64_t at, const Raw &bytes)
{
    made.disk.content().write(made.where.begin + Bytes(at), bytes);
}

void flip(MadeContent &made, std::int64_t at)
{
    Raw byte = bytesAt(made, at, 1);
    byte[0] ^= std::byte{1};
    put(made, at, byte);
}

const Recipe &recipe()
{
    return recipes().at(ContentKind::Jfs);
}

bool make(MadeContent &made)
{
    return made.succeeds(recipe().make, {"-q", "-L", "THE-ORIGIN"});
}

Result<> renew(MadeContent &made, const std::string &label = {})
{
    return renewIdentity(made.disk, made.where, ContentKind::Jfs, {.uuid = drawn, .label = label});
}

/// Version, both labels and the UUID, in the first or the second superblock.
bool isName(std::int64_t at, std::int64_t super)
{
    const std::int64_t in = at - super;
    return (in >= 4 && in < 8) || (in >= 101 && in < 112) || (in >= 136 && in < 168);
}

bool contains(const Raw &bytes, std::string_view text)
{
    const auto wanted = std::as_bytes(std::span(text));
    return !std::ranges::search(bytes, wanted).empty();
}

}

/// The second superblock of a JFS, which is written here and not by a tool.
class TestJfsCopy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void bothSuperblocksTellTheSame_data()
    {
        QTest::addColumn<QByteArray>("label");
        QTest::newRow("a label of its own") << QByteArray("HOME-C1");
        QTest::newRow("as long as it may be") << QByteArray("0123456789abc-C1");
        QTest::newRow("none") << QByteArray();
    }
    void bothSuperblocksTellTheSame()
    {
        QFETCH(const QByteArray, label);
        MadeContent made(recipe().size);
        QVERIFY(make(made));
        const Raw before = bytesAt(made, 0, made.where.size.count());
        QVERIFY(renew(made, label.toStdString()));
        const Raw after = bytesAt(made, 0, made.where.size.count());
        auto changed = std::ranges::mismatch(before, after);
        for (; changed.in1 != before.end();
             changed = std::ranges::mismatch(changed.in1 + 1, before.end(), changed.in2 + 1, after.end())) {
            const std::int64_t at = changed.in1 - before.begin();
            QVERIFY2(isName(at, first) || isName(at, second), std::to_string(at).c_str());
        }
        QVERIFY(bytesAt(made, second, 8) == bytesAt(made, first, 8));
        for (const std::int64_t super : {first, second}) {
            const Raw raw = bytesAt(made, super, superSize);
            QVERIFY(
                std::ranges::equal(std::span(raw).subspan(136, 16), std::as_bytes(std::span(drawn.bytes))));
            QVERIFY(contains(raw, label.isEmpty() ? "THE-ORIGIN" : label.toStdString()));
            QVERIFY(label.isEmpty() || !contains(raw, "THE-ORIGIN"));
        }
        QVERIFY(made.isGuardWhole());
        QVERIFY(made.succeeds(recipe().check, recipe().checkArguments, PartitionWindow::Access::ReadOnly));
    }

    /// What it is there for.
    void fsckFindsTheNewIdentifierInIt()
    {
        MadeContent made(recipe().size);
        QVERIFY(make(made));
        QVERIFY(renew(made, "HOME-C1"));
        const Raw good = bytesAt(made, first, superSize);
        put(made, first, Raw(superSize));
        const auto repaired = made.run("fsck.jfs", {"-f", "-p"});
        QVERIFY(repaired && repaired->status <= 1);
        const Raw found = bytesAt(made, first, superSize);
        QVERIFY(std::ranges::equal(std::span(found).subspan(136, 32), std::span(good).subspan(136, 32)));
    }

    void oneOfAnotherFileSystemIsLeft_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::newRow("magic") << qint64{0};
        QTest::newRow("size") << qint64{8};
        QTest::newRow("size of groups") << qint64{32};
        QTest::newRow("second table of inodes") << qint64{52};
        QTest::newRow("journal") << qint64{76};
        QTest::newRow("what fsck works in") << qint64{84};
    }
    void oneOfAnotherFileSystemIsLeft()
    {
        QFETCH(const qint64, at);
        MadeContent made(recipe().size);
        QVERIFY(make(made));
        flip(made, second + at);
        const Raw before = bytesAt(made, second, superSize);
        QVERIFY(renew(made, "HOME-C1"));
        QVERIFY(bytesAt(made, second, superSize) == before);
        flip(made, second + at);
        QVERIFY(renew(made, "HOME-C1"));
        QVERIFY(bytesAt(made, second, superSize) != before);
    }

    void aMediumThatKeepsTheOldOneIsAMismatch()
    {
        MadeContent made(recipe().size);
        QVERIFY(make(made));
        QVERIFY(renew(made));
        const Toolbox tools;
        const Renewal renewal{.tools = tools,
                              .disk = made.disk,
                              .where = made.where,
                              .kind = ContentKind::Jfs,
                              .uuid = drawn,
                              .text = drawn.toString()};
        QVERIFY(compareJfs(renewal));
        flip(made, second + 140);
        const Result<> compared = compareJfs(renewal);
        QVERIFY(!compared);
        QCOMPARE(compared.error().code, ErrorCode::Mismatch);
    }
};

QTEST_GUILESS_MAIN(TestJfsCopy)
#include "tst_jfs_copy.moc"
