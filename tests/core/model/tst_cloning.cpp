// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/cloning.h"

#include <QTest>

using namespace parterre;

/// The words for how clones are told from their origins.
class CloningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWordLeadsBack()
    {
        for (const CloneLabels labels : {CloneLabels::Numbered, CloneLabels::AsOrigin})
            QVERIFY(!cloneLabelsName(labels).empty() && cloneLabelsNamed(cloneLabelsName(labels)) == labels);
        for (const CloneTypes types : {CloneTypes::Generic, CloneTypes::AsOrigin})
            QVERIFY(!cloneTypesName(types).empty() && cloneTypesNamed(cloneTypesName(types)) == types);
        for (const AutoMount choice : {AutoMount::AsOrigin, AutoMount::Never})
            QVERIFY(!autoMountName(choice).empty() && autoMountNamed(autoMountName(choice)) == choice);
    }

    void otherWordsLeadNowhere()
    {
        QVERIFY(!cloneLabelsNamed("never") && !cloneLabelsNamed(""));
        QVERIFY(!cloneTypesNamed("numbered") && !cloneTypesNamed("Generic"));
        QVERIFY(!autoMountNamed("generic") && !autoMountNamed("never "));
    }
};

QTEST_APPLESS_MAIN(CloningTest)
#include "tst_cloning.moc"
