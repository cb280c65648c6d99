// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: root

#include "helper/block/file_device.h"
#include "tests/helper/probe/made_images.h"

#include <QTest>

#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

using Access = FileDevice::Access;

constexpr Extent source{.begin = Offset() + 1_MiB, .size = 8_MiB};
constexpr Offset target = Offset() + 16_MiB;

std::vector<std::byte> read(FileDevice &device, Extent where)
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(where.size.count()));
    return device.read(where.begin, bytes) ? bytes : std::vector<std::byte>();
}

}

/// Images on file systems that share blocks, and discards on a device: asked of a real kernel.
class TestSharedBlocks : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;
    FileDescriptor m_control;
    int m_number =
        -1;  ///< of a loop device of our own: what is set of its queue outlives what it is attached to

    [[nodiscard]] int control()
    {
        if (!m_control.isOpen())
            m_control = FileDescriptor(::open("/dev/loop-control", O_RDWR | O_CLOEXEC));
        return m_control.value();
    }
    [[nodiscard]] QString loop() const { return QStringLiteral("/dev/loop%1").arg(m_number); }
    [[nodiscard]] QString folder() const { return m_workshop.path("mount"); }
    [[nodiscard]] QString image() const { return folder() + "/disk.img"; }

    /// Mounts a new file system and makes an image of 32 MiB in it.
    [[nodiscard]] bool mounted(const char *format, const char *options, const char *commands) const
    {
        const QString all = QStringLiteral("rm -f $I; truncate -s 512M $I; %1 $I >/dev/null;"
                                           "mount -o loop%2 $I $D/../mount; cd $D/../mount;"
                                           "truncate -s 32M disk.img; %3; sync; echo mounted")
                                .arg(format, options, commands);
        return m_workshop.output(all, "host").trimmed() == "mounted";
    }
    [[nodiscard]] std::unique_ptr<FileDevice> opened(Access access = Access::Exclusive) const
    {
        return FileDevice::open(image().toStdString(), access).value();
    }
    /// In the whole file system, in KiB.
    [[nodiscard]] qint64 taken() const
    {
        return m_workshop.output("sync -f $D/../mount; df --output=used -k $D/../mount | tail -n 1")
            .toLongLong();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (::geteuid() != 0)
            QSKIP("SKIPPED WITHOUT ROOT: file systems cannot be mounted by this user");
        m_workshop.run(
            "mkdir $D/../mount; printf '%s\\n' $(seq 400000) >$D/noise; head -c 5M /dev/urandom >>$D/noise");
    }

    void cleanup()
    {
        m_workshop.run("mountpoint -q $D/../mount && umount $D/../mount || true");
        if (m_number < 0)
            return;
        m_workshop.run(QStringLiteral("losetup -d %1").arg(loop()));
        // Whoever looks at every device may hold it for a moment; then it stays, and is in nobody's way.
        if (::ioctl(control(), LOOP_CTL_REMOVE, m_number) >= 0)
            QFile::remove(loop());
        m_number = -1;
    }

    void sharesUntilOneIsWrittenTo_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QByteArray>("commands");
        const QByteArray fill(
            "dd if=../tree/noise of=disk.img bs=1M count=7 seek=1 conv=notrunc status=none");
        const QByteArray xfs("mkfs.xfs -q -m reflink=1");
        QTest::newRow("xfs") << xfs << QByteArray() << fill;
        QTest::newRow("btrfs") << QByteArray("mkfs.btrfs -q") << QByteArray() << fill;
        // It begins amid an extent that was compressed as a whole.
        QTest::newRow("btrfs, compressed")
            << QByteArray("mkfs.btrfs -q") << QByteArray(",compress-force=zstd")
            << QByteArray("dd if=../tree/noise of=disk.img bs=7M count=1 oflag=seek_bytes seek=983040 "
                          "conv=notrunc status=none");
        for (const auto &[name, format] :
             {std::pair("xfs", xfs), std::pair("btrfs", QByteArray("mkfs.btrfs -q"))}) {
            QTest::addRow("%s, blocks kept for it", name)
                << format << QByteArray() << QByteArray("fallocate -l 32M disk.img; ") + fill;
            QTest::addRow("%s, in small pieces", name)
                << format << QByteArray()
                << QByteArray("for i in $(seq 0 8 1024); do dd if=../tree/noise of=disk.img bs=4k count=3 "
                              "seek=$((256 + i)) skip=$i conv=notrunc oflag=direct status=none; done");
        }
    }
    void sharesUntilOneIsWrittenTo()
    {
        QFETCH(const QByteArray, format);
        QFETCH(const QByteArray, options);
        QFETCH(const QByteArray, commands);
        if (!mounted(format, options, commands))
            QSKIP("SKIPPED: this kernel does not mount it");
        const auto device = opened();
        const auto apart = device->isShared(source, target);
        QVERIFY(apart && !*apart);
        const qint64 before = taken();
        const auto shared = device->share(source, target);
        QVERIFY2(shared && *shared, shared ? "not shared" : shared.error().detail.c_str());
        QVERIFY(device->flush());
        const auto isShared = device->isShared(source, target);
        QVERIFY(isShared && *isShared);
        QVERIFY2(taken() - before < 1024, qPrintable(QString::number(taken() - before)));
        const std::vector<std::byte> bytes = read(*device, source);
        QVERIFY(!bytes.empty() && read(*device, {.begin = target, .size = source.size}) == bytes);

        AlignedBuffer page(4096);
        page.bytes()[0] = std::byte{1};
        QVERIFY(device->write(target + 4_MiB, page.bytes()) && device->flush());
        QVERIFY(read(*device, source) == bytes);
        const auto after = device->isShared(source, target);
        QVERIFY(after && !*after);
    }

    void refusesWithoutAnyChange_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::newRow("a file system that cannot")
            << QByteArray("mkfs.ext4 -q") << qint64{1 << 20} << qint64{16 << 20};
        QTest::newRow("xfs without it")
            << QByteArray("mkfs.xfs -q -m reflink=0") << qint64{1 << 20} << qint64{16 << 20};
        for (const char *format : {"mkfs.xfs -q -m reflink=1", "mkfs.btrfs -q"}) {
            QTest::addRow("%s, from amid a block", format)
                << QByteArray(format) << qint64{(1 << 20) + 512} << qint64{16 << 20};
            QTest::addRow("%s, to amid a block", format)
                << QByteArray(format) << qint64{1 << 20} << qint64{(16 << 20) + 512};
            QTest::addRow("%s, onto itself", format)
                << QByteArray(format) << qint64{1 << 20} << qint64{5 << 20};
        }
    }
    void refusesWithoutAnyChange()
    {
        QFETCH(const QByteArray, format);
        QFETCH(const qint64, from);
        QFETCH(const qint64, to);
        if (!mounted(format, "",
                     "dd if=../tree/noise of=disk.img bs=1M count=7 seek=1 conv=notrunc status=none"))
            QSKIP("SKIPPED: this kernel does not mount it");
        const auto device = opened();
        const std::vector<std::byte> bytes = read(*device, {.begin = {}, .size = device->size()});
        const auto shared = device->share({.begin = Offset(from), .size = source.size}, Offset(to));
        QVERIFY2(shared, shared ? "" : shared.error().detail.c_str());
        QVERIFY(!*shared);
        QVERIFY(read(*device, {.begin = {}, .size = device->size()}) == bytes);
        const auto isShared = device->isShared(source, target);
        QVERIFY(isShared && !*isShared);
    }

    void readOnlySharesNothing()
    {
        if (!mounted("mkfs.xfs -q -m reflink=1", "", "cp ../tree/noise disk.img; truncate -s 32M disk.img"))
            QSKIP("SKIPPED: this kernel does not mount it");
        const auto device = opened(Access::ReadOnly);
        const auto shared = device->share(source, target);
        QVERIFY(!shared && shared.error().code == ErrorCode::Denied);
    }

    void aDeviceDiscardsWhereItCan_data()
    {
        QTest::addColumn<bool>("isAble");
        QTest::newRow("one that can") << true;
        QTest::newRow("one that cannot") << false;
    }
    void aDeviceDiscardsWhereItCan()
    {
        QFETCH(const bool, isAble);
        m_workshop.run("cp $D/noise $I; truncate -s 16M $I", "disk");
        m_number = ::ioctl(control(), LOOP_CTL_ADD, 1000 + ::getpid() % 1000);
        if (m_number < 0)
            QSKIP("SKIPPED: this host makes no loop device, even for root");
        m_workshop.run(
            QStringLiteral("[ -e %1 ] || mknod %1 b 7 %2; losetup %1 $I").arg(loop()).arg(m_number), "disk");
        if (!isAble)
            m_workshop.run(QStringLiteral("echo 0 >/sys/block/loop%1/queue/discard_max_bytes").arg(m_number));
        const auto device = FileDevice::open(loop().toStdString(), Access::Exclusive).value();
        const auto discarded = device->discard({.begin = Offset() + 1_MiB, .size = 1_MiB});
        QCOMPARE(discarded.has_value(), isAble);
        QVERIFY(discarded || discarded.error().code == ErrorCode::Unsupported);
        if (isAble)
            QVERIFY(isZero(read(*device, {.begin = Offset() + 1_MiB, .size = 1_MiB})));
        const auto beyond = device->discard({.begin = Offset() + 16_MiB, .size = 512_B});
        QVERIFY(!beyond && beyond.error().code == ErrorCode::OutOfRange);
        const auto shared = device->share({.begin = {}, .size = 1_MiB}, Offset() + 4_MiB);
        QVERIFY(shared && !*shared);
        const auto reader = FileDevice::open(loop().toStdString(), Access::ReadOnly).value();
        const auto denied = reader->discard({.begin = Offset() + 1_MiB, .size = 1_MiB});
        QVERIFY(!denied && denied.error().code == ErrorCode::Denied);
    }
};

QTEST_GUILESS_MAIN(TestSharedBlocks)
#include "tst_shared_blocks.moc"
