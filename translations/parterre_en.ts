<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>parterre::ConfirmDialog</name>
    <message numerus="yes">
        <source>%n clone(s)</source>
        <translation>
            <numerusform>%n clone</numerusform>
            <numerusform>%n clones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %n partition(s) to %1</source>
        <translation>
            <numerusform>Write %n partition to %1</numerusform>
            <numerusform>Write %n partitions to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parterre::InspectorPanel</name>
    <message numerus="yes">
        <source>up to %n more fit in free space</source>
        <translation>
            <numerusform>up to %n more fits in free space</numerusform>
            <numerusform>up to %n more fit in free space</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parterre::MainWindow</name>
    <message numerus="yes">
        <source>Plan: %n step(s)</source>
        <translation>
            <numerusform>Plan: %n step</numerusform>
            <numerusform>Plan: %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s) forbid it: see the findings.</source>
        <translation>
            <numerusform>%n error forbids it: see the findings.</numerusform>
            <numerusform>%n errors forbid it: see the findings.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n error</numerusform>
            <numerusform>%n errors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parterre::PlanModel</name>
    <message numerus="yes">
        <source>%n flush(es) of the disk, each of which makes a piece safe</source>
        <translation>
            <numerusform>%n flush of the disk, which makes a piece safe</numerusform>
            <numerusform>%n flushes of the disk, each of which makes a piece safe</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parterre::ReportPanel</name>
    <message numerus="yes">
        <source>Done: %n partition(s) on %1, written and verified.</source>
        <translation>
            <numerusform>Done: %n partition on %1, written and verified.</numerusform>
            <numerusform>Done: %n partitions on %1, written and verified.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Done, but %n range(s) could not be read: the copies on %1 are not equal to their origins there.</source>
        <translation>
            <numerusform>Done, but %n range could not be read: the copies on %1 are not equal to their origins there.</numerusform>
            <numerusform>Done, but %n ranges could not be read: the copies on %1 are not equal to their origins there.</numerusform>
        </translation>
    </message>
</context>
</TS>
