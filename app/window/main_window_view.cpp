// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/colours.h"
#include "app/canvas/disk_canvas.h"
#include "app/panel/findings_panel.h"
#include "app/panel/inspector_panel.h"
#include "app/panel/partition_panel.h"
#include "app/panel/plan_panel.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/reference_panel.h"
#include "app/panel/source_panel.h"
#include "app/scene/move_share.h"
#include "app/scene/words.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "core/model/layers.h"
#include "core/plan/clone_room.h"

#include <QFileInfo>
#include <QStackedWidget>
#include <QTabWidget>

#include <algorithm>

namespace parterre {

namespace {

std::ptrdiff_t countOf(const std::vector<Finding> &findings, Severity severity)
{
    return std::ranges::count(findings, severity, &Finding::severity);
}

std::string usesOf(const Inventory &inventory, int number)
{
    std::string words;
    const Partition *partition = findPartition(inventory, number);
    if (partition == nullptr)
        return words;
    for (const Use &use : partition->uses)
        words += (words.empty() ? "" : ", ") + use.what;
    return words;
}

bool asksForConsent(const std::vector<Finding> &findings, int number)
{
    return std::ranges::any_of(findings, [&](const Finding &finding) {
        return finding.fix && std::ranges::any_of(finding.fix->edits, [&](const Edit &edit) {
                   const auto *consent = std::get_if<edit::SetClonedUnchanged>(&edit);
                   return consent != nullptr && consent->number == number;
               });
    });
}

}

void MainWindow::refresh()
{
    const Derived &derived = m_document.derived();
    if (m_selected && findSlot(derived.designed, *m_selected) == nullptr)
        m_selected = findSlot(derived.designed, SlotKey{.source = m_selected->source}) != nullptr
            ? std::optional(SlotKey{.source = m_selected->source})
            : std::nullopt;
    m_pages->setCurrentIndex(m_document.isOpen() ? 1 : 0);
    m_inspectorPage->setVisible(m_document.isOpen());
    const QString name = targetName();
    setWindowTitle(name.isEmpty() ? tr("Parterre") : tr("%1 — Parterre").arg(name));
    refreshPanels();
    refreshInspector();
    refreshActions();
    refreshStatus();
    refreshSources();
    refreshRecovery();
}

void MainWindow::refreshPanels()
{
    const Derived &derived = m_document.derived();
    m_canvas->setContent({.now = derived.now,
                          .designed = derived.designed,
                          .findings = derived.findings,
                          .full = fullPartitions(m_document.inventory(), m_document.design()),
                          .move = moveOf(derived.plan),
                          .isDrawing = m_document.isDrawing()});
    m_canvas->setSelected(m_selected);
    m_table->setLayout(derived.designed);
    m_table->setSelected(m_selected);
    m_findings->setFindings(derived.findings);
    m_plan->setPlan(derived.plan, derived.designed);
    const auto steps = static_cast<int>(derived.plan.steps.size());
    m_tabs->setTabText(
        0, derived.findings.empty() ? tr("Findings") : tr("Findings %1").arg(derived.findings.size()));
    m_tabs->setTabText(1, steps == 0 ? tr("Plan") : tr("Plan: %n step(s)", nullptr, steps));
    m_references->setReferences(m_document.inventory().references, derived);
    m_tabs->setTabText(2,
                       m_references->changed() == 0 ? tr("References")
                                                    : tr("References %1").arg(m_references->changed()));
    // Of a move that is unfinished the bar tells.
    if (hasErrors(derived.findings) && !m_document.inventory().isInMotion)
        m_tabs->setCurrentIndex(0);
}

void MainWindow::refreshInspector()
{
    const Derived &derived = m_document.derived();
    InspectorPanel::Content content{.placement = m_document.design().placement,
                                    .numbering = m_document.design().numbering,
                                    .cloning = m_document.design().cloning,
                                    .references = m_document.design().references,
                                    .copying = m_document.design().copying,
                                    .isGpt = m_document.inventory().table.kind == TableKind::Gpt,
                                    .isDevice =
                                        m_document.inventory().target.kind == Target::Kind::BlockDevice,
                                    .isOpen = m_document.isOpen(),
                                    .isDrawing = m_document.isDrawing()};
    const Slot *slot = m_selected ? findSlot(derived.designed, *m_selected) : nullptr;
    if (slot != nullptr) {
        const int source = m_selected->source;
        content.slot = *slot;
        content.canClone = canBeCloned(*slot);
        content.room =
            content.canClone ? roomForClones(m_document.inventory(), m_document.design(), source) : 0;
        if (const Partition *there = findPartition(m_document.inventory(), source);
            there != nullptr && slot->role != Role::Clone)
            content.partition = *there;
        content.inUse = slot->isNew ? std::string() : usesOf(m_document.inventory(), source);
        content.needsConsent = asksForConsent(derived.findings, source);
        if (const PartitionDesign *partition = findDesign(m_document.design(), source)) {
            content.name = partition->name;
            content.wishedSize = slot->role == Role::Clone ? std::nullopt : partition->size;
            content.hasConsent = partition->isClonedUnchanged;
            content.hasFreshKeys = partition->hasFreshKeys;
            content.canHaveFreshKeys =
                !partition->clones.empty() && !m_document.isDrawing() && hasLuks(slot->content);
        }
        for (const Slot &other : derived.designed.slots) {
            if (other.role == Role::Clone && other.source == source)
                content.clones.push_back(other);
        }
        std::ranges::sort(content.clones, {}, &Slot::cloneIndex);
    }
    m_inspector->setContent(content);
}

QString MainWindow::whyNotApply() const
{
    if (!m_document.isOpen())
        return tr("Open a disk or an image first.");
    if (m_document.isDrawing())
        return tr("This is a drawing: there is no disk to write to. Save it and load it on a disk.");
    if (m_progress)
        return tr("A job is running.");
    const auto errors = countOf(m_document.derived().findings, Severity::Error);
    if (errors > 0)
        return tr("%n error(s) forbid it: see the findings.", nullptr, static_cast<int>(errors));
    if (m_document.derived().plan.isEmpty())
        return tr("There is nothing to do: the disk is as designed.");
    return {};
}

void MainWindow::refreshActions()
{
    const QString noDesign = m_document.isOpen() ? QString() : tr("Open a disk, an image or a design first.");
    for (QAction *action :
         {m_actions->save, m_actions->exportPicture, m_actions->exportPartids, m_actions->exportJson})
        setAvailable(*action, noDesign.isEmpty(), noDesign);
    const QString undoName = m_document.undoName();
    const QString redoName = m_document.redoName();
    setAvailable(*m_actions->undo, m_document.canUndo(), tr("Nothing has been changed yet."));
    setAvailable(*m_actions->redo, m_document.canRedo(), tr("Nothing has been taken back."));
    m_actions->undo->setText(undoName.isEmpty() ? tr("&Undo") : tr("&Undo: %1").arg(undoName));
    m_actions->redo->setText(redoName.isEmpty() ? tr("Re&do") : tr("Re&do: %1").arg(redoName));
    m_actions->undo->setIconText(tr("Undo"));
    m_actions->redo->setIconText(tr("Redo"));
    const QString whyNot = whyNotApply();
    setAvailable(*m_actions->apply, whyNot.isEmpty(), whyNot);

    const Slot *slot = m_selected ? findSlot(m_document.derived().designed, *m_selected) : nullptr;
    const PartitionDesign *partition =
        m_selected ? findDesign(m_document.design(), m_selected->source) : nullptr;
    const QString noSlot = tr("Select a partition first.");
    const bool hasClones = partition != nullptr && !partition->clones.empty();
    setAvailable(*m_actions->addClone, slot != nullptr && partition != nullptr, noSlot);
    setAvailable(*m_actions->removeClone, hasClones, slot == nullptr ? noSlot : tr("It has no clones."));
    setAvailable(*m_actions->moveEarlier, slot != nullptr, noSlot);
    setAvailable(*m_actions->moveLater, slot != nullptr, noSlot);
    const bool isDrawing = m_document.isDrawing();
    const QString noDrawing =
        tr("Only in a drawing: Parterre does not add or remove partitions of a real disk.");
    setAvailable(*m_actions->addPartition, isDrawing, noDrawing);
    setAvailable(*m_actions->removePartition, isDrawing && slot != nullptr, isDrawing ? noSlot : noDrawing);
    const auto clone = static_cast<std::size_t>(m_selected ? m_selected->cloneIndex : 0);
    const bool isPlaced = partition != nullptr
        && (clone == 0 ? partition->start.has_value()
                       : clone <= partition->clones.size() && partition->clones[clone - 1].start.has_value());
    setAvailable(*m_actions->resetPlace, isPlaced,
                 slot == nullptr ? noSlot : tr("It has not been dragged anywhere."));
    setAvailable(*m_actions->unlock, lockedOnDisk() > 0,
                 noDesign.isEmpty() ? tr("Nothing on this disk is locked.") : noDesign);
    setAvailable(*m_actions->logScale, noDesign.isEmpty(), noDesign);
}

void MainWindow::refreshStatus()
{
    if (!m_document.isOpen()) {
        m_summary->setText(tr("Nothing is open"));
        m_verdict->clear();
        return;
    }
    const Derived &derived = m_document.derived();
    const Work amount = work(derived.plan);
    const auto errors = static_cast<int>(countOf(derived.findings, Severity::Error));
    const auto warnings = static_cast<int>(countOf(derived.findings, Severity::Warning));
    if (derived.plan.isEmpty())
        m_summary->setText(
            errors > 0 ? tr("No plan: the findings tell what to change · nothing is written until Apply")
                       : tr("Nothing to do · nothing is written until Apply"));
    else
        m_summary->setText(tr("%1 · reads %2, writes %3 · nothing is written until Apply")
                               .arg(tr("%n step(s)", nullptr, static_cast<int>(derived.plan.steps.size())),
                                    sizeWords(amount.read), sizeWords(amount.written)));
    m_verdict->setText(QStringLiteral("%1 · %2").arg(tr("%n error(s)", nullptr, errors),
                                                     tr("%n warning(s)", nullptr, warnings)));
    QPalette verdict = palette();
    if (errors > 0)
        verdict.setColor(QPalette::WindowText, colours::bad());
    m_verdict->setPalette(verdict);
}

void MainWindow::refreshSources()
{
    std::vector<Source> sources = m_disks;
    sources.insert(sources.end(), m_files.begin(), m_files.end());
    if (m_document.isDrawing()) {
        sources.push_back(
            {.group = Source::Group::Designs,
             .path = {},
             .title = tr("Drawing"),
             .note = QStringLiteral("%1 · %2").arg(sizeWords(m_document.inventory().target.size),
                                                   tableWords(m_document.inventory().table.kind)),
             .lock = {}});
    }
    m_sources->setSources(std::move(sources));
    m_sources->setCurrent(m_document.isOpen() ? text(m_document.inventory().target.path)
                                              : QString(QLatin1Char('\0')));
}

QString MainWindow::targetName() const
{
    if (!m_document.isOpen())
        return {};
    if (m_document.isDrawing())
        return tr("Drawing");
    return QFileInfo(text(m_document.inventory().target.path)).fileName();
}

}
