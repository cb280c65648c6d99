// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace parterre;

/// The codes and messages of the rules, read from their source: none without words or a test.
class CodesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void haveWords();
    void areTried();
};

namespace {

QString allOf(const QString &folder, const QStringList &names)
{
    QString text;
    QDirIterator files(folder, names, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            text += QString::fromUtf8(file.readAll());
    }
    return text;
}

QString rules()
{
    return allOf(QStringLiteral(PARTERRE_TEST_DATA "/../core/check"), {QStringLiteral("*_rules.cpp")});
}

QSet<QString> matches(const QString &pattern, const QString &text)
{
    QSet<QString> found;
    auto all = QRegularExpression(pattern).globalMatch(text);
    while (all.hasNext())
        found.insert(all.next().captured(1));
    return found;
}

/// Words with a dash in quotes: the codes, and the ids of messages and fixes.
QSet<QString> words()
{
    return matches(QStringLiteral("\"([a-z0-9]+(?:-[a-z0-9]+)+)\""), rules());
}

}

void CodesTest::haveWords()
{
    const std::vector<std::string> known = messageIds();
    QVERIFY(words().size() > 50);
    for (const QString &word : words() | matches(QStringLiteral("id = \"([a-z-]+)\""), rules()))
        QVERIFY2(std::ranges::find(known, word.toStdString()) != known.end(), qPrintable(word));
}

void CodesTest::areTried()
{
    const QString golden =
        allOf(QStringLiteral(PARTERRE_TEST_DATA "/golden"), {QStringLiteral("expected.txt")});
    const QString tests = allOf(QStringLiteral(PARTERRE_TEST_DATA "/core/check"), {QStringLiteral("*.cpp")});
    const QSet<QString> tried = matches(QStringLiteral("(?:error|warning|info) ([a-z0-9-]+):"), golden)
        | matches(QStringLiteral("\\{\"([a-z0-9-]+)\", \"(?:error|warning|info)\"\\}"), tests)
        | matches(QStringLiteral("QVERIFY\\(hasCode\\([a-z(). ,]+, \"([a-z0-9-]+)\"\\)"), tests);
    // Words for a case of another code: their code is tried in that case.
    const QSet<QString> cases{
        QStringLiteral("no-space-adjacent"),           QStringLiteral("no-new-identifier-verity"),
        QStringLiteral("no-new-identifier-integrity"), QStringLiteral("filesystem-to-mount"),
        QStringLiteral("filesystem-beyond-repair"),    QStringLiteral("cloned-unchanged-inside")};
    QSet<QString> codes = words() - cases;
    codes.removeIf([](const QString &word) { return word.startsWith(QLatin1String("fix-")); });
    for (const QString &code : codes)
        QVERIFY2(tried.contains(code), qPrintable(code));
}

QTEST_GUILESS_MAIN(CodesTest)
#include "tst_codes.moc"
