// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "core/model/layers.h"
#include "helper/probe/probe.h"
#include "helper/stack/container.h"
#include "helper/stack/fresh_keys.h"
#include "tests/helper/lvm/made_lvm.h"
#include "tests/helper/made_content.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"

#include <QCryptographicHash>
#include <QTest>

#include <libcryptsetup.h>
#include <random>
#include <set>

namespace parterre {

namespace {

constexpr Bytes mib{1 << 20};
constexpr std::string_view passphrase = "open sesame";
constexpr std::string_view otherPassphrase = "simsim";

KeySet keysOf(std::string_view text)
{
    return withKey(Secret(text), {});
}

/// A disk with an origin, as many bytes of a copy of it behind it, and a guard on all sides.
struct Copied
{
    SparseBytes content{Bytes(1)};
    Extent origin;
    Extent copy;
};

Result<> runIn(BlockDevice &device, const std::string &script)
{
    TRY(const auto window,
        PartitionWindow::open(device, {.begin = Offset(), .size = device.size()},
                              PartitionWindow::Access::ReadWrite));
    TRY(const ToolOutput output, runChild(MadeContent::place("sh"), {"-c", script, window->path()}, {}));
    CHECK(window->close());
    return output.status == 0 ? Result<>() : fail(ErrorCode::ToolFailed, "sh", output.lastLine());
}

/// All of it an LUKS with two passphrases; both cheap.
Result<> format(BlockDevice &device, const std::string &how, const std::string &cost)
{
    return runIn(device,
                 "set -e; t=$(mktemp); printf %s 'open sesame' >$t; cryptsetup -q luksFormat --key-file $t "
                     + how + " " + cost + " $0; printf %s simsim | cryptsetup -q luksAddKey --key-file $t "
                     + cost + " $0 -; rm $t");
}

Result<> fillWithNoise(BlockDevice &device, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<std::byte> bytes(static_cast<std::size_t>(device.size().count()));
    for (std::byte &byte : bytes)
        byte = static_cast<std::byte>(random());
    return device.write(Offset(), bytes);
}

constexpr const char *cheap = "--pbkdf pbkdf2 --pbkdf-force-iterations 1000";
constexpr const char *small = "--luks2-metadata-size 16k --luks2-keyslots-size 512k --offset 2048";

/// An LUKS of `size` bytes, of which the data is noise.
Result<SparseBytes> plainLuks(Bytes size, const std::string &how, const std::string &cost, ContentKind kind)
{
    MemoryDevice device(size);
    CHECK(format(device, how, cost));
    Keys keys(keysOf(passphrase));
    TRY(const auto volume, LuksVolume::open(device, {.begin = Offset(), .size = size}, kind, keys));
    CHECK(fillWithNoise(*volume, 1));
    return device.content();
}

/// An LUKS1 in the volume of a group that lies in two pieces.
Result<SparseBytes> luksInGroup()
{
    MemoryDevice disk(test::MadeLvm{}.content());
    Keys keys(keysOf(passphrase));
    TRY(const OpenContainer group, openContainer(disk, test::MadeLvm::where, ContentKind::LvmPv, keys));
    BlockDevice &root = *group.volumes.at(0).device;
    CHECK(format(root, "--type luks1", "--pbkdf-force-iterations 1000"));
    TRY(const auto volume,
        LuksVolume::open(root, {.begin = Offset(), .size = root.size()}, ContentKind::Luks1, keys));
    CHECK(fillWithNoise(*volume, 2));
    SparseBytes content(test::MadeLvm::where.size);
    for (const Extent &data : disk.content().dataIn(test::MadeLvm::where))
        content.write(Offset() + (data.begin - test::MadeLvm::where.begin), disk.content().read(data));
    return content;
}

/// `inner`, encrypted once more.
Result<SparseBytes> inLuks(const SparseBytes &inner)
{
    MemoryDevice device(inner.size() + mib);
    CHECK(format(device, "--type luks2 --label OUTER --subsystem garden " + std::string(small), cheap));
    Keys keys(keysOf(passphrase));
    TRY(const auto volume,
        LuksVolume::open(device, {.begin = Offset(), .size = device.size()}, ContentKind::Luks2, keys));
    for (const Extent &data : inner.dataIn({.begin = Offset(), .size = inner.size()}))
        CHECK(volume->write(data.begin, inner.read(data)));
    return device.content();
}

Result<SparseBytes> stackNamed(const QByteArray &name)
{
    if (name == "luks1")
        return plainLuks(mib * 4, "--type luks1", "--pbkdf-force-iterations 1000", ContentKind::Luks1);
    if (name == "luks1, essiv")
        return plainLuks(mib * 8, "--type luks1 --cipher aes-cbc-essiv:sha256 --key-size 256 --hash sha1",
                         "--pbkdf-force-iterations 1000", ContentKind::Luks1);
    if (name == "luks2")
        return plainLuks(mib * 20, "--type luks2 --sector-size 4096 --label SECRET", cheap,
                         ContentKind::Luks2);
    if (name == "luks2, argon2")
        return plainLuks(mib * 6, "--type luks2 " + std::string(small),
                         "--pbkdf argon2id --pbkdf-memory 64 --pbkdf-force-iterations 4 --pbkdf-parallel 1",
                         ContentKind::Luks2);
    if (name == "LUKS on LVM")
        return luksInGroup();
    if (name == "LVM on LUKS") {
        const SparseBytes group = test::MadeLvm{}.content();
        SparseBytes inner(test::MadeLvm::where.size);
        for (const Extent &data : group.dataIn(test::MadeLvm::where))
            inner.write(Offset() + (data.begin - test::MadeLvm::where.begin), group.read(data));
        return inLuks(inner);
    }
    if (name == "LUKS in LVM in LUKS") {
        TRY(const SparseBytes inner, luksInGroup());
        return inLuks(inner);
    }
    TRY(const SparseBytes inner,
        plainLuks(mib * 4, "--type luks2 " + std::string(small), cheap, ContentKind::Luks2));
    return inLuks(inner);
}

Copied copiedOf(const SparseBytes &stack)
{
    Copied made{.content = SparseBytes(mib * 3 + stack.size() * 2),
                .origin = {.begin = Offset() + mib, .size = stack.size()},
                .copy = {.begin = Offset() + mib * 2 + stack.size(), .size = stack.size()}};
    const std::vector<std::byte> guard(static_cast<std::size_t>(mib.count()), std::byte{0xa5});
    for (const Offset at : {Offset(), made.origin.end(), made.copy.end()})
        made.content.write(at, guard);
    for (const Extent &data : stack.dataIn({.begin = Offset(), .size = stack.size()})) {
        made.content.write(made.origin.begin + (data.begin - Offset()), stack.read(data));
        made.content.write(made.copy.begin + (data.begin - Offset()), stack.read(data));
    }
    return made;
}

Result<Copied> copiedNamed(const QByteArray &name)
{
    return stackNamed(name).transform(copiedOf);
}

/// What one LUKS of a stack is told by, and what is in it.
struct Told
{
    QByteArray volumeKey;
    QByteArray uuid;
    QByteArray label;
    QByteArray subsystem;
    QByteArray cipher;
    int sectorSize = 0;
    std::uint64_t dataBegin = 0;
    int keyslots = 0;
    QByteArray cost;
    QByteArray digest;  ///< of what is in it, decrypted; where that is no LUKS
};

QByteArray digestOf(BlockDevice &device)
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(device.size().count()));
    if (!device.read(Offset(), bytes))
        return {};
    return QCryptographicHash::hash(std::as_bytes(std::span(bytes)), QCryptographicHash::Sha256);
}

