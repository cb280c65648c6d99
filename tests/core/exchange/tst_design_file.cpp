// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"
#include "core/model/edit.h"

#include <QTest>

#include <random>

using namespace parterre;
using exchange::readDesignFile;
using exchange::writeDesignFile;

namespace {

Uuid counted()
{
    static std::uint8_t count = 0;
    Uuid uuid;
    uuid.bytes[0] = ++count;
    return uuid;
}

Design randomDesign(std::mt19937 &random)
{
    Design design{
        .placement = random() % 2 == 0 ? Placement::FreeSpace : Placement::Adjacent,
        .numbering = random() % 2 == 0 ? Numbering::Kiwi : Numbering::Keep,
        .cloning = {.labels = CloneLabels(random() % 2),
                    .types = CloneTypes(random() % 2),
                    .autoMount = AutoMount(random() % 2)},
        .copying = {.blocks = random() % 2 == 0 ? Blocks::Used : Blocks::Every,
                    .rest = Rest(random() % 3),
                    .digest = DigestKind(random() % 2),
                    .onReadError = OnReadError(random() % 2),
                    .rateLimit = rateLimitMin * std::int64_t(random() % 3),
                    .ioPriority = IoPriority(random() % 2)},
        .references = {.originsFollow = random() % 2 == 0, .clonesReferToThemselves = random() % 2 == 0},
        .partitions = {},
        .drawing = std::nullopt};
    for (int number = 1; number <= int(random() % 6); ++number) {
        PartitionDesign partition{.number = number,
                                  .name = random() % 2 == 0 ? "" : "Größe \"1\"",
                                  .clones = {},
                                  .isClonedUnchanged = random() % 2 == 0,
                                  .hasFreshKeys = random() % 2 == 0,
                                  .start = std::nullopt,
                                  .size = random() % 2 == 0
                                      ? std::nullopt
                                      : std::optional(Bytes(std::int64_t{1} << (random() % 54)))};
        for (unsigned clone = 0; clone < random() % 4; ++clone)
            partition.clones.push_back({.guid = Uuid::draw(),
                                        .content = Uuid::draw(),
                                        .start = random() % 2 == 0
                                            ? std::nullopt
                                            : std::optional(Offset(std::int64_t{1} << (random() % 54)))});
        design.partitions.push_back(partition);
    }
    return design;
}

Design drawn()
{
    Design design;
    design.drawing.emplace();
    design =
        apply(design,
              edit::SetDisk{
                  .size = Bytes(std::int64_t{1} << 30), .table = TableKind::Gpt, .sectorSize = Bytes(4096)},
              counted)
            .value();
    design = apply(design,
                   edit::Add{.name = "p.lxroot",
                             .size = Bytes(64 << 20),
                             .kind = ContentKind::Ext4,
                             .type = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"},
                   counted)
                 .value();
    design = apply(design, edit::SetClones{.number = 1, .count = 2}, counted).value();
    design.drawing->partitions[0].attributes = (std::uint64_t{1} << 63) | 4;
    design.drawing->partitions[0].mountPoint = "/";
    design.drawing->partitions[0].partidsName = "system";
    design.drawing->partitions[0].content.label = "ROOT";
    return design;
}

}

class TestDesignFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDesignComesBackAsItWas()
    {
        std::mt19937 random(1);
        for (int round = 0; round < 500; ++round) {
            const Design design = randomDesign(random);
            const Result<Design> read = readDesignFile(writeDesignFile(design), counted);
            QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
            QVERIFY(*read == design);
        }
    }

    void aDrawingComesBackAsItWas()
    {
        const Design design = drawn();
        const Result<Design> read = readDesignFile(writeDesignFile(design), counted);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QVERIFY(*read == design);
    }

    void aDrawnTableComesBackAsItWas()
    {
        Design design = drawn();
        Table &table = design.drawing->table;
        table.id = "28451A16-278A-4CB1-8CA3-CAC7C57FE0BA";
        table.grain = Bytes(4096);
        table.entriesMax = 8;
        table.usable = extentBetween(Offset(5 * 4096), Offset((std::int64_t{1} << 30) - 9 * 4096));
        const Result<Design> read = readDesignFile(writeDesignFile(design), counted);
        QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
        QVERIFY(*read == design);
    }

