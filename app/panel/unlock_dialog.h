// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/secret.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>

namespace parterre {

/// Asks for a passphrase or a key file.
class UnlockDialog : public QDialog
{
    Q_OBJECT

public:
    /// `target`: what is to be unlocked, for words.
    explicit UnlockDialog(const QString &target, QWidget *parent = nullptr);

    void accept() override;

    /// What was given. Requires that it was accepted; hands it over.
    [[nodiscard]] Secret takeKey() { return std::move(m_key); }

private:
    void chooseFile();
    /// The passphrase, or what the key file holds. Invalid, with a sentence, where there is neither.
    [[nodiscard]] Result<Secret> given() const;

    QLineEdit *m_passphrase;
    QLineEdit *m_file;
    QLabel *m_wrong;
    Secret m_key;
};

}
