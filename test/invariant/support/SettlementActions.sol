// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "../../../contracts/interfaces/IDvPEscrow.sol";
import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {ApprovalActions} from "./ApprovalActions.sol";

/// @title SettlementActions
/// @notice How single trades settle, in whole or in parts, with recorded approvals or with signatures.
abstract contract SettlementActions is ApprovalActions {
    function settle(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _roll(4) == 0 ? _recent() : _newest(_roll(4) == 0 ? _isMatched : _isReady);
        ITrades.Trade memory trade = entry.trade;
        bool expected = escrow.explain(trade).length == 0;
        address submitter = _submitterOf(trade.venue);
        bytes memory data = abi.encodeCall(IDvPEscrow.settle, (trade));
        bool ok = _attempt(_nameOf(entry, "settle"), submitter, address(escrow), data);
        _requireSubmitter(trade, submitter, ok);
        if (_maySubmit(trade.venue, submitter) && ok != expected) {
            _violate("explain", "what explain says is not what settle does");
        }
        if (!ok) return;
        if (entry.settledQuantity != 0) ++reached["settle a rest"];
        _bookSettlement(entry);
    }

    /// With two signatures in hand, right or wrong ones, whether or not the trade is recorded.
    function settleSigned(uint256 seed) external acting(seed) {
        Entry storage entry;
        if (_entries.length == 0 || _roll(2) == 0) {
            ITrades.Trade memory fresh = _entries.length != 0 && _roll(4) == 0 ? _twin() : _newTrade();
            entry = _enter(fresh);
        } else {
            entry = _roll(2) == 0 ? _newest(_isHeld) : _recent();
        }
        ITrades.Trade memory trade = entry.trade;
        (bytes memory sellerSignature, bool sellerSigned) = _sign(trade, trade.seller);
        (bytes memory buyerSignature, bool buyerSigned) = _sign(trade, trade.buyer);
        address submitter = _submitterOf(trade.venue);
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

    /// A part of any size, none and more than all among them; also of trades that have ended.
    function settlePart(uint256 seed) external acting(seed) {
        if (_entries.length == 0) return;
        Entry storage entry = _partly();
        for (uint256 count = 1 + _roll(3); count > 0; --count) _settlePart(entry);
    }

    // ------------------------------------------------------------------ parts

    function _settlePart(Entry storage entry) private {
        ITrades.Trade memory trade = entry.trade;
        (uint256 rest, ) = _restOf(entry);
        uint256 quantity = _partOf(entry);
        address caller = _roll(2) == 0 ? _callerFor(trade, _roll(2)) : trade.seller;
        bool isLast = quantity == rest;
        bool expected = escrow.explain(trade).length == 0 && trade.minimumPart != 0;

        bytes memory data = abi.encodeCall(IDvPEscrow.settlePart, (trade, uint112(quantity)));
        bool ok = _attempt(
            isLast ? bytes32("settle the last part") : _nameOf(entry, "settle a part"),
            caller,
            address(escrow),
            data
        );
        bool isAllowed =
            trade.venue != address(0)
                ? caller == trade.venue
                : _speaksFor(trade.seller, caller) || _speaksFor(trade.buyer, caller);
        if (isAllowed && isLast && quantity != 0 && ok != expected) {
            _violate("explain", "what explain says is not what the last part does");
        }
        if (!ok) return;
        if (!isAllowed) _violate("INV-2", "a stranger settled a part");
        _bookPartOf(entry, quantity, rest);
    }

    function _bookPartOf(Entry storage entry, uint256 quantity, uint256 rest) private {
        ITrades.Trade memory trade = entry.trade;
        if (trade.minimumPart == 0) _violate("INV-2", "settled a part of an indivisible trade");
        if (quantity > rest || (quantity < trade.minimumPart && quantity != rest)) {
            _violate("INV-2", "settled a part of a size that was not agreed");
        }
        if (quantity == rest) {
            _bookSettlement(entry);
            return;
        }
        uint256 amount = (uint256(trade.amount) * quantity) / trade.quantity;
        if (amount == 0 && trade.amount != 0) _violate("INV-1", "delivered a part for nothing");
        if (trade.amount == 0) ++reached["part free of payment"];
        _bookPart(entry, quantity, amount);
    }

    function _partly() private returns (Entry storage) {
        uint256 chance = _roll(7);
        if (chance == 0) return _recent();
        if (chance == 1) return _newest(_isEndedAndDivisible);
        if (chance == 2) return _newest(_isPartlySettled);
        return chance < 5 ? _newest(_isDivisible) : _arranged();
    }

    /// @dev A new trade of the usual two without a venue that allows parts and is due, approved by both sides.
    function _arranged() private returns (Entry storage entry) {
        ITrades.Trade memory trade = _newTrade();
        (trade.tradeDate, trade.settleFrom, trade.venue) = (uint40(clock), uint40(clock), address(0));
        uint256 seller = _roll(2);
        (trade.seller, trade.buyer) = (account(FIRST_TRADER + seller), account(FIRST_TRADER + 1 - seller));
        if (trade.quantity > 3) trade.minimumPart = uint112(1 + _roll(3));
        entry = _enter(trade);
        _instruct(entry, 0, trade.seller);
        _instruct(entry, 1, trade.buyer);
    }

    /// @dev Mostly something between the minimum and the rest; at times an edge, or one beyond it.
    function _partOf(Entry storage entry) private returns (uint256) {
        uint256 minimum = entry.trade.minimumPart;
        (uint256 rest, ) = _restOf(entry);
        uint256 chance = _roll(10);
        if (chance == 0) return 0;
        if (chance == 1) return minimum == 0 ? 1 : minimum - 1;
        if (chance == 2) return rest + 1;
        if (chance == 3) return rest;
        if (chance == 4 || rest <= minimum) return minimum;
        return minimum + _roll(rest - minimum);
    }

    function _nameOf(Entry storage entry, bytes32 deed) private view returns (bytes32) {
        if (entry.held[0] || entry.held[1]) {
            return deed == "settle" ? bytes32("settle from hold") : bytes32("settle a part from hold");
        }
        if (entry.trade.amount == 0 && deed == "settle") return "settle free of payment";
        if (entry.trade.quantity == 0) return "settle a payment";
        return deed;
    }
}