    void aTableThatCannotBeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("keys");
        QTest::addColumn<QByteArray>("wrong");
        const auto row = [](const char *name, const char *keys, const char *wrong) {
            QTest::newRow(name) << QByteArray(keys) << QByteArray(wrong);
        };
        row("as it may be", R"("entries":8,"grain":512,"id":"x","usable":{"start":2048,"size":512})", "");
        row("no entries", R"("entries":0)", "drawing.entries: expected");
        row("too many entries", R"("entries":1025)", "drawing.entries: expected");
        row("half a sector of grain", R"("grain":513)", "drawing.grain: expected a multiple");
        row("space in the table", R"("usable":{"start":17407,"size":512})",
            "drawing.usable.start: expected whole");
        row("space that begins in the table", R"("usable":{"start":16896,"size":512})",
            "drawing.usable.start: expected whole");
        row("space behind the disk", R"("usable":{"start":17408,"size":1048576})",
            "drawing.usable.start: expected");
        row("space without a size", R"("usable":{"start":17408})", "drawing.usable.size: is missing");
    }
    void aTableThatCannotBeIsRefused()
    {
        QFETCH(const QByteArray, keys);
        QFETCH(const QByteArray, wrong);
        const QByteArray text =
            R"({"parterre-design":1,"drawing":{"size":1048576,"table":"gpt",)" + keys + "}}";
        const Result<Design> read = readDesignFile(text, counted);
        const QByteArray said = read ? QByteArray() : QByteArray::fromStdString(read.error().detail);
        QVERIFY2(wrong.isEmpty() ? said.isEmpty() : said.startsWith(wrong), said.constData());
    }

    void aMereCountDrawsIdentifiers()
    {
        const Design design =
            readDesignFile(R"({"parterre-design":1,"partitions":[{"number":4,"clones":2}]})", counted)
                .value();
        QCOMPARE(design.partitions.at(0).clones.size(), 2U);
        QVERIFY(design.partitions[0].clones[0].guid != design.partitions[0].clones[1].guid);
        QVERIFY(design.partitions[0].clones[0].guid != design.partitions[0].clones[0].content);
    }

    void saysWhereAFileIsWrong_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("wrong");  // empty: permitted
        const auto row = [](const char *name, const QByteArray &partition, const char *wrong) {
            QTest::newRow(name) << QByteArray(R"({"parterre-design":1,"partitions":[)") + partition + "]}"
                                << QString::fromLatin1(wrong);
        };
        const auto file = [](const char *name, const QByteArray &text, const char *wrong) {
            QTest::newRow(name) << text << QString::fromLatin1(wrong);
        };
        file("the least", R"({"parterre-design":1})", "");
        file("no version", "{}", "parterre-design: is missing");
        file("version to come", R"({"parterre-design":2})", "parterre-design: expected a whole number");
        file("not JSON", "{\n\n\"parterre-design\": 1,,\n}", "line 3");
        file("bytes after the end", R"({"parterre-design":1} x)", "line 1");
        file("a list", "[]", "expected an object");
        file("nothing", "", "line 1");
        file("unknown key", R"({"parterre-design":1,"colour":1})", "colour: is not a key");
        file("known placement", R"({"parterre-design":1,"placement":"adjacent"})", "");
        file("unknown placement", R"({"parterre-design":1,"placement":"left"})", "placement: expected");
        file("known numbering", R"({"parterre-design":1,"numbering":"keep"})", "");
        file("unknown numbering", R"({"parterre-design":1,"numbering":1})", "numbering: expected");
        const auto copying = [&](const char *name, const QByteArray &text, const char *wrong) {
            file(name, QByteArray(R"({"parterre-design":1,"copying":{)") + text + "}}", wrong);
        };
        copying("no choice of copying", "", "");
        copying("every choice of copying", R"("blocks":"every","rest":"zero","digest":"sha-256")", "");
        copying("unknown blocks", R"("blocks":"some")", "copying.blocks: expected");
        copying("unknown rest", R"("rest":"burn")", "copying.rest: expected");
        copying("unknown digest", R"("digest":"md5")", "copying.digest: expected");
        copying("stops at read errors", R"("on_read_error":"stop")", "");
        copying("goes on after read errors", R"("on_read_error":"continue")", "");
        copying("unknown way to go on", R"("on_read_error":"ignore")", "copying.on_read_error: expected");
        copying("idle", R"("io_priority":"idle")", "");
        copying("normal", R"("io_priority":"normal")", "");
        copying("unknown priority", R"("io_priority":"realtime")", "copying.io_priority: expected");
        copying("no rate limit", R"("rate_limit":0)", "");
        copying("a rate limit", R"("rate_limit":1048576)", "");
        copying("the highest rate limit", R"("rate_limit":1099511627776)", "");
        copying("a rate limit too high", R"("rate_limit":1099512676352)", "copying.rate_limit: expected");
        copying("a rate limit too low", R"("rate_limit":1000)",
                "copying.rate_limit: expected 0 or a multiple");
        copying("a negative rate limit", R"("rate_limit":-1048576)", "copying.rate_limit: expected");
        copying("a rate limit in words", R"("rate_limit":"fast")", "copying.rate_limit: expected");
        copying("unknown key of copying", R"("speed":1)", "copying.speed: is not a key");
        const auto references = [&](const char *name, const QByteArray &text, const char *wrong) {
            file(name, QByteArray(R"({"parterre-design":1,"references":{)") + text + "}}", wrong);
        };
        references("no choice of references", "", "");
        references("every choice of references", R"("origins_follow":true,"clones_refer_to_themselves":true)",
                   "");
        references("a choice of no truth", R"("origins_follow":"yes")",
                   "references.origins_follow: expected");
        references("unknown key of references", R"("colour":"red")", "references.colour: is not a key");
        const auto cloning = [&](const char *name, const QByteArray &text, const char *wrong) {
            file(name, QByteArray(R"({"parterre-design":1,"cloning":{)") + text + "}}", wrong);
        };
        cloning("no choice of cloning", "", "");
        cloning("every choice of cloning", R"("labels":"as-origin","types":"as-origin","auto_mount":"never")",
                "");
        cloning("the usual of cloning", R"("labels":"numbered","types":"generic","auto_mount":"as-origin")",
                "");
        cloning("unknown labels", R"("labels":"funny")", "cloning.labels: expected");
        cloning("unknown types", R"("types":1)", "cloning.types: expected");
        cloning("unknown mounting", R"("auto_mount":true)", "cloning.auto_mount: expected");
        cloning("unknown key of cloning", R"("colour":"red")", "cloning.colour: is not a key");
        file("partitions that are no list", R"({"parterre-design":1,"partitions":{}})",
             "partitions: expected a list");
        row("a partition", R"({"number":1})", "");
        row("no number", "{}", "partitions[0].number: is missing");
        row("number 0", R"({"number":0})", "partitions[0].number: expected");
        row("number with a fraction", R"({"number":1.5})", "partitions[0].number: expected");
        row("number as text", R"({"number":"1"})", "partitions[0].number: expected");
        row("number twice", R"({"number":1},{"number":1})", "partitions[1].number: stands twice");
        row("999 clones", R"({"number":1,"clones":999})", "");
        row("1000 clones", R"({"number":1,"clones":1000})", "partitions[0].clones: expected");
        row("negative clones", R"({"number":1,"clones":-1})", "partitions[0].clones: expected");
        row("4096 clones in all",
            R"({"number":1,"clones":999},{"number":2,"clones":999},{"number":3,"clones":999},{"number":4,"clones":999},{"number":5,"clones":100})",
            "");
        row("4097 clones in all",
            R"({"number":1,"clones":999},{"number":2,"clones":999},{"number":3,"clones":999},{"number":4,"clones":999},{"number":5,"clones":101})",
            "4096 clones");
        row("clone without content",
            R"({"number":1,"clones":[{"guid":"00000000-0000-4000-8000-000000000001"}]})",
            "partitions[0].clones[0].content: is missing");
        row("clone whose guid is none",
            R"({"number":1,"clones":[{"guid":"1","content":"00000000-0000-4000-8000-000000000001"}]})",
            "guid: expected a UUID");
        row("a start", R"({"number":1,"start":9007199254740992})", "");
        row("start beyond what JSON holds", R"({"number":1,"start":9007199254740994})", "start: expected");
        row("a size", R"({"number":1,"size":9007199254740992})", "");
        row("a size that no sector has", R"({"number":1,"size":0})", "");
        row("size beyond what JSON holds", R"({"number":1,"size":9007199254740994})", "size: expected");
        row("negative size", R"({"number":1,"size":-512})", "size: expected");
        row("negative start", R"({"number":1,"start":-512})", "start: expected");
        row("unknown key in a partition", R"({"number":1,"end":1})", "partitions[0].end: is not a key");
        row("name that is a number", R"({"number":1,"name":1})", "name: expected a text");
        row("flag", R"({"number":1,"clone_unchanged":true})", "");
        row("flag that is a number", R"({"number":1,"clone_unchanged":1})",
            "clone_unchanged: expected true or false");
        row("fresh keys", R"({"number":1,"fresh_keys":true})", "");
        row("fresh keys that are a number", R"({"number":1,"fresh_keys":1})",
            "fresh_keys: expected true or false");
    }

    void saysWhereAFileIsWrong()
    {
        QFETCH(const QByteArray, file);
        QFETCH(const QString, wrong);
        const Result<Design> read = readDesignFile(file, counted);
        if (wrong.isEmpty()) {
            QVERIFY2(read.has_value(), read ? "" : read.error().detail.c_str());
            return;
        }
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Invalid);
        QVERIFY2(QString::fromStdString(read.error().detail).contains(wrong), read.error().detail.c_str());
    }

    void refusesADrawingThatCannotBe_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("size missing")
            << QByteArray("\"size\": 1073741824,\n        \"table\"") << QByteArray("\"table\"");
        QTest::newRow("table that is only shown") << QByteArray("\"gpt\"") << QByteArray("\"sun\"");
        QTest::newRow("sector size") << QByteArray("\"sector_size\": 4096")
                                     << QByteArray("\"sector_size\": 1000");
        QTest::newRow("content") << QByteArray("\"ext4\"") << QByteArray("\"ext5\"");
        QTest::newRow("attributes") << QByteArray("\"8000000000000004\"") << QByteArray("\"x\"");
        QTest::newRow("beyond the end")
            << QByteArray("\"size\": 67108864") << QByteArray("\"size\": 1073741824");
    }

    void refusesADrawingThatCannotBe()
    {
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        QByteArray file = writeDesignFile(drawn());
        QVERIFY2(file.contains(from), file.constData());
        file.replace(from, to);
        QCOMPARE(readDesignFile(file, counted).error().code, ErrorCode::Invalid);
    }
};

QTEST_GUILESS_MAIN(TestDesignFile)
#include "tst_design_file.moc"
