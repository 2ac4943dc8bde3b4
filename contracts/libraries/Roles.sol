// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Roles
/// @notice One role per duty. Numbers are ids in the access manager; 0 is its built-in admin role.
library Roles {
    /// @notice Grants and revokes roles and changes long-lived settings. Never handles assets or accounts.
    uint64 internal constant ADMIN = 0;

    /// @notice Admits participants, keeps their data current, replaces lost keys.
    uint64 internal constant REGISTRAR = 1;

    /// @notice Issues digital currency against deposits and takes it back.
    uint64 internal constant SETTLEMENT_BANK = 2;

    /// @notice Creates and issues bonds for issuers that appointed it, keeps their documents.
    uint64 internal constant ISSUER_AGENT = 3;

    /// @notice Suspends and reinstates participants, freezes and unfreezes units.
    uint64 internal constant COMPLIANCE = 4;

    /// @notice Stops a token in an emergency and starts it again.
    uint64 internal constant PAUSER = 5;

    /// @notice Executes court orders: forced transfers and cancellations.
    uint64 internal constant COURT_ORDER = 6;

    /// @notice Number of roles above, the admin included.
    uint64 internal constant COUNT = 7;

    /// @notice The roles, as a bit mask, that an account with `role` must not hold.
    /// @dev The relation is symmetric. Allowed beside each other are only: registrar and issuer agent (the
    /// fiscal agent is usually the registrar as well), and pauser with registrar, issuer agent or compliance
    /// (stopping is always safe). A role unknown here is incompatible with nothing.
    function incompatibleWith(uint64 role) internal pure returns (uint256 mask) {
        if (role >= COUNT) return 0;
        uint256 everyOther = ((1 << COUNT) - 1) ^ (1 << role);
        if (role == REGISTRAR) return everyOther ^ (1 << ISSUER_AGENT) ^ (1 << PAUSER);
        if (role == ISSUER_AGENT) return everyOther ^ (1 << REGISTRAR) ^ (1 << PAUSER);
        if (role == COMPLIANCE) return everyOther ^ (1 << PAUSER);
        if (role == PAUSER) return everyOther ^ (1 << REGISTRAR) ^ (1 << ISSUER_AGENT) ^ (1 << COMPLIANCE);
        return everyOther;
    }
}
