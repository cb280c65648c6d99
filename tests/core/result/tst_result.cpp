// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/result/result.h"

#include <QTest>

#include <cerrno>

using namespace parterre;

/// Failures as values.
class ResultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tryBindsTheValue();
    void tryReturnsTheError();
    void checkGoesOnOrReturns();
    void failSaysWhatItWasTold();
};

namespace {

Result<int> half(int value)
{
    if (value % 2 != 0)
        return fail(ErrorCode::Invalid, "number", "odd");
    return value / 2;
}

Result<int> quarter(int value)
{
    TRY(const int first, half(value));
    TRY(const int second, half(first));
    return second;
}

Result<> even(int value, int &passed)
{
    CHECK(half(value));
    ++passed;
    return {};
}

}

void ResultTest::tryBindsTheValue()
{
    QCOMPARE(quarter(12).value(), 3);
}

void ResultTest::tryReturnsTheError()
{
    const auto result = quarter(6);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Invalid);
    QCOMPARE(result.error().detail, std::string("odd"));
}

void ResultTest::checkGoesOnOrReturns()
{
    int passed = 0;
    QVERIFY(even(2, passed).has_value());
    QVERIFY(!even(3, passed).has_value());
    QCOMPARE(passed, 1);
}

void ResultTest::failSaysWhatItWasTold()
{
    const Result<> failed = failErrno("/dev/sdb", ENOSPC, "fdatasync");
    QVERIFY(
        (failed.error()
         == Error{
             .code = ErrorCode::Io, .subject = "/dev/sdb", .systemErrno = ENOSPC, .detail = "fdatasync"}));
    const Result<> plain = fail(ErrorCode::Busy, "disk");
    QVERIFY(
        (plain.error() == Error{.code = ErrorCode::Busy, .subject = "disk", .systemErrno = 0, .detail = {}}));
}

QTEST_GUILESS_MAIN(ResultTest)
#include "tst_result.moc"