Told toldBy(const LuksHeader &header)
{
    crypt_device *const device = header.get();
    Told told{.uuid = crypt_get_uuid(device),
              .label = crypt_get_label(device),
              .subsystem = crypt_get_subsystem(device),
              .cipher = QByteArray(crypt_get_cipher(device)) + crypt_get_cipher_mode(device),
              .sectorSize = crypt_get_sector_size(device),
              .dataBegin = crypt_get_data_offset(device)};
    QByteArray key(64, '\0');
    std::size_t size = 64;
    const int slot =
        crypt_volume_key_get(device, CRYPT_ANY_SLOT, key.data(), &size, passphrase.data(), passphrase.size());
    told.volumeKey = slot < 0 ? QByteArray() : key.first(static_cast<qsizetype>(size));
    for (int i = 0; i < crypt_keyslot_max(crypt_get_type(device)); ++i) {
        const crypt_keyslot_info info = crypt_keyslot_status(device, i);
        told.keyslots += info == CRYPT_SLOT_ACTIVE || info == CRYPT_SLOT_ACTIVE_LAST ? 1 : 0;
    }
    crypt_pbkdf_type cost{};
    if (crypt_keyslot_get_pbkdf(device, slot, &cost) >= 0)
        told.cost = QByteArray(cost.type) + QByteArray::number(cost.iterations)
            + QByteArray::number(cost.max_memory_kb) + QByteArray::number(cost.parallel_threads) + cost.hash;
    return told;
}

