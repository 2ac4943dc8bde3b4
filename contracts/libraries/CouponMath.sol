// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondSchedules} from "../interfaces/IBondSchedules.sol";

/// @title CouponMath
/// @notice The arithmetic of interest, in integers alone. Twin of sdk/bonds/interestPerYenE13.ts and couponAmount.ts.
/// @dev Rates are yearly, in units of 10^-8; interest on one minor unit of face is in units of 10^-13; faces and amounts
/// are in minor units of the currency.
library CouponMath {
    uint256 internal constant E13 = 10 ** 13;
    uint256 private constant E5 = 10 ** 5; // from 10^-8 to 10^-13
    uint256 private constant E8 = 10 ** 8;

    /// @notice Interest on one minor unit of face for a part of a year, truncated below the 13th decimal.
    /// @dev Source: terms of Nomura Research Institute's 15th unsecured bonds (2025), 小数点以下第13位未満切捨て.
    function interestPerYenE13(
        uint256 rateE8,
        uint256 numerator,
        uint256 denominator
    ) internal pure returns (uint256) {
        return (rateE8 * E5 * numerator) / denominator;
    }

    /// @notice Interest of one holder: its total face times the interest on one minor unit, truncated.
    /// @dev Source: as above, 円位未満切捨て. Never bond by bond.
    function interest(uint256 totalFace, uint256 perYenE13) internal pure returns (uint256) {
        return (totalFace * perYenE13) / E13;
    }

    /// @notice Interest on `face` for the part of an accrual period that has passed, all of it at most, truncated.
    function accrued(
        uint256 face,
        uint256 rateE8,
        IBondSchedules.Payment memory running,
        uint256 moment
    ) internal pure returns (uint256) {
        uint256 whole = running.accrueTo - running.accrueFrom;
        uint256 elapsed = moment - running.accrueFrom;
        if (elapsed > whole) elapsed = whole;
        return
            (face * rateE8 * running.fractionNumerator * elapsed) /
            (E8 * running.fractionDenominator * whole);
    }

    /// @notice `rate` within its floor and its cap.
    function clamp(int256 rate, uint256 floorE8, uint256 capE8) internal pure returns (uint256) {
        if (rate <= int256(floorE8)) return floorE8;
        return uint256(rate) < capE8 ? uint256(rate) : capE8;
    }
}
