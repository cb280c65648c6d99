// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/layout/identity_text.h"
#include "core/layout/label_text.h"
#include "helper/identity/identity.h"
#include "helper/identity/renew.h"
#include "tests/helper/made_content.h"
#include "tests/helper/plain_renewal.h"
#include "tests/support/crash_device.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

const Uuid wanted = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

/// What the blkid program finds, which udev and mount go by.
std::string blkidSays(MadeContent &made, const char *what = "UUID")
{
    const auto output =
        made.run("blkid", {"-p", "-o", "value", "-s", what}, PartitionWindow::Access::ReadOnly);
    return output ? output->out : output.error().detail;
}

void poke(MadeContent &made, std::int64_t at, std::initializer_list<unsigned> bytes)
{
    std::vector<std::byte> values;
    for (const unsigned one : bytes)
        values.push_back(static_cast<std::byte>(one));
    made.disk.content().write(made.where.begin + Bytes(at), values);
}

Result<> renew(MadeContent &made, ContentKind kind)
{
    return renewIdentity(made.disk, made.where, kind, {.uuid = wanted});
}

}

class TestIdentity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void everyKindGetsTheIdentifierThatWasDrawn_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const auto &[kind, recipe] : recipes())
            QTest::newRow(contentKindName(kind).data()) << kind;
    }

    void everyKindGetsTheIdentifierThatWasDrawn()
    {
        QFETCH(const ContentKind, kind);
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const std::string before = blkidSays(made);
        QVERIFY(!before.empty());
        const Result<> renewed = renew(made, kind);
        QVERIFY2(renewed, renewed ? "" : (renewed.error().subject + ": " + renewed.error().detail).c_str());
        QCOMPARE(blkidSays(made), contentIdText(kind, wanted) + "\n");
        QVERIFY(before != blkidSays(made));
        QVERIFY(made.isGuardWhole());
        if (!recipe.check.empty())
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
    }

    void everyKindGetsItsLabel_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QByteArray>("label");
        for (const auto &[kind, recipe] : recipes()) {
            const LabelRoom room = labelRoom(kind);
            if (room.units == 0)
                continue;
            const auto row = [&](const char *what, const QByteArray &label) {
                QTest::addRow("%s, %s", contentKindName(kind).data(), what) << kind << label;
            };
            row("numbered", "HOME-C1");
            row("as long as it may be", QByteArray(static_cast<qsizetype>(room.units), 'A'));
            row("beginning like an option", "-A B");
            if (room.unit != LabelRoom::Unit::Ascii)
                row("with all that a shell or a tool might read", "a \"b\\ 'c $d");
        }
    }

    void everyKindGetsItsLabel()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const QByteArray, label);
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const std::string text = suffixedLabel(kind, label.toStdString(), "");
        const Result<> renewed = renewIdentity(made.disk, made.where, kind, {.uuid = wanted, .label = text});
        QVERIFY2(renewed, renewed ? "" : (renewed.error().subject + ": " + renewed.error().detail).c_str());
        QCOMPARE(blkidSays(made), contentIdText(kind, wanted) + "\n");
        QCOMPARE(blkidSays(made, "LABEL"), text + "\n");
        QVERIFY(made.isGuardWhole());
        if (!recipe.check.empty())
            QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
        // Nothing is taken away that nobody spoke of.
        QVERIFY(renew(made, kind));
        QCOMPARE(blkidSays(made, "LABEL"), text + "\n");
    }

    void aKindThatCannotBeRenewedIsLeftAlone_data()
    {
        using enum ContentKind;
        QTest::addColumn<ContentKind>("kind");
        for (const ContentKind kind : {Squashfs, Iso9660, Zfs, BitLocker, Bcachefs, Apfs, VerityHash,
                                       DmIntegrity, Other, Unknown, Unformatted})
            QTest::newRow(contentKindName(kind).data()) << kind;
    }

    void aKindThatCannotBeRenewedIsLeftAlone()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(Bytes(1 << 20));
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renew(made, kind);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::Unsupported);
        QVERIFY(made.disk.content() == before);
    }

    void aMissingToolIsSaidBeforeAnythingIsWritten()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext4);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renewIdentityWith(Toolbox({"/nowhere"}), made.disk, made.where,
                                                   ContentKind::Ext4, {.uuid = wanted});
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::ToolMissing);
        QCOMPARE(renewed.error().subject, std::string("tune2fs"));
        QVERIFY(made.disk.content() == before);
        QVERIFY(renew(made, ContentKind::Ext4));
    }

    void whatCannotBeCleanIsRefusedUntouched_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<int>("value");
        QTest::addColumn<ErrorCode>("expected");
        QTest::newRow("ext4 journal to replay")
            << ContentKind::Ext4 << qint64{1024 + 96} << 0x46 << ErrorCode::Refused;
        QTest::newRow("ext4 with errors")
            << ContentKind::Ext4 << qint64{1024 + 58} << 3 << ErrorCode::Refused;
        QTest::newRow("ext4 without its magic")
            << ContentKind::Ext4 << qint64{1024 + 56} << 0 << ErrorCode::Corrupt;
        QTest::newRow("ext4 journal elsewhere")
            << ContentKind::Ext4 << qint64{1024 + 224} << 0 << ErrorCode::Unsupported;
        QTest::newRow("btrfs on two devices")
            << ContentKind::Btrfs << qint64{65536 + 136} << 2 << ErrorCode::Unsupported;
        QTest::newRow("btrfs log to replay")
            << ContentKind::Btrfs << qint64{65536 + 97} << 1 << ErrorCode::Refused;
        QTest::newRow("btrfs without its magic")
            << ContentKind::Btrfs << qint64{65536 + 64} << 0 << ErrorCode::Corrupt;
        QTest::newRow("FAT without a serial")
            << ContentKind::Fat32 << qint64{66} << 0 << ErrorCode::Unsupported;
        QTest::newRow("NTFS without its name") << ContentKind::Ntfs << qint64{3} << 0 << ErrorCode::Corrupt;
    }

    void whatCannotBeCleanIsRefusedUntouched()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const qint64, at);
        QFETCH(const int, value);
        QFETCH(const ErrorCode, expected);
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        poke(made, at, {static_cast<unsigned>(value)});
        const SparseBytes before = made.disk.content();
        const Result<> renewed = renew(made, kind);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, expected);
        QVERIFY(made.disk.content() == before);
    }

    void aDamagedSuperblockMakesTheToolFail()
    {
        const Recipe &recipe = recipes().at(ContentKind::Xfs);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        poke(made, 0, {'Y'});
        const Result<> renewed = renew(made, ContentKind::Xfs);
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, ErrorCode::ToolFailed);
        poke(made, 0, {'X'});
        QVERIFY(renew(made, ContentKind::Xfs));
    }

    /// Such a file system must be checked before tune2fs agrees to recompute its checksums.
    void anExt4ThatWasMountedSinceItsLastCheckIsRenewedAll()
    {
        const Recipe &recipe = recipes().at(ContentKind::Ext4);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, {"-q", "-F", "-O", "metadata_csum,^metadata_csum_seed"}));
        QVERIFY(made.succeeds("debugfs", {"-w", "-R", "ssv lastcheck 20200101"}));
        QVERIFY(made.succeeds("debugfs", {"-w", "-R", "ssv mtime 20200102"}));
        QVERIFY(!made.succeeds("tune2fs", {"-f", "-U", "3f8a1c5e-9b1d-4c7e-8a2f-0123456789ac"}));
        QVERIFY(renew(made, ContentKind::Ext4));
        QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
    }

    void theNewIdentifierIsDurable()
    {
        const Recipe &recipe = recipes().at(ContentKind::Swap);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        Mains mains;
        CrashDevice crash(made.disk.content(), mains);
        QVERIFY(renewIdentity(crash, made.where, ContentKind::Swap, {.uuid = wanted}));
        made.disk.content() = crash.survivor(0);
        QCOMPARE(blkidSays(made), wanted.toString() + "\n");
    }

    void aMediumThatKeepsTheOldIdentifierIsAMismatch()
    {
        const Recipe &recipe = recipes().at(ContentKind::Fat32);
        MadeContent made(recipe.size);
        QVERIFY(made.succeeds(recipe.make, recipe.makeArguments));
        const Renewal renewal{.tools = Toolbox(),
                              .disk = made.disk,
                              .where = made.where,
                              .kind = ContentKind::Fat32,
                              .text = contentIdText(ContentKind::Fat32, wanted)};
        QVERIFY(compareBootSectors(renewal));
        poke(made, 6 * 512 + 67, {1, 2, 3, 4});
        const Result<> compared = compareBootSectors(renewal);
        QVERIFY(!compared);
        QCOMPARE(compared.error().code, ErrorCode::Mismatch);
    }

    void capabilitiesNameWhatIsMissing()
    {
        const Capabilities all = identityCapabilities();
        QVERIFY(all.missingTools.empty());
        for (const auto &[kind, recipe] : recipes())
            QVERIFY(std::ranges::contains(all.renewable, kind));
        QVERIFY(!std::ranges::contains(all.renewable, ContentKind::Iso9660));

        const Capabilities none = identityCapabilitiesWith(Toolbox({"/nowhere"}));
        QCOMPARE(none.renewable,
                 (std::vector{ContentKind::F2fs, ContentKind::Erofs, ContentKind::Luks1, ContentKind::Luks2,
                              ContentKind::LvmPv, ContentKind::MdMember}));
        QVERIFY(std::ranges::contains(none.missingTools, "btrfstune"));
        QCOMPARE(std::ranges::count(none.missingTools, "tune2fs"), 1);
    }
};

QTEST_GUILESS_MAIN(TestIdentity)
#include "tst_identity.moc"
