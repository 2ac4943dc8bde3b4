// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "../../../contracts/interfaces/IDvPEscrow.sol";
import {Scopes} from "../../../contracts/libraries/Scopes.sol";
import {TradeChoices} from "./TradeChoices.sol";

/// @title EndingActions
/// @notice How trades end without settling: withdrawn, cancelled, expired, or cancelled by a court.
abstract contract EndingActions is TradeChoices {
    function cancel(uint256 seed) external acting(seed) {
        if (_entries.length == 0 || _roll(2) == 0) return;
        Entry storage entry = _roll(2) == 0 ? _newest(_isMatched) : _recent();
        uint256 chance = _roll(4);
        if (chance < 2) entry = chance == 0 ? _newest(_isPartlySettled) : _newest(_isGivenUp);
        _cancel(entry);
        if (_roll(2) == 0) _cancel(entry);
    }

    function expire(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(2) == 0 ? _recent() : _newest(_isOverdue);
        bytes memory data = abi.encodeCall(IDvPEscrow.expire, (entry.trade));
        if (!_attempt("expire", account(STRANGER), address(escrow), data)) return;
        bool isBondOver = entry.trade.quantity != 0 && clock >= CLOSED_FROM;
        if (clock < entry.trade.settleBy && !isBondOver) {
            _violate("INV-5", "expired a trade before its cut-off");
        }
        _bookEnding(entry, Ending.Expired);
    }

    function cancelByCourt(uint256 seed) external acting(seed) {
        if (_entries.length == 0 || _roll(8) != 0) return;
        Entry storage entry = _recent();
        bytes memory data = abi.encodeCall(IDvPEscrow.cancelByCourtOrder, (entry.trade, "order"));
        if (_attempt("cancel by court", account(COURT), address(escrow), data)) {
            _bookEnding(entry, Ending.Cancelled);
        }
    }

    // ------------------------------------------------------------------ cancelling

    function _cancel(Entry storage entry) private {
        uint256 side = entry.agreed[0] || entry.agreed[1] ? (entry.agreed[0] ? 1 : 0) : _roll(2);
        if (_roll(8) == 0) side = 1 - side;
        address party = _partyOf(entry.trade, side);
        address caller = _callerFor(entry.trade, side);
        if (_roll(8) == 0) caller = registry.successorOf(party);
        bytes memory data = abi.encodeCall(IDvPEscrow.cancel, (entry.trade, _side(side)));
        // what a side has on hold binds neither
        bool matched = entry.approved[0] && entry.approved[1] && !entry.onHold[0] && !entry.onHold[1];
        bytes32 name = matched ? bytes32("agree to cancel") : bytes32("withdraw");
        if (!_attempt(name, caller, address(escrow), data)) return;
        if (entry.trade.venue != address(0)) {
            _requireSubmitter(entry.trade, caller, true);
            ++reached["cancel by venue"];
            _bookEnding(entry, Ending.Cancelled);
            return;
        }
        address successor = registry.successorOf(party);
        address speaker = successor == address(0) ? party : successor;
        bool authorised = caller == speaker || _isAppointed(speaker, caller, Scopes.CANCEL);
        if (!authorised) _violate("INV-2", "cancelled somebody else's trade");
        if (entry.ending != Ending.Open) _violate("INV-5", "cancelled a trade that had ended");
        if (matched && !entry.agreed[1 - side]) {
            if (entry.agreed[side]) _violate("INV-5", "agreed twice to a cancellation");
            entry.agreed[side] = true;
            return;
        }
        if (matched) ++reached["cancel"];
        else _requireNoMatchedTwin(entry);
        if (entry.settledQuantity != 0) ++reached["cancel a rest"];
        _bookEnding(entry, Ending.Cancelled);
    }

    /// @dev What one side withdraws must not take a trade with it that both sides had approved.
    function _requireNoMatchedTwin(Entry storage entry) private {
        for (uint256 i = 0; i < _entries.length; ++i) {
            Entry storage other = _entries[i];
            if (other.ending != Ending.Open || other.number != entry.number) continue;
            bool matched = other.approved[0] && other.approved[1];
            if (matched && !other.onHold[0] && !other.onHold[1]) {
                _violate("INV-5", "one side alone ended a matched trade");
            }
        }
    }
}
