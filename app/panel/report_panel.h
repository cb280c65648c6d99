// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/report.h"

#include <QPushButton>
#include <QTextBrowser>

namespace parterre {

/// The report as a page of HTML: outcome, steps, the table before and after, config.partids.
[[nodiscard]] QString reportHtml(const Report &report, const Plan &plan, const QString &device);
/// Whether a recovery has put everything back.
[[nodiscard]] bool isTakenBack(const Report &report);
/// One line for it: "Done: 9 partitions are on appliance.img and verified."
[[nodiscard]] QString outcomeWords(const Report &report, const QString &device);

/// What the last job did, and a button to save it.
class ReportPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ReportPanel(QWidget *parent = nullptr);

    void setHtml(const QString &html);

Q_SIGNALS:
    void saveWanted();

private:
    QTextBrowser *m_page;
    QPushButton *m_save;
};

}
