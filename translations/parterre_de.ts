<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>EditWords</name>
    <message>
        <source>Set clones of %1 to %2</source>
        <translation>Klone von %1 auf %2 setzen</translation>
    </message>
    <message>
        <source>Change placement</source>
        <translation>Platzierung ändern</translation>
    </message>
    <message>
        <source>Change numbering</source>
        <translation>Nummerierung ändern</translation>
    </message>
    <message>
        <source>Name %1</source>
        <translation>%1 benennen</translation>
    </message>
    <message>
        <source>Move %1 in the table</source>
        <translation>%1 in der Tabelle verschieben</translation>
    </message>
    <message>
        <source>Place %1</source>
        <translation>%1 platzieren</translation>
    </message>
    <message>
        <source>Change consent for %1</source>
        <translation>Zustimmung für %1 ändern</translation>
    </message>
    <message>
        <source>Change the drawn disk</source>
        <translation>Gezeichneten Datenträger ändern</translation>
    </message>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>%1 entfernen</translation>
    </message>
    <message>
        <source>Resize %1</source>
        <translation>Größe von %1 ändern</translation>
    </message>
    <message>
        <source>Change copying</source>
        <translation>Kopieren ändern</translation>
    </message>
    <message>
        <source>Change marks of clones</source>
        <translation>Kennzeichen der Klone ändern</translation>
    </message>
    <message>
        <source>Change volume keys of clones of %1</source>
        <translation>Volume-Keys der Klone von %1 ändern</translation>
    </message>
    <message>
        <source>Change which names follow</source>
        <translation>Ändern, welche Namen folgen</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>There is no partition table on {0}. Make one with a partition editor first; Parterre adds clones to a table that exists.</source>
        <translation>Auf {0} ist keine Partitionstabelle. Legen Sie zuerst mit einem Partitionierer eine an.</translation>
    </message>
    <message>
        <source>The {0} partition table of this disk is shown only; Parterre writes GPT and MBR tables.</source>
        <translation>Die {0}-Tabelle dieses Datenträgers wird nur gezeigt; Parterre schreibt GPT- und MBR-Tabellen.</translation>
    </message>
    <message>
        <source>The first GPT header or its entries are damaged; what you see was read from the backup at the disk&apos;s end. Repair the table first, for example with sgdisk --verify and gdisk&apos;s recovery menu.</source>
        <translation>Der erste GPT-Kopf oder seine Einträge sind beschädigt; was Sie sehen, stammt aus der Sicherung am Ende des Datenträgers. Reparieren Sie zuerst die Tabelle, etwa mit sgdisk --verify und dem Wiederherstellungsmenü von gdisk.</translation>
    </message>
    <message>
        <source>The backup GPT at the disk&apos;s end is damaged or misplaced; Apply writes a new one.</source>
        <translation>Die Sicherung der GPT am Ende des Datenträgers ist beschädigt oder am falschen Platz; „Anwenden“ schreibt eine neue.</translation>
    </message>
    <message>
        <source>The table has {0} entries and the design needs {1}: {2} too many. Take clones away.</source>
        <translation>Die Tabelle hat {0} Einträge, der Entwurf braucht {1}: {2} zu viele. Nehmen Sie Klone weg.</translation>
    </message>
    <message>
        <source>An MBR table has 4 primary entries; of {2} wanted for clones of {0} it has {1} left.</source>
        <translation>Eine MBR-Tabelle hat 4 primäre Einträge; von {2} für Klone von {0} gewünschten sind {1} frei.</translation>
    </message>
    <message>
        <source>The extended partition has the bytes for the clones of {0}, but not the sectors for their boot records. Set {1} fewer, or make room in the extended partition.</source>
        <translation>Die erweiterte Partition hat genug Platz für die Klone von {0}, aber nicht die Sektoren für ihre Boot-Records. Setzen Sie {1} weniger, oder schaffen Sie Platz in der erweiterten Partition.</translation>
    </message>
    <message>
        <source>This kernel names partitions up to number {0} on this kind of disk; {1} of the design would get no name.</source>
        <translation>Dieser Kernel benennt auf dieser Art Platte Partitionen bis Nummer {0}; {1} des Entwurfs bekämen keinen Namen.</translation>
    </message>
    <message>
        <source>{0} would lie beyond 2 TiB, where an MBR table cannot reach. Use a GPT disk, or fewer clones.</source>
        <translation>{0} läge jenseits von 2 TiB, wohin eine MBR-Tabelle nicht reicht. Nehmen Sie eine GPT-Platte oder weniger Klone.</translation>
    </message>
    <message>
        <source>This GPT disk has a hybrid MBR with partitions of its own; it is left as it is and goes on naming the same places.</source>
        <translation>Diese GPT hat einen hybriden MBR mit eigenen Partitionen; er bleibt, wie er ist, und benennt weiter dieselben Plätze.</translation>
    </message>
    <message>
        <source>This GPT disk has a hybrid MBR with partitions of its own, which would name the wrong places when origins move. Use free-space placement.</source>
        <translation>Diese GPT hat einen hybriden MBR mit eigenen Partitionen, die falsche Plätze benennen würden, wenn Originale umziehen. Platzieren Sie im freien Platz.</translation>
    </message>
    <message>
        <source>{0} does not start on a multiple of {1}, which makes it slow on many disks.</source>
        <translation>{0} beginnt nicht auf einem Vielfachen von {1}; das macht sie auf vielen Platten langsam.</translation>
    </message>
    <message>
        <source>The place chosen for a clone of {0} does not start on a multiple of {1}.</source>
        <translation>Der für einen Klon von {0} gewählte Platz beginnt nicht auf einem Vielfachen von {1}.</translation>
    </message>
    <message>
        <source>There is room for {1} of {2} clones of {0}; {3} more free space would do.</source>
        <translation>Platz ist für {1} von {2} Klonen von {0}; {3} mehr freier Platz würden genügen.</translation>
    </message>
    <message>
        <source>In this order the partitions would end {1} behind the end of the space, from {0} on. Take clones away.</source>
        <translation>In dieser Reihenfolge endeten die Partitionen ab {0} um {1} hinter dem Ende des Platzes. Nehmen Sie Klone weg.</translation>
    </message>
    <message>
        <source>{0} of data move within the disk to where other data lies now, {1} of it by way of free space. A power cut loses nothing at any moment, and until all of it has moved it can be taken back.</source>
        <translation>{0} Daten wandern auf dem Datenträger dorthin, wo jetzt andere Daten liegen, {1} davon über freien Platz. Ein Stromausfall verliert zu keinem Zeitpunkt etwas, und bis alles umgezogen ist, lässt es sich zurücknehmen.</translation>
    </message>
    <message>
        <source>{0} has no room to grow: {1} more free space directly behind it would do. Use adjacent placement, which moves what lies there, or a smaller size.</source>
        <translation>{0} hat keinen Platz zu wachsen: {1} mehr freier Platz direkt dahinter genügten. Nutzen Sie die Platzierung nebeneinander, die verschiebt, was dort liegt, oder eine kleinere Größe.</translation>
    </message>
    <message>
        <source>{0} would have to move, but logical partitions and their container are not moved over data. Use free-space placement.</source>
        <translation>{0} müsste umziehen, aber logische Partitionen und ihr Container werden nicht über Daten verschoben. Nutzen Sie die Platzierung im freien Platz.</translation>
    </message>
    <message>
        <source>{0} holds a boot loader that is found by its place, and would have to move. Use free-space placement, or change what lies before it less.</source>
        <translation>{0} enthält einen Bootlader, der über seine Lage gefunden wird, und müsste umziehen. Nutzen Sie die Platzierung im freien Platz, oder ändern Sie weniger an dem, was davor liegt.</translation>
    </message>
    <message>
        <source>{0} does not lie on whole blocks of 4096 bytes: moved over data, it could damage what shares a block with it. Use free-space placement.</source>
        <translation>{0} liegt nicht auf ganzen Blöcken von 4096 Bytes: über Daten verschoben, könnte es beschädigen, was einen Block mit ihm teilt. Nutzen Sie die Platzierung im freien Platz.</translation>
    </message>
    <message>
        <source>To survive a power cut, data that moves over data needs a place for its journal: {0} more that neither the old nor the new layout uses. Make a partition smaller.</source>
        <translation>Um einen Stromausfall zu überstehen, brauchen Daten, die über Daten wandern, Platz für ein Journal: {0} mehr, die weder die alte noch die neue Anordnung nutzt. Verkleinern Sie eine Partition.</translation>
    </message>
    <message>
        <source>The partitions change places in a circle: that takes {0} more that neither the old nor the new layout uses. Make a partition smaller.</source>
        <translation>Die Partitionen tauschen im Kreis die Plätze: das braucht {0} mehr, die weder die alte noch die neue Anordnung nutzt. Verkleinern Sie eine Partition.</translation>
    </message>
    <message>
        <source>While data moves the table hides it, and this table has not entries enough for that (an MBR has four). Use free-space placement, or move fewer partitions at once.</source>
        <translation>Während Daten wandern, verbirgt sie die Tabelle, und diese hat dafür nicht genug Einträge (ein MBR hat vier). Nutzen Sie die Platzierung im freien Platz, oder verschieben Sie weniger Partitionen auf einmal.</translation>
    </message>
    <message>
        <source>Use adjacent placement</source>
        <translation>Platzierung nebeneinander nutzen</translation>
    </message>
    <message>
        <source>Move {0} within the disk ({1}, {2} flushes): safe to cut the power at any moment</source>
        <translation>{0} auf dem Datenträger verschieben ({1}, {2} Flushes): der Strom darf jederzeit ausfallen</translation>
    </message>
    <message>
        <source>Data is between its old and its new place, and the table hides it; “recover” finishes the move or takes it back. Nothing is lost.</source>
        <translation>Daten sind zwischen ihrem alten und ihrem neuen Platz, und die Tabelle verbirgt sie; „recover“ beendet den Umzug oder nimmt ihn zurück. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>Data on this disk is between its old and its new place. Finish the move or go back before anything else: parterrectl recover {0} --finish, or --undo.</source>
        <translation>Daten auf diesem Datenträger sind zwischen ihrem alten und ihrem neuen Platz. Beenden Sie vor allem anderen den Umzug, oder gehen Sie zurück: parterrectl recover {0} --finish oder --undo.</translation>
    </message>
    <message>
        <source>The place chosen at {1} for {0} is not free. Choose another, or let Parterre choose.</source>
        <translation>Der bei {1} gewählte Platz für {0} ist nicht frei. Wählen Sie einen anderen oder lassen Sie Parterre wählen.</translation>
    </message>
    <message>
        <source>In adjacent placement the order decides where partitions lie; the places you chose by hand are not used.</source>
        <translation>Neben dem Original bestimmt die Reihenfolge, wo Partitionen liegen; von Hand gewählte Plätze gelten nicht.</translation>
    </message>
    <message>
        <source>{0} of the disk stay unpartitioned, the largest piece has {1}.</source>
        <translation>{0} des Datenträgers bleiben unpartitioniert, das größte Stück hat {1}.</translation>
    </message>
    <message>
        <source>{0} has no name by which programs could find its clones in config.partids: no GPT name, no label, no mount point. Give it one.</source>
        <translation>{0} hat keinen Namen, unter dem Programme ihre Klone in config.partids fänden: keinen GPT-Namen, kein Label, keinen Einhängepunkt. Geben Sie ihr einen.</translation>
    </message>
    <message>
        <source>The name “{1}” of {0} gives a key that KIWI&apos;s reader drops or a shell misreads. “{2}” is safe.</source>
        <translation>Der Name „{1}“ von {0} ergibt einen Schlüssel, den KIWIs Leser verwirft oder eine Shell falsch liest. „{2}“ ist sicher.</translation>
    </message>
    <message>
        <source>The GPT name “{1}” for {0} or its clone has {2} characters and a table entry holds 36. Give the partition a shorter name.</source>
        <translation>Der GPT-Name „{1}“ für {0} oder ihren Klon hat {2} Zeichen, ein Tabelleneintrag fasst 36. Geben Sie der Partition einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>The name “{0}” stands for two partitions in the new table. Give one of them another name.</source>
        <translation>Der Name „{0}“ steht in der neuen Tabelle für zwei Partitionen. Geben Sie einer einen anderen Namen.</translation>
    </message>
    <message>
        <source>Two partitions would get the key {0} in config.partids. Give one of them another name.</source>
        <translation>Zwei Partitionen bekämen den Schlüssel {0} in config.partids. Geben Sie einer einen anderen Namen.</translation>
    </message>
    <message>
        <source>“{1}” is the name that KIWI reserves for partitions of another kind than {0}. Give it another name.</source>
        <translation>„{1}“ ist der Name, den KIWI für Partitionen anderer Art als {0} vorbehält. Geben Sie ihr einen anderen Namen.</translation>
    </message>
    <message>
        <source>{0} carries the running system. Start from another disk, or choose another target.</source>
        <translation>{0} trägt das laufende System. Starten Sie von einem anderen Datenträger oder wählen Sie ein anderes Ziel.</translation>
    </message>
    <message>
        <source>{0} is read-only, so nothing can be applied to it.</source>
        <translation>{0} ist schreibgeschützt, es kann nichts angewendet werden.</translation>
    </message>
    <message>
        <source>{0} is in use by {1}. Close it first.</source>
        <translation>{0} ist in Gebrauch durch {1}. Schließen Sie es zuerst.</translation>
    </message>
    <message>
        <source>{0} is in use: {1}. Unmount or close it first, then rescan.</source>
        <translation>{0} ist in Gebrauch: {1}. Hängen Sie es zuerst aus und lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>{0} is in use: {1}. It would get another number. Keep the numbers, or unmount it first, then rescan.</source>
        <translation>{0} ist in Gebrauch: {1}. Es bekäme eine andere Nummer. Behalten Sie die Nummern, oder hängen Sie es zuerst aus und lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>{0} is in use: {1}. It stays as it is, and can be used meanwhile.</source>
        <translation>{0} ist in Gebrauch: {1}. Es bleibt, wie es ist, und kann währenddessen benutzt werden.</translation>
    </message>
    <message>
        <source>This is a drawing of a disk that does not exist. Save it as a design: parterrectl build makes an image of it.</source>
        <translation>Dies ist die Zeichnung eines Datenträgers, den es nicht gibt. Speichern Sie sie als Entwurf: parterrectl build macht ein Abbild daraus.</translation>
    </message>
    <message>
        <source>The file system in {0} was not unmounted cleanly. Run {1} on it first, then rescan.</source>
        <translation>Das Dateisystem in {0} wurde nicht sauber ausgehängt. Lassen Sie zuerst {1} darüber laufen, dann lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>The file system in {0} has a journal that must be replayed. Mount and unmount it once, or run {1}, then rescan.</source>
        <translation>Das Dateisystem in {0} hat ein Journal, das noch einzuspielen ist. Hängen Sie es einmal ein und aus oder lassen Sie {1} laufen, dann lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>The file system in {0} has marked itself as damaged. Run {1} first, then rescan.</source>
        <translation>Das Dateisystem in {0} hat sich selbst als beschädigt vermerkt. Lassen Sie zuerst {1} laufen, dann lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>{0} holds the memory of a sleeping system, which would write over what changes now. Wake it up, shut it down, then rescan.</source>
        <translation>{0} enthält den Speicher eines schlafenden Systems, das überschriebe, was sich jetzt ändert. Wecken Sie es auf, fahren Sie es herunter, dann lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>No maintained tool gives {1} a new identifier, so clones of {0} would share theirs with it and could be taken for it at boot.</source>
        <translation>Kein gepflegtes Werkzeug gibt {1} eine neue Kennung; Klone von {0} teilten die ihre mit ihr und könnten beim Start mit ihr verwechselt werden.</translation>
    </message>
    <message>
        <source>The file system in {0} was not unmounted cleanly. Mount and unmount it once, then rescan.</source>
        <translation>Das Dateisystem in {0} wurde nicht sauber ausgehängt. Hängen Sie es einmal ein und aus, dann lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>The file system in {0} has marked itself as damaged, and no tool repairs it. Save its files elsewhere and make it anew.</source>
        <translation>Das Dateisystem in {0} hat sich als beschädigt gekennzeichnet, und kein Werkzeug repariert es. Sichern Sie seine Dateien anderswo und legen Sie es neu an.</translation>
    </message>
    <message>
        <source>{0} holds hashes of dm-verity, which vouch for every byte of data that lies elsewhere. It is never written to, so its clones keep its identifier; clone that data unchanged, too.</source>
        <translation>{0} enthält Prüfsummen von dm-verity, die für jedes Byte von Daten bürgen, die anderswo liegen. Es wird nie beschrieben, seine Klone behalten also seine Kennung; klonen Sie auch jene Daten unverändert.</translation>
    </message>
    <message>
        <source>{0} is protected by dm-integrity and never written to: what is in it can only be reached by opening it. Its clones keep all identifiers inside and could be taken for it at boot.</source>
        <translation>{0} ist durch dm-integrity geschützt und wird nie beschrieben: was darin ist, ist nur durch Öffnen zu erreichen. Seine Klone behalten alle Kennungen darin und könnten beim Start mit ihm verwechselt werden.</translation>
    </message>
    <message>
        <source>{1} holds hashes of dm-verity. If they vouch for {0}, clones of {0} with a new identifier will not pass them: then clone both unchanged.</source>
        <translation>{1} enthält Prüfsummen von dm-verity. Wenn sie für {0} bürgen, bestehen Klone von {0} mit neuer Kennung die Prüfung nicht: klonen Sie dann beide unverändert.</translation>
    </message>
    <message>
        <source>Clones of {0} keep all identifiers that are in it, as you chose: whoever looks for one of them may find a clone.</source>
        <translation>Klone von {0} behalten alle Kennungen, die darin sind, wie Sie es gewählt haben: wer eine davon sucht, findet womöglich einen Klon.</translation>
    </message>
    <message>
        <source>Clones of {0} keep its identifiers ({1}), as you chose: whoever looks for it by UUID may find a clone.</source>
        <translation>Klone von {0} behalten ihre Kennungen ({1}), wie Sie es gewählt haben: wer sie nach UUID sucht, findet womöglich einen Klon.</translation>
    </message>
    <message>
        <source>Clones of {0} need {1} to get new identifiers, and it is not there. Install it, then rescan.</source>
        <translation>Klone von {0} brauchen {1} für neue Kennungen, und das ist nicht da. Installieren Sie es, dann lesen Sie neu ein.</translation>
    </message>
    <message>
        <source>Clones of {0} need FUSE to get new identifiers, and it cannot be used here. Install fuse3, or run as a user who may use /dev/fuse.</source>
        <translation>Klone von {0} brauchen FUSE für neue Kennungen, und das ist hier nicht nutzbar. Installieren Sie fuse3, oder starten Sie als ein Benutzer, der /dev/fuse nutzen darf.</translation>
    </message>
    <message>
        <source>The btrfs in {0} spans {1} devices; a copy of one of them is not a file system.</source>
        <translation>Das btrfs in {0} erstreckt sich über {1} Geräte; die Kopie eines davon ist kein Dateisystem.</translation>
    </message>
    <message>
        <source>{0} holds {1}, of which a block copy is never safe beside its origin.</source>
        <translation>{0} enthält {1}; davon ist eine Blockkopie neben ihrem Original niemals sicher.</translation>
    </message>
    <message>
        <source>{0} holds no data that is recognised; its clones are plain copies of its blocks.</source>
        <translation>{0} enthält keine bekannten Daten; ihre Klone sind einfache Kopien ihrer Blöcke.</translation>
    </message>
    <message>
        <source>{0} is the extended partition, which holds others; clone those.</source>
        <translation>{0} ist die erweiterte Partition, die andere enthält; klonen Sie diese.</translation>
    </message>
    <message>
        <source>Clones of {0} carry the label “{1}” too. Whoever mounts by LABEL may get a clone; mount by UUID instead.</source>
        <translation>Auch Klone von {0} tragen das Label „{1}“. Wer nach LABEL einhängt, kann einen Klon bekommen; nehmen Sie die UUID.</translation>
    </message>
    <message>
        <source>The identifier {0} stands on this disk more than once: {1}.</source>
        <translation>Die Kennung {0} steht auf dieser Platte mehr als einmal: {1}.</translation>
    </message>
    <message>
        <source>The identifier {0} of {1} exists on this machine too, in {2}.</source>
        <translation>Die Kennung {0} von {1} gibt es auf diesem Rechner auch in {2}.</translation>
    </message>
    <message>
        <source>The size of {0} cannot be {1}: it has to be a whole number of sectors of {2}, and at least one.</source>
        <translation>Die Größe von {0} kann nicht {1} sein: Sie muss aus ganzen Sektoren zu {2} bestehen, mindestens einem.</translation>
    </message>
    <message>
        <source>{0} is the extended partition, whose size is that of what it holds. Change the size of those.</source>
        <translation>{0} ist die erweiterte Partition, deren Größe sich nach ihrem Inhalt richtet. Ändern Sie die Größe der Partitionen darin.</translation>
    </message>
    <message>
        <source>{0} has clones on this disk, or is one. With another size it would differ from them, so it keeps the one it has.</source>
        <translation>{0} hat Klone auf diesem Datenträger oder ist selbst einer. Mit einer anderen Größe würde sie sich von ihnen unterscheiden; sie behält deshalb ihre.</translation>
    </message>
    <message>
        <source>What is in {0} ({1}) cannot be made smaller in place. Only a copy of its files into a new, smaller one would do, which is not done here.</source>
        <translation>Was in {0} liegt ({1}), lässt sich an seinem Ort nicht verkleinern. Das ginge nur mit einer Kopie der Dateien in ein neues, kleineres, die hier nicht gemacht wird.</translation>
    </message>
    <message>
        <source>{0} cannot be made as small as {1}: {2} of it are in use. Delete or move files.</source>
        <translation>{0} kann nicht auf {1} verkleinert werden: {2} davon sind belegt. Löschen oder verschieben Sie Dateien.</translation>
    </message>
    <message>
        <source>{0} becomes larger, what is in it ({1}) does not: the rest stays unused until a tool of its own makes it larger.</source>
        <translation>{0} wird größer, was darin liegt ({1}), nicht: Der Rest bleibt ungenutzt, bis ein eigenes Werkzeug es vergrößert.</translation>
    </message>
    <message>
        <source>What is in {0} ({1}) may be recognised by what stands at its very end, and would not be found in a larger partition, so {0} keeps its size.</source>
        <translation>Was in {0} liegt ({1}), wird womöglich an dem erkannt, was ganz an seinem Ende steht, und würde in einer größeren Partition nicht gefunden; {0} behält deshalb ihre Größe.</translation>
    </message>
    <message>
        <source>The file system in {0} spans {1} devices; its part on this one is not made smaller or larger here.</source>
        <translation>Das Dateisystem in {0} erstreckt sich über {1} Geräte; sein Teil auf diesem wird hier weder verkleinert noch vergrößert.</translation>
    </message>
    <message>
        <source>Another size for the {1} in {0} takes {2}, and not all of that can be used here. Install it, then rescan.</source>
        <translation>Eine andere Größe für das {1} in {0} braucht {2}, und nicht alles davon ist hier zu benutzen. Installieren Sie es und lesen Sie dann neu ein.</translation>
    </message>
    <message>
        <source>Another size for the {1} in {0} takes {2} and mounting it, as root or in User Mode Linux, and not all of that can be done here. Install it, or run as root, then rescan.</source>
        <translation>Eine andere Größe für das {1} in {0} braucht {2}, und es muss dazu eingehängt werden, als root oder in User Mode Linux; nicht alles davon geht hier. Installieren Sie es, oder arbeiten Sie als root, und lesen Sie dann neu ein.</translation>
    </message>
    <message>
        <source>What makes the {1} in {0} smaller or larger promises nothing for a power cut or a crash meanwhile: its files could be lost. Have a backup of them.</source>
        <translation>Was das {1} in {0} verkleinert oder vergrößert, verspricht nichts für einen Stromausfall oder Absturz währenddessen: Seine Dateien könnten verloren gehen. Sichern Sie sie vorher.</translation>
    </message>
    <message>
        <source>{0} in {1} names {2} by its number, which will be {3}.</source>
        <translation>{0} in {1} nennt {2} bei der Nummer, und die wird {3}.</translation>
    </message>
    <message>
        <source>The firmware&apos;s boot entry {0} names {1} by its number, which will be {2}; most firmware follows the GUID, some needs a new entry (efibootmgr).</source>
        <translation>Der Starteintrag {0} der Firmware nennt {1} bei der Nummer, und die wird {2}; die meiste Firmware folgt der GUID, manche braucht einen neuen Eintrag (efibootmgr).</translation>
    </message>
    <message>
        <source>{0} in {1} looks for {2}, which clones will carry as well.</source>
        <translation>{0} in {1} sucht nach {2}; das werden auch die Klone tragen.</translation>
    </message>
    <message>
        <source>{0} in {1} looks for {2}, and that partition will be called “{3}”. Change that line too.</source>
        <translation>{0} in {1} sucht nach {2}, und diese Partition wird „{3}“ heißen. Ändern Sie auch diese Zeile.</translation>
    </message>
    <message>
        <source>{0} is grown at its first boot, so it and its clones will differ in size. Switch that off, or let the system boot once before it is cloned.</source>
        <translation>{0} wird beim ersten Start vergrößert, sie und ihre Klone werden also verschieden groß. Schalten Sie das ab, oder lassen Sie das System vor dem Klonen einmal starten.</translation>
    </message>
    <message>
        <source>config.partids cannot be written into the {1} in {0} from here; it is shown, and saved beside the image or where you say.</source>
        <translation>config.partids kann von hier nicht in das {1} in {0} geschrieben werden; es wird angezeigt und neben dem Abbild oder an einem Ort Ihrer Wahl gespeichert.</translation>
    </message>
    <message>
        <source>No partition of this disk is named root, so config.partids goes into none; it is shown, and saved where you say.</source>
        <translation>Keine Partition dieses Datenträgers heißt root, also kommt config.partids in keine; sie wird gezeigt und gespeichert, wo Sie wollen.</translation>
    </message>
    <message>
        <source>The design speaks of partition {0}, which this disk does not have.</source>
        <translation>Der Entwurf spricht von Partition {0}, die diese Platte nicht hat.</translation>
    </message>
    <message>
        <source>The design lists partition {0} twice.</source>
        <translation>Der Entwurf führt Partition {0} zweimal auf.</translation>
    </message>
    <message>
        <source>Clones of {0}: {1} are there already, the design wants {2}. Parterre never deletes a partition; do that with a partition editor first.</source>
        <translation>Klone von {0}: {1} sind schon da, der Entwurf will {2}. Parterre löscht nie eine Partition; tun Sie das zuerst mit einem Partitionierer.</translation>
    </message>
    <message>
        <source>Set the clones of {0} to {1}</source>
        <translation>Klone von {0} auf {1} setzen</translation>
    </message>
    <message>
        <source>Set fewer clones: {0}</source>
        <translation>Weniger Klone setzen: {0}</translation>
    </message>
    <message>
        <source>Use free-space placement</source>
        <translation>Im freien Platz platzieren</translation>
    </message>
    <message>
        <source>Keep the numbers</source>
        <translation>Nummern behalten</translation>
    </message>
    <message>
        <source>Call it {0}</source>
        <translation>{0} nennen</translation>
    </message>
    <message>
        <source>Clone it unchanged all the same</source>
        <translation>Trotzdem unverändert klonen</translation>
    </message>
    <message>
        <source>Keep the size that it has</source>
        <translation>Die Größe behalten, die sie hat</translation>
    </message>
    <message>
        <source>Let Parterre choose the place</source>
        <translation>Parterre den Platz wählen lassen</translation>
    </message>
    <message>
        <source>Save the present table to the job&apos;s folder</source>
        <translation>Die jetzige Tabelle in den Ordner des Auftrags sichern</translation>
    </message>
    <message>
        <source>Give {0} its new identifier {1}</source>
        <translation>{0} die neue Kennung {1} geben</translation>
    </message>
    <message>
        <source>The data in place becomes {0}: new identifier {1}</source>
        <translation>Die Daten am Ort werden {0}: neue Kennung {1}</translation>
    </message>
    <message>
        <source>Tell the boot sector of {0} where it begins</source>
        <translation>Dem Bootsektor von {0} sagen, wo er beginnt</translation>
    </message>
    <message>
        <source>Make the content of {0} smaller, from {1} to {2}, and check it with its own tool before and after</source>
        <translation>Den Inhalt von {0} verkleinern, von {1} auf {2}, und ihn davor und danach mit seinem eigenen Werkzeug prüfen</translation>
    </message>
    <message>
        <source>Make the content of {0} use all of {1}, and check it with its own tool before and after</source>
        <translation>Den Inhalt von {0} auf ganze {1} vergrößern und ihn davor und danach mit seinem eigenen Werkzeug prüfen</translation>
    </message>
    <message>
        <source>Compare every identifier with each other and with this machine&apos;s</source>
        <translation>Alle Kennungen miteinander und mit denen dieses Rechners vergleichen</translation>
    </message>
    <message>
        <source>Write the table with {0} partitions, read it back and compare</source>
        <translation>Die Tabelle mit {0} Partitionen schreiben, zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Write /config.partids into {0}</source>
        <translation>/config.partids in {0} schreiben</translation>
    </message>
    <message>
        <source>Reading or writing {0} failed: {1}.</source>
        <translation>Lesen oder Schreiben von {0} misslang: {1}.</translation>
    </message>
    <message>
        <source>{0} is shorter than its table says; a request went past its end.</source>
        <translation>{0} ist kürzer, als die Tabelle sagt; ein Zugriff ging über das Ende hinaus.</translation>
    </message>
    <message>
        <source>{0} is damaged: {1}.</source>
        <translation>{0} ist beschädigt: {1}.</translation>
    </message>
    <message>
        <source>{0} is in use by another program{1}. Close it, then try again.</source>
        <translation>{0} wird von einem anderen Programm benutzt{1}. Schließen Sie es, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{0} has changed since the plan was made. Rescan it and look at the new plan.</source>
        <translation>{0} hat sich seit dem Plan geändert. Lesen Sie neu ein und sehen Sie den neuen Plan an.</translation>
    </message>
    <message>
        <source>Findings forbid this plan for {0}: {1}</source>
        <translation>Befunde verbieten diesen Plan für {0}: {1}</translation>
    </message>
    <message>
        <source>{0} cannot be handled: {1}.</source>
        <translation>{0} kann nicht behandelt werden: {1}.</translation>
    </message>
    <message>
        <source>{0} is needed and not there. Install it, then try again.</source>
        <translation>{0} wird gebraucht und fehlt. Installieren Sie es und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>{0} failed: {1}</source>
        <translation>{0} ist misslungen: {1}</translation>
    </message>
    <message>
        <source>What was read back from {0} is not what was written: {1}. Do not trust this medium.</source>
        <translation>Was von {0} zurückgelesen wurde, ist nicht, was geschrieben wurde: {1}. Trauen Sie diesem Medium nicht.</translation>
    </message>
    <message>
        <source>An identifier that must be unique is not: {0} {1}</source>
        <translation>Eine Kennung, die einmalig sein muss, ist es nicht: {0} {1}</translation>
    </message>
    <message>
        <source>You may not do this to {0}{1}.</source>
        <translation>Sie dürfen das mit {0} nicht tun{1}.</translation>
    </message>
    <message>
        <source>The request for authorisation was dismissed; nothing was written.</source>
        <translation>Die Anfrage nach der Berechtigung wurde abgelehnt; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The helper program could not be reached or ended without a result{0}.</source>
        <translation>Das Hilfsprogramm war nicht erreichbar oder endete ohne Ergebnis{0}.</translation>
    </message>
    <message>
        <source>Stopped at your request.</source>
        <translation>Auf Ihren Wunsch angehalten.</translation>
    </message>
    <message>
        <source>The disk&apos;s partitions are exactly as they were.</source>
        <translation>Die Partitionen des Datenträgers sind genau wie zuvor.</translation>
    </message>
    <message>
        <source>The new layout is in place, complete and verified.</source>
        <translation>Die neue Aufteilung ist da, vollständig und geprüft.</translation>
    </message>
    <message>
        <source>The new table is in place, but later steps are missing; “recover” finishes them.</source>
        <translation>Die neue Tabelle ist da, aber spätere Schritte fehlen; „recover“ vollendet sie.</translation>
    </message>
    <message>
        <source>The table may be damaged; “recover” puts the old or the new one back.</source>
        <translation>Die Tabelle kann beschädigt sein; „recover“ stellt die alte oder die neue wieder her.</translation>
    </message>
    <message>
        <source>{0} equals {1} but for identifiers ({2} compared).</source>
        <translation>{0} gleicht {1} bis auf die Kennungen ({2} verglichen).</translation>
    </message>
    <message>
        <source>{0} differs from {1}: {2}.</source>
        <translation>{0} weicht von {1} ab: {2}.</translation>
    </message>
    <message>
        <source>All {0} identifiers on the disk are different from each other and from this machine&apos;s.</source>
        <translation>Alle {0} Kennungen auf der Platte sind voneinander und von denen dieses Rechners verschieden.</translation>
    </message>
    <message>
        <source>The identifier {0} is not unique: {1}.</source>
        <translation>Die Kennung {0} ist nicht einmalig: {1}.</translation>
    </message>
    <message>
        <source>config.partids in {0} names every partition rightly.</source>
        <translation>config.partids in {0} nennt jede Partition richtig.</translation>
    </message>
    <message>
        <source>config.partids in {0} is wrong: {1}.</source>
        <translation>config.partids in {0} ist falsch: {1}.</translation>
    </message>
    <message>
        <source>config.partids in {0} could not be read here: {1}.</source>
        <translation>config.partids in {0} konnte hier nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>{0} has the size of its origin {1} and lies free of others.</source>
        <translation>{0} hat die Größe ihres Originals {1} und liegt frei von anderen.</translation>
    </message>
    <message>
        <source>{0} has {1}, its origin {2} has {3}.</source>
        <translation>{0} hat {1}, das Original {2} hat {3}.</translation>
    </message>
    <message>
        <source>There are no clones on this disk.</source>
        <translation>Auf diesem Datenträger sind keine Klone.</translation>
    </message>
    <message>
        <source>There is no {0}.</source>
        <translation>{0} gibt es nicht.</translation>
    </message>
    <message>
        <source>{0}: {1}.</source>
        <translation>{0}: {1}.</translation>
    </message>
    <message>
        <source>Another job is running or waits for its password; nothing was done. Wait until it has ended, then try again.</source>
        <translation>Ein anderer Auftrag läuft oder wartet auf sein Passwort; es wurde nichts getan. Warten Sie, bis er beendet ist, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Copy {0} to {1} ({2}), read it back from the medium and compare</source>
        <translation>{0} nach {1} kopieren ({2}), vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Copy what is used of {0} to {1} (about {2} of {3}), read it back from the medium and compare</source>
        <translation>Was von {0} belegt ist, nach {1} kopieren (etwa {2} von {3}), vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Copy {0} to {1} with one read ({2} each), read them back from the medium and compare</source>
        <translation>{0} mit einmaligem Lesen nach {1} kopieren (je {2}), vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Copy what is used of {0} to {1} with one read (about {2} of {3} each), read them back from the medium and compare</source>
        <translation>Was von {0} belegt ist, mit einmaligem Lesen nach {1} kopieren (je etwa {2} von {3}), vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Copy {0} to its new place ({1}), read it back from the medium and compare</source>
        <translation>{0} an den neuen Ort kopieren ({1}), vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>Copy what is used of {0} to its new place (about {1} of {2}), read it back from the medium and compare</source>
        <translation>Was von {0} belegt ist, an den neuen Ort kopieren (etwa {1} von {2}), vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>This is the disk of the job of {0}.</source>
        <translation>Das ist die Platte des Auftrags vom {0}.</translation>
    </message>
    <message>
        <source>This is not the report&apos;s disk: its table is {0}, the report&apos;s was {1}.</source>
        <translation>Das ist nicht die Platte des Berichts: ihre Tabelle ist {0}, die des Berichts war {1}.</translation>
    </message>
    <message>
        <source>{0} is not there any more.</source>
        <translation>{0} ist nicht mehr da.</translation>
    </message>
    <message>
        <source>{0} has its place and its identifiers.</source>
        <translation>{0} hat ihren Platz und ihre Kennungen.</translation>
    </message>
    <message>
        <source>{0} lay at byte {1} with {2}, and lies at byte {3} with {4}.</source>
        <translation>{0} lag bei Byte {1} mit {2} und liegt bei Byte {3} mit {4}.</translation>
    </message>
    <message>
        <source>{0} has the PARTUUID {1}, and had {2}.</source>
        <translation>{0} hat die PARTUUID {1} und hatte {2}.</translation>
    </message>
    <message>
        <source>{0} has the filesystem identifier {1}, and had {2}.</source>
        <translation>{0} hat die Dateisystem-Kennung {1} und hatte {2}.</translation>
    </message>
    <message>
        <source>{0} holds what it held then ({1} compared).</source>
        <translation>{0} enthält, was sie damals enthielt ({1} verglichen).</translation>
    </message>
    <message>
        <source>{0} has changed: {1} of {2} pieces differ, the first in its bytes {3} to {4}.</source>
        <translation>{0} hat sich geändert: {1} von {2} Stücken weichen ab, das erste in ihren Bytes {3} bis {4}.</translation>
    </message>
    <message>
        <source>{0} has been used since, as an origin may: {1} of {2} pieces differ, the first in its bytes {3} to {4}.</source>
        <translation>{0} wurde seither benutzt, wie ein Original es darf: {1} von {2} Stücken weichen ab, das erste in ihren Bytes {3} bis {4}.</translation>
    </message>
    <message>
        <source>{0} has changed: which blocks it uses cannot be told any more ({1}).</source>
        <translation>{0} hat sich geändert: welche Blöcke sie belegt, lässt sich nicht mehr sagen ({1}).</translation>
    </message>
    <message>
        <source>{0} has been used since, as an origin may: which blocks it uses cannot be told now ({1}).</source>
        <translation>{0} wurde seither benutzt, wie ein Original es darf: welche Blöcke sie belegt, lässt sich jetzt nicht sagen ({1}).</translation>
    </message>
    <message>
        <source>{0} could not be read: {1}</source>
        <translation>{0} konnte nicht gelesen werden: {1}</translation>
    </message>
    <message>
        <source>What {0} holds was not compared: the report has no digests of it.</source>
        <translation>Was {0} enthält, wurde nicht verglichen: der Bericht hat keine Prüfsummen davon.</translation>
    </message>
    <message>
        <source>The report knows neither origins nor clones.</source>
        <translation>Der Bericht kennt weder Originale noch Klone.</translation>
    </message>
    <message>
        <source>Read errors do not stop this job, as you chose: what cannot be read becomes zeros in the copies, which are then not equal to their origins. The report lists it, and the job counts as failed.</source>
        <translation>Lesefehler halten diesen Auftrag nicht an, wie Sie es gewählt haben: Was sich nicht lesen lässt, wird in den Kopien zu Nullen, und diese gleichen ihren Originalen dann nicht. Der Bericht zählt es auf, und der Auftrag gilt als fehlgeschlagen.</translation>
    </message>
    <message>
        <source>{0} would move, and read errors do not stop this job: what cannot be read now would be lost. Stop at read errors, or use free-space placement, where nothing moves.</source>
        <translation>{0} würde verschoben, und Lesefehler halten diesen Auftrag nicht an: Was sich jetzt nicht lesen lässt, wäre verloren. Halten Sie bei Lesefehlern an, oder legen Sie die Klone in freien Platz, wobei sich nichts bewegt.</translation>
    </message>
    <message>
        <source>Stop at read errors</source>
        <translation>Bei Lesefehlern anhalten</translation>
    </message>
    <message>
        <source>The new layout is in place, but {0} of the origins could not be read (ranges: {1}). The copies hold zeros there and are NOT equal to their origins.</source>
        <translation>Die neue Aufteilung ist da, aber {0} der Originale ließen sich nicht lesen (Bereiche: {1}). Die Kopien enthalten dort Nullen und gleichen ihren Originalen NICHT.</translation>
    </message>
    <message>
        <source>Partition {0}: bytes {1} to {2} could not be read; zeros were written in their place.</source>
        <translation>Partition {0}: Die Bytes {1} bis {2} ließen sich nicht lesen; an ihre Stelle wurden Nullen geschrieben.</translation>
    </message>
    <message>
        <source>Clones of {0} get its type too ({1}), by which firmware and systemd look for it: they may take a clone.</source>
        <translation>Klone von {0} bekommen auch den Typ ({1}), an dem Firmware und systemd es erkennen: Sie können einen Klon nehmen.</translation>
    </message>
    <message>
        <source>An MBR has no mark that keeps systems from mounting clones by themselves.</source>
        <translation>Ein MBR hat kein Kennzeichen, das Systeme davon abhält, Klone von selbst einzuhängen.</translation>
    </message>
    <message>
        <source>{0} in {1} looks for {2}, which clones that stay unchanged will carry as well.</source>
        <translation>{0} in {1} sucht {2}, was unveränderte Klone ebenfalls tragen werden.</translation>
    </message>
    <message>
        <source>{1} looks for {2} by {0}. Its PARTUUID will be {3}, as an MBR makes it of the number. Keep the numbers, or change that line.</source>
        <translation>{1} sucht {2} über {0}. Die PARTUUID wird {3}, da ein MBR sie aus der Nummer bildet. Behalten Sie die Nummern bei, oder ändern Sie diese Zeile.</translation>
    </message>
    <message>
        <source>Number the labels of clones</source>
        <translation>Bezeichnungen der Klone nummerieren</translation>
    </message>
    <message>
        <source>Give clones generic types</source>
        <translation>Klonen allgemeine Typen geben</translation>
    </message>
    <message>
        <source>Leave that to the system</source>
        <translation>Das dem System überlassen</translation>
    </message>
    <message>
        <source>Give {0} its new identifier {1} and its label “{2}”</source>
        <translation>{0} die neue Kennung {1} und die Bezeichnung „{2}“ geben</translation>
    </message>
    <message>
        <source>The data in place becomes {0}: new identifier {1}, label “{2}”</source>
        <translation>Die Daten an Ort und Stelle werden {0}: neue Kennung {1}, Bezeichnung „{2}“</translation>
    </message>
    <message>
        <source>What is in {0} is locked: clones of it get another outer identifier, but what is inside keeps its own, and is not to be opened beside its origin. Unlock it to give all of it new ones.</source>
        <translation>Der Inhalt von {0} ist gesperrt: Klone bekommen außen eine andere Kennung, innen aber behält alles seine eigene und darf nicht neben dem Original geöffnet werden. Entsperren Sie ihn, damit alles neue bekommt.</translation>
    </message>
    <message>
        <source>Not all that is in {0} can be given new identifiers: {1}. Clones would only be safe unchanged, and never used on one machine with their origin.</source>
        <translation>Nicht alles in {0} kann neue Kennungen bekommen: {1}. Klone wären nur unverändert sicher und nie auf demselben Rechner wie ihr Original zu benutzen.</translation>
    </message>
    <message>
        <source>Clones of {0} keep the volume key of its LUKS: whoever has that key, or had a passphrase and an old copy of the header, can read them, whatever becomes of their passphrases.</source>
        <translation>Klone von {0} behalten den Volume-Key des LUKS: Wer diesen Schlüssel hat, oder eine Passphrase und eine alte Kopie des Headers hatte, kann sie lesen, was auch aus ihren Passphrasen wird.</translation>
    </message>
    <message>
        <source>Clones of {0} get volume keys of their own, as you chose: of all its passphrases and keys only the one that was given here will open them. Other keyslots and tokens stay with {0} alone.</source>
        <translation>Klone von {0} bekommen, wie gewählt, eigene Volume-Keys: Von allen Passphrasen und Schlüsseln öffnet sie nur, was hier angegeben wurde. Andere Keyslots und Tokens bleiben allein bei {0}.</translation>
    </message>
    <message>
        <source>Clones of {0} can only get volume keys of their own while it is unlocked: give its key with --ask-passphrase or --key-file, or use “Unlock…”.</source>
        <translation>Klone von {0} können nur eigene Volume-Keys bekommen, solange es entsperrt ist: Geben Sie den Schlüssel mit --ask-passphrase oder --key-file an, oder benutzen Sie „Entsperren …“.</translation>
    </message>
    <message>
        <source>Clones of {0} cannot get volume keys of their own: {1}.</source>
        <translation>Klone von {0} können keine eigenen Volume-Keys bekommen: {1}.</translation>
    </message>
    <message>
        <source>{0} holds no LUKS, so its clones have no volume keys to be renewed.</source>
        <translation>{0} enthält kein LUKS, daher haben seine Klone keine Volume-Keys, die zu erneuern wären.</translation>
    </message>
    <message>
        <source>Read errors do not stop this job, and clones of {0} are to get volume keys of their own: what cannot be read cannot be encrypted anew. Stop at read errors.</source>
        <translation>Lesefehler halten diesen Auftrag nicht an, und Klone von {0} sollen eigene Volume-Keys bekommen: Was nicht gelesen werden kann, lässt sich nicht neu verschlüsseln. Halten Sie bei Lesefehlern an.</translation>
    </message>
    <message>
        <source>Give the clones volume keys of their own</source>
        <translation>Den Klonen eigene Volume-Keys geben</translation>
    </message>
    <message>
        <source>Let the clones keep the volume key</source>
        <translation>Den Klonen den Volume-Key lassen</translation>
    </message>
    <message>
        <source>Encrypt {0} with a volume key of its own: copy its origin once more ({1}), decrypted and encrypted anew, read it back from the medium and compare</source>
        <translation>{0} mit einem eigenen Volume-Key verschlüsseln: das Original noch einmal kopieren ({1}), entschlüsselt und neu verschlüsselt, vom Medium zurücklesen und vergleichen</translation>
    </message>
    <message>
        <source>{0} differs from {1} where both are encrypted: only with their key can other identifiers in there, or another volume key, be told from damage.</source>
        <translation>{0} unterscheidet sich von {1}, wo beide verschlüsselt sind: Nur mit ihrem Schlüssel lassen sich andere Kennungen darin oder ein anderer Volume-Key von Schäden unterscheiden.</translation>
    </message>
    <message>
        <source>Clones of {0} name partitions in {1} as their origin does: who starts one of them works with the origin&apos;s partitions, or with numbers as they were.</source>
        <translation>Klone von {0} nennen in {1} Partitionen so wie ihr Original: Wer einen davon startet, arbeitet mit den Partitionen des Originals oder mit den früheren Nummern.</translation>
    </message>
    <message>
        <source>{1} in {0} cannot be changed from here ({2}), and goes on naming partitions as now. Change it by hand.</source>
        <translation>{1} in {0} kann von hier aus nicht geändert werden ({2}) und nennt Partitionen weiter wie jetzt. Ändern Sie es von Hand.</translation>
    </message>
    <message>
        <source>Rewrite the names in files</source>
        <translation>Die Namen in Dateien umschreiben</translation>
    </message>
    <message>
        <source>Let clones refer to themselves</source>
        <translation>Klone auf sich selbst verweisen lassen</translation>
    </message>
    <message>
        <source>Let {0} name partitions as they are called then, in {1}</source>
        <translation>{0} Partitionen so nennen lassen, wie sie dann heißen, in {1}</translation>
    </message>
    <message>
        <source>Let {0} name the clones that belong to it, in {1}</source>
        <translation>{0} die Klone nennen lassen, die dazugehören, in {1}</translation>
    </message>
