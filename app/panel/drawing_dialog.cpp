// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/drawing_dialog.h"

#include "app/scene/words.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>

#include <array>
#include <cmath>

namespace parterre {

namespace {

void addButtons(QDialog &dialog, QFormLayout &form, const QString &verb)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(verb);
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    form.setContentsMargins(20, 18, 20, 16);
    form.setVerticalSpacing(10);
    form.addRow(buttons);
}

}

SizeBox::SizeBox(double value, int unit, QWidget *parent)
    : QWidget(parent)
    , m_number(new QDoubleSpinBox)
    , m_unit(new QComboBox)
{
    m_number->setRange(0.001, 1000000);
    m_number->setDecimals(3);
    m_number->setValue(value);
    m_unit->addItems({QStringLiteral("MiB"), QStringLiteral("GiB"), QStringLiteral("TiB")});
    m_unit->setCurrentIndex(unit);
    m_unit->setAccessibleName(tr("Unit"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_number, 1);
    row->addWidget(m_unit);
    setFocusProxy(m_number);
}

Bytes SizeBox::size() const
{
    return Bytes(std::llround(m_number->value() * std::pow(1024.0, m_unit->currentIndex() + 2)));
}

DrawingDialog::DrawingDialog(QWidget *parent)
    : QDialog(parent)
    , m_size(new SizeBox(32, 1))
    , m_table(new QComboBox)
    , m_sector(new QComboBox)
{
    setWindowTitle(tr("New design"));
    m_table->addItem(QStringLiteral("GPT"), static_cast<int>(TableKind::Gpt));
    m_table->addItem(QStringLiteral("MBR"), static_cast<int>(TableKind::Mbr));
    m_sector->addItem(tr("512 bytes"), 512);
    m_sector->addItem(tr("4096 bytes"), 4096);
    auto *form = new QFormLayout(this);
    form->addRow(tr("&Size of the disk:"), m_size);
    form->addRow(tr("Partition &table:"), m_table);
    form->addRow(tr("S&ector size:"), m_sector);
    addButtons(*this, *form, tr("Draw"));
}

edit::SetDisk DrawingDialog::disk() const
{
    return {.size = m_size->size(),
            .table = static_cast<TableKind>(m_table->currentData().toInt()),
            .sectorSize = Bytes(m_sector->currentData().toInt())};
}

AddPartitionDialog::AddPartitionDialog(QWidget *parent)
    : QDialog(parent)
    , m_name(new QLineEdit)
    , m_size(new SizeBox(1, 1))
    , m_kind(new QComboBox)
{
    setWindowTitle(tr("Add a partition"));
    m_name->setPlaceholderText(QStringLiteral("p.lxroot"));
    constexpr std::array kinds{ContentKind::Ext4,  ContentKind::Xfs,        ContentKind::Btrfs,
                               ContentKind::Fat32, ContentKind::Swap,       ContentKind::Luks2,
                               ContentKind::LvmPv, ContentKind::Unformatted};
    for (const ContentKind kind : kinds)
        m_kind->addItem(contentWords({.kind = kind}), static_cast<int>(kind));
    auto *form = new QFormLayout(this);
    form->addRow(tr("&Name:"), m_name);
    form->addRow(tr("&Size:"), m_size);
    form->addRow(tr("&Content:"), m_kind);
    addButtons(*this, *form, tr("Add"));
}

edit::Add AddPartitionDialog::partition() const
{
    return {.name = m_name->text().trimmed().toStdString(),
            .size = m_size->size(),
            .kind = static_cast<ContentKind>(m_kind->currentData().toInt()),
            .type = {}};
}

}
