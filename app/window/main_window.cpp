// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/main_window.h"

#include "app/canvas/disk_canvas.h"
#include "app/panel/findings_panel.h"
#include "app/panel/inspector_panel.h"
#include "app/panel/partition_panel.h"
#include "app/panel/plan_panel.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/reference_panel.h"
#include "app/panel/report_panel.h"
#include "app/panel/source_panel.h"
#include "app/scene/words.h"
#include "app/window/actions.h"
#include "app/window/theme.h"

#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <algorithm>

namespace parterre {

namespace {

/// The widget on a card, inside its rim.
Card *onCard(QWidget *content)
{
    auto *card = new Card;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(content);
    return card;
}

}

MainWindow::MainWindow(Jobs &jobs, UuidSource uuids, QWidget *parent)
    : QMainWindow(parent)
    , m_jobs(jobs)
    , m_document(std::move(uuids))
{
    setAcceptDrops(true);
    build();
    connectActions();
    connectPanels();
    connectJobs();
    setStyleSheet(windowStyleSheet(QApplication::palette()));
    resize(1440, 900);
    refresh();
}

void MainWindow::build()
{
    m_actions = new Actions(this);
    m_actions->fill(*menuBar());
    auto *toolbar = new QToolBar(tr("Toolbar"));
    toolbar->setMovable(false);
    toolbar->setIconSize({16, 16});
    toolbar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_actions->fill(*toolbar);
    addToolBar(toolbar);

    m_sources = new SourcePanel;
    m_inspector = new InspectorPanel;
    m_inspectorPage = new QWidget;
    auto *inspectorColumn = new QVBoxLayout(m_inspectorPage);
    inspectorColumn->setContentsMargins(0, 8, 8, 8);
    inspectorColumn->addWidget(m_inspector);

    auto *splitter = new QSplitter;
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(6);
    splitter->addWidget(m_sources);
    splitter->addWidget(makeCentre());
    splitter->addWidget(m_inspectorPage);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({226, 908, 300});
    setCentralWidget(splitter);

    m_summary = new QLabel;
    m_verdict = new QLabel;
    m_summary->setContentsMargins(8, 2, 8, 2);
    m_verdict->setContentsMargins(8, 2, 8, 2);
    statusBar()->addWidget(m_summary, 1);
    statusBar()->addPermanentWidget(m_verdict);
    statusBar()->setSizeGripEnabled(false);
}

QWidget *MainWindow::makeCentre()
{
    m_canvas = new DiskCanvas;
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->viewport()->setAutoFillBackground(false);
    scroll->setMinimumHeight(396);
    scroll->setWidget(m_canvas);
    m_canvas->setAutoFillBackground(false);
    m_table = new PartitionPanel;
    m_findings = new FindingsPanel;
    m_plan = new PlanPanel;
    m_references = new ReferencePanel;
    m_reportPanel = new ReportPanel;
    m_tabs = new QTabWidget;
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_findings, tr("Findings"));
    m_tabs->addTab(m_plan, tr("Plan"));
    m_tabs->addTab(m_references, tr("References"));
    m_tabs->addTab(m_reportPanel, tr("Report"));

    auto *rows = new QSplitter(Qt::Vertical);
    rows->setChildrenCollapsible(false);
    rows->setHandleWidth(9);
    rows->addWidget(onCard(scroll));
    rows->addWidget(onCard(m_table));
    rows->addWidget(onCard(m_tabs));
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    rows->setStretchFactor(2, 2);
    rows->setSizes({396, 210, 150});
    auto *designer = new QWidget;
    auto *column = new QVBoxLayout(designer);
    column->setContentsMargins(2, 8, 2, 8);
    column->setSpacing(9);
    m_recovery = new RecoveryBar;
    column->addWidget(m_recovery);
    column->addWidget(rows, 1);

    m_pages = new QStackedWidget;
    m_pages->addWidget(makeWelcome());
    m_pages->addWidget(designer);
    return m_pages;
}

QWidget *MainWindow::makeWelcome()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setSpacing(10);
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(QStringLiteral(":/icons/parterre.svg")).pixmap(96, 96));
    picture->setAlignment(Qt::AlignCenter);
    auto *title = new QLabel(tr("Choose a disk or an image"));
    setScaledFont(*title, 1.6, QFont::Bold);
    title->setAlignment(Qt::AlignCenter);
    auto *hint = new QuietLabel(
        tr("Pick one at the left, drop an image file here,\nor draw a disk that does not exist yet."));
    hint->setAlignment(Qt::AlignCenter);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    for (QAction *action : {m_actions->open, m_actions->newDesign}) {
        auto *button = new QPushButton(action->text());
        button->setMinimumWidth(150);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addStretch(2);
    column->addWidget(picture);
    column->addWidget(title);
    column->addWidget(hint);
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addStretch(3);
    return page;
}

