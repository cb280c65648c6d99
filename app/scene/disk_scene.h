// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/bar_scale.h"
#include "core/check/finding.h"
#include "core/layout/in_place.h"

#include <QRectF>
#include <QSizeF>
#include <QString>

#include <optional>

namespace parterre {

enum class Lane : std::uint8_t { Now, Designed };

/// What a block is coloured by: the purpose where the name tells it, else the content.
enum class Hue : std::uint8_t { Free, Legacy, Efi, Boot, Home, Root, Swap, Container, Windows, Data, Other };

/// Whose data, and which copy of it: the same through every edit and in both lanes.
struct SlotKey
{
    int source = 0;
    int cloneIndex = 0;

    friend auto operator<=>(const SlotKey &, const SlotKey &) = default;
};

[[nodiscard]] SlotKey keyOf(const Slot &slot);
[[nodiscard]] const Slot *findSlot(const Layout &layout, SlotKey key);
[[nodiscard]] Hue hueOf(const Slot &slot);
/// Whether the design may ask for clones of it: no clone itself, no container.
[[nodiscard]] bool canBeCloned(const Slot &slot);

/// One rectangle of a lane: a partition, or free space.
struct Block
{
    Lane lane = Lane::Now;
    bool isFree = false;
    SlotKey key;
    int number = 0;
    Extent extent;
    QRectF rect;
    Hue hue = Hue::Free;
    QString title;       ///< "home · ext4"
    QString shortTitle;  ///< "home": where the title has no room, and upright where this has none
    QString detail;      ///< "3.0 GiB"
    QString description; ///< all there is to say, for tooltip and screen reader
    std::optional<double> used;  ///< 0..1
    bool isClone = false;
    bool isNew = false;
    bool isSelected = false;
    bool isResizable = false;    ///< in drawings
    std::optional<Severity> mark;  ///< the worst finding about it
    std::optional<double> arrived; ///< 0..1, of what moves here while a move in place runs
};

/// Room that a move in place uses on its way and that is free again afterwards.
struct MoveMark
{
    enum class Kind : std::uint8_t { Journal, Scratch };
    Kind kind = Kind::Journal;
    Extent extent;
    QRectF rect;
    QString description;  ///< for tooltip and screen reader
};

/// A band from where data is to where it will be.
struct Ribbon
{
    Hue hue = Hue::Other;
    bool isToClone = false;
    bool isSelected = false;
    double fromLeft = 0;
    double fromRight = 0;
    double toLeft = 0;
    double toRight = 0;
    double top = 0;
    double bottom = 0;
};

/// "− ◆ 2 +" under an origin.
struct Stepper
{
    int number = 0;
    int count = 0;
    bool canAdd = true;
    bool isSelected = false;
    QRectF rect;
    QRectF minus;
    QRectF plus;
};

struct Meter
{
    QString label;
    QString value;
    double share = 0;  ///< over 1: more than there is
    QRectF rect;       ///< of the bar alone
};

struct LaneScene
{
    QString title;
    QString note;
    QRectF rect;
    BarScale scale;
    std::vector<Block> blocks;      ///< by position
    std::vector<QRectF> containers; ///< frames around logical partitions
};

/// The picture of a disk as it is and as it will be: rectangles and words, nothing to work out.
struct DiskScene
{
    QSizeF size;
    LaneScene now;
    LaneScene designed;
    std::vector<Ribbon> ribbons;
    std::vector<Stepper> steppers;
    std::vector<Meter> meters;
    std::vector<MoveMark> marks;    ///< in the designed lane, left to right
    QRectF scaleToggle;
    ScaleMode mode = ScaleMode::Linear;
    Bytes grain{1048576};
    Bytes phase;
    std::vector<int> order;  ///< the origins' numbers in table order, for reordering
    std::optional<SlotKey> selected;
};

/// What a scene is made of besides the layouts.
struct SceneOptions
{
    QSizeF size{900, 380};
    ScaleMode mode = ScaleMode::Linear;
    std::optional<SlotKey> selected;
    bool isDrawing = false;
    bool isPrinted = false;   ///< no steppers, no hints: for pictures
    std::vector<int> full;    ///< numbers of partitions of which no further clone fits
    std::optional<InPlaceMove> move;  ///< of the plan
    std::optional<double> moved;      ///< how much of it is done, while it runs
};

/// The smallest size at which everything has its minimum.
[[nodiscard]] QSizeF sceneSizeMin(const Layout &now, const Layout &designed);
[[nodiscard]] DiskScene buildScene(const Layout &now, const Layout &designed,
                                   const std::vector<Finding> &findings, const SceneOptions &options);

/// Selectable blocks of the designed lane in their physical order.
[[nodiscard]] std::vector<SlotKey> walkOrder(const DiskScene &scene);
[[nodiscard]] const Block *findBlock(const LaneScene &lane, SlotKey key);

}
