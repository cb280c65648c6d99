// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

#include <functional>

namespace parterre::test {

/// Something that is done to an image, and whether its map is believed afterwards.
struct ImageChange
{
    const char *name;
    bool isTrusted;
    std::function<void(LoadedImage &)> change;
};

/// A row of test data for each: the column "change". They must outlive the test.
inline void addRows(const std::vector<ImageChange> &changes)
{
    QTest::addColumn<const ImageChange *>("change");
    for (const ImageChange &one : changes)
        QTest::newRow(one.name) << &one;
}

/// Fails the running test where the map of the changed image is believed and may not be, or the other way
/// round, and where one that is not believed is not all of it.
inline void believesOnlyWhatIsWhole(LoadedImage image, ContentKind kind, const ImageChange &chosen)
{
    chosen.change(image);
    const Allocation map = image.allocation(kind);
    QVERIFY2(map.isTrusted() == chosen.isTrusted, map.doubt.c_str());
    if (!map.isTrusted())
        QVERIFY(map.used == std::vector{image.where()});
}

}
