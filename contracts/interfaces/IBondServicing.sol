// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IBondServicing
/// @notice What a bond asks its servicing contract.
interface IBondServicing {
    /// @notice Whether the schedule of `isin` is stored, so that what the bond pays is known and can be paid.
    function isScheduled(bytes12 isin) external view returns (bool);
}
