// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {IBondSchedules} from "../interfaces/IBondSchedules.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {FiscalAgency} from "../libraries/FiscalAgency.sol";
import {ScheduleRules} from "../libraries/ScheduleRules.sol";

/// @title BondSchedules
/// @notice See {IBondSchedules}.
/// @dev Trusts its access manager, the factories, and each bond's servicing contract for what no term sheet foresees.
/// Holds no money. Upholds INV-8 together with {PaymentAgent}: the amounts are calculated here and nowhere else.
contract BondSchedules is IBondSchedules, AccessManaged {
    struct Book {
        Header header;
        RateKind rateKind;
        bool repaysFace;
        uint40 rateE8;
        int40 marginE8;
        uint40 floorE8;
        uint40 capE8;
        address settlementBank;
        Payment[] payments;
        Step[] steps;
        Option[] options;
        mapping(uint256 payment => Fixing) fixings;
        mapping(uint256 step => StepDecision) decisions;
    }

    struct Fixing {
        bool isFixed;
        int40 indexE8;
    }

    /// @inheritdoc IBondSchedules
    IBondFactory public immutable bondFactory;
    /// @inheritdoc IBondSchedules
    ICurrencyFactory public immutable currencyFactory;

    mapping(bytes12 isin => Book) private _books;

    constructor(
        address authority_,
        IBondFactory bondFactory_,
        ICurrencyFactory currencyFactory_
    ) AccessManaged(authority_) {
        bondFactory = bondFactory_;
        currencyFactory = currencyFactory_;
    }

    // ------------------------------------------------------------------ what changes

    /// @inheritdoc IBondSchedules
    function adopt(bytes12 isin, Schedule calldata schedule) external {
        Book storage book = _books[isin];
        // Check:
        if (!bondFactory.exists(isin)) revert ScheduleUnknownBond(isin);
        if (book.header.bond != address(0)) revert ScheduleAlreadyAdopted(isin);
        IBondToken bond = IBondToken(bondFactory.bondOf(isin));
        IBondToken.Terms memory terms = bond.terms();
        bytes32 hash = keccak256(abi.encode(schedule));
        if (hash != terms.scheduleHash) revert ScheduleMismatch(isin, hash, terms.scheduleHash);
        uint256 repaid = ScheduleRules.requireValid(schedule, terms);
        if (!currencyFactory.exists(terms.currency, schedule.settlementBank)) {
            revert ScheduleInvalid(isin, "settlementBank", 0);
        }

        // Effect:
        book.repaysFace = repaid != 0;
        _writeHeader(book.header, schedule, terms, address(bond));
        _writeRates(book, schedule);
        emit ScheduleAdopted(isin, hash, schedule);
    }

    /// @inheritdoc IBondSchedules
    function fixRate(bytes12 isin, uint256 payment, int40 indexE8, bytes32 source) external restricted {
        Book storage book = _known(isin, payment);
        // Check:
        _requireAgent(isin, book.header.issuer);
        if (source == 0) revert ScheduleMissingEvidence(isin);
        if (book.rateKind != RateKind.Floating) revert ScheduleRateNotFloating(isin);
        if (book.fixings[payment].isFixed) revert ScheduleRateAlreadyFixed(isin, payment);
        _requireBefore(isin, payment, book.payments[payment].recordCutoff);

        // Effect:
        book.fixings[payment] = Fixing(true, indexE8);
        emit RateFixed(isin, payment, indexE8, source, msg.sender);
    }

    /// @inheritdoc IBondSchedules
    function decideStep(bytes12 isin, uint256 step, bool applies, bytes32 evidence) external restricted {
        Book storage book = _adopted(isin);
        // Check:
        _requireAgent(isin, book.header.issuer);
        if (evidence == 0) revert ScheduleMissingEvidence(isin);
        uint256 count = book.steps.length;
        if (step >= count) revert ScheduleUnknownStep(isin, step, count);
        if (book.decisions[step] != StepDecision.Open) {
            revert ScheduleStepDecided(isin, step, book.decisions[step]);
        }
        _requireBefore(isin, step, book.steps[step].decideBy);

        // Effect:
        book.decisions[step] = applies ? StepDecision.Applies : StepDecision.Lapses;
        emit StepDecided(isin, step, book.decisions[step], evidence, msg.sender);
    }

    /// @inheritdoc IBondSchedules
    function raisePrincipal(bytes12 isin, uint256 payment, uint112 principalPerUnit) external {
        Book storage book = _known(isin, payment);
        Payment storage raised = book.payments[payment];
        uint112 previous = raised.principalPerUnit;
        // Check:
        _requireServicing(isin, book);
        _requireBefore(isin, payment, raised.recordCutoff);
        uint256 left = _faceBefore(book, book.header.regularPayments);
        if (principalPerUnit >= left) revert ScheduleFaceExceeded(isin, principalPerUnit, left);

        // Effect: later prices are for the face that is left then
        _lowerPrices(book, raised.payFrom, principalPerUnit);
        book.repaysFace = true;
        raised.principalPerUnit = previous + principalPerUnit;
        emit PrincipalRaised(isin, payment, previous, previous + principalPerUnit);
    }

    /// @inheritdoc IBondSchedules
    function append(bytes12 isin, Payment calldata payment) external returns (uint256 index) {
        Book storage book = _adopted(isin);
        // Check:
        _requireServicing(isin, book);
        index = book.payments.length;
        if (index >= ScheduleRules.MAX_PAYMENTS) revert ScheduleInvalid(isin, "payments", index);
        // Effect:
        book.payments.push(payment);
        emit PaymentAppended(isin, index, payment);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IBondSchedules
    function isAdopted(bytes12 isin) external view returns (bool) {
        return _books[isin].header.bond != address(0);
    }

    /// @inheritdoc IBondSchedules
    function scheduleOf(bytes12 isin) external view returns (Schedule memory) {
        Book storage book = _adopted(isin);
        Header storage header = book.header;
        return
            Schedule({
                settlementBank: book.settlementBank,
                taxAccount: header.taxAccount,
                instrumentClass: header.instrumentClass,
                rateKind: book.rateKind,
                rateE8: book.rateE8,
                marginE8: book.marginE8,
                floorE8: book.floorE8,
                capE8: book.capE8,
                redemptionPerUnit: header.redemptionPerUnit,
                taxableRedemptionE6: header.taxableRedemptionE6,
                gracePeriod: header.gracePeriod,
                tradesInDefault: header.tradesInDefault,
                payments: book.payments,
                steps: book.steps,
                options: book.options
            });
    }

    /// @inheritdoc IBondSchedules
    function headerOf(bytes12 isin) external view returns (Header memory) {
        return _adopted(isin).header;
    }

    /// @inheritdoc IBondSchedules
    function paymentCount(bytes12 isin) external view returns (uint256) {
        return _adopted(isin).payments.length;
    }

    /// @inheritdoc IBondSchedules
    function paymentOf(bytes12 isin, uint256 payment) external view returns (Payment memory) {
        return _known(isin, payment).payments[payment];
    }

    /// @inheritdoc IBondSchedules
    function optionOf(bytes12 isin, uint256 option) external view returns (Option memory) {
        Book storage book = _adopted(isin);
        uint256 count = book.options.length;
        if (option >= count) revert ScheduleUnknownOption(isin, option, count);
        return book.options[option];
    }

    /// @inheritdoc IBondSchedules
    function dueOf(bytes12 isin, uint256 payment) external view returns (Due memory due) {
        Book storage book = _known(isin, payment);
        Payment memory given = book.payments[payment];
        due.recordCutoff = given.recordCutoff;
        due.payFrom = given.payFrom;
        due.principalPerUnit = given.principalPerUnit;
        due.isRateFinal = true;
        if (given.fractionNumerator == 0) return due;
        // casting is safe: a face is at most the denomination, which has 128 bits
        // forge-lint: disable-next-line(unsafe-typecast)
        due.facePerUnit = uint128(_faceBefore(book, payment));
        (due.rateE8, due.isRateFinal) = _rateOf(book, payment);
        due.interestPerYenE13 = CouponMath.interestPerYenE13(
            due.rateE8,
            given.fractionNumerator,
            given.fractionDenominator
        );
    }

    /// @inheritdoc IBondSchedules
    function faceAt(bytes12 isin, uint256 moment) external view returns (uint256) {
        return _faceAt(_adopted(isin), moment);
    }

    /// @inheritdoc IBondSchedules
    function faceEntitledAt(bytes12 isin, uint256 moment) external view returns (uint256) {
        Book storage book = _adopted(isin);
        uint256 due = 0;
        while (due < book.header.regularPayments && book.payments[due].recordCutoff <= moment) ++due;
        return _faceBefore(book, due);
    }

    /// @inheritdoc IBondSchedules
    function accruedPerUnit(bytes12 isin, uint256 moment) external view returns (uint256 accrued) {
        Book storage book = _adopted(isin);
        for (uint256 i = 0; i < book.header.regularPayments; ++i) {
            Payment memory payment = book.payments[i];
            if (payment.payFrom <= moment || payment.accrueFrom >= moment) continue;
            (uint256 rateE8, ) = _rateOf(book, i);
            accrued += CouponMath.accrued(_faceBefore(book, i), rateE8, payment, moment);
        }
    }

    /// @inheritdoc IBondSchedules
    function fixingOf(bytes12 isin, uint256 payment) external view returns (bool isFixed, int256 indexE8) {
        Fixing memory fixing = _known(isin, payment).fixings[payment];
        return (fixing.isFixed, fixing.indexE8);
    }

    /// @inheritdoc IBondSchedules
    function stepDecision(bytes12 isin, uint256 step) external view returns (StepDecision) {
        Book storage book = _adopted(isin);
        uint256 count = book.steps.length;
        if (step >= count) revert ScheduleUnknownStep(isin, step, count);
        return _decisionOf(book, step);
    }

    // ------------------------------------------------------------------ amounts

    /// @dev Face of one unit that the regular payments before number `payment` leave.
    function _faceBefore(Book storage book, uint256 payment) private view returns (uint256 face) {
        face = book.header.denomination;
        if (!book.repaysFace) return face;
        for (uint256 i = 0; i < payment; ++i) face -= book.payments[i].principalPerUnit;
    }

    /// @dev Face of one unit that the regular payments due until `moment` leave.
    function _faceAt(Book storage book, uint256 moment) private view returns (uint256) {
        uint256 due = 0;
        while (due < book.header.regularPayments && book.payments[due].payFrom <= moment) ++due;
        return _faceBefore(book, due);
    }

    /// @dev The rate of a payment, by what is fixed and decided now, and whether it can still change.
    function _rateOf(Book storage book, uint256 payment) private view returns (uint256 rateE8, bool isFinal) {
        int256 rate = int256(uint256(book.rateE8));
        isFinal = true;
        if (book.rateKind == RateKind.Floating) (rate, isFinal) = _floatingOf(book, payment);
        for (uint256 i = 0; i < book.steps.length; ++i) {
            if (book.steps[i].firstPayment > payment) continue;
            StepDecision decision = _decisionOf(book, i);
            if (decision == StepDecision.Open) isFinal = false;
            if (decision == StepDecision.Applies) rate += book.steps[i].stepE8;
        }
        rateE8 = CouponMath.clamp(rate, book.floorE8, book.capE8);
    }

    /// @dev Index and margin. A payment that was not fixed in time has the index of the one before it.
    function _floatingOf(
        Book storage book,
        uint256 payment
    ) private view returns (int256 rate, bool isFinal) {
        isFinal = book.fixings[payment].isFixed || block.timestamp >= book.payments[payment].recordCutoff;
        uint256 fixedNext = payment + 1;
        while (fixedNext != 0 && !book.fixings[fixedNext - 1].isFixed) --fixedNext;
        if (fixedNext == 0) return (type(int40).min, isFinal); // the floor
        rate = int256(book.fixings[fixedNext - 1].indexE8) + book.marginE8;
    }

    function _decisionOf(Book storage book, uint256 step) private view returns (StepDecision decision) {
        decision = book.decisions[step];
        if (decision != StepDecision.Open || block.timestamp < book.steps[step].decideBy) return decision;
        return book.steps[step].stepE8 > 0 ? StepDecision.Applies : StepDecision.Lapses;
    }

    // ------------------------------------------------------------------ internal

    function _writeHeader(
        Header storage header,
        Schedule calldata schedule,
        IBondToken.Terms memory terms,
        address bond
    ) private {
        header.bond = bond;
        header.currency = currencyFactory.currencyOf(terms.currency, schedule.settlementBank);
        header.issuer = terms.issuer;
        header.taxAccount = schedule.taxAccount;
        header.denomination = terms.denomination;
        header.redemptionPerUnit = schedule.redemptionPerUnit;
        header.maturityDate = terms.maturityDate;
        header.gracePeriod = schedule.gracePeriod;
        header.taxableRedemptionE6 = schedule.taxableRedemptionE6;
        header.instrumentClass = schedule.instrumentClass;
        header.tradesInDefault = schedule.tradesInDefault;
        // casting is safe: {ScheduleRules} limits the number of payments
        // forge-lint: disable-next-line(unsafe-typecast)
        header.regularPayments = uint16(schedule.payments.length);
        // forge-lint: disable-next-line(unsafe-typecast)
        header.optionCount = uint16(schedule.options.length);
    }

    /// @dev Lowers what is paid for a unit from `payFrom` on, in proportion to the face that is left, truncated.
    function _lowerPrices(Book storage book, uint256 payFrom, uint256 repaid) private {
        uint256 left = _faceBefore(book, book.header.regularPayments);
        book.header.redemptionPerUnit = _scaled(book.header.redemptionPerUnit, left - repaid, left);
        for (uint256 i = 0; i < book.options.length; ++i) {
            Option storage option = book.options[i];
            if (option.date < payFrom) continue;
            left = _faceAt(book, option.date);
            option.pricePerUnit = _scaled(option.pricePerUnit, left - repaid, left);
        }
    }

    function _scaled(uint256 price, uint256 part, uint256 whole) private pure returns (uint112) {
        // casting is safe: the part is less than the whole
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint112((price * part) / whole);
    }

    function _writeRates(Book storage book, Schedule calldata schedule) private {
        book.rateKind = schedule.rateKind;
        book.rateE8 = schedule.rateE8;
        book.marginE8 = schedule.marginE8;
        book.floorE8 = schedule.floorE8;
        book.capE8 = schedule.capE8;
        book.settlementBank = schedule.settlementBank;
        for (uint256 i = 0; i < schedule.payments.length; ++i) book.payments.push(schedule.payments[i]);
        for (uint256 i = 0; i < schedule.steps.length; ++i) book.steps.push(schedule.steps[i]);
        for (uint256 i = 0; i < schedule.options.length; ++i) book.options.push(schedule.options[i]);
    }

    function _adopted(bytes12 isin) private view returns (Book storage book) {
        book = _books[isin];
        if (book.header.bond == address(0)) revert ScheduleMissing(isin);
    }

    function _known(bytes12 isin, uint256 payment) private view returns (Book storage book) {
        book = _adopted(isin);
        uint256 count = book.payments.length;
        if (payment >= count) revert ScheduleUnknownPayment(isin, payment, count);
    }

    function _requireBefore(bytes12 isin, uint256 index, uint256 deadline) private view {
        if (block.timestamp >= deadline) revert ScheduleTooLate(isin, index, deadline, block.timestamp);
    }

    function _requireAgent(bytes12 isin, address issuer) private view {
        if (!FiscalAgency.isAgent(bondFactory.registry(), issuer, msg.sender)) {
            revert ScheduleNotAppointed(isin, msg.sender, issuer);
        }
    }

    function _requireServicing(bytes12 isin, Book storage book) private view {
        address servicing = IBondToken(book.header.bond).servicing();
        if (msg.sender != servicing) revert ScheduleNotServicing(isin, msg.sender, servicing);
    }
}
