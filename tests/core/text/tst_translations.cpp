// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

using namespace parterre;

/// The sentences of core in the languages of the window, as translations/update puts them there.
class TranslationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void haveEverySentence_data();
    void haveEverySentence();
};

namespace {

/// The finished translations of the context "Message", by their English.
QMap<QString, QString> finishedIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(path));
    QXmlStreamReader reader(&file);
    QMap<QString, QString> finished;
    QString context;
    QString source;
    while (reader.readNextStartElement() || !reader.atEnd()) {
        if (!reader.isStartElement())
            continue;
        const QString element = reader.name().toString();
        const bool isFinished = !reader.attributes().hasAttribute(QStringLiteral("type"));
        if (element == QStringLiteral("name"))
            context = reader.readElementText();
        else if (element == QStringLiteral("source"))
            source = reader.readElementText();
        else if (element == QStringLiteral("translation") && context == QStringLiteral("Message")
                 && isFinished)
            finished.insert(source, reader.readElementText());
    }
    return finished;
}

/// The places to fill in, each once.
QSet<QString> placesIn(const QString &text)
{
    QSet<QString> places;
    auto all = QRegularExpression(QStringLiteral("\\{[0-9]+\\}")).globalMatch(text);
    while (all.hasNext())
        places.insert(all.next().captured());
    return places;
}

}

void TranslationsTest::haveEverySentence_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(PARTERRE_TEST_DATA "/../translations"));
    for (const QString &name : folder.entryList({QStringLiteral("parterre_*.ts")})) {
        // The English one is for plurals alone.
        if (name != QStringLiteral("parterre_en.ts"))
            QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
}

void TranslationsTest::haveEverySentence()
{
    QFETCH(const QString, path);
    const QMap<QString, QString> finished = finishedIn(path);
    for (const std::string &id : messageIds()) {
        const QString source = QString::fromStdString(messageTemplate(id));
        const QString translation = finished.value(source);
        QVERIFY2(!translation.isEmpty(), id.c_str());
        QVERIFY2(placesIn(translation) == placesIn(source), id.c_str());
    }
}

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_translations.moc"
