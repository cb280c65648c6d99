// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/document/document.h"
#include "app/model/source_model.h"
#include "app/panel/promise_words.h"
#include "app/panel/recovery_bar.h"
#include "app/scene/disk_scene.h"
#include "app/window/jobs.h"

#include <QMainWindow>
#include <QPointer>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace parterre {

class Actions;
class DiskCanvas;
class FindingsPanel;
class InspectorPanel;
class PartitionPanel;
class PlanPanel;
class ProgressDialog;
class ReferencePanel;
class ReportPanel;
class SourcePanel;

/// The designer: the only place that holds the document. Panels get values from here and send
/// wishes back; the work itself is done by `jobs`.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `jobs` outlives the window. Identifiers of new clones come from `uuids`.
    explicit MainWindow(Jobs &jobs, UuidSource uuids = &Uuid::draw, QWidget *parent = nullptr);

    /// Opens a disk, an image, or (by its ending .json) a design file.
    void openPath(const QString &path);
    void openDrawing(const edit::SetDisk &disk);

    [[nodiscard]] Document &document() { return m_document; }

protected:
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    void build();
    QWidget *makeCentre();
    QWidget *makeWelcome();
    void connectActions();
    void connectPanels();
    void connectJobs();

    void refresh();
    void refreshPanels();
    void refreshInspector();
    void refreshActions();
    void refreshStatus();
    void refreshSources();
    void refreshRecovery();
    [[nodiscard]] QString whyNotApply() const;
    [[nodiscard]] QString targetName() const;

    void edit(const std::vector<Edit> &edits);
    void select(std::optional<SlotKey> key);
    void stepClones(int by);
    void reorder(int by);
    void showMenu(std::optional<SlotKey> key, QPoint at);
    void setScale(ScaleMode mode);

    void askOpen();
    void askDrawing();
    void askAddPartition();
    void askUnlock();
    void tryKey(Secret key);
    [[nodiscard]] int lockedOnDisk() const;
    void saveDesign();
    void loadDesign(const QString &path);
    void exportAs(const QString &title, const QString &name, const QString &filter);
    void saveReport();
    void apply();
    void startApply();
    void showJobs(const QString &path, const Result<std::vector<JobState>> &jobs);
    void askRecovery(Recovery way);
    void startRecovery(Recovery way);
    void watch(const RunningJob &job);
    void showProgress(const Progress &progress);
    [[nodiscard]] std::optional<SlotKey> selectionIn(const Inventory &inventory) const;
    void showProbed(const QString &path, const Result<Inventory> &inventory);
    void showReport(const Report &report);
    void savePartidsBeside(const Report &report);
    void showError(const QString &title, const Error &error);
    /// Asks where a changed design would be lost. True: go on.
    [[nodiscard]] bool mayLoseDesign();

    Jobs &m_jobs;
    Document m_document;
    std::optional<SlotKey> m_selected;
    std::vector<Source> m_disks;
    std::vector<Source> m_files;
    QString m_wanted;       ///< the path that is being probed
    KeySet m_keys;          ///< what the user gave for the disk that is shown
    KeySet m_formerKeys;    ///< without the one that is being tried
    std::optional<int> m_lockedBefore;  ///< layers, when a key was given that is being tried
    RunningJob m_running;
    std::optional<Unfinished> m_unfinished;  ///< on the disk that is shown
    Report m_report;
    Plan m_reportPlan;
    QPointer<ProgressDialog> m_progress;

    Actions *m_actions = nullptr;
    QStackedWidget *m_pages = nullptr;
    QWidget *m_inspectorPage = nullptr;
    SourcePanel *m_sources = nullptr;
    RecoveryBar *m_recovery = nullptr;
    DiskCanvas *m_canvas = nullptr;
    PartitionPanel *m_table = nullptr;
    InspectorPanel *m_inspector = nullptr;
    QTabWidget *m_tabs = nullptr;
    FindingsPanel *m_findings = nullptr;
    PlanPanel *m_plan = nullptr;
    ReferencePanel *m_references = nullptr;
    ReportPanel *m_reportPanel = nullptr;
    QLabel *m_summary = nullptr;
    QLabel *m_verdict = nullptr;
};

}
