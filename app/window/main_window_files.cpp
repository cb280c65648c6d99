// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/render.h"
#include "app/panel/drawing_dialog.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/report_panel.h"
#include "app/panel/unlock_dialog.h"
#include "app/scene/words.h"
#include "app/window/main_window.h"
#include "core/exchange/design_file.h"
#include "core/exchange/json.h"
#include "core/model/layers.h"

#include <QCloseEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QStatusBar>

#include <algorithm>

namespace parterre {

namespace {

constexpr qint64 designFileMax = 16 * 1024 * 1024;

Result<> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return fail(ErrorCode::Io, path.toStdString(), file.errorString().toStdString());
    return {};
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Io, path.toStdString(), file.errorString().toStdString());
    if (file.size() > designFileMax)
        return fail(ErrorCode::Invalid, path.toStdString(), "too large for a design");
    return file.readAll();
}

bool isDesignFile(const QString &path)
{
    return path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive);
}

QString droppedPath(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

}

void MainWindow::openPath(const QString &path)
{
    if (isDesignFile(path)) {
        loadDesign(path);
        return;
    }
    // Keys are for the disk that they were given for.
    const bool isSame = m_document.isOpen() && text(m_document.inventory().target.path) == path;
    if (!isSame)
        m_lockedBefore.reset();
    m_jobs.setKeys(isSame ? m_keys : KeySet());
    m_wanted = path;
    statusBar()->showMessage(tr("Reading %1…").arg(path));
    m_jobs.probe(path);
}

/// What is selected, on the disk as it is now: its partitions may have other numbers.
std::optional<SlotKey> MainWindow::selectionIn(const Inventory &inventory) const
{
    const Slot *slot = m_selected ? findSlot(m_document.derived().designed, *m_selected) : nullptr;
    if (slot == nullptr)
        return std::nullopt;
    const auto found = std::ranges::find(inventory.partitions, slot->extent, &Partition::extent);
    return found == inventory.partitions.end() ? std::nullopt
                                               : std::optional(SlotKey{.source = found->number});
}

void MainWindow::showProbed(const QString &path, const Result<Inventory> &inventory)
{
    if (path != m_wanted)
        return;  // another one was chosen in the meantime
    m_wanted.clear();
    statusBar()->clearMessage();
    const std::optional<int> before = std::exchange(m_lockedBefore, std::nullopt);
    if (!inventory) {
        if (before)
            m_keys = std::exchange(m_formerKeys, nullptr);
        m_jobs.setKeys(m_keys);  // the disk that is shown stays
        refreshSources();
        showError(tr("%1 could not be read").arg(QFileInfo(path).fileName()), inventory.error());
        return;
    }
    if (inventory->target.kind == Target::Kind::ImageFile) {
        std::erase_if(m_files, [&](const Source &source) { return source.path == path; });
        m_files.push_back(
            {.group = Source::Group::Images,
             .path = path,
             .title = QFileInfo(path).fileName(),
             .note = QStringLiteral("%1 · %2").arg(sizeWords(inventory->target.size),
                                                   tableWords(inventory->table.kind)),
             .lock = inventory->target.isReadOnly ? tr("This image is read-only.") : QString()});
    }
    m_unfinished.reset();
    const bool isSame = m_document.isOpen() && text(m_document.inventory().target.path) == path;
    if (!isSame)
        m_keys.reset();
    if (!isSame || inventory->fingerprint != m_document.inventory().fingerprint)
        m_selected = isSame ? selectionIn(*inventory) : std::nullopt;
    isSame ? m_document.refresh(*inventory) : m_document.open(*inventory);
    m_jobs.findJobs(text(inventory->target.path));
    if (!before || lockedOnDisk() < *before) {
        m_formerKeys.reset();
        return;
    }
    // What opens nothing is not tried again.
    m_keys = std::exchange(m_formerKeys, nullptr);
    m_jobs.setKeys(m_keys);
    showError(tr("It stays locked"),
              {.code = ErrorCode::Denied,
               .subject = inventory->target.path,
               .systemErrno = 0,
               .detail = tr("What was given opens nothing on it.").toStdString()});
}

int MainWindow::lockedOnDisk() const
{
    int locked = 0;
    if (m_document.isOpen()) {
        for (const Partition &partition : m_document.inventory().partitions)
            locked += lockedLayers(partition.content);
    }
    return locked;
}

