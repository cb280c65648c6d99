// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/report_panel.h"

#include "app/panel/totals_words.h"
#include "app/scene/words.h"
#include "core/text/describe.h"

#include <QHBoxLayout>

namespace parterre {

namespace {

QString stateWords(StepReport::State state)
{
    switch (state) {
    case StepReport::State::NotReached:
        return ReportPanel::tr("not reached");
    case StepReport::State::Done:
        return ReportPanel::tr("done");
    case StepReport::State::Failed:
        return ReportPanel::tr("failed");
    case StepReport::State::Cancelled:
        return ReportPanel::tr("cancelled");
    }
    return {};
}

QString cells(const QStringList &values, const QString &tag)
{
    QString row = QStringLiteral("<tr>");
    for (const QString &value : values)
        row += QStringLiteral("<%1 align='left' style='padding:2px 14px 2px 0'>%2</%1>")
                   .arg(tag, value.toHtmlEscaped());
    return row + QStringLiteral("</tr>");
}

/// A column of the steps' table that is there when any step has something to say in it.
struct Column
{
    QString title;
    Bytes StepReport::*amount;
    Bytes Totals::*total;
};

QList<Column> columnsOf(const Report &report)
{
    const Totals totals = totalsOf(report);
    QList<Column> columns{{ReportPanel::tr("Read"), &StepReport::read, &Totals::read},
                          {ReportPanel::tr("Written"), &StepReport::written, &Totals::written},
                          {ReportPanel::tr("Left out"), &StepReport::skipped, &Totals::skipped},
                          {ReportPanel::tr("Shared"), &StepReport::shared, &Totals::shared}};
    columns.removeIf([&](const Column &column) { return (totals.*column.total).isZero(); });
    return columns;
}

QStringList stepCells(const StepReport &step, const QList<Column> &columns)
{
    QStringList row{stateWords(step.state), text(durationText(static_cast<double>(step.elapsedMs) / 1000))};
    for (const Column &column : columns)
        row << ((step.*column.amount).isZero() ? QString() : sizeWords(step.*column.amount));
    return row;
}

QString stepsHtml(const Report &report, const Plan &plan)
{
    const QList<Column> columns = columnsOf(report);
    QStringList titles{QStringLiteral("#"), ReportPanel::tr("Step"), ReportPanel::tr("State"),
                       ReportPanel::tr("Time")};
    for (const Column &column : columns)
        titles << column.title;
    QString html = QStringLiteral("<table>") + cells(titles, QStringLiteral("th"));
    // Of a recovery the plan is not known here, but for what its steps say themselves.
    const std::size_t count = plan.isEmpty() ? report.steps.size() : plan.steps.size();
    for (std::size_t i = 0; i < count; ++i) {
        const StepReport step = i < report.steps.size() ? report.steps[i] : StepReport{};
        if (plan.isEmpty() && step.state == StepReport::State::NotReached)
            continue;
        const QString what = plan.isEmpty() ? text(step.note) : words(describe(plan.steps[i], report.after));
        html +=
            cells(QStringList{QString::number(i + 1), what} + stepCells(step, columns), QStringLiteral("td"));
    }
    return html + QStringLiteral("</table>");
}

QString layoutHtml(const Layout &layout)
{
    QString html = QStringLiteral("<table>")
        + cells({QStringLiteral("#"), ReportPanel::tr("Name"), ReportPanel::tr("Content"),
                 ReportPanel::tr("Start"), ReportPanel::tr("Size"), ReportPanel::tr("Filesystem identifier"),
                 QStringLiteral("PARTUUID")},
                QStringLiteral("th"));
    for (const Slot &slot : layout.slots) {
        html += cells({QString::number(slot.number), text(slot.name), contentWords(slot.content),
                       sizeWords(slot.extent.begin - Offset()), sizeWords(slot.extent.size),
                       text(slot.content.uuid), text(slot.guid)},
                      QStringLiteral("td"));
    }
    return html + QStringLiteral("</table>");
}

/// "Read 1.2 GiB · written 800 MiB · on average 230 MiB/s"
QString movedWords(const Report &report)
{
    QString words = totalsWords(totalsOf(report));
    if (const Bytes rate = averageRate(report); !rate.isZero())
        words += QStringLiteral(" · ") + ReportPanel::tr("on average %1/s").arg(sizeWords(rate));
    return words;
}

QString timeWords(const Report &report)
{
    const QString took = text(durationText(static_cast<double>(report.elapsedMs) / 1000));
    if (report.started.empty())
        return ReportPanel::tr("Took %1.").arg(took);
    return ReportPanel::tr("Started %1, took %2. The old table is saved in %3.")
        .arg(text(report.started), took,
             report.jobFolder.empty() ? QStringLiteral("–") : text(report.jobFolder));
}

QString heading(const QString &words)
{
    return QStringLiteral("<h3>%1</h3>").arg(words.toHtmlEscaped());
}

}

bool isTakenBack(const Report &report)
{
    return report.disk == DiskState::Unchanged && !report.error;
}

QString outcomeWords(const Report &report, const QString &device)
{
    if (isTakenBack(report))
        return ReportPanel::tr("Gone back: %1 is as it was before.").arg(device);
    if (report.isSuccess())
        return ReportPanel::tr("Done: %n partition(s) on %1, written and verified.", nullptr,
                               static_cast<int>(report.after.slots.size()))
            .arg(device);
    if (report.isPublished())
        return ReportPanel::tr("Done, but %n range(s) could not be read: the copies on %1 are not equal to "
                               "their origins there.",
                               nullptr, static_cast<int>(report.unread().size()))
            .arg(device);
    switch (report.disk) {
    case DiskState::Unchanged:
        return ReportPanel::tr("Stopped: %1 is as it was before.").arg(device);
    case DiskState::Done:
        return ReportPanel::tr("The new layout is on %1, but something went wrong afterwards.").arg(device);
    case DiskState::Incomplete:
        return ReportPanel::tr("The new table is on %1, but later steps are missing: run the recovery.")
            .arg(device);
    case DiskState::Moving:
        return ReportPanel::tr(
                   "Data on %1 is between its old and its new place: finish the move, or go back. "
                   "Nothing is lost, also without power.")
            .arg(device);
    case DiskState::Unknown:
        return ReportPanel::tr("The state of %1 is not known: run the recovery before anything else.")
            .arg(device);
    }
    return {};
}

QString reportHtml(const Report &report, const Plan &plan, const QString &device)
{
    QString html = QStringLiteral("<html><head><meta charset='utf-8'><title>Parterre</title></head><body "
                                  "style=\"font-family:'Noto Sans',sans-serif\"><h2>%1</h2>")
                       .arg(outcomeWords(report, device).toHtmlEscaped());
    if (report.error)
        html += QStringLiteral("<p>%1</p>").arg(words(*report.error).toHtmlEscaped());
    for (const UnreadRange &one : report.unread())
        html += QStringLiteral("<p>%1</p>").arg(words(describe(one)).toHtmlEscaped());
    for (const std::string &warning : report.warnings)
        html += QStringLiteral("<p>%1</p>").arg(text(warning).toHtmlEscaped());
    html += QStringLiteral("<p style='margin:4px 0'>%1</p>").arg(timeWords(report).toHtmlEscaped());
    if (const QString moved = movedWords(report); !moved.isEmpty())
        html += QStringLiteral("<p style='margin:4px 0'>%1</p>").arg(moved.toHtmlEscaped());
    html += heading(ReportPanel::tr("Steps")) + stepsHtml(report, plan);
    html += heading(ReportPanel::tr("Before")) + layoutHtml(report.before);
    html += heading(ReportPanel::tr("After")) + layoutHtml(report.after);
    html += heading(QStringLiteral("config.partids"))
        + QStringLiteral("<pre>%1</pre>").arg(text(report.partids).toHtmlEscaped());
    return html + QStringLiteral("</body></html>");
}

ReportPanel::ReportPanel(QWidget *parent)
    : QWidget(parent)
    , m_page(new QTextBrowser)
    , m_save(new QPushButton(tr("Save report…")))
{
    m_page->setFrameShape(QFrame::NoFrame);
    m_page->setPlaceholderText(tr("After Apply, what was done stands here."));
    m_save->setEnabled(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(8, 6, 8, 6);
    row->addWidget(m_page, 1);
    row->addWidget(m_save, 0, Qt::AlignTop);
    connect(m_save, &QPushButton::clicked, this, &ReportPanel::saveWanted);
}

void ReportPanel::setHtml(const QString &html)
{
    m_page->setHtml(html);
    m_save->setEnabled(!html.isEmpty());
}

}