void MainWindow::connectActions()
{
    const auto on = [this](QAction *action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->open, [this] { askOpen(); });
    on(m_actions->newDesign, [this] { askDrawing(); });
    on(m_actions->save, [this] { saveDesign(); });
    on(m_actions->rescan, [this] {
        m_jobs.listDisks();
        if (m_document.isOpen() && !m_document.isDrawing())
            openPath(QString::fromStdString(m_document.inventory().target.path));
    });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->undo, [this] { m_document.undo(); });
    on(m_actions->redo, [this] { m_document.redo(); });
    on(m_actions->apply, [this] { apply(); });
    on(m_actions->addClone, [this] { stepClones(1); });
    on(m_actions->removeClone, [this] { stepClones(-1); });
    on(m_actions->moveEarlier, [this] { reorder(-1); });
    on(m_actions->moveLater, [this] { reorder(1); });
    on(m_actions->addPartition, [this] { askAddPartition(); });
    on(m_actions->removePartition,
       [this] { edit({edit::Remove{.number = m_selected ? m_selected->source : 0}}); });
    on(m_actions->resetPlace, [this] {
        if (m_selected)
            edit({edit::Place{
                .number = m_selected->source, .clone = m_selected->cloneIndex, .start = std::nullopt}});
    });
    on(m_actions->unlock, [this] { askUnlock(); });
    on(m_actions->logScale,
       [this](bool isOn) { setScale(isOn ? ScaleMode::Logarithmic : ScaleMode::Linear); });
    on(m_actions->exportPicture, [this] {
        exportAs(tr("Export the picture"), QStringLiteral(".png"), tr("Pictures (*.png *.svg *.pdf)"));
    });
    on(m_actions->exportPartids, [this] {
        exportAs(tr("Export config.partids"), QStringLiteral(".config.partids"),
                 tr("config.partids (*.partids)"));
    });
    on(m_actions->exportJson,
       [this] { exportAs(tr("Export JSON"), QStringLiteral(".plan.json"), tr("JSON (*.json)")); });
    on(m_actions->about, [this] {
        QMessageBox::about(this, tr("About Parterre"),
                           tr("<h3>Parterre %1</h3><p>Design partition clones and apply them safely.</p>"
                              "<p>© 2026 The Parterre authors · GPL-3.0-or-later</p>")
                               .arg(QApplication::applicationVersion()));
    });
}

void MainWindow::connectPanels()
{
    connect(&m_document, &Document::changed, this, &MainWindow::refresh);
    connect(m_sources, &SourcePanel::sourceWanted, this, [this](const QString &path) {
        if (!path.isEmpty() && mayLoseDesign())
            openPath(path);
        else
            refreshSources();
    });
    connect(m_canvas, &DiskCanvas::selectionWanted, this, &MainWindow::select);
    connect(m_canvas, &DiskCanvas::editsWanted, this, &MainWindow::edit);
    connect(m_canvas, &DiskCanvas::scaleModeWanted, this, &MainWindow::setScale);
    connect(m_canvas, &DiskCanvas::menuWanted, this, &MainWindow::showMenu);
    connect(m_table, &PartitionPanel::selectionWanted, this, &MainWindow::select);
    connect(m_table, &PartitionPanel::editsWanted, this, &MainWindow::edit);
    connect(m_inspector, &InspectorPanel::editsWanted, this, &MainWindow::edit);
    connect(m_inspector, &InspectorPanel::unlockWanted, this, &MainWindow::askUnlock);
    connect(m_findings, &FindingsPanel::editsWanted, this, &MainWindow::edit);
    connect(m_findings, &FindingsPanel::partitionWanted, this,
            [this](int number) { select(SlotKey{.source = number}); });
    connect(m_recovery, &RecoveryBar::wanted, this, &MainWindow::askRecovery);
    connect(m_reportPanel, &ReportPanel::saveWanted, this, &MainWindow::saveReport);
}

void MainWindow::connectJobs()
{
    connect(&m_jobs, &Jobs::disksListed, this, [this](const std::vector<DiskSummary> &disks) {
        m_disks.clear();
        for (const DiskSummary &disk : disks)
            m_disks.push_back(sourceOf(disk));
        refreshSources();
    });
    connect(&m_jobs, &Jobs::probed, this, &MainWindow::showProbed);
    connect(&m_jobs, &Jobs::jobsFound, this, &MainWindow::showJobs);
    connect(&m_jobs, &Jobs::advanced, this, &MainWindow::showProgress);
    connect(&m_jobs, &Jobs::finished, this, &MainWindow::showReport);
}

void MainWindow::edit(const std::vector<Edit> &edits)
{
    const Result<> done = m_document.edit(edits);
    if (!done)
        statusBar()->showMessage(words(done.error()), 6000);
}

void MainWindow::select(std::optional<SlotKey> key)
{
    m_selected = key;
    m_canvas->setSelected(key);
    m_table->setSelected(key);
    refreshInspector();
    refreshActions();
}

void MainWindow::stepClones(int by)
{
    const PartitionDesign *partition =
        m_selected ? findDesign(m_document.design(), m_selected->source) : nullptr;
    const int count = partition == nullptr ? 0 : static_cast<int>(partition->clones.size());
    if (m_selected && count + by >= 0)
        edit({edit::SetClones{.number = m_selected->source, .count = count + by}});
}

void MainWindow::reorder(int by)
{
    const std::vector<int> &order = m_canvas->scene().order;
    const auto at = m_selected ? std::ranges::find(order, m_selected->source) : order.end();
    const auto position = static_cast<int>(at - order.begin()) + by;
    if (at != order.end() && position >= 0 && position < static_cast<int>(order.size()))
        edit({edit::Reorder{.number = *at, .position = position}});
}

void MainWindow::showMenu(std::optional<SlotKey> key, QPoint at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    if (key)
        menu->addActions({m_actions->addClone, m_actions->removeClone, m_actions->moveEarlier,
                          m_actions->moveLater, m_actions->resetPlace});
    if (m_document.isDrawing())
        menu->addActions({m_actions->addPartition, m_actions->removePartition});
    menu->addSeparator();
    menu->addAction(m_actions->logScale);
    menu->popup(at);
}

void MainWindow::setScale(ScaleMode mode)
{
    m_canvas->setScaleMode(mode);
    m_actions->logScale->setChecked(mode == ScaleMode::Logarithmic);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        setStyleSheet(windowStyleSheet(QApplication::palette()));
    QMainWindow::changeEvent(event);
}

}
