// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/bar_scale.h"

#include <QTest>

#include <random>

using namespace parterre;
using namespace parterre::literals;

class BarScaleTest : public QObject
{
    Q_OBJECT

    static std::vector<BarScale::Part> randomParts(std::mt19937_64 &random)
    {
        std::vector<BarScale::Part> parts;
        Offset at(1048576);
        const auto count = 1 + random() % 20;
        for (std::size_t i = 0; i < count; ++i) {
            const Bytes size(std::int64_t(1) << (random() % 42));
            parts.push_back({.extent = {.begin = at, .size = size},
                             .minimum = random() % 3 == 0 ? freeWidthMin : realWidthMin});
            at = at + size + Bytes(random() % 4 == 0 ? 1048576 : 0);
        }
        return parts;
    }

private Q_SLOTS:
    void placesComeBackExactly_data()
    {
        QTest::addColumn<ScaleMode>("mode");
        QTest::newRow("linear") << ScaleMode::Linear;
        QTest::newRow("logarithmic") << ScaleMode::Logarithmic;
    }

    void placesComeBackExactly()
    {
        QFETCH(const ScaleMode, mode);
        std::mt19937_64 random(20261121);
        for (int round = 0; round < 500; ++round) {
            const std::vector<BarScale::Part> parts = randomParts(random);
            const BarScale scale(parts, mode, {.left = 12, .width = 1600});
            for (const BarScale::Part &part : parts) {
                const Offset inside = part.extent.begin
                    + Bytes(static_cast<std::int64_t>(
                        random() % static_cast<std::uint64_t>(part.extent.size.count())));
                QCOMPARE(scale.toOffset(scale.toPixel(inside)).bytes(), inside.bytes());
                QCOMPARE(scale.toOffset(scale.toPixel(part.extent.begin)).bytes(), part.extent.begin.bytes());
            }
        }
    }

    void ascendsAndKeepsTheMinimum()
    {
        std::mt19937_64 random(7);
        for (int round = 0; round < 500; ++round) {
            const std::vector<BarScale::Part> parts = randomParts(random);
            const double needed = BarScale::neededWidth(parts, 2);
            const BarScale scale(parts, ScaleMode::Linear, {.left = 0, .width = needed + 200});
            double right = 0;
            for (std::size_t i = 0; i < parts.size(); ++i) {
                QVERIFY(scale.span(i).width >= parts[i].minimum - 1e-9);
                QVERIFY(scale.span(i).x >= right - 1e-9);
                right = scale.span(i).x + scale.span(i).width;
            }
            QVERIFY(std::abs(right - (needed + 200)) < 1e-6);
        }
    }

    void widthsFollowSizesWhereThereIsRoom()
    {
        const std::vector<BarScale::Part> parts{{{Offset(0), 1_GiB}}, {{Offset() + 1_GiB, 3_GiB}}};
        const BarScale linear(parts, ScaleMode::Linear, {.left = 0, .width = 802});
        QCOMPARE(linear.span(0).width, 200.0);
        QCOMPARE(linear.span(1).width, 600.0);
        const BarScale logarithmic(parts, ScaleMode::Logarithmic, {.left = 0, .width = 802});
        QVERIFY(logarithmic.span(0).width > 300);
    }

    void outsideIsClamped()
    {
        const BarScale scale({{{Offset(4096), 1_GiB}}}, ScaleMode::Linear, {.left = 10, .width = 100});
        QCOMPARE(scale.toOffset(-5).bytes(), 4096);
        QCOMPARE(scale.toOffset(1000), Offset(4096) + 1_GiB);
        QCOMPARE(BarScale().toOffset(3), Offset());
    }
};

QTEST_GUILESS_MAIN(BarScaleTest)
#include "tst_bar_scale.moc"