</context>
<context>
    <name>Painter</name>
    <message>
        <source>Scale: linear ▸ log</source>
        <translation>Maßstab: linear ▸ log</translation>
    </message>
    <message>
        <source>Scale: log ▸ linear</source>
        <translation>Maßstab: log ▸ linear</translation>
    </message>
</context>
<context>
    <name>Promise</name>
    <message>
        <source>It is safe to cut the power now: the move can be finished later.</source>
        <translation>Der Strom darf jetzt ausfallen: der Umzug kann später beendet werden.</translation>
    </message>
    <message>
        <source>All data is back at its place; what was made smaller gets its room back. This cannot be stopped.</source>
        <translation>Alle Daten sind zurück an ihrem Platz; was verkleinert wurde, bekommt seinen Raum zurück. Das lässt sich nicht anhalten.</translation>
    </message>
    <message>
        <source>The old partition table is put back. This cannot be stopped.</source>
        <translation>Die alte Partitionstabelle wird zurückgeschrieben. Das lässt sich nicht anhalten.</translation>
    </message>
    <message>
        <source>The new partition table is on the disk. After a cancel, recovery finishes what is left.</source>
        <translation>Die neue Partitionstabelle ist auf dem Datenträger. Nach einem Abbruch vollendet die Wiederherstellung den Rest.</translation>
    </message>
    <message>
        <source>All data is at its new place. After a cancel, recovery finishes what is left.</source>
        <translation>Alle Daten sind an ihrem neuen Platz. Nach einem Abbruch vollendet die Wiederherstellung den Rest.</translation>
    </message>
    <message>
        <source>After a cancel, recovery finishes what is left.</source>
        <translation>Nach einem Abbruch vollendet die Wiederherstellung den Rest.</translation>
    </message>
    <message>
        <source>Cancel leaves the disk as it was: nothing in the partition table has changed yet.</source>
        <translation>Abbrechen lässt den Datenträger, wie er war: an der Partitionstabelle ist noch nichts geändert.</translation>
    </message>
    <message>
        <source>Stop ends it after the present piece; finish it or go back later.</source>
        <translation>Anhalten hört nach dem jetzigen Stück auf; später beenden Sie es oder gehen zurück.</translation>
    </message>
