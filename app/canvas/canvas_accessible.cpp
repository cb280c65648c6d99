// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/canvas_accessible.h"

#include "app/canvas/disk_canvas.h"

#include <QAccessibleWidget>

#include <algorithm>
#include <map>

namespace parterre {

namespace {

/// One block of the designed lane, free space included; behind them the marks of a move in place.
class BlockInterface : public QAccessibleInterface
{
public:
    BlockInterface(DiskCanvas *canvas, int index)
        : m_canvas(canvas)
        , m_index(index)
    {}

    [[nodiscard]] bool isValid() const override
    {
        return m_canvas != nullptr && (block() != nullptr || mark() != nullptr);
    }
    [[nodiscard]] QObject *object() const override { return nullptr; }
    [[nodiscard]] QAccessibleInterface *parent() const override
    {
        return QAccessible::queryAccessibleInterface(m_canvas);
    }
    [[nodiscard]] QAccessibleInterface *child(int) const override { return nullptr; }
    [[nodiscard]] int childCount() const override { return 0; }
    [[nodiscard]] int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    [[nodiscard]] QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    [[nodiscard]] QAccessible::Role role() const override { return QAccessible::ListItem; }
    void setText(QAccessible::Text, const QString &) override {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        if (kind != QAccessible::Name || !isValid())
            return {};
        return block() != nullptr ? block()->description : mark()->description;
    }

    [[nodiscard]] QRect rect() const override
    {
        if (!isValid())
            return {};
        const QRect local = (block() != nullptr ? block()->rect : mark()->rect).toRect();
        return {m_canvas->mapToGlobal(local.topLeft()), local.size()};
    }

    [[nodiscard]] QAccessible::State state() const override
    {
        QAccessible::State state;
        state.invalid = !isValid();
        if (block() == nullptr)
            return state;
        state.selectable = !block()->isFree;
        state.focusable = state.selectable;
        state.selected = block()->isSelected;
        state.focused = block()->isSelected && m_canvas->hasFocus();
        return state;
    }

private:
    [[nodiscard]] const Block *block() const
    {
        const std::vector<Block> &blocks = m_canvas->scene().designed.blocks;
        return static_cast<std::size_t>(m_index) < blocks.size() ? &blocks[static_cast<std::size_t>(m_index)]
                                                                 : nullptr;
    }

    [[nodiscard]] const MoveMark *mark() const
    {
        const DiskScene &scene = m_canvas->scene();
        const auto index = static_cast<std::size_t>(m_index) - scene.designed.blocks.size();
        return block() == nullptr && index < scene.marks.size() ? &scene.marks[index] : nullptr;
    }

    DiskCanvas *m_canvas;
    int m_index;
};

class CanvasInterface : public QAccessibleWidget
{
public:
    explicit CanvasInterface(DiskCanvas *canvas)
        : QAccessibleWidget(canvas, QAccessible::List)
    {}

    ~CanvasInterface() override
    {
        for (const auto &[index, id] : m_children)
            QAccessible::deleteAccessibleInterface(id);
    }
    Q_DISABLE_COPY_MOVE(CanvasInterface)

    [[nodiscard]] int childCount() const override
    {
        return static_cast<int>(canvas()->scene().designed.blocks.size() + canvas()->scene().marks.size());
    }

    [[nodiscard]] QAccessibleInterface *child(int index) const override
    {
        if (index < 0 || index >= childCount())
            return nullptr;
        const auto known = m_children.find(index);
        if (known != m_children.end())
            return QAccessible::accessibleInterface(known->second);
        auto *made = new BlockInterface(canvas(), index);  // QAccessible's cache owns it
        m_children.emplace(index, QAccessible::registerAccessibleInterface(made));
        return made;
    }

    [[nodiscard]] int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto found = std::ranges::find_if(m_children, [&](const auto &entry) {
            return QAccessible::accessibleInterface(entry.second) == child;
        });
        return found == m_children.end() ? -1 : found->first;
    }

    [[nodiscard]] QAccessibleInterface *childAt(int x, int y) const override
    {
        const QPointF at = canvas()->mapFromGlobal(QPointF(x, y));
        const std::vector<Block> &blocks = canvas()->scene().designed.blocks;
        const std::vector<MoveMark> &marks = canvas()->scene().marks;
        const auto mark =
            std::ranges::find_if(marks, [&](const MoveMark &one) { return one.rect.contains(at); });
        if (mark != marks.end())
            return child(static_cast<int>(blocks.size()) + static_cast<int>(mark - marks.begin()));
        const auto under =
            std::ranges::find_if(blocks, [&](const Block &block) { return block.rect.contains(at); });
        return under == blocks.end() ? nullptr : child(static_cast<int>(under - blocks.begin()));
    }

private:
    [[nodiscard]] DiskCanvas *canvas() const { return static_cast<DiskCanvas *>(widget()); }

    mutable std::map<int, QAccessible::Id> m_children;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *canvas = qobject_cast<DiskCanvas *>(object);
    return canvas == nullptr ? nullptr : new CanvasInterface(canvas);
}

}

void installCanvasAccessibility()
{
    static const bool isInstalled = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(isInstalled)
}

void announceSelection(DiskCanvas &canvas)
{
    if (!QAccessible::isActive())
        return;
    const std::vector<Block> &blocks = canvas.scene().designed.blocks;
    const auto selected = std::ranges::find_if(blocks, &Block::isSelected);
    if (selected == blocks.end())
        return;
    QAccessibleEvent event(&canvas, canvas.hasFocus() ? QAccessible::Focus : QAccessible::Selection);
    event.setChild(static_cast<int>(selected - blocks.begin()));
    QAccessible::updateAccessibility(&event);
}

}
