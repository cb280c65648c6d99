// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/confirm_dialog.h"

#include "app/panel/card.h"
#include "app/scene/move_share.h"
#include "app/scene/words.h"

#include <QDialogButtonBox>
#include <QFileInfo>
#include <QVBoxLayout>

#include <algorithm>

namespace parterre {

namespace {

QString deviceName(const Target &target)
{
    if (target.kind == Target::Kind::BlockDevice && !target.model.empty())
        return QStringLiteral("%1 (%2)").arg(text(target.model), text(target.path));
    return QFileInfo(text(target.path)).fileName();
}

bool hasData(const Inventory &inventory)
{
    return std::ranges::any_of(inventory.partitions, [](const Partition &partition) {
        return partition.content.kind != ContentKind::Unformatted;
    });
}

QLabel *makeLabel(const QString &words)
{
    auto *label = new QLabel(words);
    label->setWordWrap(true);
    return label;
}

}

QString ConfirmDialog::challengeOf(const Inventory &inventory)
{
    const Target &target = inventory.target;
    if (target.kind != Target::Kind::BlockDevice || !hasData(inventory))
        return {};
    if (target.serial.size() >= 4)
        return text(target.serial).right(4);
    return target.model.empty() ? QFileInfo(text(target.path)).fileName() : text(target.model);
}

ConfirmDialog::ConfirmDialog(const Inventory &inventory, const Derived &derived, QWidget *parent)
    : QDialog(parent)
    , m_challenge(challengeOf(inventory))
{
    setWindowTitle(tr("Apply the design"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(12);
    auto *question = makeLabel(tr("Write this design to %1?").arg(deviceName(inventory.target)));
    setScaledFont(*question, 1.25, QFont::Bold);
    column->addWidget(question);
    column->addWidget(makeDevice(inventory));
    column->addWidget(makeChanges(derived));
    if (!m_challenge.isEmpty())
        column->addWidget(makeChallenge(inventory));
    column->addStretch(1);
    column->addWidget(makeButtons(inventory, derived));
    setMinimumWidth(520);
}

QWidget *ConfirmDialog::makeDevice(const Inventory &inventory)
{
    const Target &target = inventory.target;
    auto *card = new Card;
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(14, 10, 14, 10);
    column->setSpacing(2);
    auto *path = makeLabel(text(target.path));
    path->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setScaledFont(*path, 1.0, QFont::DemiBold);
    column->addWidget(path);
    QStringList facts{sizeWords(target.size), tableWords(inventory.table.kind)};
    if (!target.model.empty())
        facts << text(target.model);
    if (!target.serial.empty())
        facts << tr("serial %1").arg(text(target.serial));
    column->addWidget(new QuietLabel(facts.join(QStringLiteral(" · "))));
    return card;
}

QWidget *ConfirmDialog::makeChanges(const Derived &derived)
{
    const auto added = std::ranges::count_if(derived.designed.slots, &Slot::isNew);
    const Work amount = work(derived.plan);
    const QString words = moveOf(derived.plan)
        ? tr("<ul style='margin-left:-22px'><li>%1 will be made; data moves to where other data lies "
             "now.</li>"
             "<li>A journal on the disk keeps all of it safe: after a power cut the move is finished, or "
             "taken "
             "back. The old partition table is saved first.</li>"
             "<li>About %2 are read and %3 written.</li></ul>")
        : tr("<ul style='margin-left:-22px'><li>%1 will be made; data is copied only into space that no "
             "partition uses.</li>"
             "<li>No existing data is overwritten; the old partition table is saved first.</li>"
             "<li>About %2 are read and %3 written.</li></ul>");
    const QString lines = words.arg(tr("%n clone(s)", nullptr, static_cast<int>(added)),
                                    sizeWords(amount.read), sizeWords(amount.written));
    return makeLabel(lines);
}

QWidget *ConfirmDialog::makeChallenge(const Inventory &inventory)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    const bool isSerial = inventory.target.serial.size() >= 4;
    column->addWidget(makeLabel(
        isSerial
            ? tr("There is data on this device. Type the last four characters of its serial number, "
                 "<b>%1</b>, to go on:")
                  .arg(m_challenge)
            : tr("There is data on this device. Type <b>%1</b> to go on:").arg(m_challenge.toHtmlEscaped())));
    m_answer = new QLineEdit;
    m_answer->setObjectName(QStringLiteral("challenge"));
    m_answer->setAccessibleName(tr("What names this device"));
    column->addWidget(m_answer);
    connect(m_answer, &QLineEdit::textChanged, this, [this](const QString &answer) {
        m_write->setEnabled(answer.trimmed().compare(m_challenge, Qt::CaseInsensitive) == 0);
    });
    return box;
}

QWidget *ConfirmDialog::makeButtons(const Inventory &inventory, const Derived &derived)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_write = buttons->addButton(
        tr("Write %n partition(s) to %1", nullptr, static_cast<int>(derived.designed.slots.size()))
            .arg(deviceName(inventory.target)),
        QDialogButtonBox::AcceptRole);
    m_write->setObjectName(QStringLiteral("write"));
    m_write->setAutoDefault(false);
    m_write->setEnabled(m_challenge.isEmpty());
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setDefault(true);
    cancel->setFocus();
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

}
