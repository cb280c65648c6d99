// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/message_tables.h"

#include <array>

namespace parterre {

namespace {

using Entry = MessageEntry;

constexpr std::array entries{
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
    Entry{
        "step-renew-volume-key",
        "Encrypt {0} with a volume key of its own: copy its origin once more ({1}), decrypted and encrypted "
        "anew, read it back from the medium and compare"},
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
    Entry{"step-rewrite", "Let {0} name partitions as they are called then, in {1}"},
    Entry{"step-rewrite-clone", "Let {0} name the clones that belong to it, in {1}"},
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
    Entry{"check-content-locked",
          "{0} differs from {1} where both are encrypted: only with their key can other identifiers in "
          "there, or another volume key, be told from damage."},
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

}

std::span<const MessageEntry> jobMessages()
{
    return entries;
}

}
