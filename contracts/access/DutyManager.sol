// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {IDutyManager} from "../interfaces/IDutyManager.sol";
import {Duties} from "../libraries/Duties.sol";
import {Roles} from "../libraries/Roles.sol";

/// @title DutyManager
/// @notice See {IDutyManager}.
/// @dev Duties are a fixed table and not a setting, so a token created tomorrow is governed like one created today. A
/// grant that would join incompatible duties in one hand is refused, also while an earlier one waits for its delay.
/// Trusts nothing outside itself. Upholds INV-2 together with the contracts it manages.
contract DutyManager is AccessManager, IDutyManager {
    uint32 private immutable _adminDelay;
    uint32 private immutable _courtOrderDelay;

    /// @param deployer Holds the admin role without delay until it has granted the others, and then must renounce it.
    /// @param adminDelay Least delay of the admin role, in seconds.
    /// @param courtOrderDelay Least delay of the court order role, in seconds.
    constructor(address deployer, uint32 adminDelay, uint32 courtOrderDelay) AccessManager(deployer) {
        _adminDelay = adminDelay;
        _courtOrderDelay = courtOrderDelay;
    }

    /// @inheritdoc IDutyManager
    function areCompatible(uint64 role, uint64 other) external pure returns (bool compatible) {
        if (other >= Roles.COUNT) return true;
        return Roles.incompatibleWith(role) & (1 << other) == 0;
    }

    /// @inheritdoc IDutyManager
    function dutyOf(bytes4 selector) external pure returns (uint64 role) {
        return Duties.roleFor(selector);
    }

    /// @inheritdoc IDutyManager
    function minimumDelay(uint64 role) public view returns (uint32 delay) {
        if (role == Roles.ADMIN) return _adminDelay;
        if (role == Roles.COURT_ORDER) return _courtOrderDelay;
        return 0;
    }

    /// @inheritdoc AccessManager
    /// @dev What the admin has set for a single contract, else the table of duties.
    function getTargetFunctionRole(
        address target,
        bytes4 selector
    ) public view override returns (uint64 role) {
        role = super.getTargetFunctionRole(target, selector);
        return role == ADMIN_ROLE ? Duties.roleFor(selector) : role;
    }

    /// @dev The single place through which every membership is created.
    function _grantRole(
        uint64 roleId,
        address account,
        uint32 grantDelay,
        uint32 executionDelay
    ) internal override returns (bool) {
        _requireKnown(roleId);
        // Check: the deployer's own membership is created while there is no code yet
        bool isDeployment = address(this).code.length == 0;
        if (!isDeployment && executionDelay < minimumDelay(roleId)) {
            revert DutyManagerDelayTooShort(account, roleId, executionDelay, minimumDelay(roleId));
        }
        uint256 conflicts = Roles.incompatibleWith(roleId);
        for (uint64 other = 0; other < Roles.COUNT; ++other) {
            if (conflicts & (1 << other) == 0) continue;
            // a membership counts from the moment it is granted, not only once it is active
            (uint48 since, , , ) = getAccess(other, account);
            if (since != 0) revert DutyManagerIncompatibleRoles(account, other, roleId);
        }
        return super._grantRole(roleId, account, grantDelay, executionDelay);
    }

    /// @dev Duties of the table are not a setting; what it does not name may go to a role of the house.
    function _setTargetFunctionRole(address target, bytes4 selector, uint64 roleId) internal override {
        // Check:
        if (Duties.isFixed(selector)) revert DutyManagerFixedDuty(target, selector, roleId);
        _requireKnown(roleId);
        super._setTargetFunctionRole(target, selector, roleId);
    }

    /// @dev Every role is granted by a role of the house.
    function _setRoleAdmin(uint64 roleId, uint64 admin) internal override {
        _requireKnown(admin);
        super._setRoleAdmin(roleId, admin);
    }

    /// @dev Every guardian is of a role of the house.
    function _setRoleGuardian(uint64 roleId, uint64 guardian) internal override {
        _requireKnown(guardian);
        super._setRoleGuardian(roleId, guardian);
    }

    function _requireKnown(uint64 roleId) private pure {
        if (roleId >= Roles.COUNT) revert DutyManagerUnknownRole(roleId);
    }
}
