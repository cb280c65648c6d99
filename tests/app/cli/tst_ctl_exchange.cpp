// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_exchange.h"
#include "core/exchange/design_file.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace parterre;

/// Descriptions in files: what is written, and where nothing is.
class CtlExchangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importsWithWhatIsIncluded();
    void includesNothingFromElsewhere();
    void writesNothingWhereItRefuses();
    void exportsWhatItImported();
    void exportsNothingThatKiwiCannotMake();
    void bringsDumpsThereAndBack();
    void writesNothingOfWrongDumps();
    void exportsNothingThatSfdiskCannotMake();
    void exportsClonesThatHaveAPlace();
    void bringsDefinitionsThereAndBack();
    void writesNothingOfWrongDefinitions();
    void writesNoDefinitionsOverOthers();
};

namespace {

QByteArray description(const QByteArray &inside)
{
    return "<image schemaversion=\"8.0\" name=\"a\">" + inside + "</image>";
}

QByteArray disk(const QByteArray &attributes = "root_clone=\"1\"")
{
    return "<preferences><type image=\"oem\" firmware=\"uefi\" filesystem=\"ext4\" " + attributes
        + "><size unit=\"G\">4</size></type></preferences>";
}

class Folder
{
public:
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1StringView(name)); }

    void write(const char *name, const QByteArray &bytes) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    void makeFolder(const char *name) const { QVERIFY(QDir().mkpath(path(name))); }

    [[nodiscard]] QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] ctl::Status run(const char *command, const char *from, const char *to,
                                  const char *format = "kiwi") const
    {
        QStringList words{QString::fromLatin1(command), QString::fromLatin1(format), path(from),
                          QStringLiteral("-o"), path(to)};
        if (words[0] == QStringLiteral("import") && words[1] == QStringLiteral("repart"))
            words << QStringLiteral("--disk-size") << QStringLiteral("200MiB");
        const auto options = ctl::parseOptions(words);
        return options
            ? (options->command == ctl::Command::Import ? importFrom(*options) : exportTo(*options))
            : ctl::Status::Usage;
    }

private:
    QTemporaryDir m_folder;
};

}

void CtlExchangeTest::importsWithWhatIsIncluded()
{
    const Folder folder;
    folder.write("a.kiwi", description("<include from=\"this://disk.xml\"/>"));
    folder.write("disk.xml", "<image>" + disk() + "</image>");
    QCOMPARE(folder.run("import", "a.kiwi", "a.design"), ctl::Status::Done);
    const auto design = exchange::readDesignFile(folder.read("a.design"), Uuid::draw);
    QVERIFY(design && design->drawing);
    QCOMPARE(design->drawing->partitions.size(), std::size_t{3});
    QCOMPARE(design->partitions.back().clones.size(), std::size_t{1});
}

void CtlExchangeTest::includesNothingFromElsewhere()
{
    const Folder folder;
    const Folder elsewhere;
    elsewhere.write("disk.xml", "<image>" + disk() + "</image>");
    QVERIFY(QFile::link(elsewhere.path("disk.xml"), folder.path("disk.xml")));
    folder.write("a.kiwi", description("<include from=\"this://disk.xml\"/>"));
    QCOMPARE(folder.run("import", "a.kiwi", "a.design"), ctl::Status::Usage);
    QVERIFY(!QFile::exists(folder.path("a.design")));
}

void CtlExchangeTest::writesNothingWhereItRefuses()
{
    const Folder folder;
    folder.write("a.kiwi", description(disk("root_clone=\"200\"")));
    folder.write("a.design", "as it was");
    QCOMPARE(folder.run("import", "a.kiwi", "a.design"), ctl::Status::Usage);
    QCOMPARE(folder.run("import", "missing.kiwi", "a.design"), ctl::Status::Usage);
    QCOMPARE(folder.read("a.design"), QByteArray("as it was"));
}

void CtlExchangeTest::exportsWhatItImported()
{
    const Folder folder;
    folder.write("a.kiwi", description(disk()));
    QCOMPARE(folder.run("import", "a.kiwi", "a.design"), ctl::Status::Done);
    QCOMPARE(folder.run("export", "a.design", "b.kiwi"), ctl::Status::Done);
    QCOMPARE(folder.run("import", "b.kiwi", "b.design"), ctl::Status::Done);
    const auto first = exchange::readDesignFile(folder.read("a.design"), Uuid::draw);
    const auto second = exchange::readDesignFile(folder.read("b.design"), Uuid::draw);
    QVERIFY(first && second && first->drawing == second->drawing);
}

void CtlExchangeTest::exportsNothingThatKiwiCannotMake()
{
    const Folder folder;
    folder.write("a.kiwi", description(disk("luks=\"x\"")));
    QCOMPARE(folder.run("import", "a.kiwi", "a.design"), ctl::Status::Done);
    QCOMPARE(folder.run("export", "a.design", "b.kiwi"), ctl::Status::Refused);
    QVERIFY(!QFile::exists(folder.path("b.kiwi")));
}

void CtlExchangeTest::bringsDumpsThereAndBack()
{
    const Folder folder;
    const QByteArray dump =
        "label: gpt\nunit: sectors\nfirst-lba: 34\nlast-lba: 204766\nsector-size: 512\n\n"
        "2 : start=          35, size=          77, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4\n";
    folder.write("a.dump", dump);
    QCOMPARE(folder.run("import", "a.dump", "a.design", "sfdisk"), ctl::Status::Done);
    QCOMPARE(folder.run("export", "a.design", "b.dump", "sfdisk"), ctl::Status::Done);
    QCOMPARE(folder.read("b.dump"), dump);
}

