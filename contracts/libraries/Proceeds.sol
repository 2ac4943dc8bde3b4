// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IOfferingLedger} from "../interfaces/IOfferingLedger.sol";
import {IOrderBook} from "../interfaces/IOrderBook.sol";

/// @title Proceeds
/// @notice What investors pay for an allotment, and what the syndicate takes, pays and earns. Its twin is
/// sdk/offering/firmProceeds.ts.
/// @dev Amounts are in minor units of the currency.
library Proceeds {
    using SafeCast for uint256;

    /// @notice Units of accrued interest: 10^-13 of 1 of face.
    uint256 private constant E13 = 1e13;

    /// @notice Price times units, and the interest accrued on their face, truncated: the rounding of the house.
    function amountOf(
        IOrderBook.Terms memory terms,
        uint256 pricePerUnit,
        uint256 units
    ) internal pure returns (uint112) {
        uint256 accrued = (units * terms.facePerUnit * terms.accruedPerYenE13) / E13;
        return (units * pricePerUnit + accrued).toUint112();
    }

    /// @notice Shares out what the book leaves over (残額), by what each member is short of its commitment: its own sales and
    /// its part of the pot's count towards it.
    /// @param leftOver Units that nobody was allotted.
    /// @param potUnits Units allotted from the pot; the first member's share has them.
    /// @return retained Units for each member; they sum to `leftOver`.
    function shareOutLeftOver(
        IOrderBook.Member[] memory syndicate,
        IOfferingLedger.Share[] memory shares,
        uint256 leftOver,
        uint256 potUnits
    ) internal pure returns (uint112[] memory retained) {
        uint256 count = syndicate.length;
        uint256[] memory shortfalls = new uint256[](count);
        uint256[] memory credits = shareOut(potUnits, _commitments(syndicate));
        for (uint256 i = 0; i < count; ++i) {
            uint256 sold = shares[i].units + credits[i] - (i == 0 ? potUnits : 0);
            uint256 commitment = syndicate[i].commitment;
            if (commitment > sold) shortfalls[i] = commitment - sold;
        }
        uint256[] memory parts = shareOut(leftOver, shortfalls);
        retained = new uint112[](count);
        for (uint256 i = 0; i < count; ++i) retained[i] = parts[i].toUint112();
    }

    /// @notice The fee of each member: for every unit that it sells or takes, and its part of the pot's, by commitments.
    function feesOf(
        IOrderBook.Member[] memory syndicate,
        IOfferingLedger.Share[] memory shares,
        uint256 feePerUnit,
        uint256 potUnits
    ) internal pure returns (uint256[] memory fees) {
        fees = shareOut(feePerUnit * potUnits, _commitments(syndicate));
        for (uint256 i = 0; i < syndicate.length; ++i) {
            uint256 own = shares[i].units + shares[i].retained - (i == 0 ? potUnits : 0);
            fees[i] += own * feePerUnit;
        }
    }

    /// @notice Divides a whole amount by weights: each part is the difference of what is due, truncated, up to and up to before
    /// it. So parts sum to the amount, and each is less than one away from its exact share. Without weights the first gets all.
    function shareOut(
        uint256 amount,
        uint256[] memory weights
    ) internal pure returns (uint256[] memory parts) {
        uint256 count = weights.length;
        parts = new uint256[](count);
        uint256 sum;
        for (uint256 i = 0; i < count; ++i) sum += weights[i];
        if (sum == 0) {
            parts[0] = amount;
            return parts;
        }
        uint256 weightsBefore;
        uint256 before;
        for (uint256 i = 0; i < count; ++i) {
            weightsBefore += weights[i];
            uint256 until = (amount * weightsBefore) / sum;
            parts[i] = until - before;
            before = until;
        }
    }

    function _commitments(
        IOrderBook.Member[] memory syndicate
    ) private pure returns (uint256[] memory commitments) {
        commitments = new uint256[](syndicate.length);
        for (uint256 i = 0; i < syndicate.length; ++i) commitments[i] = syndicate[i].commitment;
    }
}
