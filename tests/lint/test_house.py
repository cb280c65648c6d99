#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows every rule of the house a tree that keeps it and trees that break it."""

import tempfile
import unittest
from pathlib import Path

import house

SPDX = "// SPDX-FileCopyrightText: 2026 A\n// SPDX-License-" + "Identifier: CC0-1.0\n"


class HouseTest(unittest.TestCase):
    def tree(self, **files):
        """A tree without git; __ in a name stands for / and _dot_ for a dot."""
        root = Path(self.enterContext(tempfile.TemporaryDirectory()))
        files.setdefault("LICENSES__CC0-1.0_dot_txt", "")
        for name, text in files.items():
            path = root / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        tree = house.Tree(root)
        tree.git = lambda *arguments: None
        return tree

    def enterContext(self, context):  # unittest has it from Python 3.11 on
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

    def breaks(self, rule, **files):
        problems = list(rule(self.tree(**files)))
        self.assertTrue(problems, f"{rule.__name__} did not see {files}")
        return problems

    def keeps(self, rule, **files):
        self.assertEqual([], [str(p) for p in rule(self.tree(**files))])

    def test_includes_point_down_only(self):
        rule = house.include_direction
        self.breaks(rule, core__a_dot_cpp='#include "helper/block/b.h"\n')
        self.breaks(rule, core__a_dot_cpp="#include <QString>\n")
        self.breaks(rule, core__a_dot_cpp="#include <linux/fs.h>\n")
        self.breaks(rule, core__a_dot_cpp='#include "extent.h"\n')
        self.breaks(rule, core__wire__a_dot_cpp="#include <QWidget>\n")
        self.breaks(rule, app__a_dot_cpp='#include "helper/block/b.h"\n')
        self.breaks(rule, app__a_dot_cpp="#include <libfdisk/libfdisk.h>\n")
        self.breaks(rule, app__scene__a_dot_cpp="#include <KAuth/Action>\n")
        self.breaks(rule, helper__a_dot_cpp='#include "app/scene/b.h"\n')
        self.breaks(rule, helper__engine__a_dot_cpp="#include <KAuth/HelperSupport>\n")
        self.breaks(rule, helper__a_dot_cpp="#include <QPushButton>\n")
        self.breaks(rule, helper__a_dot_cpp='#include "tests/support/b.h"\n')
        self.keeps(rule, core__wire__a_dot_cpp="#include <QByteArray>\n", helper__a_dot_cpp='#include "core/b.h"\n',
                   app__run__a_dot_cpp="#include <KAuth/Action>\n#include <QWidget>\n",
                   helper__service__a_dot_cpp="#include <KAuth/HelperSupport>\n#include <linux/fs.h>\n",
                   tests__helper__tst_a_dot_cpp='#include "helper/b.h"\n#include "tst_a.moc"\n')

    def test_folders_do_not_see_each_other_both_ways(self):
        self.breaks(house.folder_cycles, core__a__x_dot_h='#include "core/b/y.h"\n', core__b__y_dot_h='#include "core/c/z.h"\n',
                    core__c__z_dot_h='#include "core/a/x.h"\n')
        self.keeps(house.folder_cycles, core__a__x_dot_h='#include "core/b/y.h"\n', core__b__y_dot_h='#include "core/b/z.h"\n')

    def test_files_stay_small(self):
        self.breaks(house.file_sizes, core__a_dot_cpp="\n" * 401)
        self.breaks(house.file_sizes, core__a_dot_h="\n" * 201)
        self.breaks(house.file_sizes, tests__core__tst_a_dot_cpp="\n" * 601)
        self.keeps(house.file_sizes, core__a_dot_cpp="\n" * 400, tests__core__tst_a_dot_cpp="\n" * 600)

    def test_functions_stay_small(self):
        body = "    g();\n" * 60
        rule = house.function_sizes
        self.breaks(rule, core__a_dot_cpp=f"namespace n {{\nint f(int a)\n{{\n{body}}}\n}}\n")
        self.breaks(rule, core__a_dot_h=f"class C {{\npublic:\n    C() : m(1)\n    {{\n{body}    }}\n}};\n")
        self.breaks(rule, core__a_dot_cpp="void f(int a, int b, int c, int d, int e, int f) {}\n")
        self.breaks(rule, core__a_dot_cpp="void f(std::map<int, int> a, int b, int c, int d, int e, int f)\n{\n}\n")
        self.keeps(rule, core__a_dot_cpp="void f(std::map<int, int> a, int b, int c, int d, int e)\n{\n}\n")
        self.keeps(rule, core__a_dot_cpp=f"Q_DECLARE_METATYPE(n::T)\n\nclass C\n{{\n{'    int a;' * 9}" + "\n" * 70 + "};\n")
        self.keeps(rule, tests__core__tst_a_dot_cpp=f"void f()\n{{\n{body}}}\n")
        self.keeps(rule, core__a_dot_cpp="const int a[] = {\n" + "1,\n" * 100 + "};\n")
        self.keeps(rule, core__a_dot_cpp='const char *a = "f() {";  // g() {\nvoid h()\n{\n}\n' + "\n" * 70)
        self.keeps(rule, helper__a_dot_cpp="int r(const char *p, char *b, size_t s, off_t o, fuse_file_info *i, int x)\n{\n}\n")

    def test_every_file_names_its_licence(self):
        self.breaks(house.licences, core__a_dot_cpp="int a;\n")
        self.breaks(house.licences, core__a_dot_cpp=SPDX.replace("CC0-1.0", "MIT"))
        self.keeps(house.licences, core__a_dot_cpp=SPDX, pic_dot_png="no header",
                   REUSE_dot_toml=SPDX.replace("//", "#") + '[[annotations]]\npath = [\n    "**/*.png",\n]\n')

    def test_unfinished_work_is_no_comment(self):
        self.breaks(house.unfinished_work, core__a_dot_cpp="// TO" + "DO: later\n")
        self.breaks(house.unfinished_work, docs__a_dot_md="FIX" + "ME\n")
        self.keeps(house.unfinished_work, core__a_dot_cpp="// to do it well\n")

    def test_names_are_snake_case(self):
        self.breaks(house.file_names, core__units__ByteCount_dot_h="")
        self.breaks(house.file_names, core__Units__a_dot_h="")
        self.breaks(house.file_names, tests__core__tst_a_dot_cpp="", app__disk_bar2x__disk_dash_dot_h="", app__a_b__c_B_dot_h="")
        self.keeps(house.file_names, core__units__byte_count_dot_h="", core__CMakeLists_dot_txt="", docs__Some_dot_md="")

    def test_headers_are_read_once(self):
        self.breaks(house.pragma_once, core__a_dot_h="int a;\n")
        self.keeps(house.pragma_once, core__a_dot_h="#pragma once\n", core__b_dot_cpp="")

    def test_loops_do_not_run_over_dead_temporaries(self):
        rule = house.dangling_loops
        self.breaks(rule, core__a_dot_cpp="for (const int &a : read(b)->list)\n    use(a);\n")
        self.breaks(rule, core__a_dot_cpp="for (const int &a : read(b).value()) {\n}\n")
        self.breaks(rule, core__a_dot_cpp="for (const auto &[a, c] : *read(b)) {\n}\n")
        self.keeps(rule, core__a_dot_cpp="for (const int &a : read(b).list)\n    use(a);\nfor (const int &a : b->list)\n    use(a);\n"
                                         "for (int i = n::f(); i < g()->n; ++i)\n    use(i);\nfor (const int &a : *b) {\n}\n")

    def test_commit_subjects_say_what_changed(self):
        for subject in ("Fixed things", "core: misc", "core/plan: " + "x" * 70, "core: ends with a dot.", "core:no space"):
            self.assertTrue(list(house.wrong_subject(subject)), subject)
        for subject in ("core/plan: break move cycles through spare room", "house: lay the foundations"):
            self.assertEqual([], list(house.wrong_subject(subject)))
        tree = self.tree()
        tree.git = lambda *arguments: "abc Fixed things\ndef core: name things well\n"
        self.assertEqual(1, len(list(house.commit_subjects(tree))))
        tree.git = lambda *arguments: ("abc core: " + "x" * 70 + "\n") * 2
        self.assertEqual(1, len(list(house.commit_subjects(tree))))

    def test_every_rule_is_shown_here(self):
        shown = Path(__file__).read_text()
        for rule in house.RULES:
            self.assertIn(f"house.{rule.__name__}", shown)


if __name__ == "__main__":
    unittest.main()
