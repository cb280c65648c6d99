// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/unlock_dialog.h"

#include "app/canvas/colours.h"
#include "app/panel/card.h"
#include "app/run/key_input.h"
#include "core/wire/keys.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>

namespace parterre {

UnlockDialog::UnlockDialog(const QString &target, QWidget *parent)
    : QDialog(parent)
    , m_passphrase(new QLineEdit)
    , m_file(new QLineEdit)
    , m_wrong(new QLabel)
{
    setWindowTitle(tr("Unlock %1").arg(target));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setMinimumWidth(280);
    m_passphrase->setObjectName(QStringLiteral("passphrase"));
    m_file->setObjectName(QStringLiteral("keyFile"));
    m_file->setPlaceholderText(tr("none"));
    auto *choose = new QPushButton(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, &UnlockDialog::chooseFile);
    auto *fileRow = new QHBoxLayout;
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(choose);
    auto *hint = new QuietLabel(
        tr("What is inside can then be shown, and clones get identifiers of their own in it, too. "
           "The key is kept in memory until another disk is opened, and nowhere else."));
    hint->setWordWrap(true);
    m_wrong->setWordWrap(true);
    m_wrong->hide();
    QPalette red = m_wrong->palette();
    red.setColor(QPalette::WindowText, colours::caution());
    m_wrong->setPalette(red);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("Unlock"));
    connect(buttons, &QDialogButtonBox::accepted, this, &UnlockDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 18, 20, 16);
    form->setVerticalSpacing(10);
    form->addRow(tr("&Passphrase:"), m_passphrase);
    form->addRow(tr("or key &file:"), fileRow);
    form->addRow(hint);
    form->addRow(m_wrong);
    form->addRow(buttons);
}

void UnlockDialog::chooseFile()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a key file"));
    if (!path.isEmpty())
        m_file->setText(path);
}

Result<Secret> UnlockDialog::given() const
{
    if (m_file->text().isEmpty()) {
        QByteArray bytes = m_passphrase->text().toUtf8();
        Secret key = takeSecret(bytes);
        if (key.size() == 0)
            return fail(ErrorCode::Invalid, {}, tr("Give a passphrase or a key file.").toStdString());
        return key;
    }
    QFile file(m_file->text());
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Invalid, {},
                    tr("The key file cannot be read: %1").arg(file.errorString()).toStdString());
    Secret key = readKey(file);
    if (key.size() == 0 || key.size() > wire::keyMax)
        return fail(ErrorCode::Invalid, {}, tr("The key file is empty, or longer than 8 MiB.").toStdString());
    return key;
}

void UnlockDialog::accept()
{
    Result<Secret> key = given();
    if (!key) {
        m_wrong->setText(QString::fromStdString(key.error().detail));
        m_wrong->show();
        return;
    }
    m_key = *std::move(key);
    m_passphrase->clear();
    QDialog::accept();
}

}