</context>
<context>
    <name>Scene</name>
    <message>
        <source>Unallocated space, %1 at %2</source>
        <translation>Freier Platz, %1 bei %2</translation>
    </message>
    <message>
        <source>unallocated</source>
        <translation>nicht belegt</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>%1 · %2 free</source>
        <translation>%1 · %2 frei</translation>
    </message>
    <message>
        <source>%1 · %2 of %3 entries · %4 free</source>
        <translation>%1 · %2 von %3 Einträgen · %4 frei</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Designed</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>drag to move · drag an edge to resize · Ctrl+drag to clone</source>
        <translation>Ziehen verschiebt · am Rand ziehen ändert die Größe · Strg+Ziehen klont</translation>
    </message>
    <message>
        <source>drag to move · Ctrl+drag to clone · + and − change the clones</source>
        <translation>Ziehen verschiebt · Strg+Ziehen klont · + und − ändern die Klone</translation>
    </message>
    <message>
        <source>clone at %1</source>
        <translation>Klon bei %1</translation>
    </message>
    <message>
        <source>place at %1</source>
        <translation>bei %1 ablegen</translation>
    </message>
    <message>
        <source>one more clone</source>
        <translation>ein Klon mehr</translation>
    </message>
    <message>
        <source>move here in the table</source>
        <translation>in der Tabelle hierher</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>used %1 %</source>
        <translation>zu %1 % belegt</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>Table entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>Journal of the move, %1 at %2: free again afterwards</source>
        <translation>Journal des Umzugs, %1 bei %2: danach wieder frei</translation>
    </message>
    <message>
        <source>Scratch space for the move, %1 at %2: free again afterwards</source>
        <translation>Zwischenlager für den Umzug, %1 bei %2: danach wieder frei</translation>
    </message>