void MainWindow::askUnlock()
{
    auto *dialog = new UnlockDialog(QFileInfo(targetName()).fileName(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { tryKey(dialog->takeKey()); });
    dialog->open();
}

void MainWindow::tryKey(Secret key)
{
    m_lockedBefore = lockedOnDisk();
    m_formerKeys = m_keys;
    m_keys = withKey(std::move(key), m_keys);
    openPath(text(m_document.inventory().target.path));
}

void MainWindow::openDrawing(const edit::SetDisk &disk)
{
    m_selected.reset();
    m_wanted.clear();
    m_document.draw(disk.size, disk.table, disk.sectorSize);
}

void MainWindow::askOpen()
{
    if (!mayLoseDesign())
        return;
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Open"), {},
        tr("Disk images and designs (*.img *.raw *.iso *.bin *.dd *.json);;All files (*)"));
    if (!path.isEmpty())
        openPath(path);
}

void MainWindow::askDrawing()
{
    if (!mayLoseDesign())
        return;
    auto *dialog = new DrawingDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { openDrawing(dialog->disk()); });
    dialog->open();
}

void MainWindow::askAddPartition()
{
    auto *dialog = new AddPartitionDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { edit({dialog->partition()}); });
    dialog->open();
}

void MainWindow::saveDesign()
{
    QString path = QFileDialog::getSaveFileName(this, tr("Save the design"),
                                                targetName() + QStringLiteral(".parterre.json"),
                                                tr("Parterre designs (*.parterre.json)"));
    if (path.isEmpty())
        return;
    if (!isDesignFile(path))
        path += QStringLiteral(".parterre.json");
    if (const auto done = writeFile(path, exchange::writeDesignFile(m_document.design())); !done)
        showError(tr("The design could not be saved"), done.error());
    else
        statusBar()->showMessage(tr("Saved %1").arg(path), 4000);
}

void MainWindow::loadDesign(const QString &path)
{
    const auto load = [&]() -> Result<> {
        TRY(const QByteArray bytes, readFile(path));
        TRY(const Design design, exchange::readDesignFile(bytes, m_document.uuids()));
        return m_document.load(design);
    };
    if (const Result<> done = load(); !done) {
        showError(tr("%1 could not be loaded").arg(QFileInfo(path).fileName()), done.error());
        return;
    }
    statusBar()->showMessage(tr("Loaded %1").arg(path), 4000);
}

void MainWindow::exportAs(const QString &title, const QString &name, const QString &filter)
{
    const QString suggestion = QFileInfo(targetName()).completeBaseName() + name;
    const QString path = QFileDialog::getSaveFileName(this, title, suggestion, filter);
    if (path.isEmpty())
        return;
    const Derived &derived = m_document.derived();
    const Result<> done = name.endsWith(QLatin1String(".partids"))
        ? writeFile(path, QByteArray::fromStdString(derived.designed.partids))
        : name.endsWith(QLatin1String(".json"))
        ? writeFile(path, QJsonDocument(exchange::planJson(derived)).toJson())
        : renderLayout(derived, targetName(), path);
    if (!done)
        showError(tr("The export failed"), done.error());
    else
        statusBar()->showMessage(tr("Saved %1").arg(path), 4000);
}

void MainWindow::saveReport()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the report"),
                                                      targetName() + QStringLiteral(".report.html"),
                                                      tr("Reports (*.html *.json)"));
    if (path.isEmpty())
        return;
    const QByteArray bytes = path.endsWith(QLatin1String(".json"))
        ? QJsonDocument(exchange::reportJson(m_report, m_reportPlan)).toJson()
        : reportHtml(m_report, m_reportPlan, targetName()).toUtf8();
    if (const auto done = writeFile(path, bytes); !done)
        showError(tr("The report could not be saved"), done.error());
}

void MainWindow::showError(const QString &title, const Error &error)
{
    auto *box = new QMessageBox(QMessageBox::Warning, title, title, QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(words(error));
    box->open();
}

bool MainWindow::mayLoseDesign()
{
    if (!m_document.isOpen() || !m_document.canUndo() || !m_document.isChanged())
        return true;
    QMessageBox box(QMessageBox::Question, tr("Leave this design?"),
                    tr("The design of %1 is neither applied nor saved as a file.").arg(targetName()),
                    QMessageBox::Cancel, this);
    box.setInformativeText(tr("Nothing on the disk is lost; only the design is."));
    QPushButton *discard = box.addButton(tr("Discard the design"), QMessageBox::DestructiveRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == discard;
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!droppedPath(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QString path = droppedPath(*event->mimeData());
    if (!path.isEmpty() && mayLoseDesign())
        openPath(path);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_progress) {
        statusBar()->showMessage(tr("A job is running: cancel it first."), 4000);
        event->ignore();
        return;
    }
    event->setAccepted(mayLoseDesign());
}

}
