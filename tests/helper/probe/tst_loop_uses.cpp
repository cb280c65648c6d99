// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/probe/probe.h"
#include "tests/helper/probe/made_images.h"

#include <QTest>

#include <algorithm>

#include <unistd.h>

using namespace parterre;

/// Who uses a disk, asked of a real kernel: a partitioned loop device, with one partition mounted.
class LoopUsesTest : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;
    QString m_loop;

    [[nodiscard]] static Result<Inventory> inventoryOf(const QString &path)
    {
        const auto device = test::openImage(path);
        return parterre::probe(*device, path.toStdString());
    }

    [[nodiscard]] QString mountPoint() const { return m_workshop.path("mount"); }

    [[nodiscard]] Use mounted() const
    {
        return {.kind = Use::Kind::Mounted, .what = mountPoint().toStdString()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("SKIPPED WITHOUT ROOT: loop devices cannot be made by this user");
        m_workshop.run("truncate -s 64M $I; printf 'label: gpt\\n,20M\\n,20M\\n' | sfdisk -q $I;"
                       "truncate -s 20M $I.p1; mkfs.ext4 -q -F -d $D $I.p1;"
                       "dd if=$I.p1 of=$I bs=1M seek=1 conv=notrunc,sparse status=none; mkdir $D/../mount",
                       "disk");
        m_loop = m_workshop.output("losetup -fP --show $I", "disk").trimmed();
        // A kernel that does not know GPT is told the partitions; where no udev makes nodes, we do.
        m_workshop.run("n=/sys/class/block/$(basename " + m_loop + ")p1; node=" + m_loop
                       + "p1;"
                         "[ -e $n ] || partx --add "
                       + m_loop
                       + ";"
                         "[ -e $node ] || { mknod $node b $(tr : ' ' <$n/dev); touch $D/../made; }");
        if (m_loop.isEmpty() || !QFile::exists(m_loop + "p1"))
            QSKIP("SKIPPED: this host gives no loop device with partitions, even to root");
    }

    void cleanupTestCase()
    {
        m_workshop.run("mountpoint -q $D/../mount && umount $D/../mount || true");
        if (!m_loop.isEmpty())
            m_workshop.run("losetup -d " + m_loop + "; [ ! -e $D/../made ] || rm -f " + m_loop + "p1");
    }

    void seesTheMountAndItsEnd()
    {
        const Result<Inventory> before = inventoryOf(m_loop);
        QVERIFY2(before, before ? "" : before.error().detail.c_str());
        QCOMPARE(before->partitions.size(), std::size_t{2});
        QVERIFY(before->partitions[0].uses.empty() && before->partitions[1].uses.empty());
        QVERIFY(before->target.uses.empty());

        m_workshop.run("mount " + m_loop + "p1 $D/../mount");
        const Result<Inventory> during = inventoryOf(m_loop);
        const Result<Inventory> image = inventoryOf(m_workshop.path("disk"));
        m_workshop.run("umount $D/../mount");
        QVERIFY(during && image);
        QVERIFY(std::ranges::contains(during->partitions[0].uses, mounted()));
        QVERIFY(during->partitions[1].uses.empty());
        QVERIFY(std::ranges::contains(image->partitions[0].uses, mounted()));
        QCOMPARE(image->target.uses.size(), std::size_t{1});
        QCOMPARE(image->target.uses[0].what, m_loop.toStdString());

        const Result<Inventory> after = inventoryOf(m_loop);
        QVERIFY(after);
        QVERIFY(after->partitions[0].uses.empty());
        QVERIFY(!after->target.isSystemDisk);
    }

    void listsTheLoopWithItsPartitions()
    {
        const std::vector<DiskSummary> disks = listDisks();
        QVERIFY(std::ranges::contains(disks, m_loop.toStdString(), &DiskSummary::path));
    }

    void findsItsOwnIdentifiersNowhereElse()
    {
        const Result<Inventory> image = inventoryOf(m_workshop.path("disk"));
        QVERIFY(image);
        const std::string uuid = image->partitions[0].content.uuid;
        QVERIFY(!uuid.empty());
        QVERIFY(!std::ranges::contains(image->foreign, uuid, &ForeignIdentifier::value));
    }

    void changesItsFingerprintWithTheContent()
    {
        const QString path = m_workshop.path("disk");
        const std::string first = inventoryOf(path)->fingerprint;
        QCOMPARE(inventoryOf(path)->fingerprint, first);
        m_workshop.run("printf x | dd of=$I bs=1 seek=$((1048576 + 60000)) conv=notrunc status=none", "disk");
        QVERIFY(inventoryOf(path)->fingerprint != first);
    }
};

QTEST_GUILESS_MAIN(LoopUsesTest)
#include "tst_loop_uses.moc"
