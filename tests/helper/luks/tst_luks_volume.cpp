// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/luks/luks_volume.h"
#include "tests/helper/made_content.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

#include <random>

namespace parterre {

namespace {

constexpr const char *keyFile = "/etc/passwd";

KeySet keysOf(std::initializer_list<std::string_view> texts)
{
    std::vector<Secret> keys;
    for (const std::string_view text : texts)
        keys.emplace_back(text);
    return std::make_shared<const std::vector<Secret>>(std::move(keys));
}

std::string textOf(const char *path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

std::vector<std::byte> noise(std::size_t size, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<std::byte> bytes(size);
    for (std::byte &byte : bytes)
        byte = static_cast<std::byte>(random());
    return bytes;
}

/// In one of the two copies of an LUKS2's metadata (LUKS2 On-Disk Format 1.1.3, 2.1), which is sealed again.
void setSegmentSize(MadeContent &made, std::int64_t at, const QByteArray &size)
{
    constexpr std::int64_t all = 16384;
    constexpr std::size_t sumAt = 448;
    const Offset begin = made.where.begin + Bytes(at);
    std::vector<std::byte> bytes = made.disk.content().read({.begin = begin, .size = Bytes(all)});
    QByteArray text(reinterpret_cast<const char *>(bytes.data()), all);
    text.replace("\"size\":\"dynamic\"", "\"size\":\"" + size + "\"");
    text.truncate(all);
    text.append(all - text.size(), '\0');
    text.replace(sumAt, 64, QByteArray(64, '\0'));
    const QByteArray sum = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    text.replace(sumAt, sum.size(), sum);
    made.disk.content().write(begin, std::as_bytes(std::span(text)));
}

std::vector<std::string> formatWith(std::vector<std::string> more)
{
    std::vector<std::string> arguments{"-q",   "luksFormat", "--pbkdf-force-iterations",
                                       "1000", "--key-file", keyFile};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}

class TestLuksVolume : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void whatIsWrittenIsReadAgain_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QStringList>("how");
        const auto row = [](const char *name, ContentKind kind, const QStringList &how) {
            QTest::newRow(name) << kind << how;
        };
        row("luks1", ContentKind::Luks1, {"--type", "luks1"});
        row("luks1, essiv", ContentKind::Luks1, {"--type", "luks1", "--cipher", "aes-cbc-essiv:sha256"});
        row("luks2", ContentKind::Luks2, {"--type", "luks2", "--pbkdf", "pbkdf2"});
        row("luks2, 4 KiB", ContentKind::Luks2,
            {"--type", "luks2", "--pbkdf", "pbkdf2", "--sector-size", "4096"});
        row("luks2, 256 bits", ContentKind::Luks2,
            {"--type", "luks2", "--pbkdf", "pbkdf2", "--key-size", "256"});
    }

    void whatIsWrittenIsReadAgain()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const QStringList, how);
        MadeContent made(Bytes(std::int64_t{24} << 20));
        std::vector<std::string> more;
        for (const QString &word : how)
            more.push_back(word.toStdString());
        QVERIFY(made.succeeds("cryptsetup", formatWith(more)));

