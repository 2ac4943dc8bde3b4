// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "../../../contracts/interfaces/IDvPEscrow.sol";
import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {TradeChoices} from "./TradeChoices.sol";

/// @title ApprovalActions
/// @notice How parties, operators, a venue and strangers approve trades, hold their legs and put trades on hold.
abstract contract ApprovalActions is TradeChoices {
    // ------------------------------------------------------------------ actions

    /// New trades, or some with the numbers of others; mostly instructed at once, often by both sides.
    function propose(uint256 seed) external acting(seed) {
        for (uint256 count = 1 + _roll(3); count > 0; --count) {
            bool isTwin = _entries.length != 0 && _roll(5) == 0;
            ITrades.Trade memory trade = isTwin ? _twin() : _newTrade();
            Entry storage entry = _enter(trade);
            uint256 side = _roll(2);
            if (_roll(2) == 0) {
                _instruct(entry, side, _rightful(trade, side));
                _instruct(entry, 1 - side, _rightful(trade, 1 - side));
                continue;
            }
            if (_roll(6) != 0) _approve(entry, side);
            if (_roll(3) != 0) _answer(entry, 1 - side);
        }
    }

    /// The missing approval of a trade, or one that it has already.
    function answer(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(4) == 0 ? _recent() : _newest(_isAlleged);
        uint256 side = entry.approved[0] ? 1 : 0;
        if (_roll(10) == 0) side = 1 - side;
        _answer(entry, side);
    }

    function hold(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(2) == 0 ? _newest(_isPartlySettled) : _newest(_isMatched);
        if (_roll(3) == 0) entry = _recent();
        uint256 side = _roll(2);
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.hold, (entry.trade, _side(side)));
        if (!_attempt("hold", caller, address(escrow), data)) return;
        if (entry.settledQuantity != 0) ++reached["hold a rest"];
        _requireAuthority(entry.trade, side, caller);
        if (!entry.approved[side]) _violate("INV-2", "held for a trade not approved");
        _bookHold(entry, side);
    }

    /// What a side has on hold becomes binding.
    function releaseInstruction(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(6) == 0 ? _recent() : _newest(_isOnHold);
        uint256 side = entry.onHold[0] ? 0 : 1;
        if (_roll(10) == 0) side = 1 - side;
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.releaseInstruction, (entry.trade, _side(side)));
        if (!_attempt("release instruction", caller, address(escrow), data)) return;
        _requireAuthority(entry.trade, side, caller);
        if (!entry.onHold[side]) _violate("INV-2", "released what was not on hold");
        if (!_isOpen(entry)) _violate("INV-5", "released a trade that had ended");
        entry.onHold[side] = false;
    }

    // ------------------------------------------------------------------ approving

    function _answer(Entry storage entry, uint256 side) private {
        uint256 form = _roll(6);
        if (form == 0) _affirmThenSettle(entry, side);
        else if (form < 3) _affirm(entry, side);
        else _approve(entry, side);
    }

    /// @dev On chain, in any readiness, or by a signature.
    function _approve(Entry storage entry, uint256 side) private {
        if (_roll(4) == 0) _approveBySignature(entry, side);
        else _instruct(entry, side, _callerFor(entry.trade, side));
    }

    function _instruct(Entry storage entry, uint256 side, address caller) internal {
        ITrades.Trade memory trade = entry.trade;
        ITrades.Readiness readiness = _readiness();
        bytes memory data = abi.encodeCall(IDvPEscrow.instruct, (trade, _side(side), readiness));
        bytes32[3] memory names = [bytes32("instruct"), "instruct and hold", "instruct on hold"];
        if (!_attempt(names[uint256(readiness)], caller, address(escrow), data)) return;
        _requireAuthority(trade, side, caller);
        _bookApproval(entry, side, readiness);
    }

    function _approveBySignature(Entry storage entry, uint256 side) private {
        ITrades.Trade memory trade = entry.trade;
        (bytes memory signature, bool signed) = _sign(trade, _partyOf(trade, side));
        address submitter = _submitterOf(trade.venue);
        bool ok = _attempt(
            "instruct signed",
            submitter,
            address(escrow),
            abi.encodeCall(IDvPEscrow.instructSigned, (trade, _side(side), signature))
        );
        _requireSubmitter(trade, submitter, ok);
        if (ok && !signed) _violate("INV-2", "approved by a wrong signature");
        if (ok) _bookApproval(entry, side, ITrades.Readiness.Ready);
    }

    function _affirm(Entry storage entry, uint256 side) private {
        ITrades.Readiness readiness = _readiness();
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.affirm, (entry.trade, _side(side), readiness));
        bytes32[3] memory names = [bytes32("affirm"), "affirm and hold", "affirm on hold"];
        if (!_attempt(names[uint256(readiness)], caller, address(escrow), data)) return;
        _requireAuthority(entry.trade, side, caller);
        if (!entry.approved[1 - side]) _violate("INV-2", "affirmed what nobody had instructed");
        _bookApproval(entry, side, readiness);
    }

    function _affirmThenSettle(Entry storage entry, uint256 side) private {
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.affirmThenSettle, (entry.trade, _side(side)));
        if (!_attempt("affirm then settle", caller, address(escrow), data)) return;
        _requireAuthority(entry.trade, side, caller);
        _bookApproval(entry, side, ITrades.Readiness.Ready);
        _bookSettlement(entry);
    }

    function _rightful(ITrades.Trade memory trade, uint256 side) private pure returns (address) {
        return trade.venue == address(0) ? _partyOf(trade, side) : trade.venue;
    }

    /// @dev On hold less often than the others, or nothing would settle.
    function _readiness() private returns (ITrades.Readiness) {
        uint256 chance = _roll(6);
        if (chance == 0) return ITrades.Readiness.OnHold;
        return chance < 3 ? ITrades.Readiness.Earmarked : ITrades.Readiness.Ready;
    }

    // ------------------------------------------------------------------ booking

    function _bookApproval(Entry storage entry, uint256 side, ITrades.Readiness readiness) private {
        if (!_isOpen(entry)) _violate("INV-5", "approved a trade that had ended");
        if (entry.approved[side]) _violate("INV-2", "approved twice");
        entry.approved[side] = true;
        if (readiness == ITrades.Readiness.Earmarked) _bookHold(entry, side);
        if (readiness == ITrades.Readiness.OnHold) {
            entry.onHold[side] = true;
            _bookBinding(entry);
        }
    }

    function _bookHold(Entry storage entry, uint256 side) private {
        if (!_isOpen(entry)) _violate("INV-5", "held for a trade that had ended");
        if (entry.held[side]) _violate("INV-4", "held twice");
        entry.held[side] = true;
        _bookBinding(entry);
    }
}
