// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message_tables.h"

#include <array>

namespace parterre {

namespace {

using Entry = MessageEntry;

constexpr std::array entries{
    // findings: the table
    Entry{"table-none",
          "There is no partition table on {0}. Make one with a partition editor first; Parterre adds clones "
          "to a table that exists."},
    Entry{"table-read-only-kind",
          "The {0} partition table of this disk is shown only; Parterre writes GPT and MBR tables."},
    Entry{"table-primary-damaged",
          "The first GPT header or its entries are damaged; what you see was read from the backup at the "
          "disk's end. Repair the table first, for example with sgdisk --verify and gdisk's recovery menu."},
    Entry{"table-backup-damaged",
          "The backup GPT at the disk's end is damaged or misplaced; Apply writes a new one."},
    Entry{"table-full",
          "The table has {0} entries and the design needs {1}: {2} too many. Take clones away."},
    Entry{"mbr-primaries-full",
          "An MBR table has 4 primary entries; of {2} wanted for clones of {0} it has {1} left."},
    Entry{"no-room-for-ebr",
          "The extended partition has the bytes for the clones of {0}, but not the sectors for their boot "
          "records. Set {1} fewer, or make room in the extended partition."},
    Entry{"kernel-number-limit",
          "This kernel names partitions up to number {0} on this kind of disk; {1} of the design would get "
          "no name."},
    Entry{"beyond-2-tib",
          "{0} would lie beyond 2 TiB, where an MBR table cannot reach. Use a GPT disk, or fewer clones."},
    Entry{"hybrid-mbr",
          "This GPT disk has a hybrid MBR with partitions of its own; it is left as it is and goes on naming "
          "the same places."},
    Entry{"hybrid-mbr-moves",
          "This GPT disk has a hybrid MBR with partitions of its own, which would name the wrong places when "
          "origins move. Use free-space placement."},
    Entry{"misaligned", "{0} does not start on a multiple of {1}, which makes it slow on many disks."},
    Entry{"misaligned-by-hand", "The place chosen for a clone of {0} does not start on a multiple of {1}."},
    // findings: space
    Entry{"no-space", "There is room for {1} of {2} clones of {0}; {3} more free space would do."},
    Entry{"no-space-adjacent",
          "In this order the partitions would end {1} behind the end of the space, from {0} on. Take clones "
          "away."},
    Entry{"moves-in-place",
          "{0} of data move within the disk to where other data lies now, {1} of it by way of free space. A "
          "power cut loses nothing at any moment, and until all of it has moved it can be taken back."},
    Entry{"no-room-to-grow",
          "{0} has no room to grow: {1} more free space directly behind it would do. Use adjacent placement, "
          "which moves what lies there, or a smaller size."},
    Entry{"logical-in-motion",
          "{0} would have to move, but logical partitions and their container are not moved over data. Use "
          "free-space placement."},
    Entry{"boot-loader-in-motion",
          "{0} holds a boot loader that is found by its place, and would have to move. Use free-space "
          "placement, or change what lies before it less."},
    Entry{"torn-in-motion",
          "{0} does not lie on whole blocks of 4096 bytes: moved over data, it could damage what shares a "
          "block with it. Use free-space placement."},
    Entry{"no-journal-place",
          "To survive a power cut, data that moves over data needs a place for its journal: {0} more that "
          "neither the old nor the new layout uses. Make a partition smaller."},
    Entry{"no-scratch",
          "The partitions change places in a circle: that takes {0} more that neither the old nor the new "
          "layout uses. Make a partition smaller."},
    Entry{"no-entry-to-hide",
          "While data moves the table hides it, and this table has not entries enough for that (an MBR has "
          "four). Use free-space placement, or move fewer partitions at once."},
    Entry{"place-taken",
          "The place chosen at {1} for {0} is not free. Choose another, or let Parterre choose."},
    Entry{"place-by-hand-ignored",
          "In adjacent placement the order decides where partitions lie; the places you chose by hand are "
          "not used."},
    Entry{"space-left", "{0} of the disk stay unpartitioned, the largest piece has {1}."},
    // findings: names
    Entry{"name-missing",
          "{0} has no name by which programs could find its clones in config.partids: no GPT name, no label, "
          "no mount point. Give it one."},
    Entry{"name-unsafe",
          "The name “{1}” of {0} gives a key that KIWI's reader drops or a shell misreads. “{2}” is safe."},
    Entry{"name-too-long",
          "The GPT name “{1}” for {0} or its clone has {2} characters and a table entry holds 36. Give the "
          "partition a shorter name."},
    Entry{"name-double",
          "The name “{0}” stands for two partitions in the new table. Give one of them another name."},
    Entry{"partids-key-double",
          "Two partitions would get the key {0} in config.partids. Give one of them another name."},
    Entry{"name-reserved",
          "“{1}” is the name that KIWI reserves for partitions of another kind than {0}. Give it another "
          "name."},
    // findings: who uses it
    Entry{"system-disk",
          "{0} carries the running system. Start from another disk, or choose another target."},
    Entry{"device-read-only", "{0} is read-only, so nothing can be applied to it."},
    Entry{"device-in-use", "{0} is in use by {1}. Close it first."},
    Entry{"partition-in-use", "{0} is in use: {1}. Unmount or close it first, then rescan."},
    Entry{"partition-in-use-renumbered",
          "{0} is in use: {1}. It would get another number. Keep the numbers, or unmount it first, then "
          "rescan."},
    Entry{"partition-stays-in-use", "{0} is in use: {1}. It stays as it is, and can be used meanwhile."},
    Entry{"drawing",
          "This is a drawing of a disk that does not exist. Save it as a design: parterrectl build makes an "
          "image "
          "of it."},
    // findings: content
    Entry{"filesystem-not-clean",
          "The file system in {0} was not unmounted cleanly. Run {1} on it first, then rescan."},
    Entry{"filesystem-journal",
          "The file system in {0} has a journal that must be replayed. Mount and unmount it once, or run "
          "{1}, then rescan."},
    Entry{"filesystem-errors",
          "The file system in {0} has marked itself as damaged. Run {1} first, then rescan."},
    Entry{"filesystem-to-mount",
          "The file system in {0} was not unmounted cleanly. Mount and unmount it once, then rescan."},
    Entry{"filesystem-beyond-repair",
          "The file system in {0} has marked itself as damaged, and no tool repairs it. Save its files "
          "elsewhere and make it anew."},
    Entry{"hibernated",
          "{0} holds the memory of a sleeping system, which would write over what changes now. Wake it up, "
          "shut it down, then rescan."},
    Entry{"no-new-identifier",
          "No maintained tool gives {1} a new identifier, so clones of {0} would share theirs with it and "
          "could be taken for it at boot."},
    Entry{"no-new-identifier-verity",
          "{0} holds hashes of dm-verity, which vouch for every byte of data that lies elsewhere. It is "
          "never written to, so its clones keep its identifier; clone that data unchanged, too."},
    Entry{"no-new-identifier-integrity",
          "{0} is protected by dm-integrity and never written to: what is in it can only be reached by "
          "opening it. Its clones keep all identifiers inside and could be taken for it at boot."},
    Entry{"verity-would-break",
          "{1} holds hashes of dm-verity. If they vouch for {0}, clones of {0} with a new identifier will "
          "not pass them: then clone both unchanged."},
    Entry{"cloned-unchanged-inside",
          "Clones of {0} keep all identifiers that are in it, as you chose: whoever looks for one of them "
          "may find a clone."},
    Entry{"cloned-unchanged",
          "Clones of {0} keep its identifiers ({1}), as you chose: whoever looks for it by UUID may find a "
          "clone."},
    Entry{"tool-missing",
          "Clones of {0} need {1} to get new identifiers, and it is not there. Install it, then rescan."},
    Entry{"window-missing",
          "Clones of {0} need FUSE to get new identifiers, and it cannot be used here. Install fuse3, or run "
          "as a user who may use /dev/fuse."},
    Entry{"btrfs-many-devices",
          "The btrfs in {0} spans {1} devices; a copy of one of them is not a file system."},
    Entry{"content-refused", "{0} holds {1}, of which a block copy is never safe beside its origin."},
    Entry{"nothing-in-it",
          "{0} holds no data that is recognised; its clones are plain copies of its blocks."},
    Entry{"extended-not-cloned", "{0} is the extended partition, which holds others; clone those."},
    Entry{"inside-locked",
          "What is in {0} is locked: clones of it get another outer identifier, but what is inside keeps its "
          "own, and "
          "is not to be opened beside its origin. Unlock it to give all of it new ones."},
    Entry{"inside-unreadable",
          "Not all that is in {0} can be given new identifiers: {1}. Clones would only be safe unchanged, "
          "and never "
          "used on one machine with their origin."},
    // findings: volume keys
    Entry{"volume-key-shared",
          "Clones of {0} keep the volume key of its LUKS: whoever has that key, or had a passphrase and an "
          "old copy of the header, can read them, whatever becomes of their passphrases."},
    Entry{"fresh-keys",
          "Clones of {0} get volume keys of their own, as you chose: of all its passphrases and keys only "
          "the one that was given here will open them. Other keyslots and tokens stay with {0} alone."},
    Entry{"fresh-keys-locked",
          "Clones of {0} can only get volume keys of their own while it is unlocked: give its key with "
          "--ask-passphrase or --key-file, or use “Unlock…”."},
    Entry{"fresh-keys-unreadable", "Clones of {0} cannot get volume keys of their own: {1}."},
    Entry{"fresh-keys-no-luks", "{0} holds no LUKS, so its clones have no volume keys to be renewed."},
    Entry{"fresh-keys-read-errors",
          "Read errors do not stop this job, and clones of {0} are to get volume keys of their own: what "
          "cannot be read cannot be encrypted anew. Stop at read errors."},
    Entry{"label-shared",
          "Clones of {0} carry the label “{1}” too. Whoever mounts by LABEL may get a clone; mount by UUID "
          "instead."},
    Entry{"clone-type-shared",
          "Clones of {0} get its type too ({1}), by which firmware and systemd look for it: they may take a "
          "clone."},
    Entry{"no-auto-on-mbr", "An MBR has no mark that keeps systems from mounting clones by themselves."},
    Entry{"identifier-double", "The identifier {0} stands on this disk more than once: {1}."},
    Entry{"identifier-on-machine", "The identifier {0} of {1} exists on this machine too, in {2}."},
    // findings: other sizes
    Entry{"size-no-sectors",
          "The size of {0} cannot be {1}: it has to be a whole number of sectors of {2}, and at least one."},
    Entry{"size-of-extended",
          "{0} is the extended partition, whose size is that of what it holds. Change the size of those."},
    Entry{"size-of-clones",
          "{0} has clones on this disk, or is one. With another size it would differ from them, so it keeps "
          "the one it has."},
    Entry{
        "size-cannot-shrink",
        "What is in {0} ({1}) cannot be made smaller in place. Only a copy of its files into a new, smaller "
        "one would do, which is not done here."},
    Entry{"size-below-used",
          "{0} cannot be made as small as {1}: {2} of it are in use. Delete or move files."},
    Entry{"size-content-stays",
          "{0} becomes larger, what is in it ({1}) does not: the rest stays unused until a tool of its own "
          "makes it larger."},
    Entry{
        "size-end-lost",
        "What is in {0} ({1}) may be recognised by what stands at its very end, and would not be found in a "
        "larger partition, so {0} keeps its size."},
    Entry{
        "size-of-many-devices",
        "The file system in {0} spans {1} devices; its part on this one is not made smaller or larger here."},
    Entry{"size-tool-missing",
          "Another size for the {1} in {0} takes {2}, and not all of that can be used here. Install it, then "
          "rescan."},
    Entry{"size-mount-missing",
          "Another size for the {1} in {0} takes {2} and mounting it, as root or in User Mode Linux, and not "
          "all of that can be done here. Install it, or run as root, then rescan."},
    Entry{
        "size-power-cut",
        "What makes the {1} in {0} smaller or larger promises nothing for a power cut or a crash meanwhile: "
        "its files could be lost. Have a backup of them."},
    // findings: what refers to partitions
    Entry{"reference-by-number", "{0} in {1} names {2} by its number, which will be {3}."},
    Entry{"reference-efi-boot",
          "The firmware's boot entry {0} names {1} by its number, which will be {2}; most firmware follows "
          "the GUID, some needs a new entry (efibootmgr)."},
    Entry{"reference-label", "{0} in {1} looks for {2}, which clones will carry as well."},
    Entry{"reference-uuid", "{0} in {1} looks for {2}, which clones that stay unchanged will carry as well."},
    Entry{"reference-partuuid",
          "{1} looks for {2} by {0}. Its PARTUUID will be {3}, as an MBR makes it of the number. Keep the "
          "numbers, or change that line."},
    Entry{"reference-partlabel",
          "{0} in {1} looks for {2}, and that partition will be called “{3}”. Change that line too."},
    Entry{"clones-refer-to-origins",
          "Clones of {0} name partitions in {1} as their origin does: who starts one of them works with the "
          "origin's partitions, or with numbers as they were."},
    Entry{"references-not-rewritten",
          "{1} in {0} cannot be changed from here ({2}), and goes on naming partitions as now. Change it by "
          "hand."},
    Entry{"root-grows",
          "{0} is grown at its first boot, so it and its clones will differ in size. Switch that off, or let "
          "the system boot once before it is cloned."},
    Entry{"partids-not-written",
          "config.partids cannot be written into the {1} in {0} from here; it is shown, and saved beside the "
          "image or where you say."},
    Entry{"partids-no-root",
          "No partition of this disk is named root, so config.partids goes into none; it is shown, and saved "
          "where you say."},
    // findings: how blocks are copied
    Entry{"read-errors-skipped",
          "Read errors do not stop this job, as you chose: what cannot be read becomes zeros in the copies, "
          "which are then not equal to their origins. The report lists it, and the job counts as failed."},
    Entry{"read-errors-lose-data",
          "{0} would move, and read errors do not stop this job: what cannot be read now would be lost. Stop "
          "at read errors, or use free-space placement, where nothing moves."},
    // findings: the design itself
    Entry{"no-such-partition", "The design speaks of partition {0}, which this disk does not have."},
    Entry{"partition-twice", "The design lists partition {0} twice."},
    Entry{"clones-remain",
          "Clones of {0}: {1} are there already, the design wants {2}. Parterre never deletes a partition; "
          "do that with a partition editor first."},
    // fixes
    Entry{"fix-clones", "Set the clones of {0} to {1}"},
    Entry{"fix-fewer-clones", "Set fewer clones: {0}"},
    Entry{"fix-adjacent", "Use adjacent placement"},
    Entry{"fix-free-space", "Use free-space placement"},
    Entry{"fix-keep-numbers", "Keep the numbers"},
    Entry{"fix-origins-follow", "Rewrite the names in files"},
    Entry{"fix-clones-refer", "Let clones refer to themselves"},
    Entry{"fix-name", "Call it {0}"},
    Entry{"fix-unchanged", "Clone it unchanged all the same"},
    Entry{"fix-fresh-keys", "Give the clones volume keys of their own"},
    Entry{"fix-same-keys", "Let the clones keep the volume key"},
    Entry{"fix-number-labels", "Number the labels of clones"},
    Entry{"fix-generic-types", "Give clones generic types"},
    Entry{"fix-auto-mount", "Leave that to the system"},
    Entry{"fix-stop-at-read-errors", "Stop at read errors"},
    Entry{"fix-keep-size", "Keep the size that it has"},
    Entry{"fix-place", "Let Parterre choose the place"},
};

}

std::span<const MessageEntry> findingMessages()
{
    return entries;
}

}
