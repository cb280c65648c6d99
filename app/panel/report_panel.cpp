// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/report_panel.h"

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

QString stepsHtml(const Report &report, const Plan &plan)
{
    QString html = QStringLiteral("<table>")
        + cells({QStringLiteral("#"), ReportPanel::tr("Step"), ReportPanel::tr("State"),
                 ReportPanel::tr("Time")},
                QStringLiteral("th"));
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const StepReport step = i < report.steps.size() ? report.steps[i] : StepReport{};
        html +=
            cells({QString::number(i + 1), words(describe(plan.steps[i], report.after)),
                   stateWords(step.state), text(durationText(static_cast<double>(step.elapsedMs) / 1000))},
                  QStringLiteral("td"));
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

QString heading(const QString &words)
{
    return QStringLiteral("<h3>%1</h3>").arg(words.toHtmlEscaped());
}

}

QString outcomeWords(const Report &report, const QString &device)
{
    if (report.isSuccess())
        return ReportPanel::tr("Done: %n partition(s) on %1, written and verified.", nullptr,
                               static_cast<int>(report.after.slots.size()))
            .arg(device);
    switch (report.disk) {
    case DiskState::Unchanged:
        return ReportPanel::tr("Stopped: %1 is as it was before.").arg(device);
    case DiskState::Done:
        return ReportPanel::tr("The new layout is on %1, but something went wrong afterwards.").arg(device);
    case DiskState::Incomplete:
        return ReportPanel::tr("The new table is on %1, but later steps are missing: run the recovery.")
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
    for (const std::string &warning : report.warnings)
        html += QStringLiteral("<p>%1</p>").arg(text(warning).toHtmlEscaped());
    html += QStringLiteral("<p>%1</p>")
                .arg(ReportPanel::tr("Started %1, took %2. The old table is saved in %3.")
                         .arg(text(report.started),
                              text(durationText(static_cast<double>(report.elapsedMs) / 1000)),
                              report.jobFolder.empty() ? QStringLiteral("–") : text(report.jobFolder))
                         .toHtmlEscaped());
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