</context>
<context>
    <name>SourceModel</name>
    <message>
        <source>REMOVABLE</source>
        <translation>WECHSELMEDIEN</translation>
    </message>
    <message>
        <source>INTERNAL</source>
        <translation>EINGEBAUT</translation>
    </message>
    <message>
        <source>IMAGES</source>
        <translation>ABBILDER</translation>
    </message>
    <message>
        <source>DESIGNS</source>
        <translation>ENTWÜRFE</translation>
    </message>
    <message>
        <source>The running system is on this disk; Parterre never writes to it.</source>
        <translation>Das laufende System liegt auf diesem Datenträger; Parterre schreibt nie darauf.</translation>
    </message>
    <message>
        <source>This disk is read-only.</source>
        <translation>Dieser Datenträger ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>In use: %1. Unmount it to change it.</source>
        <translation>In Gebrauch: %1. Vor dem Ändern aushängen.</translation>
    </message>
    <message>
        <source>in use: %1</source>
        <translation>in Gebrauch: %1</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>read %1</source>
        <translation>gelesen %1</translation>
    </message>
    <message>
        <source>written %1</source>
        <translation>geschrieben %1</translation>
    </message>
    <message>
        <source>unused and left out %1</source>
        <translation>unbelegt und ausgelassen %1</translation>
    </message>
    <message>
        <source>shared with the origin %1</source>
        <translation>mit dem Original geteilt %1</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Linux filesystem (8300)</source>
        <translation>Linux-Dateisystem (8300)</translation>
    </message>
    <message>
        <source>EFI system (EF00)</source>
        <translation>EFI-System (EF00)</translation>
    </message>
    <message>
        <source>BIOS boot (EF02)</source>
        <translation>BIOS-Boot (EF02)</translation>
    </message>
    <message>
        <source>Linux swap (8200)</source>
        <translation>Linux-Swap (8200)</translation>
    </message>
    <message>
        <source>Linux LVM (8E00)</source>
        <translation>Linux LVM (8E00)</translation>
    </message>
    <message>
        <source>Linux RAID (FD00)</source>
        <translation>Linux RAID (FD00)</translation>
    </message>
    <message>
        <source>Linux LUKS (8309)</source>
        <translation>Linux LUKS (8309)</translation>
    </message>
    <message>
        <source>Linux home (8302)</source>
        <translation>Linux /home (8302)</translation>
    </message>
    <message>
        <source>Linux root, x86-64 (8304)</source>
        <translation>Linux-Wurzel, x86-64 (8304)</translation>
    </message>
    <message>
        <source>Microsoft basic data (0700)</source>
        <translation>Microsoft-Basisdaten (0700)</translation>
    </message>
    <message>
        <source>Microsoft reserved (0C01)</source>
        <translation>Microsoft, reserviert (0C01)</translation>
    </message>
    <message>
        <source>PowerPC PReP boot (4100)</source>
        <translation>PowerPC-PReP-Boot (4100)</translation>
    </message>
    <message>
        <source>Linux (83)</source>
        <translation>Linux (83)</translation>
    </message>
    <message>
        <source>Linux swap (82)</source>
        <translation>Linux-Swap (82)</translation>
    </message>
    <message>
        <source>Linux LVM (8e)</source>
        <translation>Linux LVM (8e)</translation>
    </message>
    <message>
        <source>Linux RAID (fd)</source>
        <translation>Linux RAID (fd)</translation>
    </message>
    <message>
        <source>Extended (05)</source>
        <translation>Erweitert (05)</translation>
    </message>
    <message>
        <source>Extended, LBA (0f)</source>
        <translation>Erweitert, LBA (0f)</translation>
    </message>
    <message>
        <source>NTFS or exFAT (07)</source>
        <translation>NTFS oder exFAT (07)</translation>
    </message>
    <message>
        <source>FAT32 (0b)</source>
        <translation>FAT32 (0b)</translation>
    </message>
    <message>
        <source>FAT32, LBA (0c)</source>
        <translation>FAT32, LBA (0c)</translation>
    </message>
    <message>
        <source>EFI system (ef)</source>
        <translation>EFI-System (ef)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>unformatted</source>
        <translation>unformatiert</translation>
    </message>
    <message>
        <source>unknown data</source>
        <translation>unbekannte Daten</translation>
    </message>
    <message>
        <source>%1, label %2</source>
        <extracomment>A file system and its label: &quot;ext4, label HOME&quot;</extracomment>
        <translation>%1, Label %2</translation>
    </message>
    <message>
        <source>no partition table</source>
        <translation>keine Partitionstabelle</translation>
    </message>
    <message>
        <source>Sun label</source>
        <translation>Sun-Label</translation>
    </message>
    <message>
        <source>SGI label</source>
        <translation>SGI-Label</translation>
    </message>
    <message>
        <source>BSD label</source>
        <translation>BSD-Label</translation>
    </message>
    <message>
        <source>DASD label</source>
        <translation>DASD-Label</translation>
    </message>
    <message>
        <source>extended</source>
        <translation>erweitert</translation>
    </message>
    <message>
        <source>legacy</source>
        <translation>legacy</translation>
    </message>
    <message>
        <source>dm-verity hashes</source>
        <translation>Prüfsummen von dm-verity</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Design partition clones and apply them safely.</source>
        <translation>Partitionsklone entwerfen und sicher anwenden.</translation>
    </message>
    <message>
        <source>A disk, an image file or a saved design.</source>
        <translation>Ein Datenträger, eine Abbilddatei oder ein gespeicherter Entwurf.</translation>
    </message>
