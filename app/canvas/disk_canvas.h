// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/drag.h"
#include "app/scene/hit.h"
#include "core/plan/derive.h"

#include <QWidget>

namespace parterre {

/// The picture of the disk: what it is, what it will be, and the hands to change it.
///
/// Shows values, emits wishes: it never edits anything by itself. Every gesture has a key: Left and
/// Right select, + and − change the clone count, Alt+Left and Alt+Right move in the table, the Menu
/// key opens the context menu, Esc aborts a drag.
class DiskCanvas : public QWidget
{
    Q_OBJECT

public:
    explicit DiskCanvas(QWidget *parent = nullptr);

    struct Content
    {
        Layout now;
        Layout designed;
        std::vector<Finding> findings;
        std::vector<int> full;  ///< partitions of which no further clone fits
        std::optional<InPlaceMove> move;  ///< of the plan
        bool isDrawing = false;
    };
    void setContent(Content content);
    void setSelected(std::optional<SlotKey> key);
    void setScaleMode(ScaleMode mode);
    /// How much of the plan's move in place is done, 0..1, while it runs.
    void setMoved(std::optional<double> share);

    [[nodiscard]] const DiskScene &scene() const { return m_scene; }
    [[nodiscard]] ScaleMode scaleMode() const { return m_options.mode; }
    [[nodiscard]] bool isDragging() const { return m_drag.isActive(); }

    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void selectionWanted(std::optional<parterre::SlotKey> key);
    void editsWanted(const std::vector<parterre::Edit> &edits);
    void scaleModeWanted(parterre::ScaleMode mode);
    void menuWanted(std::optional<parterre::SlotKey> key, QPoint globalPosition);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void rebuild();
    void click(Hit hit);
    void step(int number, int by);
    void walk(int by);
    void walkTo(std::ptrdiff_t place);
    void reorder(int by);
    void setHover(Hit hit);
    [[nodiscard]] QString tipAt(QPointF at) const;

    Content m_content;
    SceneOptions m_options;
    DiskScene m_scene;
    Drag m_drag;
    Hit m_hover;
};

}
