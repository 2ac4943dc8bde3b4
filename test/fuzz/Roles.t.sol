// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DutyManager} from "../../contracts/access/DutyManager.sol";
import {IDutyManager} from "../../contracts/interfaces/IDutyManager.sol";
import {Roles} from "../../contracts/libraries/Roles.sol";

/// @notice Which duties may meet in one hand, and that no order of grants gets around it.
contract RolesTest {
    uint32 private constant DELAY = 1 days;

    DutyManager private immutable _manager = new DutyManager(address(this), DELAY, DELAY);

    error NotSymmetric(uint64 role, uint64 other);
    error IncompatibleWithItself(uint64 role);
    error BeyondTheTable(uint64 role, uint256 mask);
    error WrongPair(uint64 role, uint64 other, bool compatible);
    error WrongGrant(uint64 role, uint64 other, bool granted);

    /// For every pair of roles, known or not.
    function testFuzz_IncompatibilityIsSymmetric(uint64 role, uint64 other) external view {
        _checkSymmetry(role, other);
        _checkSymmetry(role, other % Roles.COUNT);
        _checkSymmetry(role % Roles.COUNT, other % Roles.COUNT);
    }

    /// The four allowed pairs, and no others.
    function test_OnlyTheNamedPairsMayMeet() external view {
        for (uint64 role = 0; role < Roles.COUNT; ++role) {
            for (uint64 other = 0; other < Roles.COUNT; ++other) {
                bool allowed =
                    role == other ||
                        _isPair(role, other, Roles.REGISTRAR, Roles.ISSUER_AGENT) ||
                        _isPair(role, other, Roles.PAUSER, Roles.REGISTRAR) ||
                        _isPair(role, other, Roles.PAUSER, Roles.ISSUER_AGENT) ||
                        _isPair(role, other, Roles.PAUSER, Roles.COMPLIANCE);
                if (_manager.areCompatible(role, other) != allowed) revert WrongPair(role, other, !allowed);
            }
        }
    }

    /// One account gets a second duty exactly when the two are compatible, in either order.
    function testFuzz_GrantsFollowTheTable(address account, uint64 role, uint64 other) external {
        role %= Roles.COUNT;
        other %= Roles.COUNT;
        if (account == address(this)) return; // holds the admin role
        _manager.grantRole(role, account, DELAY);

        bool compatible = _manager.areCompatible(role, other);
        try _manager.grantRole(other, account, DELAY) {
            if (!compatible) revert WrongGrant(role, other, true);
        } catch (bytes memory reason) {
            bytes memory expected = abi.encodeWithSelector(
                IDutyManager.DutyManagerIncompatibleRoles.selector,
                account,
                role,
                other
            );
            if (compatible || keccak256(reason) != keccak256(expected)) revert WrongGrant(role, other, false);
        }
    }

    function _checkSymmetry(uint64 role, uint64 other) private view {
        if (_manager.areCompatible(role, other) != _manager.areCompatible(other, role)) {
            revert NotSymmetric(role, other);
        }
        if (!_manager.areCompatible(role, role)) revert IncompatibleWithItself(role);
        uint256 mask = Roles.incompatibleWith(role);
        if (mask >> Roles.COUNT != 0 || (role >= Roles.COUNT && mask != 0)) revert BeyondTheTable(role, mask);
    }

    function _isPair(uint64 role, uint64 other, uint64 a, uint64 b) private pure returns (bool) {
        return (role == a && other == b) || (role == b && other == a);
    }
}
