// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/idle_io.h"

#include <QTest>

#include <thread>

using namespace parterre;

/// The I/O priority of the copying thread, and that it gets its own back.
class TestIdleIo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lastsAsLongAsItLives()
    {
        QCOMPARE(idlePriority(), std::uint16_t{0});
        {
            const auto idle = IdleIo::begin();
            QVERIFY(idle);
            QVERIFY(idlePriority() != 0);
        }
        QCOMPARE(idlePriority(), std::uint16_t{0});
    }

    void givesBackWhatWasThereBefore()
    {
        const auto outer = IdleIo::begin();
        {
            const auto inner = IdleIo::begin();
            QVERIFY(inner);
        }
        QVERIFY(idlePriority() != 0);
    }

    void endsOnceHoweverOftenItIsMoved()
    {
        std::optional<IdleIo> kept;
        {
            auto idle = IdleIo::begin();
            QVERIFY(idle);
            kept.emplace(*std::move(idle));
        }
        QVERIFY(idlePriority() != 0);
        kept.reset();
        QCOMPARE(idlePriority(), std::uint16_t{0});
    }

    void threadsHaveItFromWhoStartsThemAndNobodyElse()
    {
        std::uint16_t before = 1;
        std::uint16_t within = 0;
        std::jthread([&] { before = idlePriority(); }).join();
        {
            const auto idle = IdleIo::begin();
            std::jthread([&] { within = idlePriority(); }).join();
        }
        QCOMPARE(before, std::uint16_t{0});
        QVERIFY(within != 0);
    }
};

QTEST_GUILESS_MAIN(TestIdleIo)
#include "tst_idle_io.moc"
