// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <string_view>

namespace parterre {

namespace {

struct Entry
{
    std::string_view id;
    std::string_view text;
};

// Sentences say what, where and what to do. {0}, {1}.. are filled in; partitions come as "#5 (home)".
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
          "This is a drawing of a disk that does not exist. Save it as a design, and apply that to a disk or "
          "an image."},
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
    Entry{"fix-name", "Call it {0}"},
    Entry{"fix-unchanged", "Clone it unchanged all the same"},
    Entry{"fix-number-labels", "Number the labels of clones"},
    Entry{"fix-generic-types", "Give clones generic types"},
    Entry{"fix-auto-mount", "Leave that to the system"},
    Entry{"fix-stop-at-read-errors", "Stop at read errors"},
    Entry{"fix-keep-size", "Keep the size that it has"},
    Entry{"fix-place", "Let Parterre choose the place"},
    // steps
    Entry{"step-save-table", "Save the present table to the job's folder"},
    Entry{"step-copy", "Copy {0} to {1} ({2}), read it back from the medium and compare"},
    Entry{"step-copy-used",
          "Copy what is used of {0} to {1} (about {2} of {3}), read it back from the medium and compare"},
    Entry{"step-move-in-place",
          "Move {0} within the disk ({1}, {2} flushes): safe to cut the power at any moment"},
    Entry{"step-move", "Copy {0} to its new place ({1}), read it back from the medium and compare"},
    Entry{"step-move-used",
          "Copy what is used of {0} to its new place (about {1} of {2}), read it back from the medium and "
          "compare"},
    Entry{"step-copy-many",
          "Copy {0} to {1} with one read ({2} each), read them back from the medium and compare"},
    Entry{"step-copy-many-used",
          "Copy what is used of {0} to {1} with one read (about {2} of {3} each), read them back from the "
          "medium and compare"},
    Entry{"step-renew", "Give {0} its new identifier {1}"},
    Entry{"step-renew-in-place", "The data in place becomes {0}: new identifier {1}"},
    Entry{"step-renew-label", "Give {0} its new identifier {1} and its label “{2}”"},
    Entry{"step-renew-label-in-place", "The data in place becomes {0}: new identifier {1}, label “{2}”"},
    Entry{"step-hidden-sectors", "Tell the boot sector of {0} where it begins"},
    Entry{
        "step-shrink",
        "Make the content of {0} smaller, from {1} to {2}, and check it with its own tool before and after"},
    Entry{"step-grow",
          "Make the content of {0} use all of {1}, and check it with its own tool before and after"},
    Entry{"step-check-identifiers", "Compare every identifier with each other and with this machine's"},
    Entry{"step-write-table", "Write the table with {0} partitions, read it back and compare"},
    Entry{"step-write-partids", "Write /config.partids into {0}"},
    // errors
    Entry{"error-io", "Reading or writing {0} failed: {1}."},
    Entry{"error-not-found", "There is no {0}."},
    Entry{"error-out-of-range", "{0} is shorter than its table says; a request went past its end."},
    Entry{"error-corrupt", "{0} is damaged: {1}."},
    Entry{"error-busy", "{0} is in use by another program{1}. Close it, then try again."},
    Entry{"error-stale", "{0} has changed since the plan was made. Rescan it and look at the new plan."},
    Entry{"error-refused", "Findings forbid this plan for {0}: {1}"},
    Entry{"error-unsupported", "{0} cannot be handled: {1}."},
    Entry{"error-invalid", "{0}: {1}."},
    Entry{"error-tool-missing", "{0} is needed and not there. Install it, then try again."},
    Entry{"error-tool-failed", "{0} failed: {1}"},
    Entry{"error-mismatch",
          "What was read back from {0} is not what was written: {1}. Do not trust this medium."},
    Entry{"error-clash", "An identifier that must be unique is not: {0} {1}"},
    Entry{"error-denied", "You may not do this to {0}{1}."},
    Entry{"error-dismissed", "The request for authorisation was dismissed; nothing was written."},
    Entry{"error-no-helper", "The helper program could not be reached or ended without a result{0}."},
    Entry{"error-cancelled", "Stopped at your request."},
    Entry{"error-helper-busy",
          "Another job is running or waits for its password; nothing was done. Wait until it has ended, then "
          "try again."},
    // states of the disk
    Entry{"disk-unchanged", "The disk's partitions are exactly as they were."},
    Entry{"disk-done", "The new layout is in place, complete and verified."},
    Entry{
        "disk-done-unread",
        "The new layout is in place, but {0} of the origins could not be read (ranges: {1}). The copies hold "
        "zeros there and are NOT equal to their origins."},
    Entry{"unread-range",
          "Partition {0}: bytes {1} to {2} could not be read; zeros were written in their place."},
    Entry{"disk-incomplete",
          "The new table is in place, but later steps are missing; “recover” finishes them."},
    Entry{"disk-moving",
          "Data is between its old and its new place, and the table hides it; “recover” finishes the move or "
          "takes it back. Nothing is lost."},
    Entry{
        "move-unfinished",
        "Data on this disk is between its old and its new place. Finish the move or go back before anything "
        "else: parterrectl recover {0} --finish, or --undo."},
    Entry{"disk-unknown", "The table may be damaged; “recover” puts the old or the new one back."},
    // verify
    Entry{"check-content-equal", "{0} equals {1} but for identifiers ({2} compared)."},
    Entry{"check-content-differs", "{0} differs from {1}: {2}."},
    Entry{"check-unique",
          "All {0} identifiers on the disk are different from each other and from this machine's."},
    Entry{"check-not-unique", "The identifier {0} is not unique: {1}."},
    Entry{"check-partids-true", "config.partids in {0} names every partition rightly."},
    Entry{"check-partids-false", "config.partids in {0} is wrong: {1}."},
    Entry{"check-partids-unread", "config.partids in {0} could not be read here: {1}."},
    Entry{"check-geometry", "{0} has the size of its origin {1} and lies free of others."},
    Entry{"check-geometry-wrong", "{0} has {1}, its origin {2} has {3}."},
    // verify against an old report
    Entry{"check-former-disk", "This is the disk of the job of {0}."},
    Entry{"check-former-other-disk",
          "This is not the report's disk: its table is {0}, the report's was {1}."},
    Entry{"check-former-gone", "{0} is not there any more."},
    Entry{"check-former-place", "{0} has its place and its identifiers."},
    Entry{"check-former-moved", "{0} lay at byte {1} with {2}, and lies at byte {3} with {4}."},
    Entry{"check-former-partuuid", "{0} has the PARTUUID {1}, and had {2}."},
    Entry{"check-former-uuid", "{0} has the filesystem identifier {1}, and had {2}."},
    Entry{"check-former-same", "{0} holds what it held then ({1} compared)."},
    Entry{"check-former-changed",
          "{0} has changed: {1} of {2} pieces differ, the first in its bytes {3} to {4}."},
    Entry{"check-former-used",
          "{0} has been used since, as an origin may: {1} of {2} pieces differ, the first in its bytes {3} "
          "to {4}."},
    Entry{"check-former-doubt", "{0} has changed: which blocks it uses cannot be told any more ({1})."},
    Entry{"check-former-doubt-origin",
          "{0} has been used since, as an origin may: which blocks it uses cannot be told now ({1})."},
    Entry{"check-former-unread", "{0} could not be read: {1}"},
    Entry{"check-former-no-digests", "What {0} holds was not compared: the report has no digests of it."},
    Entry{"check-former-nothing", "The report knows neither origins nor clones."},
    Entry{"check-no-clones", "There are no clones on this disk."},
};

const Entry *find(std::string_view id)
{
    const auto *found = std::ranges::find(entries, id, &Entry::id);
    return found == entries.end() ? nullptr : found;
}

}

std::string messageTemplate(const std::string &id)
{
    const Entry *entry = find(id);
    assert(entry != nullptr);
    return std::string(entry->text);
}

std::vector<std::string> messageIds()
{
    std::vector<std::string> ids;
    for (const Entry &entry : entries)
        ids.emplace_back(entry.id);
    return ids;
}

std::string fillIn(const std::string &text, const std::vector<std::string> &args)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const auto close = text[at] == '{' ? text.find('}', at) : std::string::npos;
        std::size_t index = args.size();
        if (close != std::string::npos) {
            const char *const end = text.data() + close;
            const auto [stop, error] = std::from_chars(text.data() + at + 1, end, index);
            if (error != std::errc() || stop != end)
                index = args.size();
        }
        if (index < args.size()) {
            result += args[index];
            at = close + 1;
        } else {
            result += text[at++];
        }
    }
    return result;
}

std::string english(const Message &message)
{
    return fillIn(messageTemplate(message.id), message.args);
}

}
