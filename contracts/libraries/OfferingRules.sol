// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";

/// @title OfferingRules
/// @notice What the terms of an offering must be like.
library OfferingRules {
    /// @notice Most members that a syndicate has.
    uint256 internal constant MAX_MEMBERS = 16;

    /// @notice Most allotments of an offering: a closing of so many, all locked up, fits into a transaction of 2^24 gas
    /// (EIP-7825; docs/performance.md).
    uint256 internal constant MAX_ALLOTMENTS = 150;

    /// @notice Most offerees of a small-number placement (少人数私募): fewer than 50 (Financial Instruments and Exchange Act,
    /// article 2(3)(ii)(c); its Enforcement Order, article 1-6).
    uint256 internal constant MAX_OFFEREES = 49;

    /// @notice Reverts unless the terms hold together, and fit the bond.
    /// @param isTap Whether the bond is outstanding already.
    function requireValid(
        IOrderBook.Terms calldata terms,
        IBondToken.Terms memory bond,
        bool isTap
    ) internal view {
        _requireAmounts(terms, bond, isTap);
        _requireDates(terms, bond, isTap);
        if (terms.ruleHash == 0) revert IOrderBook.OfferingInvalidTerms(terms.isin, "ruleHash");
        if (
            terms.ifPaymentFails == IOrderBook.FailureRule.UnitsLapse &&
            terms.method != IOrderBook.Method.BestEfforts
        ) revert IOrderBook.OfferingInvalidTerms(terms.isin, "ifPaymentFails");
    }

    /// @notice Reverts unless the syndicate has members, each once and none the issuer, whose commitments sum to the units.
    /// @param successor The account that stands in the issuer's place now, or the issuer's own.
    function requireValidSyndicate(
        IOrderBook.Terms calldata terms,
        IOrderBook.Member[] calldata syndicate,
        address issuer,
        address successor
    ) internal pure {
        uint256 count = syndicate.length;
        if (count == 0 || count > MAX_MEMBERS) {
            revert IOrderBook.OfferingInvalidTerms(terms.isin, "syndicate");
        }
        uint256 sum;
        for (uint256 i = 0; i < count; ++i) {
            address firm = syndicate[i].firm;
            bool isInvalid = firm == address(0) || firm == issuer || firm == successor;
            for (uint256 j = 0; j < i; ++j) isInvalid = isInvalid || syndicate[j].firm == firm;
            if (isInvalid) revert IOrderBook.OfferingInvalidMember(terms.isin, firm);
            sum += syndicate[i].commitment;
        }
        if (sum != terms.units) revert IOrderBook.OfferingInvalidTerms(terms.isin, "commitments");
    }

    function _requireAmounts(
        IOrderBook.Terms calldata terms,
        IBondToken.Terms memory bond,
        bool isTap
    ) private pure {
        bytes12 isin = terms.isin;
        if (terms.units == 0 || (!isTap && terms.units != bond.units)) {
            revert IOrderBook.OfferingInvalidTerms(isin, "units");
        }
        if (terms.minimumUnits == 0 || terms.minimumUnits > terms.units) {
            revert IOrderBook.OfferingInvalidTerms(isin, "minimumUnits");
        }
        if (terms.priceFloor == 0) revert IOrderBook.OfferingInvalidTerms(isin, "priceFloor");
        if (terms.priceCap < terms.priceFloor) revert IOrderBook.OfferingInvalidTerms(isin, "priceCap");
        if (terms.feePerUnit > terms.priceFloor) {
            revert IOrderBook.OfferingInvalidTerms(isin, "feePerUnit");
        }
        if (terms.facePerUnit == 0 || terms.facePerUnit > bond.denomination) {
            revert IOrderBook.OfferingInvalidTerms(isin, "facePerUnit");
        }
        if (terms.accruedPerYenE13 >= (isTap ? 1e13 : 1)) {
            revert IOrderBook.OfferingInvalidTerms(isin, "accruedPerYenE13");
        }
    }

    function _requireDates(
        IOrderBook.Terms calldata terms,
        IBondToken.Terms memory bond,
        bool isTap
    ) private view {
        bytes12 isin = terms.isin;
        if (terms.bookUntil <= block.timestamp || terms.bookUntil <= terms.bookFrom) {
            revert IOrderBook.OfferingInvalidTerms(isin, "bookUntil");
        }
        if (terms.pricingFrom < terms.bookUntil) {
            revert IOrderBook.OfferingInvalidTerms(isin, "pricingFrom");
        }
        if (terms.paymentFrom <= terms.pricingFrom || (!isTap && terms.paymentFrom != bond.issueDate)) {
            revert IOrderBook.OfferingInvalidTerms(isin, "paymentFrom");
        }
        if (terms.failFrom < terms.paymentFrom) revert IOrderBook.OfferingInvalidTerms(isin, "failFrom");
        if (terms.closeBy <= terms.failFrom || terms.closeBy > bond.closedFrom) {
            revert IOrderBook.OfferingInvalidTerms(isin, "closeBy");
        }
        // who closes after a record date would have paid for interest that goes to others
        for (uint256 i = 0; i < bond.recordCutoffs.length; ++i) {
            uint256 cutoff = bond.recordCutoffs[i];
            if (cutoff > terms.paymentFrom && cutoff < terms.closeBy) {
                revert IOrderBook.OfferingInvalidTerms(isin, "closeBy");
            }
        }
        if (terms.lockUpUntil != 0 && terms.lockUpUntil <= terms.closeBy) {
            revert IOrderBook.OfferingInvalidTerms(isin, "lockUpUntil");
        }
        if (terms.issuerLockUpUntil != 0 && terms.issuerLockUpUntil <= terms.closeBy) {
            revert IOrderBook.OfferingInvalidTerms(isin, "issuerLockUpUntil");
        }
    }
}
