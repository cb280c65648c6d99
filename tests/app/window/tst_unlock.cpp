// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/disk_canvas.h"
#include "app/panel/unlock_dialog.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "tests/app/fake_jobs.h"

#include <QCheckBox>
#include <QDir>
#include <QMessageBox>
#include <QPushButton>
#include <QTemporaryFile>
#include <QTest>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr int secretNumber = 5;

/// The appliance with its root in an LUKS; opened, it holds a volume group.
Inventory lockedDisk()
{
    Inventory disk = sample::applianceDisk();
    disk.partitions.at(secretNumber - 1).content = {.kind = ContentKind::Luks2,
                                                    .uuid = "5a5a5a5a-53b5-4be8-9a0f-1f2e3d4c91d0",
                                                    .label = "SECRET",
                                                    .inside = Inside::Locked};
    return disk;
}

Inventory openDisk()
{
    Inventory disk = lockedDisk();
    Content &luks = disk.partitions.at(secretNumber - 1).content;
    luks.inside = Inside::Known;
    Volume root{.name = "LVRoot",
                .uuid = "lv-1",
                .size = 6_GiB,
                .content = {.kind = ContentKind::Xfs, .uuid = "root-id", .label = "ROOT"}};
    Volume swap{.name = "LVSwap",
                .uuid = "lv-2",
                .size = 1_GiB,
                .content = {.kind = ContentKind::Swap, .uuid = "swap-id"}};
    Content group{.kind = ContentKind::LvmPv,
                  .uuid = "pv-1",
                  .label = "systemVG",
                  .inside = Inside::Known,
                  .volumes = {root, swap}};
    luks.volumes = {{.name = {}, .uuid = {}, .size = 7_GiB, .content = group}};
    return disk;
}

QString textOf(const KeySet &keys, std::size_t index)
{
    return QString::fromLatin1(keys->at(index).data(), static_cast<qsizetype>(keys->at(index).size()));
}

}

class UnlockTest : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        FakeJobs jobs;
        MainWindow window{jobs, sample::countedUuids()};

        Bench()
        {
            jobs.inventory = lockedDisk();
            window.resize(1440, 866);
            window.show();
            QVERIFY(QTest::qWaitForWindowExposed(&window));
            window.openPath(path);
            Q_EMIT window.findChild<DiskCanvas *>()->selectionWanted(SlotKey{.source = secretNumber});
        }
        ~Bench() { window.document().close(); }
        Q_DISABLE_COPY_MOVE(Bench)

        [[nodiscard]] QAction &action() { return *window.findChild<Actions *>()->unlock; }
        [[nodiscard]] UnlockDialog *ask()
        {
            action().trigger();
            return window.findChild<UnlockDialog *>();
        }
        void give(const QString &passphrase)
        {
            UnlockDialog *const dialog = ask();
            dialog->findChild<QLineEdit *>(QStringLiteral("passphrase"))->setText(passphrase);
            dialog->accept();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
        [[nodiscard]] QString volumes()
        {
            return window.findChild<QLabel *>(QStringLiteral("volumes"))->text();
        }
    };

    static inline const QString path = QStringLiteral("/srv/images/appliance.img");

