// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/document/document.h"
#include "core/exchange/design_file.h"
#include "core/plan/clone_room.h"
#include "tests/app/sample_disk.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace parterre;

class DocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void undoTakesBackEveryEditAndRedoDoesItAgain()
    {
        Document document(sample::countedUuids());
        document.open(sample::applianceDisk());
        std::vector<Design> history{document.design()};
        const std::vector<Edit> edits{edit::SetClones{.number = 4, .count = 2},
                                      edit::SetPlacement{Placement::Adjacent},
                                      edit::SetNumbering{Numbering::Keep},
                                      edit::SetName{.number = 4, .name = "daten"},
                                      edit::Reorder{.number = 5, .position = 0},
                                      edit::SetClonedUnchanged{.number = 3, .isAllowed = true},
                                      edit::SetFreshKeys{.number = 3, .isWanted = true},
                                      edit::Place{.number = 4, .clone = 1, .start = Offset(20LL << 30)}};
        for (const Edit &edit : edits) {
            QVERIFY(document.edit({edit}));
            QVERIFY(document.design() != history.back());
            QVERIFY(!document.undoName().isEmpty());
            history.push_back(document.design());
        }
        for (std::size_t i = history.size() - 1; i > 0; --i) {
            document.undo();
            QCOMPARE(document.design(), history[i - 1]);
            QCOMPARE(document.derived(), derive(document.inventory(), document.design()));
        }
        QVERIFY(!document.canUndo() && !document.isChanged());
        for (std::size_t i = 1; i < history.size(); ++i) {
            document.redo();
            QCOMPARE(document.design(), history[i]);
        }
        QVERIFY(!document.canRedo());
    }

    void anEditAfterUndoForgetsWhatWasUndone()
    {
        Document document(sample::countedUuids());
        document.open(sample::applianceDisk());
        QVERIFY(document.edit({edit::SetClones{.number = 4, .count = 1}}));
        document.undo();
        QVERIFY(document.edit({edit::SetClones{.number = 5, .count = 1}}));
        QVERIFY(!document.canRedo());
    }

    void severalEditsAreOneStepOrNone()
    {
        Document document(sample::countedUuids());
        document.open(sample::applianceDisk());
        const Design before = document.design();
        QVERIFY(!document.edit(
            {edit::SetClones{.number = 4, .count = 1}, edit::SetClones{.number = 77, .count = 1}}));
        QCOMPARE(document.design(), before);
        QVERIFY(document.edit(
            {edit::SetClones{.number = 4, .count = 1}, edit::SetClones{.number = 5, .count = 1}}));
        document.undo();
        QCOMPARE(document.design(), before);
    }

    void saysOnceThatItChanged()
    {
        Document document(sample::countedUuids());
        const QSignalSpy changed(&document, &Document::changed);
        document.open(sample::applianceDisk());
        QCOMPARE(changed.size(), 1);
        QVERIFY(document.edit({edit::SetClones{.number = 4, .count = 1}}));
        QCOMPARE(changed.size(), 2);
        QVERIFY(document.edit({edit::SetPlacement{Placement::FreeSpace}}));
        QCOMPARE(changed.size(), 2);
    }

    void rescanKeepsTheDesignOfAnUnchangedDisk()
    {
        Document document(sample::countedUuids());
        document.open(sample::applianceDisk());
        QVERIFY(document.edit({edit::SetClones{.number = 4, .count = 1}}));
        const Design design = document.design();
        document.refresh(sample::applianceDisk());
        QCOMPARE(document.design(), design);
        Inventory other = sample::applianceDisk();
        other.fingerprint = "beef";
        document.refresh(other);
        QVERIFY(!document.canUndo() && !document.isChanged());
    }

    void savedDesignsComeBack()
    {
        Document document(sample::countedUuids());
        document.open(sample::applianceDisk());
        QVERIFY(document.edit({edit::SetClones{.number = 4, .count = 2}}));
        const Design design = document.design();
        const auto read = exchange::readDesignFile(exchange::writeDesignFile(design), sample::countedUuids());
        QVERIFY(read.has_value());
        document.undo();
        QVERIFY(document.load(*read));
        QCOMPARE(document.design(), design);
        document.undo();
        QVERIFY(!document.isChanged());
    }

    void knowsHowManyClonesFit()
    {
        Document document(sample::countedUuids());
        document.open(sample::applianceDisk());
        QCOMPARE(roomForClones(document.inventory(), document.design(), 5), 2);
        QVERIFY(document.edit({edit::SetClones{.number = 5, .count = 2}}));
        QCOMPARE(roomForClones(document.inventory(), document.design(), 5), 0);
        QVERIFY(std::ranges::contains(fullPartitions(document.inventory(), document.design()), 5));
        QVERIFY(!std::ranges::contains(fullPartitions(document.inventory(), document.design()), 3));
    }
};

QTEST_GUILESS_MAIN(DocumentTest)
#include "tst_document.moc"
