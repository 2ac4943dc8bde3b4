// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Restrictions
/// @notice Everything that can keep units from moving, one bit each: the answer of a token to the question why a
/// transfer would not go through now.
library Restrictions {
    uint256 internal constant PAUSED = 1 << 0;
    uint256 internal constant SENDER_INELIGIBLE = 1 << 1;
    uint256 internal constant RECEIVER_INELIGIBLE = 1 << 2;
    uint256 internal constant RECEIVER_LACKS_CLASSES = 1 << 3;
    uint256 internal constant SENDER_FROZEN = 1 << 4;
    uint256 internal constant RECEIVER_FROZEN = 1 << 5;
    uint256 internal constant UNITS_FROZEN = 1 << 6;
    uint256 internal constant UNITS_HELD = 1 << 7;
    uint256 internal constant INSUFFICIENT_BALANCE = 1 << 8;
    uint256 internal constant NOT_OUTSTANDING = 1 << 9;
    uint256 internal constant CLOSED_PERIOD = 1 << 10;
    uint256 internal constant UNITS_LOCKED_UP = 1 << 11;
}
