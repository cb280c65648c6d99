// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/findings_panel.h"

#include "app/canvas/colours.h"
#include "app/panel/card.h"
#include "app/panel/severity_badge.h"
#include "app/scene/words.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <functional>

namespace parterre {

namespace {

/// A row that can be clicked and reached by keyboard.
class FindingRow : public QWidget
{
public:
    explicit FindingRow(std::function<void()> chosen)
        : m_chosen(std::move(chosen))
    {
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
    }

protected:
    void mousePressEvent(QMouseEvent *) override { m_chosen(); }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
            m_chosen();
        else
            QWidget::keyPressEvent(event);
    }
    void paintEvent(QPaintEvent *) override
    {
        if (!underMouse() && !hasFocus())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(hasFocus() ? colours::rowSelection(palette()) : colours::groove(palette()));
        painter.drawRoundedRect(rect(), 4, 4);
    }

private:
    std::function<void()> m_chosen;
};

QString severityWords(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return FindingsPanel::tr("Error");
    case Severity::Warning:
        return FindingsPanel::tr("Warning");
    case Severity::Info:
        return FindingsPanel::tr("Note");
    }
    return {};
}

}

FindingsPanel::FindingsPanel(QWidget *parent)
    : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    setFindings({});
}

void FindingsPanel::setFindings(const std::vector<Finding> &findings)
{
    if (m_sheet != nullptr && findings == m_findings)
        return;
    m_findings = findings;
    m_sheet = new QWidget;
    auto *column = new QVBoxLayout(m_sheet);
    column->setContentsMargins(8, 6, 8, 6);
    column->setSpacing(1);
    for (const Finding &finding : m_findings)
        column->addWidget(makeRow(finding));
    if (m_findings.empty()) {
        auto *nothing = new QuietLabel(tr("Nothing to report: this design can be applied as it is."));
        nothing->setContentsMargins(6, 6, 6, 6);
        column->addWidget(nothing);
    }
    column->addStretch(1);
    setWidget(m_sheet);  // deletes the sheet before, and fills the new one
    m_sheet->setAutoFillBackground(false);
}

QWidget *FindingsPanel::makeRow(const Finding &finding)
{
    auto *row = new FindingRow([this, finding] {
        if (!finding.partitions.empty())
            Q_EMIT partitionWanted(finding.partitions.front());
    });
    const QString sentence = words(finding.message);
    row->setAccessibleName(severityWords(finding.severity) + QStringLiteral(": ") + sentence);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(6, 4, 6, 4);
    line->setSpacing(10);
    line->addWidget(new SeverityBadge(finding.severity), 0, Qt::AlignTop);
    auto *label = new QLabel(sentence);
    label->setWordWrap(true);
    line->addWidget(label, 1);
    if (finding.fix) {
        auto *fix = new QPushButton(words(finding.fix->label));
        connect(fix, &QPushButton::clicked, this,
                [this, edits = finding.fix->edits] { Q_EMIT editsWanted(edits); });
        line->addWidget(fix, 0, Qt::AlignVCenter);
    }
    return row;
}

}
