// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IDutyManager
/// @notice What the access manager of the house adds to OpenZeppelin's: a fixed table of duties, pairs of roles that one
/// account can never hold together, and a least delay for the dangerous ones.
interface IDutyManager {
    /// @notice An account would come to hold two duties that must stay apart.
    error DutyManagerIncompatibleRoles(address account, uint64 roleHeld, uint64 roleGranted);

    /// @notice A dangerous role would be granted without the delay that its calls must wait.
    error DutyManagerDelayTooShort(address account, uint64 role, uint32 delay, uint32 minimum);

    /// @notice A duty of the house would be given to another role than the table says.
    error DutyManagerFixedDuty(address target, bytes4 selector, uint64 role);

    /// @notice The house has no such role: it would stand outside segregation and delays.
    error DutyManagerUnknownRole(uint64 role);

    /// @notice Whether one account may hold `role` and `other` at the same time. A role is compatible with itself.
    function areCompatible(uint64 role, uint64 other) external pure returns (bool compatible);

    /// @notice The role that may call a function of this selector on any contract of the house. What the table does not
    /// name is the admin's, which may give it to another role for a single contract.
    function dutyOf(bytes4 selector) external pure returns (uint64 role);

    /// @notice Seconds that every call of a member of `role` must wait at least between being scheduled and executed.
    function minimumDelay(uint64 role) external view returns (uint32 delay);
}
