// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/allotment.h"
#include "core/kiwi/capacity.h"
#include "core/model/edit.h"
#include "tests/support/random_description.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace parterre;
using kiwi::Allotment;
using kiwi::Entry;

/// What sgdisk and fdisk make of the words that KIWI has for them.
class AllotmentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isWhatTheToolsMake();

private:
    void partition(const std::vector<Entry> &entries, const kiwi::Ground &ground) const;
    void callSgdisk(const Entry &entry, const QString &name, int number, std::int64_t start) const;
    [[nodiscard]] QStringList read() const;

    QTemporaryDir m_folder;
    QString m_image;
};

namespace {

constexpr int described = 6;  // each call of the tools waits for the disk

void call(const QString &program, const QStringList &words, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, words);
    process.write(input);
    process.closeWriteChannel();
    QVERIFY2(process.waitForFinished(), qPrintable(program));
}

QByteArray size(const Entry &entry, Bytes more = {})
{
    return entry.size ? "+" + QByteArray::number(qint64{(*entry.size + more).count() >> 20}) + "M"
                      : QByteArray();
}

/// "3 47104+2048", by number.
QString line(int number, std::int64_t start, std::int64_t count)
{
    return QStringLiteral("%1 %2+%3").arg(number, 3).arg(start).arg(count);
}

QStringList lines(const Allotment &allotment)
{
    QStringList list;
    for (const kiwi::Place &place : allotment.places)
        list.append(line(place.number, place.extent.begin.bytes() / 512, place.extent.size.count() / 512));
    if (allotment.container)
        list.append(
            line(4, allotment.container->begin.bytes() / 512, allotment.container->size.count() / 512));
    list.sort();
    return list;
}

struct Case
{
    std::vector<Entry> entries;
    kiwi::Ground ground;
};

Result<Case> caseFor(const kiwi::Description &description)
{
    TRY(const kiwi::Firmware firmware, firmwareOf(description));
    Case result;
    TRY(result.entries, entriesOf(description, firmware, {}));
    TRY(const kiwi::Capacity capacity, capacityOf(description, result.entries, {}));
    const auto root = std::ranges::find(result.entries, kiwi::Kind::Root, &Entry::kind);
    if (root != result.entries.end()) {
        TRY(root->size, rootSizeOf(description, result.entries, capacity.partitioned, kiwi::Counting::All));
    }
    Design design;
    design.drawing.emplace();
    const edit::SetDisk disk{.size = capacity.disk, .table = firmware.table, .sectorSize = Bytes(512)};
    TRY(design, apply(std::move(design), disk, Uuid::draw));
    result.ground = {.table = design.drawing->table,
                     .size = capacity.disk,
                     .startSector = description.startSector,
                     .isExtendedLayout = description.isExtendedLayout};
    return result;
}

}

void AllotmentTest::initTestCase()
{
    m_image = m_folder.filePath(QStringLiteral("disk"));
}

void AllotmentTest::callSgdisk(const Entry &entry, const QString &name, int number, std::int64_t start) const
{
    const QString end = entry.size ? QString::fromLatin1(size(entry)) : QStringLiteral("0");
    call(QStringLiteral("sgdisk"),
         {QStringLiteral("-n"), QStringLiteral("%1:%2:%3").arg(number).arg(start).arg(end),
          QStringLiteral("-c"), QStringLiteral("%1:%2").arg(number).arg(name), m_image});
}

void AllotmentTest::partition(const std::vector<Entry> &entries, const kiwi::Ground &ground) const
{
    const bool isGpt = ground.table.kind == TableKind::Gpt;
    const QByteArray start = QByteArray::number(qint64{ground.startSector});
    const auto fdisk = [&](const QByteArray &words) {
        call(QStringLiteral("fdisk"), {m_image}, words + "\nw\nq\n");
    };
    int number = 0;
    int count = 0;
    for (const Entry &entry : entries) {
        for (int copy = 0; copy <= entry.clones; ++copy) {
            number = entry.number.value_or(number + 1);
            if (isGpt) {
                callSgdisk(entry, QStringLiteral("p%1").arg(number), number,
                           count == 0 ? ground.startSector : 0);
            } else if (ground.isExtendedLayout && count >= 3) {
                if (count == 3) {
                    fdisk("n\ne\n4\n\n");
                    number = 5;
                    ++count;
                }
                fdisk("n\n" + QByteArray::number(number) + "\n\n" + size(entry));
            } else {
                const Bytes more((count == 0 ? ground.startSector - 2048 : 0) / 2048 * 1048576);
                fdisk("n\np\n" + QByteArray::number(number) + "\n\n" + size(entry, more));
            }
            ++count;
        }
    }
    if (!isGpt)
        fdisk("d\n1\nn\np\n" + QByteArray(count >= 4 ? "" : "1\n") + start + "\n");
}

QStringList AllotmentTest::read() const
{
    QProcess process;
    process.start(QStringLiteral("sfdisk"), {QStringLiteral("--json"), m_image});
    if (!process.waitForFinished())
        return {};
    QStringList list;
    const QJsonObject table =
        QJsonDocument::fromJson(process.readAllStandardOutput())[QStringLiteral("partitiontable")].toObject();
    for (const QJsonValue value : table[QStringLiteral("partitions")].toArray()) {
        const QJsonObject one = value.toObject();
        const int number = one[QStringLiteral("node")].toString().mid(m_image.size()).toInt();
        list.append(
            line(number, one[QStringLiteral("start")].toInteger(), one[QStringLiteral("size")].toInteger()));
    }
    list.sort();
    return list;
}

void AllotmentTest::isWhatTheToolsMake()
{
    int done = 0;
    for (std::uint64_t seed = 0; done < described; ++seed) {
        QVERIFY(seed < 1000);
        kiwi::Description description = test::randomDescription(seed);
        description.sectorSize = Bytes(512);
        if (seed % 7 == 0)
            description.startSector += 100;
        const Result<Case> made = caseFor(description);
        const Result<Allotment> allotment =
            made ? allot(made->entries, made->ground) : fail(ErrorCode::Invalid, {});
        if (!allotment)
            continue;
        QFile::remove(m_image);
        QFile image(m_image);
        QVERIFY(image.open(QIODevice::WriteOnly) && image.resize(made->ground.size.count()));
        image.close();
        partition(made->entries, made->ground);
        QCOMPARE(lines(*allotment), read());
        ++done;
    }
}

QTEST_GUILESS_MAIN(AllotmentTest)
#include "tst_allotment.moc"
