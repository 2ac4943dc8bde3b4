// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {IDvPEscrow} from "../../../contracts/interfaces/IDvPEscrow.sol";
import {Scopes} from "../../../contracts/libraries/Scopes.sol";
import {VM} from "../../support/IVm.sol";
import {Ledger} from "./Ledger.sol";

/// @title TradeActions
/// @notice What parties, operators, a venue and strangers do with trades.
abstract contract TradeActions is Ledger {
    uint256 private constant RECENT = 8;

    // ------------------------------------------------------------------ actions

    /// A new trade, or one with the number of another; mostly instructed at once.
    function propose(uint256 seed) external acting(seed) {
        bool isTwin = _entries.length != 0 && _roll(5) == 0;
        ITrades.Trade memory trade = isTwin ? _twin() : _newTrade();
        Entry storage entry = _enter(trade);
        if (_roll(6) != 0) _approve(entry, _roll(2));
    }

    /// The missing approval of a trade, or one that it has already.
    function answer(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(4) == 0 ? _recent() : _alleged();
        uint256 side = entry.approved[0] ? 1 : 0;
        if (_roll(10) == 0) side = 1 - side;
        uint256 form = _roll(4);
        if (form == 0) _affirmThenSettle(entry, side);
        else if (form == 1) _affirm(entry, side);
        else _approve(entry, side);
    }

    function hold(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _recent();
        uint256 side = _roll(2);
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.hold, (entry.trade, _side(side)));
        if (!_attempt("hold", caller, address(escrow), data)) return;
        _requireAuthority(entry.trade, side, caller);
        if (!entry.approved[side]) _violate("INV-2", "held for a trade not approved");
        _bookHold(entry, side);
    }

    function settle(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(4) == 0 ? _recent() : _matched();
        ITrades.Trade memory trade = entry.trade;
        bool expected = escrow.explain(trade).length == 0;
        address submitter = _submitterOf(trade);
        bool ok = _attempt(
            entry.held[0] || entry.held[1] ? bytes32("settle from hold") : bytes32("settle"),
            submitter,
            address(escrow),
            abi.encodeCall(IDvPEscrow.settle, (trade))
        );
        _requireSubmitter(trade, submitter, ok);
        if ((trade.venue == address(0) || trade.venue == submitter) && ok != expected) {
            _violate("explain", "what explain says is not what settle does");
        }
        if (ok) _bookSettlement(entry);
    }

    /// With two signatures in hand, right or wrong ones, whether or not the trade is recorded.
    function settleSigned(uint256 seed) external acting(seed) {
        Entry storage entry;
        if (_entries.length == 0 || _roll(2) == 0) {
            ITrades.Trade memory fresh = _entries.length != 0 && _roll(4) == 0 ? _twin() : _newTrade();
            entry = _enter(fresh);
        } else {
            entry = _roll(2) == 0 ? _held() : _recent();
        }
        ITrades.Trade memory trade = entry.trade;
        (bytes memory sellerSignature, bool sellerSigned) = _sign(trade, trade.seller);
        (bytes memory buyerSignature, bool buyerSigned) = _sign(trade, trade.buyer);
        address submitter = _submitterOf(trade);
        bool ok = _attempt(
            entry.held[0] || entry.held[1] ? bytes32("settle signed from hold") : bytes32("settle signed"),
            submitter,
            address(escrow),
            abi.encodeCall(IDvPEscrow.settleBySignatures, (trade, sellerSignature, buyerSignature))
        );
        _requireSubmitter(trade, submitter, ok);
        if (!ok) return;
        entry.approved = [sellerSigned, buyerSigned];
        _bookSettlement(entry);
    }

    function cancel(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(2) == 0 ? _matched() : _recent();
        uint256 side = entry.agreed[0] || entry.agreed[1] ? (entry.agreed[0] ? 1 : 0) : _roll(2);
        if (_roll(8) == 0) side = 1 - side;
        address party = _partyOf(entry.trade, side);
        address caller = _callerFor(entry.trade, side);
        if (_roll(8) == 0) caller = registry.successorOf(party);
        bytes memory data = abi.encodeCall(IDvPEscrow.cancel, (entry.trade, _side(side)));
        bool matched = entry.approved[0] && entry.approved[1];
        if (
            !_attempt(
                matched ? bytes32("agree to cancel") : bytes32("withdraw"),
                caller,
                address(escrow),
                data
            )
        ) {
            return;
        }
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
        if (matched && !entry.agreed[1 - side]) {
            if (entry.agreed[side]) _violate("INV-5", "agreed twice to a cancellation");
            entry.agreed[side] = true;
            return;
        }
        if (matched) ++reached["cancel"];
        else _requireNoMatchedTwin(entry);
        _bookEnding(entry, Ending.Cancelled);
    }

    function expire(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _recent();
        bytes memory data = abi.encodeCall(IDvPEscrow.expire, (entry.trade));
        if (!_attempt("expire", account(STRANGER), address(escrow), data)) return;
        if (clock < entry.trade.settleBy) _violate("INV-5", "expired a trade before its cut-off");
        _bookEnding(entry, Ending.Expired);
    }

    function cancelByCourt(uint256 seed) external acting(seed) {
        if (_entries.length == 0 || _roll(3) != 0) return;
        Entry storage entry = _recent();
        bytes memory data = abi.encodeCall(IDvPEscrow.cancelByCourtOrder, (entry.trade, "order"));
        if (_attempt("cancel by court", account(COURT), address(escrow), data)) {
            _bookEnding(entry, Ending.Cancelled);
        }
    }

    // ------------------------------------------------------------------ approving

    /// @dev On chain, with or without a hold, or by a signature.
    function _approve(Entry storage entry, uint256 side) private {
        ITrades.Trade memory trade = entry.trade;
        if (_roll(4) == 0) {
            (bytes memory signature, bool signed) = _sign(trade, _partyOf(trade, side));
            address submitter = _submitterOf(trade);
            bool ok = _attempt(
                "instruct signed",
                submitter,
                address(escrow),
                abi.encodeCall(IDvPEscrow.instructSigned, (trade, _side(side), signature))
            );
            _requireSubmitter(trade, submitter, ok);
            if (ok && !signed) _violate("INV-2", "approved by a wrong signature");
            if (ok) _bookApproval(entry, side, false);
            return;
        }
        bool withHold = _roll(2) == 0;
        address caller = _callerFor(trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.instruct, (trade, _side(side), _readiness(withHold)));
        if (
            !_attempt(
                withHold ? bytes32("instruct and hold") : bytes32("instruct"),
                caller,
                address(escrow),
                data
            )
        ) {
            return;
        }
        _requireAuthority(trade, side, caller);
        _bookApproval(entry, side, withHold);
    }

    function _affirm(Entry storage entry, uint256 side) private {
        bool withHold = _roll(2) == 0;
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(
            IDvPEscrow.affirm,
            (entry.trade, _side(side), _readiness(withHold))
        );
        if (
            !_attempt(
                withHold ? bytes32("affirm and hold") : bytes32("affirm"),
                caller,
                address(escrow),
                data
            )
        ) {
            return;
        }
        _requireAuthority(entry.trade, side, caller);
        if (!entry.approved[1 - side]) _violate("INV-2", "affirmed what nobody had instructed");
        _bookApproval(entry, side, withHold);
    }

    function _affirmThenSettle(Entry storage entry, uint256 side) private {
        address caller = _callerFor(entry.trade, side);
        bytes memory data = abi.encodeCall(IDvPEscrow.affirmThenSettle, (entry.trade, _side(side)));
        if (!_attempt("affirm then settle", caller, address(escrow), data)) return;
        _requireAuthority(entry.trade, side, caller);
        _bookApproval(entry, side, false);
        _bookSettlement(entry);
    }

    function _readiness(bool withHold) private pure returns (ITrades.Readiness) {
        return withHold ? ITrades.Readiness.Earmarked : ITrades.Readiness.Ready;
    }

    function _bookApproval(Entry storage entry, uint256 side, bool withHold) private {
        if (entry.ending != Ending.Open) _violate("INV-5", "approved a trade that had ended");
        if (entry.approved[side]) _violate("INV-2", "approved twice");
        entry.approved[side] = true;
        if (withHold) _bookHold(entry, side);
    }

    function _bookHold(Entry storage entry, uint256 side) private {
        if (entry.ending != Ending.Open) _violate("INV-5", "held for a trade that had ended");
        if (entry.held[side]) _violate("INV-4", "held twice");
        entry.held[side] = true;
    }

    // ------------------------------------------------------------------ judging

    function _requireAuthority(ITrades.Trade memory trade, uint256 side, address caller) private {
        _requireSubmitter(trade, caller, true);
        address party = _partyOf(trade, side);
        if (caller == party || _isAppointed(party, caller, Scopes.TRADE)) return;
        _violate("INV-2", "acted for an account without its appointment");
    }

    function _requireSubmitter(ITrades.Trade memory trade, address caller, bool ok) private {
        if (ok && trade.venue != address(0) && caller != trade.venue) {
            _violate("INV-2", "acted in a venue's trade");
        }
    }

    /// @dev What one side withdraws must not take a trade with it that both sides had approved.
    function _requireNoMatchedTwin(Entry storage entry) private {
        bytes32 number = _numberOf(entry.trade);
        for (uint256 i = 0; i < _entries.length; ++i) {
            Entry storage other = _entries[i];
            bool matched = other.ending == Ending.Open && other.approved[0] && other.approved[1];
            if (matched && _numberOf(other.trade) == number) {
                _violate("INV-5", "one side alone ended a matched trade");
            }
        }
    }

    // ------------------------------------------------------------------ choosing

    function _newTrade() private returns (ITrades.Trade memory trade) {
        uint256 from = clock + _roll(3) * 12 hours - 12 hours;
        trade.isin = ISIN;
        trade.currency = YEN;
        trade.settlementBank = account(BANK);
        trade.seller = account(
            _roll(2) == 0
                ? FIRST_TRADER
                : _roll(6) == 0
                    ? _roll(HOLDERS)
                    : _trader()
        );
        trade.buyer = account(
            _roll(2) == 0
                ? FIRST_TRADER + 1
                : _roll(6) == 0
                    ? _roll(HOLDERS)
                    : _trader()
        );
        trade.quantity = uint112(_roll(40));
        trade.amount = uint112(1 + _roll(4_000));
        trade.tradeDate = uint40(from - _roll(2) * 1 days);
        trade.settleFrom = uint40(from);
        trade.settleBy = uint40(from + 1 days + _roll(3) * 1 days);
        trade.venue = _roll(4) == 0 ? account(OPERATOR) : address(0);
        trade.sequence = uint48(_roll(4) + 64 * _roll(3));
        trade.commonReference = bytes16(uint128(_entries.length + 1));
    }

    /// @dev Another trade with the number of a recent one; a venue's may be between other parties.
    function _twin() private returns (ITrades.Trade memory trade) {
        ITrades.Trade memory model = _recent().trade;
        trade = _newTrade();
        trade.venue = model.venue;
        trade.sequence = model.sequence;
        if (model.venue == address(0)) (trade.seller, trade.buyer) = (model.seller, model.buyer);
    }

    function _recent() private returns (Entry storage) {
        uint256 count = _entries.length;
        return _entries[count - 1 - _roll(count < RECENT ? count : RECENT)];
    }

    /// @dev The newest trade that one side has approved; any recent one when there is none.
    function _alleged() private returns (Entry storage) {
        for (uint256 i = _entries.length; i > 0; --i) {
            Entry storage entry = _entries[i - 1];
            bool alleged = entry.approved[0] != entry.approved[1];
            if (alleged && entry.ending == Ending.Open && clock < entry.trade.settleBy) return entry;
        }
        return _recent();
    }

    /// @dev The newest matched trade that can still settle; any recent one when there is none.
    function _matched() private returns (Entry storage) {
        for (uint256 i = _entries.length; i > 0; --i) {
            Entry storage entry = _entries[i - 1];
            bool matched = entry.approved[0] && entry.approved[1];
            if (matched && entry.ending == Ending.Open && clock < entry.trade.settleBy) return entry;
        }
        return _recent();
    }

    /// @dev The newest trade with a leg held that can still settle; any recent one when there is none.
    function _held() private returns (Entry storage) {
        for (uint256 i = _entries.length; i > 0; --i) {
            Entry storage entry = _entries[i - 1];
            bool held = entry.held[0] || entry.held[1];
            if (held && entry.ending == Ending.Open && clock < entry.trade.settleBy) return entry;
        }
        return _recent();
    }

    /// @dev Mostly somebody who may act for the side.
    function _callerFor(ITrades.Trade memory trade, uint256 side) private returns (address) {
        uint256 chance = _roll(12);
        if (chance == 0) return account(STRANGER);
        if (chance == 1) return _partyOf(trade, 1 - side);
        if (chance == 2 || (chance < 11 && trade.venue != address(0))) return account(OPERATOR);
        return _partyOf(trade, side);
    }

    function _submitterOf(ITrades.Trade memory trade) private returns (address) {
        return _roll(8) == 0 || trade.venue == address(0) ? account(STRANGER) : trade.venue;
    }

    /// @dev A signature in the name of `party`, and whether it binds it.
    function _sign(
        ITrades.Trade memory trade,
        address party
    ) private returns (bytes memory signature, bool binds) {
        uint256 chance = _roll(12);
        bytes32 digest = chance < 2 ? escrow.mandateDigest(trade, party) : escrow.tradeDigest(trade);
        uint256 signer = chance == 2 ? STRANGER : _indexOf(party);
        if (chance < 2 || chance == 3) signer = OPERATOR;
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_key(signer), digest);
        signature =
            _roll(2) == 0
                ? abi.encodePacked(r, s, v)
                : abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255));
        binds = chance < 2 ? _isAppointed(party, account(OPERATOR), Scopes.TRADE) : chance > 3;
    }

    function _indexOf(address party) private pure returns (uint256 index) {
        while (account(index) != party) ++index;
    }

    function _partyOf(ITrades.Trade memory trade, uint256 side) private pure returns (address) {
        return side == 0 ? trade.seller : trade.buyer;
    }

    function _side(uint256 side) private pure returns (ITrades.Side) {
        return side == 0 ? ITrades.Side.Seller : ITrades.Side.Buyer;
    }
}