        Keys keys(keysOf({"not this one", textOf(keyFile)}));
        auto volume = LuksVolume::open(made.disk, made.where, kind, keys);
        QVERIFY2(volume, volume ? "" : volume.error().detail.c_str());
        QVERIFY((*volume)->size() < made.where.size);
        // Neither begins nor ends with a sector, and is longer than what is done at once.
        const std::vector<std::byte> wanted = noise((std::size_t{1} << 20) + 12345, 7);
        const Offset at(4096 + 77);
        QVERIFY((*volume)->write(at, wanted));
        QVERIFY((*volume)->flush());
        // Opened again, by the volume key that is known by now.
        auto again = LuksVolume::open(made.disk, made.where, kind, keys);
        QVERIFY(again);
        std::vector<std::byte> got(wanted.size());
        QVERIFY((*again)->read(at, got));
        QCOMPARE(got, wanted);
        // On the disk it is something else.
        const auto raw = made.disk.content().read(made.where);
        QVERIFY(std::ranges::search(raw, std::span(wanted).first(64)).empty());
        QVERIFY(made.isGuardWhole());
    }

    void whatLiesOutsideIsOutOfRange()
    {
        MadeContent made(Bytes(std::int64_t{24} << 20));
        QVERIFY(made.succeeds("cryptsetup", formatWith({"--type", "luks2", "--pbkdf", "pbkdf2"})));
        Keys keys(keysOf({textOf(keyFile)}));
        const auto volume = LuksVolume::open(made.disk, made.where, ContentKind::Luks2, keys).value();
        std::vector<std::byte> bytes(1024);
        const Offset end = Offset() + volume->size();
        QVERIFY(volume->read(end - Bytes(1024), bytes));
        QCOMPARE(volume->read(end - Bytes(1023), bytes).error().code, ErrorCode::OutOfRange);
        QCOMPARE(volume->write(end - Bytes(1023), bytes).error().code, ErrorCode::OutOfRange);
    }

    void withoutItsKeyItStaysShut()
    {
        MadeContent made(Bytes(std::int64_t{24} << 20));
        QVERIFY(made.succeeds("cryptsetup", formatWith({"--type", "luks2", "--pbkdf", "pbkdf2"})));
        const auto opened = [&](const KeySet &given) {
            Keys keys(given);
            return LuksVolume::open(made.disk, made.where, ContentKind::Luks2, keys);
        };
        QCOMPARE(opened({}).error().code, ErrorCode::Denied);
        QCOMPARE(opened(keysOf({"open sesame"})).error().code, ErrorCode::Denied);
        QVERIFY(opened(keysOf({textOf(keyFile)})));
    }

    /// Such as `cryptsetup reencrypt --encrypt --device-size` leaves it.
    void dataOfAFixedSizeEndsThere_data()
    {
        QTest::addColumn<QByteArray>("size");
        QTest::addColumn<qint64>("bytes");  // 0: Corrupt
        QTest::newRow("to the end") << QByteArray("dynamic") << qint64{8 << 20};
        QTest::newRow("less") << QByteArray("4194304") << qint64{4 << 20};
        QTest::newRow("all") << QByteArray("8388608") << qint64{8 << 20};
        QTest::newRow("more") << QByteArray("8388609") << qint64{0};
    }

    void dataOfAFixedSizeEndsThere()
    {
        QFETCH(const QByteArray, size);
        QFETCH(const qint64, bytes);
        MadeContent made(Bytes(std::int64_t{24} << 20));
        QVERIFY(made.succeeds("cryptsetup", formatWith({"--type", "luks2", "--pbkdf", "pbkdf2"})));
        for (const std::int64_t at : {0, 16384})
            setSegmentSize(made, at, size);
        Keys keys(keysOf({textOf(keyFile)}));
        const auto volume = LuksVolume::open(made.disk, made.where, ContentKind::Luks2, keys);
        QCOMPARE(volume.has_value(), bytes > 0);
        if (volume)
            QCOMPARE((*volume)->size(), Bytes(bytes));
        else
            QCOMPARE(volume.error().code, ErrorCode::Corrupt);
    }

    void aDamagedHeaderIsCorrupt()
    {
        MadeContent made(Bytes(std::int64_t{24} << 20));
        QVERIFY(made.succeeds("cryptsetup", formatWith({"--type", "luks1"})));
        Keys keys(keysOf({textOf(keyFile)}));
        QVERIFY(LuksVolume::open(made.disk, made.where, ContentKind::Luks1, keys));
        const std::vector<std::byte> nothing(512);
        made.disk.content().write(made.where.begin, nothing);
        QCOMPARE(LuksVolume::open(made.disk, made.where, ContentKind::Luks1, keys).error().code,
                 ErrorCode::Corrupt);
    }

    void onlyKnownCiphersAreTaken()
    {
        const Secret key(std::string_view("0123456789abcdeffedcba9876543210"));
        QVERIFY(SectorCipher::make("aes", "xts-plain64", key, 512));
        QVERIFY(SectorCipher::make("aes", "cbc-plain64", key, 4096));
        QCOMPARE(SectorCipher::make("serpent", "xts-plain64", key, 512).error().code, ErrorCode::Unsupported);
        QCOMPARE(SectorCipher::make("aes", "ctr-plain", key, 512).error().code, ErrorCode::Unsupported);
        QCOMPARE(
            SectorCipher::make("aes", "xts-plain64", Secret(std::string_view("short")), 512).error().code,
            ErrorCode::Invalid);
        const Secret equal(std::string_view("0123456789abcdef0123456789abcdef"));
        QCOMPARE(SectorCipher::make("aes", "xts-plain64", equal, 512).error().code, ErrorCode::Unsupported);
        QVERIFY(SectorCipher::make("aes", "cbc-plain64", equal, 512));
        QCOMPARE(SectorCipher::make("aes", "xts-plain64", key, 1000).error().code, ErrorCode::Invalid);
    }

    /// IEEE Std 1619-2018, annex B, vector 2: the first 32 bytes of a sector.
    void sectorsAreThoseOfTheStandard()
    {
        std::vector<std::byte> halves(16, std::byte{0x11});
        halves.insert(halves.end(), 16, std::byte{0x22});
        auto cipher =
            SectorCipher::make("aes", "xts-plain64", Secret(std::span<const std::byte>(halves)), 512);
        QVERIFY(cipher);
        std::vector<std::byte> sector(512, std::byte{0x44});
        QVERIFY(cipher->encrypt(sector, 0x3333333333));
        const QByteArray begin(reinterpret_cast<const char *>(sector.data()), 32);
        QCOMPARE(begin.toHex(),
                 QByteArray("c454185e6a16936e39334038acef838bfb186fff7480adc4289382ecd6d394f0"));
        QVERIFY(cipher->decrypt(sector, 0x3333333333));
        QVERIFY(std::ranges::all_of(sector, [](std::byte byte) { return byte == std::byte{0x44}; }));
    }
};

}

QTEST_GUILESS_MAIN(parterre::TestLuksVolume)
#include "tst_luks_volume.moc"
