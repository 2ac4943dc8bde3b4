// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Scopes
/// @notice What an account may let an operator do for it, one bit each.
library Scopes {
    /// @notice Approve trades (instruct, affirm, sign) and earmark their assets, in the account's name.
    uint32 internal constant TRADE = 1 << 0;

    /// @notice Withdraw instructions and agree to cancellations, in the account's name.
    uint32 internal constant CANCEL = 1 << 1;

    /// @notice Create, issue and document bonds of which the account is the issuer (fiscal agency, 財務代理).
    uint32 internal constant ISSUE = 1 << 2;

    /// @notice Every scope above.
    uint32 internal constant ALL = TRADE | CANCEL | ISSUE;
}