</context>
<context>
    <name>parterre::Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open an image file or a saved design</source>
        <translation>Eine Abbilddatei oder einen gespeicherten Entwurf öffnen</translation>
    </message>
    <message>
        <source>&amp;New design…</source>
        <translation>&amp;Neuer Entwurf…</translation>
    </message>
    <message>
        <source>Draw a disk that does not exist yet</source>
        <translation>Einen Datenträger zeichnen, den es noch nicht gibt</translation>
    </message>
    <message>
        <source>&amp;Save design…</source>
        <translation>Entwurf &amp;speichern…</translation>
    </message>
    <message>
        <source>Save the design as a file</source>
        <translation>Den Entwurf als Datei speichern</translation>
    </message>
    <message>
        <source>&amp;Rescan</source>
        <translation>Neu &amp;einlesen</translation>
    </message>
    <message>
        <source>Read the disk and the list of disks again</source>
        <translation>Datenträger und Liste der Datenträger neu einlesen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Leave Parterre</source>
        <translation>Parterre verlassen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>Take the last change of the design back</source>
        <translation>Die letzte Änderung am Entwurf zurücknehmen</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Do again what was taken back</source>
        <translation>Das Zurückgenommene wieder tun</translation>
    </message>
    <message>
        <source>&amp;Apply…</source>
        <translation>&amp;Anwenden…</translation>
    </message>
    <message>
        <source>Write the design to the disk, after one more question</source>
        <translation>Den Entwurf nach einer Rückfrage auf den Datenträger schreiben</translation>
    </message>
    <message>
        <source>One clone &amp;more</source>
        <translation>Ein Klon &amp;mehr</translation>
    </message>
    <message>
        <source>One more clone of the selected partition (+)</source>
        <translation>Ein Klon mehr von der gewählten Partition (+)</translation>
    </message>
    <message>
        <source>One clone &amp;less</source>
        <translation>Ein Klon &amp;weniger</translation>
    </message>
    <message>
        <source>One clone less of the selected partition (−)</source>
        <translation>Ein Klon weniger von der gewählten Partition (−)</translation>
    </message>
    <message>
        <source>Move &amp;earlier in the table</source>
        <translation>In der Tabelle nach &amp;vorn</translation>
    </message>
    <message>
        <source>Move the selected partition earlier in the table (Alt+Left)</source>
        <translation>Die gewählte Partition in der Tabelle nach vorn verschieben (Alt+Links)</translation>
    </message>
    <message>
        <source>Move &amp;later in the table</source>
        <translation>In der Tabelle nach &amp;hinten</translation>
    </message>
    <message>
        <source>Move the selected partition later in the table (Alt+Right)</source>
        <translation>Die gewählte Partition in der Tabelle nach hinten verschieben (Alt+Rechts)</translation>
    </message>
    <message>
        <source>Add a &amp;partition…</source>
        <translation>&amp;Partition hinzufügen…</translation>
    </message>
    <message>
        <source>Draw one more partition</source>
        <translation>Eine weitere Partition zeichnen</translation>
    </message>
    <message>
        <source>&amp;Remove the partition</source>
        <translation>Partition &amp;entfernen</translation>
    </message>
    <message>
        <source>Remove the selected partition from the drawing</source>
        <translation>Die gewählte Partition aus der Zeichnung entfernen</translation>
    </message>
    <message>
        <source>Back to the &amp;automatic place</source>
        <translation>Zurück an den &amp;automatischen Platz</translation>
    </message>
    <message>
        <source>Forget where the selected partition was dragged to</source>
        <translation>Vergessen, wohin die gewählte Partition gezogen wurde</translation>
    </message>
    <message>
        <source>&amp;Logarithmic scale</source>
        <translation>&amp;Logarithmischer Maßstab</translation>
    </message>
    <message>
        <source>Small partitions become wider</source>
        <translation>Kleine Partitionen werden breiter</translation>
    </message>
    <message>
        <source>&amp;Picture (PNG, SVG, PDF)…</source>
        <translation>&amp;Bild (PNG, SVG, PDF)…</translation>
    </message>
    <message>
        <source>Save the picture of the layout</source>
        <translation>Das Bild der Aufteilung speichern</translation>
    </message>
    <message>
        <source>config.part&amp;ids…</source>
        <translation>config.part&amp;ids…</translation>
    </message>
    <message>
        <source>Save config.partids of the design</source>
        <translation>config.partids des Entwurfs speichern</translation>
    </message>
    <message>
        <source>&amp;JSON…</source>
        <translation>&amp;JSON…</translation>
    </message>
    <message>
        <source>Save layout, findings and plan as JSON</source>
        <translation>Aufteilung, Befunde und Plan als JSON speichern</translation>
    </message>
    <message>
        <source>&amp;About Parterre</source>
        <translation>Ü&amp;ber Parterre</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>Version und Lizenz</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xportieren</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Design</source>
        <translation>&amp;Entwurf</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Export ▾</source>
        <translation>Exportieren ▾</translation>
    </message>
    <message>
        <source>Save the picture, config.partids or JSON</source>
        <translation>Bild, config.partids oder JSON speichern</translation>
    </message>
    <message>
        <source>Unloc&amp;k…</source>
        <translation>E&amp;ntsperren …</translation>
    </message>
    <message>
        <source>Give a passphrase or a key file for what is encrypted on this disk</source>
        <translation>Passphrase oder Schlüsseldatei für Verschlüsseltes auf diesem Datenträger angeben</translation>
    </message>
</context>
<context>
    <name>parterre::AddPartitionDialog</name>
    <message>
        <source>Add a partition</source>
        <translation>Partition hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Size:</source>
        <translation>&amp;Größe:</translation>
    </message>
    <message>
        <source>&amp;Content:</source>
        <translation>&amp;Inhalt:</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
