// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_exchange.h"
#include "core/exchange/design_file.h"

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

    [[nodiscard]] QByteArray read(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] ctl::Status run(const char *command, const char *from, const char *to) const
    {
        const auto options = ctl::parseOptions({QString::fromLatin1(command), QStringLiteral("kiwi"),
                                                path(from), QStringLiteral("-o"), path(to)});
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

QTEST_GUILESS_MAIN(CtlExchangeTest)
#include "tst_ctl_exchange.moc"
