// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"

#include <QTest>

using namespace parterre;

/// How new identifiers read.
class IdentityTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAsItsToolsPrintIt_data();
    void readsAsItsToolsPrintIt();
    void onlyADeviceThatIsRenewedHasAnIdentifierMadeOfIt();
};

void IdentityTextTest::readsAsItsToolsPrintIt_data()
{
    QTest::addColumn<ContentKind>("kind");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("has");
    const QByteArray whole = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const auto row = [](ContentKind kind, const QByteArray &text, bool has) {
        const std::string_view name = contentKindName(kind);
        QTest::newRow(std::string(name).c_str()) << kind << text << has;
    };
    for (const ContentKind kind :
         {ContentKind::Ext2, ContentKind::Ext3, ContentKind::Ext4, ContentKind::Xfs, ContentKind::Btrfs,
          ContentKind::Swap, ContentKind::Luks1, ContentKind::Luks2, ContentKind::Erofs, ContentKind::F2fs,
          ContentKind::Jfs, ContentKind::Nilfs2, ContentKind::ReiserFs, ContentKind::MdMember})
        row(kind, whole, true);
    for (const ContentKind kind :
         {ContentKind::Fat12, ContentKind::Fat16, ContentKind::Fat32, ContentKind::ExFat})
        row(kind, "0A1B-2C3D", true);
    row(ContentKind::Ntfs, "0A1B2C3D4E5F4A6B", true);
    row(ContentKind::LvmPv, "0a1b2c-3d4e-5f4a-6b8c-7d9e-0f1a-2b3c4d", true);
    for (const ContentKind kind : {ContentKind::Iso9660, ContentKind::Other, ContentKind::VerityHash,
                                   ContentKind::DmIntegrity, ContentKind::Bcachefs, ContentKind::Apfs})
        row(kind, "", true);
    for (const ContentKind kind : {ContentKind::Unformatted, ContentKind::Unknown, ContentKind::Squashfs})
        row(kind, "", false);
}

void IdentityTextTest::readsAsItsToolsPrintIt()
{
    QFETCH(const ContentKind, kind);
    const Uuid uuid = Uuid::parse("0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d").value();
    QTEST(QByteArray::fromStdString(contentIdText(kind, uuid)), "text");
    QTEST(hasIdentifier(kind), "has");
}

void IdentityTextTest::onlyADeviceThatIsRenewedHasAnIdentifierMadeOfIt()
{
    const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");
    for (const ContentKind kind : allContentKinds()) {
        const bool isRenewed = kind == ContentKind::Btrfs || kind == ContentKind::MdMember;
        QCOMPARE(subIdText(kind, drawn),
                 isRenewed ? std::string("8599cf6a-6eae-5566-8ab2-64d64e640c1e") : std::string());
    }
    // LVM alone has groups, and volumes that are told apart by more than their name.
    for (const ContentKind kind : allContentKinds()) {
        QCOMPARE(groupIdText(kind, drawn).empty(), kind != ContentKind::LvmPv);
        QCOMPARE(volumeIdText(kind, drawn, "root").empty(), kind != ContentKind::LvmPv);
    }
    QVERIFY(volumeIdText(ContentKind::LvmPv, drawn, "root")
            != volumeIdText(ContentKind::LvmPv, drawn, "swap"));
    QVERIFY(subIdText(ContentKind::Btrfs, Uuid::draw()) != subIdText(ContentKind::Btrfs, drawn));
}

QTEST_GUILESS_MAIN(IdentityTextTest)
#include "tst_identity_text.moc"