void CtlExchangeTest::writesNothingOfWrongDumps()
{
    const Folder folder;
    folder.write("a.design", "as it was");
    folder.write("a.dump", "label: gpt\nlast-lba: 9999\n1: start=1, size=2\n");
    folder.write("b.dump", "hello\n");
    folder.write("c.dump", QByteArray("# ").repeated(1 << 20));
    for (const char *name : {"a.dump", "b.dump", "c.dump", "missing.dump"})
        QCOMPARE(folder.run("import", name, "a.design", "sfdisk"), ctl::Status::Usage);
    QCOMPARE(folder.read("a.design"), QByteArray("as it was"));
}

void CtlExchangeTest::exportsNothingThatSfdiskCannotMake()
{
    const Folder folder;
    folder.write(
        "a.design",
        "{\"parterre-design\": 1, \"drawing\": {\"size\": 104857600, \"table\": \"gpt\", \"partitions\": [{"
        "\"number\": 1, \"entry\": \"primary\", \"start\": 1048576, \"size\": 1048576, \"content\": "
        "\"ext4\", "
        "\"attributes\": \"8\", \"type\": \"0FC63DAF-8483-4772-8E79-3D69D8477DE4\"}]}}");
    folder.write("a.dump", "as it was");
    QCOMPARE(folder.run("export", "a.design", "a.dump", "sfdisk"), ctl::Status::Refused);
    QCOMPARE(folder.read("a.dump"), QByteArray("as it was"));
}

void CtlExchangeTest::exportsClonesThatHaveAPlace()
{
    const Folder folder;
    const auto design = [](int clones) {
        return "{\"parterre-design\": 1, \"partitions\": [{\"number\": 1, \"clones\": "
            + QByteArray::number(clones)
            + "}], \"drawing\": {\"size\": 16777216, \"table\": \"gpt\", \"partitions\": [{\"number\": 1, "
              "\"entry\": "
              "\"primary\", \"start\": 1048576, \"size\": 4194304, \"content\": \"ext4\", \"name\": "
              "\"p.lxhome\", "
              "\"type\": \"0FC63DAF-8483-4772-8E79-3D69D8477DE4\"}]}}";
    };
    folder.write("a.design", design(2));
    folder.write("b.design", design(3));
    QCOMPARE(folder.run("export", "a.design", "a.dump", "sfdisk"), ctl::Status::Done);
    QCOMPARE(folder.read("a.dump").count("start="), 3);
    QCOMPARE(folder.run("export", "b.design", "b.dump", "sfdisk"), ctl::Status::Refused);
    QVERIFY(!QFile::exists(folder.path("b.dump")));
}

void CtlExchangeTest::bringsDefinitionsThereAndBack()
{
    const Folder folder;
    folder.makeFolder("a/10-esp.conf.d");
    folder.write("a/20-root.conf", "[Partition]\nType=root\n");
    folder.write("a/10-esp.conf", "[Partition]\nType=esp\nSizeMaxBytes=1M\nFormat=vfat\n");
    folder.write("a/10-esp.conf.d/size.conf", "[Partition]\nSizeMinBytes=64M\nSizeMaxBytes=64M\n");
    folder.write("a/README", "no definition");
    QCOMPARE(folder.run("import", "a", "a.design", "repart"), ctl::Status::Done);
    QCOMPARE(folder.run("export", "a.design", "b", "repart"), ctl::Status::Done);
    QCOMPARE(QDir(folder.path("b")).entryList(QDir::Files, QDir::Name).join(u' '),
             QStringLiteral("10-esp.conf 20-root-x86-64.conf"));
    QCOMPARE(folder.run("import", "b", "b.design", "repart"), ctl::Status::Done);
    const auto first = exchange::readDesignFile(folder.read("a.design"), Uuid::draw);
    const auto second = exchange::readDesignFile(folder.read("b.design"), Uuid::draw);
    QVERIFY(first && second && first->drawing == second->drawing);
    QCOMPARE(first->drawing->partitions.front().extent.size, Bytes(64 << 20));
}

void CtlExchangeTest::writesNothingOfWrongDefinitions()
{
    const Folder folder;
    folder.makeFolder("empty");
    folder.makeFolder("a");
    folder.write("a/10-esp.conf", "[Partition]\nType=nosuch\n");
    folder.write("a.design", "as it was");
    for (const char *name : {"empty", "a", "missing", "a.design"})
        QCOMPARE(folder.run("import", name, "a.design", "repart"), ctl::Status::Usage);
    QCOMPARE(folder.read("a.design"), QByteArray("as it was"));
}

void CtlExchangeTest::writesNoDefinitionsOverOthers()
{
    const Folder folder;
    folder.makeFolder("a");
    folder.makeFolder("b");
    folder.write("a/10-root.conf", "[Partition]\nType=root\n");
    folder.write("b/old.conf", "as it was");
    QCOMPARE(folder.run("import", "a", "a.design", "repart"), ctl::Status::Done);
    QCOMPARE(folder.run("export", "a.design", "b", "repart"), ctl::Status::Failed);
    QCOMPARE(QDir(folder.path("b")).entryList(QDir::Files).join(u' '), QStringLiteral("old.conf"));
    folder.write("mbr.dump", "label: dos\n1: start=2048, size=2048\n");
    QCOMPARE(folder.run("import", "mbr.dump", "mbr.design", "sfdisk"), ctl::Status::Done);
    QCOMPARE(folder.run("export", "mbr.design", "c", "repart"), ctl::Status::Refused);
    QVERIFY(!QFile::exists(folder.path("c")));
}

QTEST_GUILESS_MAIN(CtlExchangeTest)
#include "tst_ctl_exchange.moc"
