// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "../interfaces/IBondToken.sol";
import {RegulatedToken} from "./RegulatedToken.sol";

/// @title LockUps
/// @notice What holders of a bond were allotted and cannot pass on yet: see {IBondToken-lockUp}.
/// @dev Owns its storage. The ledger asks it about accounts with the flag AMOUNT_FROZEN only, so that it costs others nothing.
abstract contract LockUps is IBondToken, RegulatedToken {
    /// @dev What each account was allotted and cannot pass on, one entry for each date; those that are over are used again.
    mapping(address account => LockUp[]) private _lockUps;

    /// @dev The ISIN.
    function _isinOf() internal view virtual returns (bytes12);

    /// @inheritdoc IBondToken
    function lockUpOf(address account) public view returns (LockUp memory current) {
        LockUp[] storage entries = _lockUps[account];
        for (uint256 i = 0; i < entries.length; ++i) {
            uint40 until = entries[i].until;
            if (block.timestamp >= until || entries[i].units == 0) continue;
            current.units += entries[i].units;
            if (until > current.until) current.until = until;
        }
    }

    function _lockedUpAmount(address account) internal view override returns (uint256) {
        return lockUpOf(account).units;
    }

    function _refuseLockedUp(address account, uint256 amount) internal view override {
        LockUp memory current = lockUpOf(account);
        revert BondTokenLockedUp(_isinOf(), account, amount, current.units, current.until);
    }

    function _carryLockUp(address lost, address successor) internal override {
        LockUp[] memory entries = _lockUps[lost];
        _cutLockUp(lost, 0);
        for (uint256 i = 0; i < entries.length; ++i) {
            if (block.timestamp < entries[i].until && entries[i].units != 0) {
                _addLockUp(successor, entries[i].until, entries[i].units);
            }
        }
    }

    function _cutLockUp(address account, uint256 limit) internal override {
        uint256 locked = lockUpOf(account).units;
        LockUp[] storage entries = _lockUps[account];
        for (uint256 i = 0; i < entries.length && locked > limit; ++i) {
            uint112 before = entries[i].units;
            if (block.timestamp >= entries[i].until || before == 0) continue;
            uint256 cut = locked - limit < before ? locked - limit : before;
            locked -= cut;
            // casting is safe: it is a part of the entry
            // forge-lint: disable-next-line(unsafe-typecast)
            entries[i].units = before - uint112(cut);
            emit UnitsLockedUp(_isinOf(), account, entries[i].until, before, entries[i].units);
        }
        _flagBlocked(account);
    }

    function _addLockUp(address account, uint40 until, uint112 units) internal {
        LockUp[] storage entries = _lockUps[account];
        uint256 place = entries.length;
        for (uint256 i = 0; i < entries.length; ++i) {
            if (entries[i].until == until) {
                place = i;
                break;
            }
            if (block.timestamp >= entries[i].until) place = i;
        }
        if (place == entries.length) entries.push();
        LockUp storage entry = entries[place];
        uint112 before = entry.until == until ? entry.units : 0;
        (entry.units, entry.until) = (before + units, until);
        _flagBlocked(account);
        emit UnitsLockedUp(_isinOf(), account, until, before, before + units);
    }
}
