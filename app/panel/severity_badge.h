// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/check/finding.h"

#include <QWidget>

namespace parterre {

/// A round, a triangle or a square with a sign: never colour alone.
class SeverityBadge : public QWidget
{
    Q_OBJECT

public:
    explicit SeverityBadge(Severity severity, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Severity m_severity;
};

}
