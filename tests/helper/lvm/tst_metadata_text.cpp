// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/metadata_text.h"
#include "tests/helper/lvm/made_group.h"
#include "tests/support/dice.h"

#include <QTest>

using namespace parterre;

class TestMetadataText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextIsReadAsItStands()
    {
        const std::string text = test::groupText();
        const auto whole = parseLvmText(text);
        QVERIFY(whole);
        QCOMPARE(whole->text("contents"), std::string("Text Format Volume Group"));
        QCOMPARE(whole->number("version").value_or(0), 1U);
        const LvmSection *root = whole->section("vg00")->section("logical_volumes")->section("root");
        QVERIFY(root != nullptr);
        QVERIFY((root->texts("tags").value() == std::vector<std::string>{"a \"quoted\" one", "back\\slash"}));
        QVERIFY(root->texts("flags").value().empty());
        QVERIFY(!root->number("read_ahead"));
        QCOMPARE(root->values.find("read_ahead")->second.values[0].text, std::string("-1"));
        QVERIFY(!root->number("creation_host"));
        QVERIFY(root->text("segment_count").empty());
        const LvmPlace name = whole->section("vg00")->name;
        QCOMPARE(text.substr(name.begin, name.end - name.begin), std::string("vg00"));
        const LvmSection::Assignment &flags = root->values.find("tags")->second;
        QCOMPARE(text.substr(flags.place.begin, flags.place.end - flags.place.begin),
                 std::string("tags = [\"a \\\"quoted\\\" one\", \"back\\\\slash\"]"));
        QCOMPARE(
            text.substr(flags.values[1].place.begin, flags.values[1].place.end - flags.values[1].place.begin),
            std::string("\"back\\\\slash\""));
    }

    void anEditLeavesEveryOtherCharacter()
    {
        const std::string text = "vg { # vg\n a = \"x\"\t# x\n b=[1,\"x\"] }";
        const auto whole = parseLvmText(text);
        QVERIFY(whole);
        const LvmSection &vg = whole->sections.at("vg");
        QCOMPARE(editedLvmText(text,
                               {{.place = vg.values.at("b").values[1].place, .text = "\"longer\""},
                                {.place = vg.name, .text = "v"},
                                {.place = vg.values.at("a").values[0].place, .text = ""}}),
                 std::string("v { # vg\n a = \t# x\n b=[1,\"longer\"] }"));
        QCOMPARE(editedLvmText(text, {}), text);
    }

    void whatIsNoMetadataIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"a {", "a }", "}", "a = ", "a = [1, 2", "a = [1,, 2]", "a = \"x", "a = \"x\\", "a = -",
              "a = 1x", "a = x", "a = 1\na = 2", "a {}\na {}", "a = 1\na {}", "= 1", "a", "a = [1 2]",
              "a/b = 1", "a{a{a{a{a{a{a{a{a{a{}}}}}}}}}}"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("a zero within") << QByteArray("a = 1\n\0b = 2\n", 13);
    }
    void whatIsNoMetadataIsRefused()
    {
        QFETCH(const QByteArray, text);
        const auto read = parseLvmText(text.toStdString());
        QVERIFY(!read);
        QVERIFY(read.error().code == ErrorCode::Corrupt);
    }

    void whatIsMetadataIsNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"", "# only a comment", "a {}", "a { b = 1 }", "a = []", "a = [1, 2]",
                                 "a = \"x\\\"y\"", "a = -1", "a=1 b=2", "a{a{a{a{a{a{a{a{}}}}}}}}"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("zeros behind") << QByteArray("a = 1\n\0\0", 8);
    }
    void whatIsMetadataIsNot()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(parseLvmText(text.toStdString()));
    }

    void numbersBeyondAnyDiskAreNone()
    {
        QVERIFY(parseLvmText("a = 18446744073709551615")->number("a"));
        QVERIFY(!parseLvmText("a = 18446744073709551616")->number("a"));
        QVERIFY(!parseLvmText("a = [1, 2]")->number("a"));
        QVERIFY(!parseLvmText("a = [\"x\", 2]")->texts("a"));
    }

    void noTextIsTooStrange()
    {
        test::Dice dice(1);
        const std::string text = test::groupText();
        int accepted = 0;
        for (int i = 0; i < 2000; ++i) {
            std::string changed = text;
            for (std::uint32_t j = 0; j <= dice.below(4); ++j)
                changed[dice.below(changed.size())] = "{}[]\"\\#=,\n\t a1-"[dice.below(15)];
            if (dice.isOneIn(4))
                changed.resize(dice.below(changed.size()));
            const auto read = parseLvmText(changed);
            accepted += read ? 1 : 0;
            QVERIFY(read || read.error().code == ErrorCode::Corrupt);
        }
        QVERIFY(accepted > 0 && accepted < 2000);
    }
};

QTEST_GUILESS_MAIN(TestMetadataText)
#include "tst_metadata_text.moc"