private Q_SLOTS:
    void itsClonesCanHaveKeysOfTheirOwn()
    {
        Bench bench;
        bench.jobs.inventory = openDisk();
        bench.window.openPath(path);
        Q_EMIT bench.window.findChild<DiskCanvas *>()->selectionWanted(SlotKey{.source = secretNumber});
        Document &document = bench.window.document();
        auto *const box = bench.window.findChild<QCheckBox *>(QStringLiteral("freshKeys"));
        // Without clones there is nobody to have them.
        QVERIFY(!box->isVisible());
        QVERIFY(document.edit({edit::SetClones{.number = secretNumber, .count = 1}}));
        QVERIFY(box->isVisible() && !box->isChecked());
        box->click();
        QVERIFY(findDesign(document.design(), secretNumber)->hasFreshKeys && box->isChecked());
        QCOMPARE(document.undoName(), QStringLiteral("Change volume keys of clones of root"));
        box->click();
        QVERIFY(!findDesign(document.design(), secretNumber)->hasFreshKeys && !box->isChecked());
        // Where no LUKS is there are no such keys.
        QVERIFY(document.edit({edit::SetClones{.number = 4, .count = 1}}));
        Q_EMIT bench.window.findChild<DiskCanvas *>()->selectionWanted(SlotKey{.source = 4});
        QVERIFY(!box->isVisible());
    }

    void whatIsLockedCanBeOpened()
    {
        Bench bench;
        QVERIFY(bench.action().isEnabled());
        auto *const button = bench.window.findChild<QPushButton *>(QStringLiteral("unlock"));
        QVERIFY(button->isVisible());
        QVERIFY(bench.volumes().contains(QStringLiteral("locked")));
        bench.jobs.inventory = openDisk();
        bench.give(QStringLiteral("open sesame"));
        QCOMPARE(bench.jobs.keys->size(), std::size_t{1});
        QCOMPARE(textOf(bench.jobs.keys, 0), QStringLiteral("open sesame"));
        QVERIFY(!bench.action().isEnabled());
        QVERIFY(!button->isVisible());
        QVERIFY(bench.volumes().contains(QStringLiteral("LVRoot")));
        QVERIFY(bench.volumes().contains(QStringLiteral("systemVG")));
        QVERIFY(bench.window.findChild<QMessageBox *>() == nullptr);
        const QString folder =
            qEnvironmentVariable("PARTERRE_SCREENSHOTS", QStringLiteral(PARTERRE_BUILD "/screenshots"));
        QDir().mkpath(folder);
        QCoreApplication::processEvents();
        QVERIFY(bench.window.grab().save(folder + QStringLiteral("/unlocked.png")));
    }

    void aWrongKeyIsSaid()
    {
        Bench bench;
        bench.give(QStringLiteral("sesame open"));
        const auto *const box = bench.window.findChild<QMessageBox *>();
        QVERIFY(box != nullptr);
        QCOMPARE(box->text(), QStringLiteral("It stays locked"));
        QVERIFY(bench.jobs.keys == nullptr);
        QVERIFY(bench.action().isEnabled());
    }

    void anEmptyPassphraseIsAskedForAgain()
    {
        Bench bench;
        UnlockDialog *const dialog = bench.ask();
        dialog->accept();
        QVERIFY(dialog->isVisible());
        QVERIFY(bench.jobs.keys == nullptr);
        dialog->reject();
    }

    void aKeyFileCountsToItsLastByte()
    {
        Bench bench;
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write("key\n");
        file.flush();
        UnlockDialog *const dialog = bench.ask();
        auto *const field = dialog->findChild<QLineEdit *>(QStringLiteral("keyFile"));
        field->setText(QStringLiteral("/nowhere/key"));
        dialog->accept();
        QVERIFY(dialog->isVisible());
        field->setText(file.fileName());
        bench.jobs.inventory = openDisk();
        dialog->accept();
        QCOMPARE(textOf(bench.jobs.keys, 0), QStringLiteral("key\n"));
    }

    void keysAreForgottenWithTheirDisk()
    {
        Bench bench;
        bench.give(QStringLiteral("one"));
        QVERIFY(bench.jobs.keys == nullptr);
        bench.jobs.inventory = openDisk();
        bench.give(QStringLiteral("two"));
        QCOMPARE(bench.jobs.keys->size(), std::size_t{1});
        QCOMPARE(textOf(bench.jobs.keys, 0), QStringLiteral("two"));
        bench.window.openPath(QStringLiteral("/srv/images/other.img"));
        QVERIFY(bench.jobs.keys == nullptr);
    }

    void nothingLockedNothingToUnlock()
    {
        Bench bench;
        bench.jobs.inventory = sample::applianceDisk();
        bench.window.openPath(path);
        QVERIFY(!bench.action().isEnabled());
        QVERIFY(!bench.window.findChild<QPushButton *>(QStringLiteral("unlock"))->isVisible());
    }
};

QTEST_MAIN(UnlockTest)
#include "tst_unlock.moc"
