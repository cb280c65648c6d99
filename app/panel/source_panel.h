// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/model/source_model.h"

#include <QListView>

namespace parterre {

/// The list of what can be opened.
class SourcePanel : public QListView
{
    Q_OBJECT

public:
    explicit SourcePanel(QWidget *parent = nullptr);

    void setSources(std::vector<Source> sources);
    /// Marks what is open; says nothing to anybody.
    void setCurrent(const QString &path);

    [[nodiscard]] QSize sizeHint() const override { return {228, 400}; }

Q_SIGNALS:
    void sourceWanted(const QString &path);

private:
    SourceModel m_model;
    QString m_current;
};

}
