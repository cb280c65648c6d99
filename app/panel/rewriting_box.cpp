// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/rewriting_box.h"

namespace parterre {

RewritingBox::RewritingBox(QWidget *parent)
    : FoldingBox(tr("Names in files"), parent)
    , m_origins(new QCheckBox(tr("Follow new numbers and names")))
    , m_clones(new QCheckBox(tr("Clones refer to themselves")))
{
    m_origins->setToolTip(
        tr("fstab, GRUB's menu and their like get the new name of a partition that they would "
           "no longer find; the former file stays beside the new one"));
    m_clones->setToolTip(
        tr("In clones these files name the clones that belong to them, so that a clone of boot "
           "and one of root start as a system of their own"));
    for (QCheckBox *const box : {m_origins, m_clones}) {
        form().addRow(box);
        connect(box, &QCheckBox::clicked, this, [this] {
            Q_EMIT choiceWanted(
                {.originsFollow = m_origins->isChecked(), .clonesReferToThemselves = m_clones->isChecked()});
        });
    }
}

void RewritingBox::setChoice(const ReferenceChoice &choice)
{
    m_origins->setChecked(choice.originsFollow);
    m_clones->setChecked(choice.clonesReferToThemselves);
    if (choice != m_choice && choice != ReferenceChoice())
        open();
    m_choice = choice;
}

}
