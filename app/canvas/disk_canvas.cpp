// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/disk_canvas.h"

#include "app/canvas/canvas_accessible.h"
#include "app/canvas/colours.h"
#include "app/canvas/scene_painter.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <limits>

namespace parterre {

DiskCanvas::DiskCanvas(QWidget *parent)
    : QWidget(parent)
{
    installCanvasAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Disk as it is and as designed"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void DiskCanvas::setContent(Content content)
{
    m_content = std::move(content);
    m_options.isDrawing = m_content.isDrawing;
    m_options.full = m_content.full;
    m_options.move = m_content.move;
    m_drag.abort();
    updateGeometry();
    rebuild();
}

void DiskCanvas::setSelected(std::optional<SlotKey> key)
{
    if (m_options.selected == key)
        return;
    m_options.selected = key;
    rebuild();
    announceSelection(*this);
}

void DiskCanvas::setScaleMode(ScaleMode mode)
{
    m_options.mode = mode;
    rebuild();
}

void DiskCanvas::setMoved(std::optional<double> share)
{
    if (m_options.moved == share)
        return;
    m_options.moved = share;
    rebuild();
}

QSize DiskCanvas::minimumSizeHint() const
{
    return sceneSizeMin(m_content.now, m_content.designed).toSize();
}

QSize DiskCanvas::sizeHint() const
{
    return minimumSizeHint().expandedTo({900, 386});
}

void DiskCanvas::rebuild()
{
    m_options.size = size();
    m_scene = buildScene(m_content.now, m_content.designed, m_content.findings, m_options);
    update();
}

void DiskCanvas::resizeEvent(QResizeEvent *)
{
    rebuild();
}

void DiskCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look look{.palette = palette(), .font = font(), .hasFocus = hasFocus(), .hover = m_hover};
    paintScene(painter, m_scene, look);
    if (m_drag.isActive())
        paintDrag(painter, m_drag.preview(m_scene), look);
}

bool DiskCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QString tip = tipAt(help->pos());
        QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
    return QWidget::event(event);
}

QString DiskCanvas::tipAt(QPointF at) const
{
    const Hit hit = hitTest(m_scene, at);
    switch (hit.kind) {
    case Hit::Kind::NowBlock:
        return m_scene.now.blocks[hit.index].description;
    case Hit::Kind::Edge:
    case Hit::Kind::DesignedBlock:
        return m_scene.designed.blocks[hit.index].description;
    case Hit::Kind::Free:
        return tr("Unallocated: clones can be placed here");
    case Hit::Kind::Minus:
        return tr("One clone less (−)");
    case Hit::Kind::Plus:
        return m_scene.steppers[hit.index].canAdd
            ? tr("One clone more (+)")
            : tr("No further clone fits: see the findings when you add one");
    case Hit::Kind::Stepper:
        return tr("Number of clones");
    case Hit::Kind::Mark:
        return m_scene.marks[hit.index].description;
    case Hit::Kind::ScaleToggle:
        return tr("Switch between a linear and a logarithmic scale");
    case Hit::Kind::Nothing:
        return {};
    }
    return {};
}

void DiskCanvas::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const Hit hit = hitTest(m_scene, event->position());
    click(hit);
    m_drag.press(m_scene, event->position());
}

void DiskCanvas::click(Hit hit)
{
    switch (hit.kind) {
    case Hit::Kind::NowBlock:
        Q_EMIT selectionWanted(m_scene.now.blocks[hit.index].key);
        return;
    case Hit::Kind::Edge:
    case Hit::Kind::DesignedBlock:
        Q_EMIT selectionWanted(m_scene.designed.blocks[hit.index].key);
        return;
    case Hit::Kind::Minus:
        step(m_scene.steppers[hit.index].number, -1);
        return;
    case Hit::Kind::Plus:
        step(m_scene.steppers[hit.index].number, 1);
        return;
    case Hit::Kind::Stepper:
        Q_EMIT selectionWanted(SlotKey{.source = m_scene.steppers[hit.index].number});
        return;
    case Hit::Kind::ScaleToggle:
        Q_EMIT scaleModeWanted(m_options.mode == ScaleMode::Linear ? ScaleMode::Logarithmic
                                                                   : ScaleMode::Linear);
        return;
    case Hit::Kind::Free:
    case Hit::Kind::Mark:
    case Hit::Kind::Nothing:
        Q_EMIT selectionWanted(std::nullopt);
        return;
    }
}