/// Every LUKS in `where`.
void tell(BlockDevice &disk, Extent where, const Content &content, std::vector<Told> &all)
{
    Keys keys(keysOf(passphrase));
    if (isLuks(content.kind)) {
        const Result<LuksHeader> header = LuksHeader::read(disk, where, content.kind);
        if (header)
            all.push_back(toldBy(*header));
    }
    const Result<OpenContainer> container = openContainer(disk, where, content.kind, keys);
    for (std::size_t i = 0; container && i < container->volumes.size() && i < content.volumes.size(); ++i) {
        BlockDevice &device = *container->volumes[i].device;
        if (isLuks(content.kind) && !hasLuks(content.volumes[i].content))
            all.back().digest = digestOf(device);
        tell(device, {.begin = Offset(), .size = device.size()}, content.volumes[i].content, all);
    }
}

std::vector<Told> toldOf(BlockDevice &disk, Extent where, const Content &content)
{
    std::vector<Told> all;
    tell(disk, where, content, all);
    return all;
}

/// The sectors of all keyslots of the LUKS that a partition is, but for those of zeros.
std::set<std::vector<std::byte>> keyslotSectors(BlockDevice &disk, Extent where, ContentKind kind)
{
    std::set<std::vector<std::byte>> sectors;
    const Result<LuksHeader> header = LuksHeader::read(disk, where, kind);
    for (int slot = 0; header && slot < 2; ++slot) {
        std::uint64_t begin = 0;
        std::uint64_t length = 0;
        if (crypt_keyslot_area(header->get(), slot, &begin, &length) < 0)
            continue;
        for (std::uint64_t at = begin; at < begin + length; at += 512) {
            std::vector<std::byte> sector(512);
            if (header->copy(Bytes(static_cast<std::int64_t>(at)), sector) && !isZero(sector))
                sectors.insert(std::move(sector));
        }
    }
    return sectors;
}

bool holdsAny(const SparseBytes &content, Extent where, const std::set<std::vector<std::byte>> &sectors)
{
    for (Offset at = where.begin; at < where.end(); at = at + Bytes(512)) {
        if (sectors.contains(content.read({.begin = at, .size = Bytes(512)})))
            return true;
    }
    return false;
}

Result<> renew(BlockDevice &disk, const Copied &copied, const Content &content, Keys &keys,
               const std::stop_token &stop = {})
{
    TRY(FreshKeys fresh,
        FreshKeys::prepare({.disk = disk, .origin = copied.origin, .where = copied.copy, .content = content},
                           keys));
    return fresh.write([](const Work &) {}, stop);
}

Content contentOf(const Copied &copied)
{
    MemoryDevice disk(copied.content);
    Keys keys(keysOf(passphrase));
    return probeContent(disk, copied.origin, keys).value();
}

const char *words(const Result<> &result)
{
    static std::string text;
    text = result ? "" : result.error().subject + ": " + result.error().detail;
    return text.c_str();
}

/// All but the copy is what it was.
bool isRestWhole(const SparseBytes &before, const SparseBytes &after, Extent copy)
{
    const Extent head = extentBetween(Offset(), copy.begin);
    const Extent tail = extentBetween(copy.end(), Offset() + before.size());
    return before.read(head) == after.read(head) && before.read(tail) == after.read(tail);
}

}

