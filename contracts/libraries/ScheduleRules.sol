// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";

/// @title ScheduleRules
/// @notice What makes a schedule one that can be paid.
library ScheduleRules {
    /// @notice Payments that a bond can have: one bit each in a holder's word.
    uint256 internal constant MAX_PAYMENTS = 256;

    /// @dev Appended payments need room, too.
    uint256 private constant MAX_REGULAR = 240;
    uint256 private constant MAX_OPTIONS = 200;
    uint256 private constant MILLION = 1_000_000;

    /// @notice Reverts with {IBondSchedules-ScheduleInvalid}, naming the field and its index, unless the schedule fits
    /// together and into the terms.
    /// @return repaid Face of one unit that the payments repay before maturity.
    function requireValid(
        IBondSchedules.Schedule calldata schedule,
        IBondToken.Terms memory terms
    ) internal pure returns (uint256 repaid) {
        bytes12 isin = terms.isin;
        _require(schedule.taxAccount != address(0), isin, "taxAccount", 0);
        _require(schedule.taxableRedemptionE6 <= MILLION, isin, "taxableRedemptionE6", 0);
        _require(schedule.floorE8 <= schedule.capE8, isin, "capE8", 0);
        _require(schedule.redemptionPerUnit != 0, isin, "redemptionPerUnit", 0);
        _require(schedule.payments.length <= MAX_REGULAR, isin, "payments", schedule.payments.length);
        _require(schedule.options.length <= MAX_OPTIONS, isin, "options", schedule.options.length);
        repaid = _requirePayments(schedule.payments, terms);
        _requireSteps(schedule, isin);
        _requireOptions(schedule.options, schedule.payments, terms);
    }

    function _requirePayments(
        IBondSchedules.Payment[] calldata payments,
        IBondToken.Terms memory terms
    ) private pure returns (uint256 repaid) {
        uint256 cutoffs = 0;
        uint256 payFrom = terms.issueDate;
        for (uint256 i = 0; i < payments.length; ++i) {
            IBondSchedules.Payment calldata payment = payments[i];
            // record dates are the bond's, in the same order; a bond may have more than its payments need
            while (
                cutoffs < terms.recordCutoffs.length && terms.recordCutoffs[cutoffs] != payment.recordCutoff
            ) ++cutoffs;
            _require(cutoffs++ < terms.recordCutoffs.length, terms.isin, "recordCutoff", i);
            _require(
                payment.payFrom >= payment.recordCutoff && payment.payFrom > payFrom,
                terms.isin,
                "payFrom",
                i
            );
            _require(payment.payFrom <= terms.maturityDate, terms.isin, "payFrom", i);
            _require(payment.accrueFrom < payment.accrueTo, terms.isin, "accrueTo", i);
            _require(payment.fractionDenominator != 0, terms.isin, "fractionDenominator", i);
            payFrom = payment.payFrom;
            repaid += payment.principalPerUnit;
            _require(repaid < terms.denomination, terms.isin, "principalPerUnit", i);
        }
    }

    function _requireSteps(IBondSchedules.Schedule calldata schedule, bytes12 isin) private pure {
        for (uint256 i = 0; i < schedule.steps.length; ++i) {
            IBondSchedules.Step calldata step = schedule.steps[i];
            _require(step.firstPayment < schedule.payments.length, isin, "firstPayment", i);
            _require(step.decideBy <= schedule.payments[step.firstPayment].recordCutoff, isin, "decideBy", i);
        }
    }

    function _requireOptions(
        IBondSchedules.Option[] calldata options,
        IBondSchedules.Payment[] calldata payments,
        IBondToken.Terms memory terms
    ) private pure {
        uint256 previous = terms.issueDate;
        for (uint256 i = 0; i < options.length; ++i) {
            IBondSchedules.Option calldata option = options[i];
            bool isOrdered = option.date >= previous && option.date > terms.issueDate;
            _require(isOrdered && option.date < terms.maturityDate, terms.isin, "date", i);
            _require(_isBetweenPayments(option.date, payments), terms.isin, "date", i);
            _require(option.noticeBy <= option.date, terms.isin, "noticeBy", i);
            bool repaysFace = option.kind == IBondSchedules.OptionKind.CallProRata;
            _require((option.pricePerUnit == 0) == repaysFace, terms.isin, "pricePerUnit", i);
            previous = option.date;
        }
    }

    /// @dev Between a record date and its payment a unit's next payment is no longer the unit's: a price would pay it twice.
    function _isBetweenPayments(
        uint256 date,
        IBondSchedules.Payment[] calldata payments
    ) private pure returns (bool) {
        for (uint256 i = 0; i < payments.length; ++i) {
            if (date >= payments[i].recordCutoff && date < payments[i].payFrom) return false;
        }
        return true;
    }

    function _require(bool holds, bytes12 isin, bytes32 field, uint256 index) private pure {
        if (!holds) revert IBondSchedules.ScheduleInvalid(isin, field, index);
    }
}
