// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {Scopes} from "../../../contracts/libraries/Scopes.sol";
import {VM} from "../../support/IVm.sol";
import {Ledger} from "./Ledger.sol";

/// @title TradeChoices
/// @notice Which trade an action is about, who tries it, with which signature, and whether that one was allowed to.
abstract contract TradeChoices is Ledger {
    uint256 private constant RECENT = 8;

    mapping(address holder => uint256 index) private _indexes;

    constructor() {
        for (uint256 i = 0; i < HOLDERS; ++i) _indexes[account(i)] = i;
    }

    // ------------------------------------------------------------------ judging

    function _requireAuthority(ITrades.Trade memory trade, uint256 side, address caller) internal {
        _requireSubmitter(trade, caller, true);
        if (!_speaksFor(_partyOf(trade, side), caller)) {
            _violate("INV-2", "acted for an account without its appointment");
        }
    }

    function _requireSubmitter(ITrades.Trade memory trade, address caller, bool ok) internal {
        if (ok && !_maySubmit(trade.venue, caller)) _violate("INV-2", "acted in a venue's trade");
    }

    function _maySubmit(address venue, address caller) internal pure returns (bool) {
        return venue == address(0) || caller == venue;
    }

    function _speaksFor(address party, address caller) internal view returns (bool) {
        return caller == party || _isAppointed(party, caller, Scopes.TRADE);
    }

    // ------------------------------------------------------------------ new trades

    /// @dev Mostly delivery versus payment, at times free of payment or a payment, and now and then nonsense.
    function _newTrade() internal returns (ITrades.Trade memory trade) {
        uint256 from = _roll(6) == 0 ? clock + 12 hours : clock - _roll(2) * 12 hours;
        (uint256 seller, uint256 buyer) = _newParties();
        (trade.seller, trade.buyer) = (account(seller), account(buyer));
        trade.tradeDate = uint40(from - _roll(2) * 1 days);
        trade.settleFrom = uint40(from);
        trade.settleBy = uint40(from + 1 days + _roll(3) * 1 days);
        trade.venue = _roll(4) == 0 ? account(OPERATOR) : address(0);
        // few numbers at a time, so that trades meet; and always new ones, so that some are left
        trade.sequence = uint48(256 * (_entries.length / 16) + 64 * _roll(3) + _roll(4));
        trade.commonReference = bytes16(uint128(_entries.length + 1));

        uint256 kind = _roll(8);
        if (kind != 0) _addPayment(trade);
        if (kind != 1) _addDelivery(trade);
        if (_roll(12) == 0) _spoil(trade);
    }

    /// @dev Often the same two, in either direction; now and then one with itself, or one that is not admitted.
    function _newParties() private returns (uint256 seller, uint256 buyer) {
        seller = FIRST_TRADER + _roll(2);
        buyer = 2 * FIRST_TRADER + 1 - seller;
        if (_roll(2) == 0) seller = _roll(6) == 0 ? _roll(HOLDERS) : _trader();
        if (_roll(2) == 0) buyer = _roll(6) == 0 ? _roll(HOLDERS) : _trader();
        if (buyer == seller && _roll(8) != 0) buyer = (buyer + 1) % HOLDERS;
    }

    function _addDelivery(ITrades.Trade memory trade) private {
        trade.isin = ISIN;
        trade.quantity = uint112(1 + _roll(40));
        if (_roll(4) != 0) trade.minimumPart = uint112(1 + _roll(_roll(2) == 0 ? 4 : trade.quantity));
    }

    function _addPayment(ITrades.Trade memory trade) private {
        trade.currency = YEN;
        trade.settlementBank = account(BANK);
        trade.amount = uint112(1 + _roll(_roll(8) == 0 ? 10 : 4_000));
    }

    /// @dev Half a leg, an instrument that nobody has issued, a part larger than the whole, or dates out of order.
    function _spoil(ITrades.Trade memory trade) private {
        uint256 kind = _roll(9);
        if (kind == 0) trade.quantity = 0;
        if (kind == 1) trade.amount = 0;
        if (kind == 2) trade.isin = 0;
        if (kind == 3) trade.currency = 0;
        if (kind == 4) trade.settlementBank = address(0);
        if (kind == 5) trade.isin = "JP3633400019";
        if (kind == 6) trade.settlementBank = account(ISSUER);
        if (kind == 7) trade.minimumPart = trade.quantity + 1;
        if (kind == 8) trade.settleFrom = trade.tradeDate - 1;
    }

    /// @dev Another trade with the number of a recent one; a venue's may be between other parties.
    function _twin() internal returns (ITrades.Trade memory trade) {
        ITrades.Trade memory model = _recent().trade;
        trade = _newTrade();
        trade.venue = model.venue;
        trade.sequence = model.sequence;
        if (model.venue == address(0)) (trade.seller, trade.buyer) = (model.seller, model.buyer);
    }

    // ------------------------------------------------------------------ trades at hand

    function _recent() internal returns (Entry storage) {
        uint256 count = _entries.length;
        return _entries[count - 1 - _roll(count < RECENT ? count : RECENT)];
    }

    /// @dev The newest trade that fits; any recent one when there is none.
    function _newest(function(Entry storage) view returns (bool) fits) internal returns (Entry storage) {
        for (uint256 i = _entries.length; i > 0; --i) {
            if (fits(_entries[i - 1])) return _entries[i - 1];
        }
        return _recent();
    }

    /// @dev It can still settle.
    function _isOpen(Entry storage entry) internal view returns (bool) {
        return entry.ending == Ending.Open && clock < entry.trade.settleBy;
    }

    function _isAlleged(Entry storage entry) internal view returns (bool) {
        return entry.approved[0] != entry.approved[1] && _isOpen(entry);
    }

    function _isMatched(Entry storage entry) internal view returns (bool) {
        return entry.approved[0] && entry.approved[1] && _isOpen(entry);
    }

    function _isHeld(Entry storage entry) internal view returns (bool) {
        return (entry.held[0] || entry.held[1]) && _isOpen(entry);
    }

    function _isOnHold(Entry storage entry) internal view returns (bool) {
        return (entry.onHold[0] || entry.onHold[1]) && _isOpen(entry);
    }

    /// @dev Nothing is in its way but what the tokens say.
    function _isReady(Entry storage entry) internal view returns (bool) {
        return _isMatched(entry) && !_isOnHold(entry) && clock >= entry.trade.settleFrom;
    }

    function _isDivisible(Entry storage entry) internal view returns (bool) {
        return entry.trade.minimumPart != 0 && _isReady(entry);
    }

    function _isPartlySettled(Entry storage entry) internal view returns (bool) {
        return entry.settledQuantity != 0 && _isOpen(entry);
    }

    /// @dev One side has agreed to cancel it.
    function _isGivenUp(Entry storage entry) internal view returns (bool) {
        return (entry.agreed[0] || entry.agreed[1]) && entry.ending == Ending.Open;
    }

    /// @dev It is recorded, and its cut-off has passed.
    function _isOverdue(Entry storage entry) internal view returns (bool) {
        bool recorded = entry.approved[0] || entry.approved[1];
        return recorded && entry.ending == Ending.Open && clock >= entry.trade.settleBy;
    }

    /// @dev It has ended, and but for that a part of it could settle.
    function _isEndedAndDivisible(Entry storage entry) internal view returns (bool) {
        bool matched = entry.approved[0] && entry.approved[1];
        bool divisible = entry.bound && matched && entry.trade.minimumPart != 0;
        return divisible && entry.ending != Ending.Open && clock < entry.trade.settleBy;
    }

    // ------------------------------------------------------------------ callers and signers

    /// @dev Mostly somebody who may act for the side.
    function _callerFor(ITrades.Trade memory trade, uint256 side) internal returns (address) {
        uint256 chance = _roll(12);
        if (chance == 0) return account(STRANGER);
        if (chance == 1) return _partyOf(trade, 1 - side);
        if (chance == 2 || (chance < 11 && trade.venue != address(0))) return account(OPERATOR);
        return _partyOf(trade, side);
    }

    function _submitterOf(address venue) internal returns (address) {
        return _roll(8) == 0 || venue == address(0) ? account(STRANGER) : venue;
    }

    /// @dev A signature in the name of `party`, and whether it binds it.
    function _sign(
        ITrades.Trade memory trade,
        address party
    ) internal returns (bytes memory signature, bool binds) {
        uint256 chance = _roll(12);
        bytes32 digest = chance < 2 ? escrow.mandateDigest(trade, party) : escrow.tradeDigest(trade);
        uint256 signer = chance == 2 ? STRANGER : _indexes[party];
        if (chance < 2 || chance == 3) signer = OPERATOR;
        signature = _signatureOf(signer, digest);
        binds = chance < 2 ? _isAppointed(party, account(OPERATOR), Scopes.TRADE) : chance > 3;
    }

    /// @dev A signature that binds `party`: its own, or one of its operator.
    function _signWell(ITrades.Trade memory trade, address party) internal returns (bytes memory) {
        if (_roll(4) == 0 && _isAppointed(party, account(OPERATOR), Scopes.TRADE)) {
            ++reached["mandate in a set"];
            return _signatureOf(OPERATOR, escrow.mandateDigest(trade, party));
        }
        return _signatureOf(_indexes[party], escrow.tradeDigest(trade));
    }

    /// @dev In one of the two forms.
    function _signatureOf(uint256 index, bytes32 digest) internal returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_key(index), digest);
        if (_roll(2) == 0) return abi.encodePacked(r, s, v);
        return abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255));
    }

    function _indexOf(address holder) internal view returns (uint256) {
        return _indexes[holder];
    }

    function _partyOf(ITrades.Trade memory trade, uint256 side) internal pure returns (address) {
        return side == 0 ? trade.seller : trade.buyer;
    }

    function _side(uint256 side) internal pure returns (ITrades.Side) {
        return side == 0 ? ITrades.Side.Seller : ITrades.Side.Buyer;
    }
}
