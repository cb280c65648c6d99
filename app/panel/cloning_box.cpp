// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/cloning_box.h"

#include "app/panel/form.h"

namespace parterre {

CloningBox::CloningBox(QWidget *parent)
    : FoldingBox(tr("Marks of clones"), parent)
    , m_labels(
          makeChooser(tr("Labels"),
                      {{tr("Numbered"),
                        tr("A clone of HOME is labelled HOME-C1, so that LABEL=HOME leads to the origin")},
                       {tr("As the origin"), tr("Whoever mounts by label may get a clone")}}))
    , m_types(makeChooser(
          tr("Types"),
          {{tr("Generic"), tr("No clone has a type by which firmware or systemd looks for its origin")},
           {tr("As the origin"), tr("Firmware and systemd may take a clone for its origin")}}))
    , m_autoMount(makeChooser(
          tr("Mounting"),
          {{tr("As the origin"), tr("A system may mount clones by itself if it does so with origins")},
           {tr("Never by itself"),
            tr("Clones get the attribute \u201cno-auto\u201d; Windows gives them no drive letter")}}))
{
    for (QComboBox *const chooser : {m_labels, m_types, m_autoMount}) {
        addField(form(), chooser);
        connect(chooser, &QComboBox::activated, this, [this] { Q_EMIT cloningWanted(chosen()); });
    }
}

Cloning CloningBox::chosen() const
{
    return {.labels = static_cast<CloneLabels>(m_labels->currentIndex()),
            .types = static_cast<CloneTypes>(m_types->currentIndex()),
            .autoMount = static_cast<AutoMount>(m_autoMount->currentIndex())};
}

void CloningBox::setCloning(const Cloning &cloning, bool isGpt)
{
    m_labels->setCurrentIndex(static_cast<int>(cloning.labels));
    m_types->setCurrentIndex(static_cast<int>(cloning.types));
    m_autoMount->setCurrentIndex(static_cast<int>(cloning.autoMount));
    form().setRowVisible(m_autoMount, isGpt || cloning.autoMount != AutoMount::AsOrigin);
    if (cloning != m_cloning && cloning != Cloning())
        open();
    m_cloning = cloning;
}

}
