// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_options.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// The words of a command line, as far as they say how blocks are copied.
class TestCtlCopyingOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void permitsAndRefuses_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("wrong");  // empty: permitted
        const auto row = [](const char *words, const char *wrong) {
            QTest::newRow(words) << QString::fromLatin1(words) << QString::fromLatin1(wrong);
        };
        row("apply disk.img --on-read-error stop", "");
        row("plan disk.img --on-read-error=continue", "");
        row("render disk.img -o a.png --on-read-error continue", "");
        row("apply disk.img --on-read-error ignore", "--on-read-error is stop or continue, not \"ignore\"");
        row("apply disk.img --on-read-error", "--on-read-error needs a value");
        row("probe disk.img --on-read-error continue", "belong to plan, apply, refs and render");
        row("apply disk.img --io-priority idle", "");
        row("plan disk.img --io-priority=normal", "");
        row("apply disk.img --io-priority realtime", "--io-priority is normal or idle, not \"realtime\"");
        row("verify disk.img --io-priority idle", "belong to plan, apply, refs and render");
        row("apply disk.img --rate-limit 20", "");
        row("apply disk.img --rate-limit=0", "");
        row("apply disk.img --rate-limit 1048576", "");
        row("apply disk.img --rate-limit 1048577", "from 1 to 1048576, or 0 for none, not \"1048577\"");
        row("apply disk.img --rate-limit -5", "not \"-5\"");
        row("apply disk.img --rate-limit 0.5", "not \"0.5\"");
        row("apply disk.img --rate-limit 20MiB", "not \"20MiB\"");
        row("apply disk.img --rate-limit fast", "not \"fast\"");
        row("apply disk.img --rate-limit", "--rate-limit needs a value");
        row("recover disk.img --rate-limit 5", "belong to plan, apply, refs and render");
        row("verify disk.img --on-read-error continue", "belong to plan, apply, refs and render");
    }
    void permitsAndRefuses()
    {
        QFETCH(const QString, words);
        QFETCH(const QString, wrong);
        const auto options = ctl::parseOptions(words.split(u' '));
        QCOMPARE(options ? QString() : options.error(), options ? wrong : options.error());
        QVERIFY2(options || (!wrong.isEmpty() && options.error().contains(wrong)),
                 options ? "" : qPrintable(options.error()));
    }

    void anOptionBecomesThePlansChoice()
    {
        const Inventory inventory = test::appliance().inventory;
        const auto copying = [&](const QString &words) {
            return ctl::designFrom(*ctl::parseOptions(words.split(u' ')), inventory)->copying;
        };
        QVERIFY(copying(QStringLiteral("plan disk.img")) == Copying());
        QVERIFY((copying(QStringLiteral("plan disk.img --on-read-error continue"))
                 == Copying{.onReadError = OnReadError::Continue}));
        QVERIFY((copying(QStringLiteral("plan disk.img --rate-limit 20"))
                 == Copying{.rateLimit = rateLimitMin * 20}));
        QVERIFY((copying(QStringLiteral("plan disk.img --io-priority idle"))
                 == Copying{.ioPriority = IoPriority::Idle}));
    }

    void helpNamesEveryOption()
    {
        for (const char *option :
             {"--blocks", "--rest", "--digest", "--on-read-error", "--rate-limit", "--io-priority"})
            QVERIFY2(ctl::usage().contains(QLatin1String(option)), option);
    }
};

QTEST_GUILESS_MAIN(TestCtlCopyingOptions)
#include "tst_ctl_copying_options.moc"