</context>
<context>
    <name>parterre::CloningBox</name>
    <message>
        <source>Marks of clones</source>
        <translation>Kennzeichen der Klone</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Bezeichnungen</translation>
    </message>
    <message>
        <source>Numbered</source>
        <translation>Nummeriert</translation>
    </message>
    <message>
        <source>A clone of HOME is labelled HOME-C1, so that LABEL=HOME leads to the origin</source>
        <translation>Ein Klon von HOME heißt HOME-C1, damit LABEL=HOME zum Original führt</translation>
    </message>
    <message>
        <source>As the origin</source>
        <translation>Wie das Original</translation>
    </message>
    <message>
        <source>Whoever mounts by label may get a clone</source>
        <translation>Wer nach der Bezeichnung einhängt, kann einen Klon bekommen</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>Typen</translation>
    </message>
    <message>
        <source>Generic</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>No clone has a type by which firmware or systemd looks for its origin</source>
        <translation>Kein Klon hat einen Typ, an dem Firmware oder systemd sein Original erkennen</translation>
    </message>
    <message>
        <source>Firmware and systemd may take a clone for its origin</source>
        <translation>Firmware und systemd können einen Klon für sein Original halten</translation>
    </message>
    <message>
        <source>Mounting</source>
        <translation>Einhängen</translation>
    </message>
    <message>
        <source>A system may mount clones by itself if it does so with origins</source>
        <translation>Ein System darf Klone von selbst einhängen, wenn es das mit Originalen tut</translation>
    </message>
    <message>
        <source>Never by itself</source>
        <translation>Nie von selbst</translation>
    </message>
    <message>
        <source>Clones get the attribute “no-auto”; Windows gives them no drive letter</source>
        <translation>Klone bekommen das Attribut „no-auto“; Windows gibt ihnen keinen Laufwerksbuchstaben</translation>
    </message>
</context>
<context>
    <name>parterre::ConfirmDialog</name>
    <message>
        <source>Apply the design</source>
        <translation>Entwurf anwenden</translation>
    </message>
    <message>
        <source>Write this design to %1?</source>
        <translation>Diesen Entwurf auf %1 schreiben?</translation>
    </message>
    <message>
        <source>serial %1</source>
        <translation>Seriennummer %1</translation>
    </message>
    <message numerus="yes">
        <source>%n clone(s)</source>
        <translation>
            <numerusform>%n Klon</numerusform>
            <numerusform>%n Klone</numerusform>
        </translation>
    </message>
    <message>
        <source>There is data on this device. Type the last four characters of its serial number, &lt;b&gt;%1&lt;/b&gt;, to go on:</source>
        <translation>Auf diesem Gerät sind Daten. Tippen Sie die letzten vier Zeichen der Seriennummer, &lt;b&gt;%1&lt;/b&gt;, um fortzufahren:</translation>
    </message>
    <message>
        <source>There is data on this device. Type &lt;b&gt;%1&lt;/b&gt; to go on:</source>
        <translation>Auf diesem Gerät sind Daten. Tippen Sie &lt;b&gt;%1&lt;/b&gt;, um fortzufahren:</translation>
    </message>
    <message>
        <source>What names this device</source>
        <translation>Was dieses Gerät benennt</translation>
    </message>
    <message numerus="yes">
        <source>Write %n partition(s) to %1</source>
        <translation>
            <numerusform>%n Partition auf %1 schreiben</numerusform>
            <numerusform>%n Partitionen auf %1 schreiben</numerusform>
        </translation>
    </message>
    <message>
        <source>&lt;ul style=&apos;margin-left:-22px&apos;&gt;&lt;li&gt;%1 will be made; data is copied only into space that no partition uses.&lt;/li&gt;&lt;li&gt;No existing data is overwritten; the old partition table is saved first.&lt;/li&gt;&lt;li&gt;About %2 are read and %3 written.&lt;/li&gt;&lt;/ul&gt;</source>
        <translation>&lt;ul style=&apos;margin-left:-22px&apos;&gt;&lt;li&gt;%1 entstehen; Daten werden nur in Platz kopiert, den keine Partition belegt.&lt;/li&gt;&lt;li&gt;Keine vorhandenen Daten werden überschrieben; die alte Partitionstabelle wird zuvor gesichert.&lt;/li&gt;&lt;li&gt;Etwa %2 werden gelesen und %3 geschrieben.&lt;/li&gt;&lt;/ul&gt;</translation>
    </message>
    <message>
        <source>&lt;ul style=&apos;margin-left:-22px&apos;&gt;&lt;li&gt;%1 will be made; data moves to where other data lies now.&lt;/li&gt;&lt;li&gt;A journal on the disk keeps all of it safe: after a power cut the move is finished, or taken back. The old partition table is saved first.&lt;/li&gt;&lt;li&gt;About %2 are read and %3 written.&lt;/li&gt;&lt;/ul&gt;</source>
        <translation>&lt;ul style=&apos;margin-left:-22px&apos;&gt;&lt;li&gt;%1 entstehen; Daten ziehen dorthin um, wo jetzt andere Daten liegen.&lt;/li&gt;&lt;li&gt;Ein Journal auf dem Datenträger sichert sie alle: nach einem Stromausfall wird der Umzug beendet oder zurückgenommen. Die alte Partitionstabelle wird zuerst gesichert.&lt;/li&gt;&lt;li&gt;Etwa %2 werden gelesen und %3 geschrieben.&lt;/li&gt;&lt;/ul&gt;</translation>
    </message>
</context>
<context>
    <name>parterre::CopyingBox</name>
    <message>
        <source>Copying</source>
        <translation>Beim Kopieren</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Used blocks</source>
        <translation>Belegte Blöcke</translation>
    </message>
    <message>
        <source>What the content says it uses; every block where that cannot be trusted</source>
        <translation>Was der Inhalt als belegt angibt; jeden Block, wo darauf kein Verlass ist</translation>
    </message>
    <message>
        <source>Every block</source>
        <translation>Jeden Block</translation>
    </message>
    <message>
        <source>Every block, what was deleted long ago included</source>
        <translation>Jeden Block, auch was vor langer Zeit gelöscht wurde</translation>
    </message>
    <message>
        <source>Unused blocks</source>
        <translation>Freie Blöcke</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Belassen</translation>
    </message>
    <message>
        <source>What lay there before stays readable in the clone&apos;s free space</source>
        <translation>Was vorher dort lag, bleibt im freien Platz des Klons lesbar</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>The device is told that nobody needs them; what they read as then is its affair</source>
        <translation>Dem Gerät wird gesagt, dass sie niemand braucht; was dann gelesen wird, ist seine Sache</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>Nullen</translation>
    </message>
    <message>
        <source>They are overwritten with zeros</source>
        <translation>Sie werden mit Nullen überschrieben</translation>
    </message>
    <message>
        <source>Compare by</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>XXH3</source>
        <translation>XXH3</translation>
    </message>
    <message>
        <source>Finds every fault of the medium, and costs no time</source>
        <translation>Findet jeden Fehler des Mediums und kostet keine Zeit</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Withstands people, too: for a report that shall be evidence</source>
        <translation>Hält auch Menschen stand: für einen Bericht, der ein Beweis sein soll</translation>
    </message>
    <message>
        <source>Read errors</source>
        <translation>Lesefehler</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The job ends, and the disk is as it was</source>
        <translation>Der Auftrag endet, und der Datenträger ist, wie er war</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>For rescue: zeros take the place of what cannot be read, and the report lists it</source>
        <translation>Zur Rettung: Nullen treten an die Stelle dessen, was sich nicht lesen lässt, und der Bericht zählt es auf</translation>
    </message>
    <message>
        <source>I/O priority</source>
        <translation>E/A-Vorrang</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>As of any other program</source>
        <translation>Wie bei jedem anderen Programm</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Nachrangig</translation>
    </message>
    <message>
        <source>Takes the disk only while nobody else wants it, where its scheduler heeds that</source>
        <translation>Nimmt den Datenträger nur, solange ihn sonst niemand will, sofern dessen Scheduler das beachtet</translation>
    </message>
    <message>
        <source>Rate limit</source>
        <translation>Begrenzung</translation>
    </message>
    <message>
        <source>So much is read from an origin each second at most; each clone is written as fast, and read back as fast</source>
        <translation>So viel wird je Sekunde höchstens von einem Original gelesen; jeder Klon wird so schnell geschrieben und so schnell zurückgelesen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source> MiB/s</source>
        <translation> MiB/s</translation>
    </message>
</context>
<context>
    <name>parterre::DiskCanvas</name>
    <message>
        <source>Disk as it is and as designed</source>
        <translation>Datenträger, wie er ist und wie er entworfen ist</translation>
    </message>
    <message>
        <source>Unallocated: clones can be placed here</source>
        <translation>Nicht belegt: hier ist Platz für Klone</translation>
    </message>
    <message>
        <source>One clone less (−)</source>
        <translation>Ein Klon weniger (−)</translation>
    </message>
    <message>
        <source>One clone more (+)</source>
        <translation>Ein Klon mehr (+)</translation>
    </message>
    <message>
        <source>No further clone fits: see the findings when you add one</source>
        <translation>Kein weiterer Klon passt: die Befunde sagen, warum</translation>
    </message>
    <message>
        <source>Number of clones</source>
        <translation>Anzahl der Klone</translation>
    </message>
    <message>
        <source>Switch between a linear and a logarithmic scale</source>
        <translation>Zwischen linearem und logarithmischem Maßstab wechseln</translation>
    </message>
</context>
<context>
    <name>parterre::Document</name>
    <message>
        <source>Load design</source>
        <translation>Entwurf laden</translation>
    </message>
</context>
<context>
    <name>parterre::DrawingDialog</name>
    <message>
        <source>New design</source>
        <translation>Neuer Entwurf</translation>
    </message>
    <message>
        <source>512 bytes</source>
        <translation>512 Byte</translation>
    </message>
    <message>
        <source>4096 bytes</source>
        <translation>4096 Byte</translation>
    </message>
    <message>
        <source>&amp;Size of the disk:</source>
        <translation>&amp;Größe des Datenträgers:</translation>
    </message>
    <message>
        <source>Partition &amp;table:</source>
        <translation>Partitions&amp;tabelle:</translation>
    </message>
    <message>
        <source>S&amp;ector size:</source>
        <translation>S&amp;ektorgröße:</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>Zeichnen</translation>
    </message>
</context>
<context>
    <name>parterre::FindingsPanel</name>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Nothing to report: this design can be applied as it is.</source>
        <translation>Keine Befunde: dieser Entwurf kann so angewendet werden.</translation>
    </message>
