// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"

#include <QLabel>
#include <QPushButton>

namespace parterre {

/// What lies in a container: its volumes and theirs, a line for each, and a way to open what is locked.
class VolumeBox : public QWidget
{
    Q_OBJECT

public:
    explicit VolumeBox(QWidget *parent = nullptr);

    /// Hidden for what is no container. `canUnlock`: whether a key can be given here.
    void setContent(const Content &content, bool canUnlock);

Q_SIGNALS:
    void unlockWanted();

private:
    QLabel *m_lines;
    QPushButton *m_unlock;
};

}
