// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/copying_box.h"

#include "app/panel/card.h"
#include "app/panel/form.h"

#include <QSignalBlocker>

namespace parterre {

CopyingBox::CopyingBox(QWidget *parent)
    : FoldingBox(tr("Copying"), parent)
{
    makeChoosers();
    makeRateLimit();
}

void CopyingBox::makeChoosers()
{
    m_blocks = makeChooser(
        tr("Copy"),
        {{tr("Used blocks"), tr("What the content says it uses; every block where that cannot be trusted")},
         {tr("Every block"), tr("Every block, what was deleted long ago included")}});
    m_rest =
        makeChooser(tr("Unused blocks"),
                    {{tr("Leave"), tr("What lay there before stays readable in the clone's free space")},
                     {tr("Discard"),
                      tr("The device is told that nobody needs them; what they read as then is its affair")},
                     {tr("Zero"), tr("They are overwritten with zeros")}});
    m_digest =
        makeChooser(tr("Compare by"),
                    {{tr("XXH3"), tr("Finds every fault of the medium, and costs no time")},
                     {tr("SHA-256"), tr("Withstands people, too: for a report that shall be evidence")}});
    m_onReadError = makeChooser(
        tr("Read errors"),
        {{tr("Stop"), tr("The job ends, and the disk is as it was")},
         {tr("Go on"),
          tr("For rescue: zeros take the place of what cannot be read, and the report lists it")}});
    m_ioPriority = makeChooser(
        tr("I/O priority"),
        {{tr("Normal"), tr("As of any other program")},
         {tr("Idle"), tr("Takes the disk only while nobody else wants it, where its scheduler heeds that")}});
    for (QComboBox *const chooser : {m_blocks, m_rest, m_digest, m_onReadError, m_ioPriority}) {
        addField(form(), chooser);
        connect(chooser, &QComboBox::activated, this, [this] { Q_EMIT copyingWanted(chosen()); });
    }
}

void CopyingBox::makeRateLimit()
{
    m_rateLimit = new QSpinBox;
    m_rateLimit->setAccessibleName(tr("Rate limit"));
    m_rateLimit->setToolTip(tr("So much is read from an origin each second at most; each clone is written as "
                               "fast, and read back as fast"));
    m_rateLimit->setRange(0, static_cast<int>(rateLimitMax / rateLimitMin));
    m_rateLimit->setSpecialValueText(tr("None"));
    m_rateLimit->setSuffix(tr(" MiB/s"));
    m_rateLimit->setKeyboardTracking(false);
    setScaledFont(*m_rateLimit, 0.92);
    addField(form(), m_rateLimit);
    connect(m_rateLimit, &QSpinBox::valueChanged, this, [this] { Q_EMIT copyingWanted(chosen()); });
}

Copying CopyingBox::chosen() const
{
    return {.blocks = static_cast<Blocks>(m_blocks->currentIndex()),
            .rest = static_cast<Rest>(m_rest->currentIndex()),
            .digest = static_cast<DigestKind>(m_digest->currentIndex()),
            .onReadError = static_cast<OnReadError>(m_onReadError->currentIndex()),
            .rateLimit = rateLimitMin * m_rateLimit->value(),
            .ioPriority = static_cast<IoPriority>(m_ioPriority->currentIndex())};
}

void CopyingBox::setCopying(const Copying &copying, bool isDevice)
{
    m_blocks->setCurrentIndex(static_cast<int>(copying.blocks));
    m_rest->setCurrentIndex(static_cast<int>(copying.rest));
    m_digest->setCurrentIndex(static_cast<int>(copying.digest));
    m_onReadError->setCurrentIndex(static_cast<int>(copying.onReadError));
    m_ioPriority->setCurrentIndex(static_cast<int>(copying.ioPriority));
    const QSignalBlocker quiet(m_rateLimit);
    m_rateLimit->setValue(static_cast<int>(copying.rateLimit / rateLimitMin));
    // In an image file what is not used becomes a hole, whatever is chosen.
    form().setRowVisible(m_rest, isDevice);
    if (copying != m_copying && copying != Copying())
        open();
    m_copying = copying;
}

}
