// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAction>
#include <QMenuBar>
#include <QToolBar>

namespace parterre {

/// Everything that the main window can do, with its icon, shortcut and place in menus and toolbar.
class Actions : public QObject
{
    Q_OBJECT

public:
    explicit Actions(QWidget *window);

    QAction *open;
    QAction *newDesign;
    QAction *save;
    QAction *rescan;
    QAction *quit;
    QAction *undo;
    QAction *redo;
    QAction *apply;
    QAction *addClone;
    QAction *removeClone;
    QAction *moveEarlier;
    QAction *moveLater;
    QAction *addPartition;
    QAction *removePartition;
    QAction *resetPlace;
    QAction *unlock;
    QAction *logScale;
    QAction *exportPicture;
    QAction *exportPartids;
    QAction *exportJson;
    QAction *about;

    void fill(QMenuBar &menus) const;
    /// `apply` stands alone at the right.
    void fill(QToolBar &toolbar) const;

private:
    [[nodiscard]] QMenu *makeExportMenu(QWidget *parent) const;
};

/// Enables the action, or disables it and says why in its tooltip and status tip.
void setAvailable(QAction &action, bool isAvailable, const QString &reason);

}