/// A copy of an LUKS that the origin's volume key does not open.
class TestFreshKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void everyLayerGetsAKeyOfItsOwn_data()
    {
        QTest::addColumn<int>("layers");
        QTest::newRow("luks1") << 1;
        QTest::newRow("luks1, essiv") << 1;
        QTest::newRow("luks2") << 1;
        QTest::newRow("luks2, argon2") << 1;
        QTest::newRow("LUKS on LVM") << 1;
        QTest::newRow("LVM on LUKS") << 1;
        QTest::newRow("LUKS in LUKS") << 2;
        QTest::newRow("LUKS in LVM in LUKS") << 2;
    }

    void everyLayerGetsAKeyOfItsOwn()
    {
        QFETCH(const int, layers);
        const Result<Copied> copied = copiedNamed(QTest::currentDataTag());
        QVERIFY2(copied, copied ? "" : (copied.error().subject + ": " + copied.error().detail).c_str());
        const Content content = contentOf(*copied);
        MemoryDevice disk(copied->content);
        const std::vector<Told> before = toldOf(disk, copied->origin, content);
        QCOMPARE(static_cast<int>(before.size()), layers);
        const auto slots = keyslotSectors(disk, copied->origin, content.kind);
        QVERIFY(!isLuks(content.kind) || holdsAny(copied->content, copied->copy, slots));

        Keys keys(keysOf(passphrase));
        const Result<> renewed = renew(disk, *copied, content, keys);
        QVERIFY2(renewed, words(renewed));
        QVERIFY(isRestWhole(copied->content, disk.content(), copied->copy));
        QVERIFY(!holdsAny(disk.content(), copied->copy, slots));
        Keys again(keysOf(passphrase));
        QVERIFY(probeContent(disk, copied->copy, again).value() == content);
        compare(before, toldOf(disk, copied->copy, content));
        // The origin has all its keys; the copy has the one that was given.
        Keys other(keysOf(otherPassphrase));
        QCOMPARE(lockedLayers(probeContent(disk, copied->origin, other).value()), 0);
        QVERIFY(lockedLayers(probeContent(disk, copied->copy, other).value()) > 0);
    }

    void aWrongKeyIsDeniedBeforeAnythingIsWritten()
    {
        for (const char *const name : {"luks1", "LUKS on LVM"}) {
            const Copied copied = copiedNamed(name).value();
            const Content content = contentOf(copied);
            MemoryDevice disk(copied.content);
            Keys wrong(keysOf("open says me"));
            const Result<> refused = renew(disk, copied, content, wrong);
            QVERIFY(!refused && refused.error().code == ErrorCode::Denied);
            QVERIFY(disk.content() == copied.content);
            // Any that opens the origin will do, and is then the one of the copy.
            Keys other(keysOf(otherPassphrase));
            QVERIFY(renew(disk, copied, content, other));
            QCOMPARE(lockedLayers(probeContent(disk, copied.copy, other).value()), 0);
            Keys first(keysOf(passphrase));
            QCOMPARE(lockedLayers(probeContent(disk, copied.copy, first).value()), 1);
        }
    }

    void whatIsNotAsItWasIsAMismatch()
    {
        const Copied copied = copiedNamed("LUKS on LVM").value();
        Content content = contentOf(copied);
        MemoryDevice disk(copied.content);
        Keys keys(keysOf(passphrase));
        content.volumes.pop_back();
        QCOMPARE(renew(disk, copied, content, keys).error().code, ErrorCode::Mismatch);
        QVERIFY(disk.content() == copied.content);
    }

    void aCopyThatIsNotApartIsInvalid()
    {
        Copied copied = copiedNamed("luks1").value();
        const Content content = contentOf(copied);
        MemoryDevice disk(copied.content);
        Keys keys(keysOf(passphrase));
        copied.copy.begin = copied.origin.begin + mib;
        QCOMPARE(renew(disk, copied, content, keys).error().code, ErrorCode::Invalid);
        copied.copy = {.begin = copied.origin.end(), .size = mib};
        QCOMPARE(renew(disk, copied, content, keys).error().code, ErrorCode::Invalid);
    }

    void stopsWhenAskedAndCanBeDoneAgain()
    {
        const Copied copied = copiedNamed("luks1").value();
        const Content content = contentOf(copied);
        MemoryDevice disk(copied.content);
        Keys keys(keysOf(passphrase));
        std::stop_source stop;
        stop.request_stop();
        QCOMPARE(renew(disk, copied, content, keys, stop.get_token()).error().code, ErrorCode::Cancelled);
        QVERIFY(renew(disk, copied, content, keys));
        compare(toldOf(disk, copied.origin, content), toldOf(disk, copied.copy, content));
    }

    void aMediumThatLiesIsFound_data()
    {
        QTest::addColumn<int>("at");
        QTest::newRow("in the data") << 3;
        QTest::newRow("in the header") << 0;
    }

    void aMediumThatLiesIsFound()
    {
        QFETCH(const int, at);
        const Copied copied = copiedNamed("luks1").value();
        const Content content = contentOf(copied);
        MemoryDevice disk(copied.content);
        FaultyDevice faulty(disk);
        faulty.flipReadsOf({.begin = copied.copy.begin + mib * at, .size = Bytes(4096)});
        Keys keys(keysOf(passphrase));
        QCOMPARE(renew(faulty, copied, content, keys).error().code, ErrorCode::Mismatch);
    }

    /// At no moment does what opens hold anything but the origin's data, and doing it again ends well.
    void itIsCutOffAnywhereAndDoneAgain_data()
    {
        QTest::addColumn<int>("stride");
        QTest::newRow("luks1") << 1;
        QTest::newRow("LUKS in LUKS") << 3;
        QTest::newRow("LUKS on LVM") << 5;
    }

    void itIsCutOffAnywhereAndDoneAgain()
    {
        QFETCH(const int, stride);
        const Copied copied = copiedNamed(QTest::currentDataTag()).value();
        const Content content = contentOf(copied);
        MemoryDevice original(copied.content);
        const std::vector<Told> wanted = toldOf(original, copied.origin, content);
        Mains endless;
        CrashDevice whole(copied.content, endless);
        Keys keys(keysOf(passphrase));
        QVERIFY(renew(whole, copied, content, keys));
        const int operations = endless.drawn();
        QVERIFY(operations > 5);
        for (int cut = 1; cut < operations; cut += stride) {
            Mains mains(cut);
            CrashDevice crash(copied.content, mains);
            Keys some(keysOf(passphrase));
            QVERIFY(!renew(crash, copied, content, some));
            for (const std::uint64_t seed : {0U, 1U, 2U, 7U}) {
                MemoryDevice left(crash.survivor(seed));
                for (const Told &told : toldOf(left, copied.copy, content)) {
                    const bool isInnermost = !told.digest.isEmpty();
                    QVERIFY2(!isInnermost || told.digest == wanted.back().digest, QByteArray::number(cut));
                }
                QVERIFY(isRestWhole(copied.content, left.content(), copied.copy));
                if (seed != 7)
                    continue;
                const Result<> again = renew(left, copied, content, some);
                QVERIFY2(again, QByteArray(words(again)).prepend(QByteArray::number(cut) + ": "));
                compare(wanted, toldOf(left, copied.copy, content));
            }
        }
    }