</context>
<context>
    <name>parterre::InspectorPanel</name>
    <message>
        <source>Clones</source>
        <translation>Klone</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Wanted size</source>
        <translation>Wunschgröße</translation>
    </message>
    <message>
        <source>A clone has the size of its origin.</source>
        <translation>Ein Klon hat die Größe seines Originals.</translation>
    </message>
    <message>
        <source>The extended partition is as large as what it holds needs.</source>
        <translation>Die erweiterte Partition ist so groß, wie ihr Inhalt es braucht.</translation>
    </message>
    <message>
        <source>%1 may be found by what stands at its very end, so its partition keeps its size.</source>
        <translation>%1 wird womöglich an dem erkannt, was ganz an seinem Ende steht; die Partition behält deshalb ihre Größe.</translation>
    </message>
    <message>
        <source>So much the partition and its new clones shall have, such as 512 MiB or 1.5 GiB.</source>
        <translation>So viel sollen die Partition und ihre neuen Klone haben, etwa 512 MiB oder 1,5 GiB.</translation>
    </message>
    <message>
        <source>%1 cannot be made smaller.</source>
        <translation>%1 lässt sich nicht verkleinern.</translation>
    </message>
    <message>
        <source>%1 stays as large as it is in a larger partition.</source>
        <translation>%1 bleibt in einer größeren Partition so groß, wie es ist.</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Mounted at</source>
        <translation>Eingehängt</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>Kennungen</translation>
    </message>
    <message>
        <source>Filesystem</source>
        <translation>Dateisystem</translation>
    </message>
    <message>
        <source>GUID</source>
        <translation>GUID</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Clone it unchanged</source>
        <translation>Unverändert klonen</translation>
    </message>
    <message>
        <source>The clones keep the identifiers of their origin. Systems that search by identifier may find the wrong copy.</source>
        <translation>Die Klone behalten die Kennungen ihres Originals. Systeme, die nach Kennungen suchen, können die falsche Kopie finden.</translation>
    </message>
    <message>
        <source>Name in config.partids</source>
        <translation>Name in config.partids</translation>
    </message>
    <message>
        <source>The entry of a GPT is renamed to it as well.</source>
        <translation>Auch der Eintrag einer GPT wird danach benannt.</translation>
    </message>
    <message>
        <source>Remove from the drawing</source>
        <translation>Aus der Zeichnung entfernen</translation>
    </message>
    <message>
        <source>Whole design</source>
        <translation>Ganzer Entwurf</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Platzierung</translation>
    </message>
    <message>
        <source>In free space</source>
        <translation>Im freien Platz</translation>
    </message>
    <message>
        <source>Beside their origin</source>
        <translation>Neben dem Original</translation>
    </message>
    <message>
        <source>Nothing that exists is moved; clones go where there is room</source>
        <translation>Nichts Vorhandenes wird verschoben; Klone kommen dorthin, wo Platz ist</translation>
    </message>
    <message>
        <source>Clones lie directly before their origin on the disk</source>
        <translation>Klone liegen auf dem Datenträger direkt vor ihrem Original</translation>
    </message>
    <message>
        <source>Numbering</source>
        <translation>Nummerierung</translation>
    </message>
    <message>
        <source>Clones first (KIWI)</source>
        <translation>Klone zuerst (KIWI)</translation>
    </message>
    <message>
        <source>Keep numbers</source>
        <translation>Nummern behalten</translation>
    </message>
    <message>
        <source>1 to n in table order, clones directly before their origin</source>
        <translation>1 bis n in Tabellenreihenfolge, Klone direkt vor ihrem Original</translation>
    </message>
    <message>
        <source>What exists keeps its number, clones take free ones</source>
        <translation>Vorhandenes behält seine Nummer, Klone nehmen freie</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Click a partition in the picture or in the table.</source>
        <translation>Klicken Sie eine Partition im Bild oder in der Tabelle an.</translation>
    </message>
    <message>
        <source>clone %1 of %2</source>
        <translation>Klon %1 von %2</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>partition %1</source>
        <translation>Partition %1</translation>
    </message>
    <message>
        <source>byte %L1</source>
        <translation>Byte %L1</translation>
    </message>
    <message>
        <source>%L1 bytes</source>
        <translation>%L1 Byte</translation>
    </message>
    <message>
        <source>%1 (in use now)</source>
        <translation>%1 (jetzt in Gebrauch)</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>no further clone fits</source>
        <translation>kein weiterer Klon passt</translation>
    </message>
    <message numerus="yes">
        <source>up to %n more fit in free space</source>
        <translation>
            <numerusform>noch %n passt in den freien Platz</numerusform>
            <numerusform>noch bis zu %n passen in den freien Platz</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, kept
new on each clone</source>
        <translation>%1, bleibt
neu auf jedem Klon</translation>
    </message>
    <message>
        <source>%1, new</source>
        <translation>%1, neu</translation>
    </message>
    <message>
        <source>%1, kept</source>
        <translation>%1, bleibt</translation>
    </message>
    <message>
        <source>, new</source>
        <translation>, neu</translation>
    </message>
    <message>
        <source>, kept
new on each clone</source>
        <translation>, bleibt
neu auf jedem Klon</translation>
    </message>
    <message>
        <source>, kept</source>
        <translation>, bleibt</translation>
    </message>
    <message>
        <source>Volume keys of their own</source>
        <translation>Eigene Volume-Keys</translation>
    </message>
    <message>
        <source>Each LUKS in the clones is encrypted anew, and opened only by what opened its origin here. Otherwise whoever has the origin&apos;s volume key reads the clones, too.</source>
        <translation>Jedes LUKS in den Klonen wird neu verschlüsselt und nur von dem geöffnet, was hier sein Original geöffnet hat. Andernfalls liest, wer den Volume-Key des Originals hat, auch die Klone.</translation>
    </message>
</context>
<context>
    <name>parterre::MainWindow</name>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Befunde</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Choose a disk or an image</source>
        <translation>Wählen Sie einen Datenträger oder ein Abbild</translation>
    </message>
    <message>
        <source>Pick one at the left, drop an image file here,
or draw a disk that does not exist yet.</source>
        <translation>Wählen Sie links, ziehen Sie eine Abbilddatei hierher
oder zeichnen Sie einen Datenträger, den es noch nicht gibt.</translation>
    </message>
    <message>
        <source>Export the picture</source>
        <translation>Bild exportieren</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg *.pdf)</source>
        <translation>Bilder (*.png *.svg *.pdf)</translation>
    </message>
    <message>
        <source>Export config.partids</source>
        <translation>config.partids exportieren</translation>
    </message>
    <message>
        <source>config.partids (*.partids)</source>
        <translation>config.partids (*.partids)</translation>
    </message>
    <message>
        <source>Export JSON</source>
        <translation>JSON exportieren</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>About Parterre</source>
        <translation>Über Parterre</translation>
    </message>
    <message>
        <source>&lt;h3&gt;Parterre %1&lt;/h3&gt;&lt;p&gt;Design partition clones and apply them safely.&lt;/p&gt;&lt;p&gt;© 2026 The Parterre authors · GPL-3.0-or-later&lt;/p&gt;</source>
        <translation>&lt;h3&gt;Parterre %1&lt;/h3&gt;&lt;p&gt;Partitionsklone entwerfen und sicher anwenden.&lt;/p&gt;&lt;p&gt;© 2026 The Parterre authors · GPL-3.0-or-later&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>The report is in the Report tab and can be saved from there.</source>
        <translation>Der Bericht steht im Reiter „Bericht“ und kann dort gespeichert werden.</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>%1 wird gelesen…</translation>
    </message>
    <message>
        <source>%1 could not be read</source>
        <translation>%1 konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>This image is read-only.</source>
        <translation>Dieses Abbild ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Disk images and designs (*.img *.raw *.iso *.bin *.dd *.json);;All files (*)</source>
        <translation>Abbilder und Entwürfe (*.img *.raw *.iso *.bin *.dd *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the design</source>
        <translation>Entwurf speichern</translation>
    </message>
    <message>
        <source>Parterre designs (*.parterre.json)</source>
        <translation>Parterre-Entwürfe (*.parterre.json)</translation>
    </message>
    <message>
        <source>The design could not be saved</source>
        <translation>Der Entwurf konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>%1 gespeichert</translation>
    </message>
    <message>
        <source>%1 could not be loaded</source>
        <translation>%1 konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Loaded %1</source>
        <translation>%1 geladen</translation>
    </message>
    <message>
        <source>The export failed</source>
        <translation>Das Exportieren ist misslungen</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Reports (*.html *.json)</source>
        <translation>Berichte (*.html *.json)</translation>
    </message>
    <message>
        <source>The report could not be saved</source>
        <translation>Der Bericht konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Leave this design?</source>
        <translation>Diesen Entwurf verlassen?</translation>
    </message>
    <message>
        <source>The design of %1 is neither applied nor saved as a file.</source>
        <translation>Der Entwurf von %1 ist weder angewendet noch als Datei gespeichert.</translation>
    </message>
    <message>
        <source>Nothing on the disk is lost; only the design is.</source>
        <translation>Auf dem Datenträger geht nichts verloren, nur der Entwurf.</translation>
    </message>
    <message>
        <source>Discard the design</source>
        <translation>Entwurf verwerfen</translation>
    </message>
    <message>
        <source>A job is running: cancel it first.</source>
        <translation>Ein Auftrag läuft: brechen Sie ihn zuerst ab.</translation>
    </message>
    <message>
        <source>Parterre</source>
        <translation>Parterre</translation>
    </message>
    <message>
        <source>%1 — Parterre</source>
        <translation>%1 — Parterre</translation>
    </message>
    <message>
        <source>Findings %1</source>
        <translation>Befunde %1</translation>
    </message>
    <message numerus="yes">
        <source>Plan: %n step(s)</source>
        <translation>
            <numerusform>Plan: %n Schritt</numerusform>
            <numerusform>Plan: %n Schritte</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a disk or an image first.</source>
        <translation>Öffnen Sie zuerst einen Datenträger oder ein Abbild.</translation>
    </message>
    <message>
        <source>This is a drawing: there is no disk to write to. Save it and load it on a disk.</source>
        <translation>Dies ist eine Zeichnung: es gibt keinen Datenträger zum Schreiben. Speichern Sie sie und laden Sie sie auf einem Datenträger.</translation>
    </message>
    <message>
        <source>A job is running.</source>
        <translation>Ein Auftrag läuft.</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s) forbid it: see the findings.</source>
        <translation>
            <numerusform>%n Fehler verbietet es: siehe Befunde.</numerusform>
            <numerusform>%n Fehler verbieten es: siehe Befunde.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing to do: the disk is as designed.</source>
        <translation>Es gibt nichts zu tun: der Datenträger ist wie entworfen.</translation>
    </message>
    <message>
        <source>Open a disk, an image or a design first.</source>
        <translation>Öffnen Sie zuerst einen Datenträger, ein Abbild oder einen Entwurf.</translation>
    </message>
    <message>
        <source>Nothing has been changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing has been taken back.</source>
        <translation>Nichts ist zurückgenommen.</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>Re&amp;do</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>Re&amp;do: %1</source>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Select a partition first.</source>
        <translation>Wählen Sie zuerst eine Partition.</translation>
    </message>
    <message>
        <source>It has no clones.</source>
        <translation>Sie hat keine Klone.</translation>
    </message>
    <message>
        <source>Only in a drawing: Parterre does not add or remove partitions of a real disk.</source>
        <translation>Nur in einer Zeichnung: an einem echten Datenträger fügt Parterre keine Partitionen hinzu und entfernt keine.</translation>
    </message>
    <message>
        <source>It has not been dragged anywhere.</source>
        <translation>Sie wurde nirgendwohin gezogen.</translation>
    </message>
    <message>
        <source>Nothing is open</source>
        <translation>Nichts ist geöffnet</translation>
    </message>
    <message>
        <source>No plan: the findings tell what to change · nothing is written until Apply</source>
        <translation>Kein Plan: die Befunde sagen, was zu ändern ist · vor „Anwenden“ wird nichts geschrieben</translation>
    </message>
    <message>
        <source>Nothing to do · nothing is written until Apply</source>
        <translation>Nichts zu tun · vor „Anwenden“ wird nichts geschrieben</translation>
    </message>
    <message>
        <source>%1 · reads %2, writes %3 · nothing is written until Apply</source>
        <translation>%1 · liest %2, schreibt %3 · vor „Anwenden“ wird nichts geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n Schritt</numerusform>
            <numerusform>%n Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n Fehler</numerusform>
            <numerusform>%n Fehler</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n Warnung</numerusform>
            <numerusform>%n Warnungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnung</translation>
    </message>
    <message>
        <source>config.partids could not be saved beside the image: %1</source>
        <translation>config.partids konnte nicht neben dem Abbild gespeichert werden: %1</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Finish what was begun on %1, as it was designed then?</source>
        <translation>Auf %1 beenden, was begonnen wurde, so wie es damals entworfen war?</translation>
    </message>
    <message>
        <source>Take back what was begun on %1, so that it is as it was before?</source>
        <translation>Auf %1 zurücknehmen, was begonnen wurde, damit alles ist wie zuvor?</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Verweise</translation>
    </message>
    <message>
        <source>References %1</source>
        <translation>Verweise %1</translation>
    </message>
    <message>
        <source>It stays locked</source>
        <translation>Es bleibt gesperrt</translation>
    </message>
    <message>
        <source>What was given opens nothing on it.</source>
        <translation>Das Angegebene öffnet nichts darauf.</translation>
    </message>
    <message>
        <source>Nothing on this disk is locked.</source>
        <translation>Auf diesem Datenträger ist nichts gesperrt.</translation>
    </message>
</context>
<context>
    <name>parterre::PartitionModel</name>
    <message>
        <source>%1 new</source>
        <extracomment>An identifier that is new on this copy: &quot;b3c1…e07a new&quot;</extracomment>
        <translation>%1 neu</translation>
    </message>
    <message>
        <source>File system: %1
Partition: %2</source>
        <translation>Dateisystem: %1
Partition: %2</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Belegt</translation>
    </message>
    <message>
        <source>Clones</source>
        <translation>Klone</translation>
    </message>
    <message>
        <source>Identifier (new)</source>
        <translation>Kennung (neu)</translation>
    </message>
</context>
<context>
    <name>parterre::PartitionPanel</name>
    <message>
        <source>Designed partition table</source>
        <translation>Entworfene Partitionstabelle</translation>
    </message>
