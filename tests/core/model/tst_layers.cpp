// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/layers.h"

#include <QTest>

using namespace parterre;

/// Where the layers of a content are, and what is in them.
class LayersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsInAPlace();
    void findsNothingElsewhere();
    void knowsRoots();
    void knowsVolumeGroups();
};

namespace {

const LayerPlace group{{.container = ContentKind::Luks2, .volume = 0}};
const LayerPlace home{{.container = ContentKind::Luks2, .volume = 0},
                      {.container = ContentKind::LvmPv, .volume = 1}};

/// An LUKS with a volume group in it.
Content stack()
{
    Content root{.kind = ContentKind::Xfs, .label = "ROOT"};
    root.osMarks = "fstab";
    Content inner{.kind = ContentKind::LvmPv, .label = "garden"};
    inner.volumes = {{.name = "lvroot", .content = root},
                     {.name = "lvhome", .content = {.kind = ContentKind::Ext4, .label = "HOME"}}};
    Content outer{.kind = ContentKind::Luks2, .label = "SECRET"};
    outer.volumes = {{.content = inner}};
    return outer;
}

}

void LayersTest::findsWhatIsInAPlace()
{
    Content content = stack();
    const std::vector<Layer> layers = layersOf(content);
    QCOMPARE(layers.size(), std::size_t{4});
    for (const Layer &layer : layers) {
        QCOMPARE(layerAt(content, layer.place), layer.content);
        QCOMPARE(layerPath(content, layer.place), layer.path);
    }
    QVERIFY(layers[1].place == group && layers[3].place == home);
    QCOMPARE(layerAt(content, home)->label, std::string("HOME"));
    QCOMPARE(layerPath(content, home), std::string("lvhome"));
    QVERIFY(layerPath(content, {}).empty());
}

void LayersTest::findsNothingElsewhere()
{
    const Content content = stack();
    for (const int volume : {-1, 2}) {
        LayerPlace place = home;
        place.back().volume = volume;
        QVERIFY(layerAt(content, place) == nullptr);
        QVERIFY(layerPath(content, place).empty());
    }
    LayerPlace other = home;
    other.back().container = ContentKind::MdMember;
    QVERIFY(layerAt(content, other) == nullptr);
    LayerPlace deeper = home;
    deeper.push_back({.container = ContentKind::Ext4, .volume = 0});
    QVERIFY(layerAt(content, deeper) == nullptr);
}

void LayersTest::knowsRoots()
{
    Content content = stack();
    std::vector<Layer> roots = rootLayersOf(content);
    QCOMPARE(roots.size(), std::size_t{1});
    QCOMPARE(roots[0].path, std::string("lvroot"));
    layerAt(content, home)->osMarks = "fstab";
    QCOMPARE(rootLayersOf(content).size(), std::size_t{2});
    // What lies in a lock that nobody opened.
    QVERIFY(rootLayersOf({.kind = ContentKind::Luks1}).empty());
    // A partition that is called a root is one, whatever lies in it.
    const Content plain{.kind = ContentKind::Ext4};
    roots = rootLayersOf(plain);
    QCOMPARE(roots.size(), std::size_t{1});
    QVERIFY(roots[0].place.empty());
}

void LayersTest::knowsVolumeGroups()
{
    const Content content = stack();
    QCOMPARE(groupIn(content, "garden", "lvhome"), layerAt(content, group));
    QCOMPARE(groupIn(content, "garden", ""), layerAt(content, group));
    QVERIFY(groupIn(content, "garden", "lvvar") == nullptr);
    QVERIFY(groupIn(content, "SECRET", "") == nullptr);
    QVERIFY(groupIn(content, "", "lvhome") == nullptr);
    QVERIFY(groupIn(content, "", "") == nullptr);
}

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_layers.moc"