private:
    /// The same but for the keys.
    static void compare(const std::vector<Told> &origin, const std::vector<Told> &copy)
    {
        QCOMPARE(copy.size(), origin.size());
        for (std::size_t i = 0; i < origin.size(); ++i) {
            QVERIFY(!copy[i].volumeKey.isEmpty() && copy[i].volumeKey != origin[i].volumeKey);
            QCOMPARE(copy[i].volumeKey.size(), origin[i].volumeKey.size());
            QCOMPARE(copy[i].uuid, origin[i].uuid);
            QCOMPARE(copy[i].label, origin[i].label);
            QCOMPARE(copy[i].subsystem, origin[i].subsystem);
            QCOMPARE(copy[i].cipher, origin[i].cipher);
            QCOMPARE(copy[i].sectorSize, origin[i].sectorSize);
            QCOMPARE(copy[i].dataBegin, origin[i].dataBegin);
            QCOMPARE(copy[i].cost, origin[i].cost);
            QCOMPARE(copy[i].digest, origin[i].digest);
            QCOMPARE(origin[i].keyslots, 2);
            QCOMPARE(copy[i].keyslots, 1);
        }
    }
};

}

QTEST_GUILESS_MAIN(parterre::TestFreshKeys)
#include "tst_fresh_keys.moc"