void DiskCanvas::mouseMoveEvent(QMouseEvent *event)
{
    m_drag.move(m_scene, event->position(), event->modifiers().testFlag(Qt::ControlModifier));
    if (m_drag.isActive()) {
        setCursor(Qt::ClosedHandCursor);
        update();
        return;
    }
    setHover(hitTest(m_scene, event->position()));
}

void DiskCanvas::setHover(Hit hit)
{
    const bool isButton =
        hit.kind == Hit::Kind::Minus || hit.kind == Hit::Kind::Plus || hit.kind == Hit::Kind::ScaleToggle;
    setCursor(hit.kind == Hit::Kind::Edge ? Qt::SplitHCursor
                  : isButton              ? Qt::PointingHandCursor
                                          : Qt::ArrowCursor);
    if (hit == m_hover)
        return;
    m_hover = hit;
    update();
}

void DiskCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    const std::vector<Edit> edits =
        m_drag.release(m_scene, event->position(), event->modifiers().testFlag(Qt::ControlModifier));
    unsetCursor();
    update();
    if (!edits.empty())
        Q_EMIT editsWanted(edits);
}

void DiskCanvas::leaveEvent(QEvent *)
{
    setHover({});
}

void DiskCanvas::step(int number, int by)
{
    const Slot *origin = findSlot(m_content.designed, SlotKey{.source = number});
    if (origin == nullptr || !canBeCloned(*origin))
        return;
    const auto count =
        static_cast<int>(std::ranges::count_if(m_content.designed.slots, [&](const Slot &slot) {
            return slot.source == number && slot.role == Role::Clone;
        }));
    if (count + by >= 0)
        Q_EMIT editsWanted({edit::SetClones{.number = number, .count = count + by}});
}

void DiskCanvas::walk(int by)
{
    const std::vector<SlotKey> keys = walkOrder(m_scene);
    const auto at = m_options.selected ? std::ranges::find(keys, *m_options.selected) : keys.end();
    if (at == keys.end())
        walkTo(by > 0 ? 0 : std::numeric_limits<std::ptrdiff_t>::max());
    else
        walkTo(at - keys.begin() + by);
}

void DiskCanvas::walkTo(std::ptrdiff_t place)
{
    const std::vector<SlotKey> keys = walkOrder(m_scene);
    if (keys.empty())
        return;
    const auto last = static_cast<std::ptrdiff_t>(keys.size()) - 1;
    Q_EMIT selectionWanted(keys[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place, 0, last))]);
}

void DiskCanvas::reorder(int by)
{
    if (!m_options.selected)
        return;
    const auto at = std::ranges::find(m_scene.order, m_options.selected->source);
    const auto position = static_cast<int>(at - m_scene.order.begin()) + by;
    if (at != m_scene.order.end() && position >= 0 && position < static_cast<int>(m_scene.order.size()))
        Q_EMIT editsWanted({edit::Reorder{.number = *at, .position = position}});
}

void DiskCanvas::keyPressEvent(QKeyEvent *event)
{
    const bool isAlt = event->modifiers().testFlag(Qt::AltModifier);
    const int selected = m_options.selected ? m_options.selected->source : 0;
    switch (event->key()) {
    case Qt::Key_Left:
        isAlt ? reorder(-1) : walk(-1);
        return;
    case Qt::Key_Right:
        isAlt ? reorder(1) : walk(1);
        return;
    case Qt::Key_Home:
        walkTo(0);
        return;
    case Qt::Key_End:
        walkTo(std::numeric_limits<std::ptrdiff_t>::max());
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        step(selected, 1);
        return;
    case Qt::Key_Minus:
        step(selected, -1);
        return;
    case Qt::Key_Escape:
        if (m_drag.isActive()) {
            m_drag.abort();
            unsetCursor();
            update();
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void DiskCanvas::focusInEvent(QFocusEvent *event)
{
    if (!m_options.selected && event->reason() != Qt::MouseFocusReason)
        walk(1);
    update();
    announceSelection(*this);
}

void DiskCanvas::focusOutEvent(QFocusEvent *)
{
    update();
}

void DiskCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        const Block *block = m_options.selected ? findBlock(m_scene.designed, *m_options.selected) : nullptr;
        const QPointF at = block != nullptr ? block->rect.center() : QPointF(rect().center());
        Q_EMIT menuWanted(m_options.selected, mapToGlobal(at).toPoint());
        return;
    }
    const Hit hit = hitTest(m_scene, event->pos());
    click(hit.kind == Hit::Kind::NowBlock || hit.kind == Hit::Kind::DesignedBlock
                  || hit.kind == Hit::Kind::Edge
              ? hit
              : Hit{});
    Q_EMIT menuWanted(m_options.selected, event->globalPos());
}

}
