// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

namespace parterre {

/// The last question before anything is written: names the device, and on a device with recognised
/// data asks for the last four of its serial (or its model) to be typed. Cancel is default and Esc.
class ConfirmDialog : public QDialog
{
    Q_OBJECT

public:
    ConfirmDialog(const Inventory &inventory, const Derived &derived, QWidget *parent = nullptr);

    /// What has to be typed; empty where nothing has.
    [[nodiscard]] static QString challengeOf(const Inventory &inventory);

private:
    QWidget *makeDevice(const Inventory &inventory);
    QWidget *makeChanges(const Derived &derived);
    QWidget *makeChallenge(const Inventory &inventory);
    QWidget *makeButtons(const Inventory &inventory, const Derived &derived);

    QString m_challenge;
    QLineEdit *m_answer = nullptr;
    QPushButton *m_write = nullptr;
};

}
