<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>EditWords</name>
    <message>
        <source>Set clones of %1 to %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change placement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change numbering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move %1 in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change consent for %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the drawn disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>There is no partition table on {0}. Make one with a partition editor first; Parterre adds clones to a table that exists.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {0} partition table of this disk is shown only; Parterre writes GPT and MBR tables.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first GPT header or its entries are damaged; what you see was read from the backup at the disk&apos;s end. Repair the table first, for example with sgdisk --verify and gdisk&apos;s recovery menu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The backup GPT at the disk&apos;s end is damaged or misplaced; Apply writes a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table has {0} entries and the design needs {1}: {2} too many. Take clones away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An MBR table has 4 primary entries; of {2} wanted for clones of {0} it has {1} left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The extended partition has the bytes for the clones of {0}, but not the sectors for their boot records. Set {1} fewer, or make room in the extended partition.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This kernel names partitions up to number {0} on this kind of disk; {1} of the design would get no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} would lie beyond 2 TiB, where an MBR table cannot reach. Use a GPT disk, or fewer clones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This GPT disk has a hybrid MBR with partitions of its own; it is left as it is and goes on naming the same places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This GPT disk has a hybrid MBR with partitions of its own, which would name the wrong places when origins move. Use free-space placement.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not start on a multiple of {1}, which makes it slow on many disks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place chosen for a clone of {0} does not start on a multiple of {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is room for {1} of {2} clones of {0}; {3} more free space would do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In this order the partitions would end {1} behind the end of the space, from {0} on. Take clones away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clones of {0} do not fit beside it without moving {1} of data over itself: this needs an in-place move. Use free-space placement, where nothing moves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} lies before partitions that the table lists earlier: this needs an in-place move. Use free-space placement, or put it back in order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The place chosen at {1} for {0} is not free. Choose another, or let Parterre choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In adjacent placement the order decides where partitions lie; the places you chose by hand are not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of the disk stay unpartitioned, the largest piece has {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no name by which programs could find its clones in config.partids: no GPT name, no label, no mount point. Give it one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “{1}” of {0} gives a key that KIWI&apos;s reader drops or a shell misreads. “{2}” is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPT name “{1}” of a clone of {0} has {2} characters and a table entry holds 36. Give the partition a shorter name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name “{0}” stands for two partitions in the new table. Give one of them another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two partitions would get the key {0} in config.partids. Give one of them another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{1}” is the name that KIWI reserves for partitions of another kind than {0}. Give it another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} carries the running system. Start from another disk, or choose another target.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is read-only, so nothing can be applied to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is in use by {1}. Close it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is in use: {1}. Unmount or close it first, then rescan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a drawing of a disk that does not exist. Save it as a design, and apply that to a disk or an image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system in {0} was not unmounted cleanly. Run {1} on it first, then rescan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system in {0} has a journal that must be replayed. Mount and unmount it once, or run {1}, then rescan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file system in {0} has marked itself as damaged. Run {1} first, then rescan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds the memory of a sleeping system, which would write over what changes now. Wake it up, shut it down, then rescan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No maintained tool gives {1} a new identifier, so clones of {0} would share theirs with it and could be taken for it at boot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones of {0} keep its identifiers ({1}), as you chose: whoever looks for it by UUID may find a clone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones of {0} need {1} to get new identifiers, and it is not there. Install it, then rescan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones of {0} need FUSE to get new identifiers, and it cannot be used here. Install fuse3, or run as a user who may use /dev/fuse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The btrfs in {0} spans {1} devices; a copy of one of them is not a file system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones of the btrfs in {0} get a new file system UUID; the device UUID inside stays, because no maintained tool changes it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds {1}, of which a block copy is never safe beside its origin.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} holds no data that is recognised; its clones are plain copies of its blocks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is the extended partition, which holds others; clone those.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones of {0} carry the label “{1}” too. Whoever mounts by LABEL may get a clone; mount by UUID instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identifier {0} stands on this disk more than once: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identifier {0} of {1} exists on this machine too, in {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} in {1} names {2} by its number, which will be {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The firmware&apos;s boot entry {0} names {1} by its number, which will be {2}; most firmware follows the GUID, some needs a new entry (efibootmgr).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} in {1} looks for {2}, which clones will carry as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is grown at its first boot, so it and its clones will differ in size. Switch that off, or let the system boot once before it is cloned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.partids cannot be written into the {1} in {0} from here; it is shown, and saved beside the image or where you say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No partition of this disk is named root, so config.partids goes into none; it is shown, and saved where you say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The design speaks of partition {0}, which this disk does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The design lists partition {0} twice.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones of {0}: {1} are there already, the design wants {2}. Parterre never deletes a partition; do that with a partition editor first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the clones of {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use free-space placement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call it {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clone it unchanged all the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let Parterre choose the place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the present table to the job&apos;s folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {0} to {1} ({2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {0} to its new place ({1})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy {0} to {1} with one read ({2} each)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the copy of {0} back from the medium and compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read {1} copies of {0} back from the medium and compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give {0} its new identifier {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data in place becomes {0}: new identifier {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tell the boot sector of {0} where it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare every identifier with each other and with this machine&apos;s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the table with {0} partitions, read it back and compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write /config.partids into {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading or writing {0} failed: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is shorter than its table says; a request went past its end.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is in use by another program{1}. Close it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has changed since the plan was made. Rescan it and look at the new plan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings forbid this plan for {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} cannot be handled: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not valid: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is needed and not there. Install it, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} failed: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was read back from {0} is not what was written: {1}. Do not trust this medium.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An identifier that must be unique is not: {0} {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not do this to {0}{1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request for authorisation was dismissed; nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The helper program could not be reached or ended without a result{0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at your request.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk&apos;s partitions are exactly as they were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new layout is in place, complete and verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new table is in place, but later steps are missing; “recover” finishes them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The table may be damaged; “recover” puts the old or the new one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} equals {1} but for identifiers ({2} compared).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} differs from {1}: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {0} identifiers on the disk are different from each other and from this machine&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The identifier {0} is not unique: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.partids in {0} names every partition rightly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.partids in {0} is wrong: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.partids in {0} could not be read here: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has the size of its origin {1} and lies free of others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has {1}, its origin {2} has {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no clones on this disk.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Painter</name>
    <message>
        <source>Scale: linear ▸ log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scale: log ▸ linear</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scene</name>
    <message>
        <source>Unallocated space, %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unallocated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · %2 of %3 entries · %4 free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Designed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drag to move · drag an edge to resize · Ctrl+drag to clone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drag to move · Ctrl+drag to clone · + and − change the clones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clone at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>place at %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one more clone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move here in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>used %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table entries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceModel</name>
    <message>
        <source>REMOVABLE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IMAGES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DESIGNS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The running system is on this disk; Parterre never writes to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This disk is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use: %1. Unmount it to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in use: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Linux filesystem (8300)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EFI system (EF00)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BIOS boot (EF02)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux swap (8200)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux LVM (8E00)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux RAID (FD00)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux LUKS (8309)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux home (8302)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux root, x86-64 (8304)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microsoft basic data (0700)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Microsoft reserved (0C01)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PowerPC PReP boot (4100)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux (83)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux swap (82)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux LVM (8e)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linux RAID (fd)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extended (05)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Extended, LBA (0f)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NTFS or exFAT (07)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAT32 (0b)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FAT32, LBA (0c)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>EFI system (ef)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unformatted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unknown data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, label %2</source>
        <extracomment>A file system and its label: &quot;ext4, label HOME&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no partition table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sun label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SGI label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BSD label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DASD label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>extended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>legacy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Design partition clones and apply them safely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A disk, an image file or a saved design.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an image file or a saved design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New design…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a disk that does not exist yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save design…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the design as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rescan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read the disk and the list of disks again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave Parterre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last change of the design back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the design to the disk, after one more question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One clone &amp;more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more clone of the selected partition (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One clone &amp;less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One clone less of the selected partition (−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;earlier in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the selected partition earlier in the table (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;later in the table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the selected partition later in the table (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a &amp;partition…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw one more partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove the partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected partition from the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the &amp;automatic place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget where the selected partition was dragged to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Logarithmic scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small partitions become wider</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Picture (PNG, SVG, PDF)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture of the layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.part&amp;ids…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save config.partids of the design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save layout, findings and plan as JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Parterre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the picture, config.partids or JSON</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::AddPartitionDialog</name>
    <message>
        <source>Add a partition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Size:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Content:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::ConfirmDialog</name>
    <message>
        <source>Apply the design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write this design to %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>serial %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;ul style=&apos;margin-left:-22px&apos;&gt;&lt;li&gt;%1 will be made in space that no partition uses.&lt;/li&gt;&lt;li&gt;No existing data is overwritten; the old partition table is saved first.&lt;/li&gt;&lt;li&gt;About %2 are read and %3 written.&lt;/li&gt;&lt;/ul&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n clone(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is data on this device. Type the last four characters of its serial number, &lt;b&gt;%1&lt;/b&gt;, to go on:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is data on this device. Type &lt;b&gt;%1&lt;/b&gt; to go on:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What names this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Write %n partition(s) to %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parterre::DiskCanvas</name>
    <message>
        <source>Disk as it is and as designed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unallocated: clones can be placed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One clone less (−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One clone more (+)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No further clone fits: see the findings when you add one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of clones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch between a linear and a logarithmic scale</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::Document</name>
    <message>
        <source>Load design</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::DrawingDialog</name>
    <message>
        <source>New design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>512 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>4096 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Size of the disk:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Partition &amp;table:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;ector size:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::FindingsPanel</name>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to report: this design can be applied as it is.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::InspectorPanel</name>
    <message>
        <source>Clones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mounted at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filesystem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GUID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clone it unchanged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The clones keep the identifiers of their origin. Systems that search by identifier may find the wrong copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name in config.partids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Placement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In free space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside their origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that exists is moved; clones go where there is room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones lie directly before their origin on the disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones first (KIWI)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>1 to n in table order, clones directly before their origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What exists keeps its number, clones take free ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a partition in the picture or in the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clone %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>byte %L1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%L1 bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (in use now)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no further clone fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>up to %n more fit in free space</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1, kept
new on each clone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, kept
new on each clone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, kept</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a disk or an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick one at the left, drop an image file here,
or draw a disk that does not exist yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export config.partids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.partids (*.partids)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export JSON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Parterre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;h3&gt;Parterre %1&lt;/h3&gt;&lt;p&gt;Design partition clones and apply them safely.&lt;/p&gt;&lt;p&gt;© 2026 The Parterre authors · GPL-3.0-or-later&lt;/p&gt;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is in the Report tab and can be saved from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image is read-only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk images and designs (*.img *.raw *.iso *.bin *.dd *.json);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parterre designs (*.parterre.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The design could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loaded %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The export failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reports (*.html *.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this design?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The design of %1 is neither applied nor saved as a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing on the disk is lost; only the design is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard the design</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running: cancel it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parterre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 — Parterre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Plan: %n step(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open a disk or an image first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a drawing: there is no disk to write to. Save it and load it on a disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A job is running.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n error(s) forbid it: see the findings.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to do: the disk is as designed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a disk, an image or a design first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;do: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a partition first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no clones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only in a drawing: Parterre does not add, remove or resize partitions of a real disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has not been dragged anywhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No plan: the findings tell what to change · nothing is written until Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do · nothing is written until Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 · reads %2, writes %3 · nothing is written until Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::PartitionModel</name>
    <message>
        <source>%1 new</source>
        <extracomment>An identifier that is new on this copy: &quot;b3c1…e07a new&quot;</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File system: %1
Partition: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Identifier (new)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::PartitionPanel</name>
    <message>
        <source>Designed partition table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::PlanModel</name>
    <message>
        <source>reads %1 · writes %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reads %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::PlanPanel</name>
    <message>
        <source>Steps of the plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to do: the disk is as designed, or an error forbids it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::ProgressDialog</name>
    <message>
        <source>%1 · %2/s · about %3 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % · %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new partition table is on the disk. After a cancel, recovery finishes what is left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel leaves the disk as it was: nothing in the partition table has changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::ReportPanel</name>
    <message>
        <source>not reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filesystem identifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Done: %n partition(s) on %1, written and verified.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: %1 is as it was before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new layout is on %1, but something went wrong afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new table is on %1, but later steps are missing: run the recovery.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The state of %1 is not known: run the recovery before anything else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started %1, took %2. The old table is saved in %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After Apply, what was done stands here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::SizeBox</name>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::SourcePanel</name>
    <message>
        <source>Disks, images and designs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parterre::StepperBox</name>
    <message>
        <source>One clone less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One clone more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of clones</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
