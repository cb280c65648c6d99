// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"

#include <QScrollArea>

class QVBoxLayout;

namespace parterre {

/// What a person should know before Apply, worst first: click to see where, or click the fix.
class FindingsPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit FindingsPanel(QWidget *parent = nullptr);

    void setFindings(const std::vector<Finding> &findings);

Q_SIGNALS:
    void partitionWanted(int number);
    void editsWanted(const std::vector<parterre::Edit> &edits);

private:
    QWidget *makeRow(const Finding &finding);

    std::vector<Finding> m_findings;
    QWidget *m_sheet = nullptr;
};

}