</context>
<context>
    <name>parterre::PlanModel</name>
    <message>
        <source>reads %1 · writes %2</source>
        <translation>liest %1 · schreibt %2</translation>
    </message>
    <message>
        <source>reads %1</source>
        <translation>liest %1</translation>
    </message>
    <message>
        <source>Moved: at most %1</source>
        <translation>Umgezogen: höchstens %1</translation>
    </message>
    <message>
        <source>By way of scratch space: at most %1</source>
        <translation>Über das Zwischenlager: höchstens %1</translation>
    </message>
    <message numerus="yes">
        <source>%n flush(es) of the disk, each of which makes a piece safe</source>
        <translation>
            <numerusform>%n Flush des Datenträgers, der ein Stück sichert</numerusform>
            <numerusform>%n Flushes des Datenträgers, deren jeder ein Stück sichert</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parterre::PlanPanel</name>
    <message>
        <source>Steps of the plan</source>
        <translation>Schritte des Plans</translation>
    </message>
    <message>
        <source>Nothing to do: the disk is as designed, or an error forbids it.</source>
        <translation>Nichts zu tun: der Datenträger ist wie entworfen, oder ein Fehler verbietet es.</translation>
    </message>
</context>
<context>
    <name>parterre::ProgressDialog</name>
    <message>
        <source>%1 · %2/s · about %3 left</source>
        <translation>%1 · %2/s · noch etwa %3</translation>
    </message>
    <message>
        <source>Writing to %1</source>
        <translation>%1 wird geschrieben</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Beginnt…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>%1 % · %2</source>
        <translation>%1 % · %2</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Hält an…</translation>
    </message>
    <message>
        <source>Finishing what was begun on %1</source>
        <translation>Auf %1 wird beendet, was begonnen wurde</translation>
    </message>
    <message>
        <source>Going back on %1</source>
        <translation>Auf %1 geht es zurück</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>parterre::RecoveryBar</name>
    <message>
        <source>Finish it, or go back to how the disk was: until then nothing else should be done here.</source>
        <translation>Beenden Sie es, oder gehen Sie zurück: bis dahin sollte hier nichts anderes geschehen.</translation>
    </message>
    <message>
        <source>Finish it: until then nothing else should be done here.</source>
        <translation>Beenden Sie es: bis dahin sollte hier nichts anderes geschehen.</translation>
    </message>
    <message>
        <source>Go back to how the disk was: until then nothing else should be done here.</source>
        <translation>Gehen Sie zurück: bis dahin sollte hier nichts anderes geschehen.</translation>
    </message>
    <message>
        <source>It can neither be finished nor taken back here.</source>
        <translation>Hier lässt es sich weder beenden noch zurücknehmen.</translation>
    </message>
    <message>
        <source>A move within this disk was begun, but how far it came cannot be told.</source>
        <translation>Ein Umzug auf diesem Datenträger wurde begonnen, aber wie weit er kam, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>A job on this disk was cut off, but its data and its partition table are as they were.</source>
        <translation>Ein Auftrag auf diesem Datenträger wurde unterbrochen, aber Daten und Partitionstabelle sind, wie sie waren.</translation>
    </message>
    <message>
        <source>Finish it after all, or go back, which only takes away what was prepared.</source>
        <translation>Beenden Sie es doch noch, oder gehen Sie zurück: das nimmt nur weg, was vorbereitet wurde.</translation>
    </message>
    <message>
        <source>Go back: that only takes away what is left of it.</source>
        <translation>Gehen Sie zurück: das nimmt nur weg, was davon übrig ist.</translation>
    </message>
    <message>
        <source>Data on this disk is between its old and its new place. Nothing is lost.</source>
        <translation>Daten sind hier zwischen ihrem alten und neuen Platz. Nichts ist verloren.</translation>
    </message>
    <message>
        <source>A job on this disk was cut off: the new partition table is there, but the last steps are missing.</source>
        <translation>Ein Auftrag auf diesem Datenträger wurde unterbrochen: die neue Partitionstabelle ist da, aber die letzten Schritte fehlen.</translation>
    </message>
    <message>
        <source>A job on this disk was cut off while it wrote the partition table, which may be damaged.</source>
        <translation>Ein Auftrag auf diesem Datenträger wurde unterbrochen, während er die Partitionstabelle schrieb; sie ist vielleicht beschädigt.</translation>
    </message>
    <message>
        <source>Fi&amp;nish</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>Go &amp;back</source>
        <translation>&amp;Zurückgehen</translation>
    </message>
    <message>
        <source>Unfinished job</source>
        <translation>Unvollendeter Auftrag</translation>
    </message>
    <message>
        <source>Do what is left, until the disk is as it was designed</source>
        <translation>Den Rest tun, bis der Datenträger ist wie entworfen</translation>
    </message>
    <message>
        <source>It cannot be finished: it was on its way back, or what was to be done is not known here.</source>
        <translation>Es lässt sich nicht beenden: es war auf dem Rückweg, oder was zu tun war, ist hier nicht bekannt.</translation>
    </message>
    <message>
        <source>Take everything back, until the disk is as it was before</source>
        <translation>Alles zurücknehmen, bis der Datenträger ist wie zuvor</translation>
    </message>
    <message>
        <source>It cannot be taken back any more: too much of the new layout is there.</source>
        <translation>Es lässt sich nicht mehr zurücknehmen: zu viel der neuen Aufteilung ist da.</translation>
    </message>
</context>
<context>
    <name>parterre::ReferenceModel</name>
    <message>
        <source>any of %1</source>
        <translation>eines von %1</translation>
    </message>
    <message>
        <source>%1 instead</source>
        <translation>stattdessen %1</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Names nothing on this disk, before and after.</source>
        <translation>Nennt nichts auf diesem Datenträger, vorher wie nachher.</translation>
    </message>
    <message>
        <source>Leads where it led.</source>
        <translation>Führt dorthin, wohin es führte.</translation>
    </message>
    <message>
        <source>Clones can be meant by it as well.</source>
        <translation>Auch Klone können damit gemeint sein.</translation>
    </message>
    <message>
        <source>Leads to other data.</source>
        <translation>Führt zu anderen Daten.</translation>
    </message>
    <message>
        <source>What it named goes by another name.</source>
        <translation>Was es nannte, heißt nun anders.</translation>
    </message>
    <message>
        <source>Led nowhere on this disk, and will lead somewhere.</source>
        <translation>Führte auf diesem Datenträger nirgendwohin und wird irgendwohin führen.</translation>
    </message>
    <message>
        <source>firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>not on this disk</source>
        <translation>nicht auf diesem Datenträger</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Nennt</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>Danach</translation>
    </message>
    <message>
        <source>%1 in clone %2</source>
        <translation>%1 in Klon %2</translation>
    </message>
    <message>
        <source>Rewritten to</source>
        <translation>Umgeschrieben zu</translation>
    </message>
</context>
<context>
    <name>parterre::ReferencePanel</name>
    <message>
        <source>References</source>
        <translation>Verweise</translation>
    </message>
</context>
<context>
    <name>parterre::ReportPanel</name>
    <message>
        <source>not reached</source>
        <translation>nicht erreicht</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>misslungen</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Beginn</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Filesystem identifier</source>
        <translation>Kennung des Dateisystems</translation>
    </message>
    <message numerus="yes">
        <source>Done: %n partition(s) on %1, written and verified.</source>
        <translation>
            <numerusform>Fertig: %n Partition auf %1, geschrieben und geprüft.</numerusform>
            <numerusform>Fertig: %n Partitionen auf %1, geschrieben und geprüft.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped: %1 is as it was before.</source>
        <translation>Angehalten: %1 ist wie zuvor.</translation>
    </message>
    <message>
        <source>The new layout is on %1, but something went wrong afterwards.</source>
        <translation>Die neue Aufteilung ist auf %1, aber danach ging etwas schief.</translation>
    </message>
    <message>
        <source>The new table is on %1, but later steps are missing: run the recovery.</source>
        <translation>Die neue Tabelle ist auf %1, aber spätere Schritte fehlen: starten Sie die Wiederherstellung.</translation>
    </message>
    <message>
        <source>Data on %1 is between its old and its new place: finish the move, or go back. Nothing is lost, also without power.</source>
        <translation>Daten auf %1 sind zwischen ihrem alten und ihrem neuen Platz: beenden Sie den Umzug, oder gehen Sie zurück. Nichts ist verloren, auch ohne Strom.</translation>
    </message>
    <message>
        <source>The state of %1 is not known: run the recovery before anything else.</source>
        <translation>Der Zustand von %1 ist nicht bekannt: starten Sie vor allem anderen die Wiederherstellung.</translation>
    </message>
    <message>
        <source>Started %1, took %2. The old table is saved in %3.</source>
        <translation>Begonnen %1, Dauer %2. Die alte Tabelle ist gesichert in %3.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>After Apply, what was done stands here.</source>
        <translation>Nach dem Anwenden steht hier, was getan wurde.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>on average %1/s</source>
        <translation>im Mittel %1/s</translation>
    </message>
    <message numerus="yes">
        <source>Done, but %n range(s) could not be read: the copies on %1 are not equal to their origins there.</source>
        <translation>
            <numerusform>Fertig, aber %n Bereich ließ sich nicht lesen: Die Kopien auf %1 gleichen dort ihren Originalen nicht.</numerusform>
            <numerusform>Fertig, aber %n Bereiche ließen sich nicht lesen: Die Kopien auf %1 gleichen dort ihren Originalen nicht.</numerusform>
        </translation>
    </message>
    <message>
        <source>Took %1.</source>
        <translation>Dauer: %1.</translation>
    </message>
    <message>
        <source>Gone back: %1 is as it was before.</source>
        <translation>Zurückgegangen: %1 ist wie zuvor.</translation>
    </message>
</context>
<context>
    <name>parterre::RewritingBox</name>
    <message>
        <source>Names in files</source>
        <translation>Namen in Dateien</translation>
    </message>
    <message>
        <source>Follow new numbers and names</source>
        <translation>Neuen Nummern und Namen folgen</translation>
    </message>
    <message>
        <source>Clones refer to themselves</source>
        <translation>Klone verweisen auf sich selbst</translation>
    </message>
    <message>
        <source>fstab, GRUB&apos;s menu and their like get the new name of a partition that they would no longer find; the former file stays beside the new one</source>
        <translation>fstab, das Menü von GRUB und dergleichen bekommen den neuen Namen einer Partition, die sie sonst nicht mehr fänden; die frühere Datei bleibt neben der neuen</translation>
    </message>
    <message>
        <source>In clones these files name the clones that belong to them, so that a clone of boot and one of root start as a system of their own</source>
        <translation>In Klonen nennen diese Dateien die Klone, die dazugehören, sodass ein Klon von boot und einer von root als eigenes System starten</translation>
    </message>
</context>
<context>
    <name>parterre::SizeBox</name>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
</context>
<context>
    <name>parterre::SourcePanel</name>
    <message>
        <source>Disks, images and designs</source>
        <translation>Datenträger, Abbilder und Entwürfe</translation>
    </message>
</context>
<context>
    <name>parterre::StepperBox</name>
    <message>
        <source>One clone less</source>
        <translation>Ein Klon weniger</translation>
    </message>
    <message>
        <source>One clone more</source>
        <translation>Ein Klon mehr</translation>
    </message>
    <message>
        <source>Number of clones</source>
        <translation>Anzahl der Klone</translation>
    </message>
</context>
<context>
    <name>parterre::UnlockDialog</name>
    <message>
        <source>Unlock %1</source>
        <translation>%1 entsperren</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Auswählen …</translation>
    </message>
    <message>
        <source>What is inside can then be shown, and clones get identifiers of their own in it, too. The key is kept in memory until another disk is opened, and nowhere else.</source>
        <translation>Der Inhalt kann dann gezeigt werden, und Klone bekommen auch darin eigene Kennungen. Der Schlüssel bleibt im Arbeitsspeicher, bis ein anderer Datenträger geöffnet wird, und nirgends sonst.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>&amp;Passphrase:</source>
        <translation>&amp;Passphrase:</translation>
    </message>
    <message>
        <source>or key &amp;file:</source>
        <translation>oder Schlüssel&amp;datei:</translation>
    </message>
    <message>
        <source>Choose a key file</source>
        <translation>Schlüsseldatei auswählen</translation>
    </message>
    <message>
        <source>Give a passphrase or a key file.</source>
        <translation>Geben Sie eine Passphrase oder eine Schlüsseldatei an.</translation>
    </message>
    <message>
        <source>The key file cannot be read: %1</source>
        <translation>Die Schlüsseldatei kann nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>The key file is empty, or longer than 8 MiB.</source>
        <translation>Die Schlüsseldatei ist leer oder länger als 8 MiB.</translation>
    </message>
</context>
<context>
    <name>parterre::VolumeBox</name>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren …</translation>
    </message>
    <message>
        <source>Inside</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>It is locked: what is in it is not known.</source>
        <translation>Er ist gesperrt: Was darin ist, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Not all of it can be looked into: %1</source>
        <translation>Nicht alles davon ist einsehbar: %1</translation>
    </message>
</context>
</TS>
