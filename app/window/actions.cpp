// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/actions.h"

#include <QApplication>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

namespace parterre {

namespace {

/// The bundled icon in the colour of text, so that it reads in dark themes too.
QIcon bundledIcon(const QString &name, const QPalette &palette)
{
    QIcon icon;
    for (const QPalette::ColorGroup group : {QPalette::Normal, QPalette::Disabled}) {
        QPixmap picture = QIcon(QStringLiteral(":/icons/%1.svg").arg(name)).pixmap(QSize(22, 22), 2);
        QPainter painter(&picture);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(picture.rect(), palette.color(group, QPalette::ButtonText));
        painter.end();
        icon.addPixmap(picture, group == QPalette::Normal ? QIcon::Normal : QIcon::Disabled);
    }
    return icon;
}

struct Design
{
    const char *icon;
    QKeySequence shortcut;
};

QAction *make(QWidget *window, const QString &text, Design design, const QString &tip)
{
    auto *action = new QAction(text, window);
    if (design.icon != nullptr)
        action->setIcon(QIcon::fromTheme(QLatin1String(design.icon),
                                         bundledIcon(QLatin1String(design.icon), QApplication::palette())));
    action->setShortcut(design.shortcut);
    action->setProperty("tip", tip);
    window->addAction(action);
    setAvailable(*action, true, {});
    return action;
}

}

Actions::Actions(QWidget *window)
    : QObject(window)
    , open(make(window, tr("&Open…"), {"document-open", QKeySequence::Open},
                tr("Open an image file or a saved design")))
    , newDesign(make(window, tr("&New design…"), {"document-new", QKeySequence::New},
                     tr("Draw a disk that does not exist yet")))
    , save(make(window, tr("&Save design…"), {"document-save", QKeySequence::Save},
                tr("Save the design as a file")))
    , rescan(make(window, tr("&Rescan"), {"view-refresh", QKeySequence(Qt::Key_F5)},
                  tr("Read the disk and the list of disks again")))
    , quit(make(window, tr("&Quit"), {"application-exit", QKeySequence::Quit}, tr("Leave Parterre")))
    , undo(make(window, tr("&Undo"), {"edit-undo", QKeySequence(Qt::CTRL | Qt::Key_Z)},
                tr("Take the last change of the design back")))
    , redo(make(window, tr("Re&do"), {"edit-redo", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z)},
                tr("Do again what was taken back")))
    , apply(make(window, tr("&Apply…"), {"dialog-ok-apply", QKeySequence(Qt::CTRL | Qt::Key_Return)},
                 tr("Write the design to the disk, after one more question")))
    , addClone(make(window, tr("One clone &more"), {"list-add", {}},
                    tr("One more clone of the selected partition (+)")))
    , removeClone(make(window, tr("One clone &less"), {"list-remove", {}},
                       tr("One clone less of the selected partition (−)")))
    , moveEarlier(make(window, tr("Move &earlier in the table"), {"go-previous", {}},
                       tr("Move the selected partition earlier in the table (Alt+Left)")))
    , moveLater(make(window, tr("Move &later in the table"), {"go-next", {}},
                     tr("Move the selected partition later in the table (Alt+Right)")))
    , addPartition(make(window, tr("Add a &partition…"), {"list-add", QKeySequence(Qt::Key_Insert)},
                        tr("Draw one more partition")))
    , removePartition(make(window, tr("&Remove the partition"), {"edit-delete", QKeySequence::Delete},
                           tr("Remove the selected partition from the drawing")))
    , resetPlace(make(window, tr("Back to the &automatic place"), {nullptr, {}},
                      tr("Forget where the selected partition was dragged to")))
    , unlock(make(window, tr("Unloc&k…"), {nullptr, {}},
                  tr("Give a passphrase or a key file for what is encrypted on this disk")))
    , logScale(make(window, tr("&Logarithmic scale"), {nullptr, QKeySequence(Qt::CTRL | Qt::Key_L)},
                    tr("Small partitions become wider")))
    , exportPicture(make(window, tr("&Picture (PNG, SVG, PDF)…"),
                         {"image-x-generic", QKeySequence(Qt::CTRL | Qt::Key_E)},
                         tr("Save the picture of the layout")))
    , exportPartids(make(window, tr("config.part&ids…"), {"text-x-generic", {}},
                         tr("Save config.partids of the design")))
    , exportJson(
          make(window, tr("&JSON…"), {"text-x-generic", {}}, tr("Save layout, findings and plan as JSON")))
    , about(make(window, tr("&About Parterre"), {"help-about", {}}, tr("Version and licence")))
{
    logScale->setCheckable(true);
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
}

QMenu *Actions::makeExportMenu(QWidget *parent) const
{
    auto *menu = new QMenu(tr("&Export"), parent);
    menu->setToolTipsVisible(true);
    menu->addActions({exportPicture, exportPartids, exportJson});
    return menu;
}

void Actions::fill(QMenuBar &menus) const
{
    const auto add = [&](const QString &title) {
        QMenu *menu = menus.addMenu(title);
        menu->setToolTipsVisible(true);
        return menu;
    };
    QMenu *file = add(tr("&File"));
    file->addActions({open, newDesign, save});
    file->addMenu(makeExportMenu(file));
    file->addSeparator();
    file->addAction(rescan);
    file->addSeparator();
    file->addAction(quit);
    QMenu *edit = add(tr("&Edit"));
    edit->addActions({undo, redo});
    QMenu *design = add(tr("&Design"));
    design->addActions({addClone, removeClone, moveEarlier, moveLater, resetPlace});
    design->addSeparator();
    design->addActions({addPartition, removePartition});
    design->addAction(unlock);
    design->addSeparator();
    design->addAction(apply);
    QMenu *view = add(tr("&View"));
    view->addAction(logScale);
    QMenu *help = add(tr("&Help"));
    help->addAction(about);
}

void Actions::fill(QToolBar &toolbar) const
{
    const auto gap = [&](int width) {
        auto *space = new QWidget;
        width > 0 ? space->setFixedWidth(width)
                  : space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        toolbar.addWidget(space);
    };
    toolbar.addActions({open, rescan});
    gap(4);
    toolbar.addActions({undo, redo});
    gap(4);
    auto *exporting = new QToolButton;
    exporting->setText(tr("Export ▾"));
    exporting->setToolTip(tr("Save the picture, config.partids or JSON"));
    exporting->setMenu(makeExportMenu(exporting));
    exporting->setPopupMode(QToolButton::InstantPopup);
    toolbar.addWidget(exporting);
    gap(0);
    toolbar.addAction(apply);
    toolbar.widgetForAction(apply)->setObjectName(QStringLiteral("apply"));
    for (QAction *action : {open, rescan, undo, redo, apply}) {
        auto *button = qobject_cast<QToolButton *>(toolbar.widgetForAction(action));
        button->setToolButtonStyle(action == undo || action == redo ? Qt::ToolButtonTextBesideIcon
                                                                    : Qt::ToolButtonTextOnly);
    }
}

void setAvailable(QAction &action, bool isAvailable, const QString &reason)
{
    action.setEnabled(isAvailable);
    const QString tip = action.property("tip").toString();
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    const QString name = keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys);
    action.setToolTip(isAvailable || reason.isEmpty() ? name : QStringLiteral("%1\n%2").arg(name, reason));
    action.setStatusTip(isAvailable || reason.isEmpty() ? tip : reason);
}

}
