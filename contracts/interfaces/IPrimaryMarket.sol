// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IPrimaryMarket
/// @notice What a bond asks its primary market contract.
interface IPrimaryMarket {
    /// @notice Whether an offering of `isin` has begun and not come to its end: its units are issued by the closing alone.
    function isUnderWay(bytes12 isin) external view returns (bool);
}
