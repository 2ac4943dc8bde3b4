// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {ICurrencyFactory} from "../interfaces/ICurrencyFactory.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {TradeViews} from "./TradeViews.sol";

/// @title DvPEscrow
/// @notice See {IDvPEscrow}.
/// @dev Trusts the two factories, whose tokens' addresses it derives: no other token can be named. Those tokens call
/// nothing but the registry, and the trade's number is closed before they are called, so there is nothing to reenter.
/// Upholds INV-1, INV-2, INV-4 and INV-5.
contract DvPEscrow is TradeViews, AccessManaged {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using TradeHash for Trade;

    constructor(
        address authority_,
        IParticipantRegistry registry_,
        IBondFactory bondFactory_,
        ICurrencyFactory currencyFactory_
    ) AccessManaged(authority_) TradeViews(registry_, bondFactory_, currencyFactory_) {}

    // Entry points take the trade from calldata by {TradeHash.load}, which checks and hashes it in one go.

    // ------------------------------------------------------------------ approval

    /// @inheritdoc IDvPEscrow
    function instruct(Trade calldata trade_, Side side, bool withHold) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);
        _approve(id, trade, side, record);
        if (withHold) _hold(id, trade, side, record);
    }

    /// @inheritdoc IDvPEscrow
    function affirm(Trade calldata trade_, Side side, bool withHold) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);
        // Check:
        if (record.flags & BOTH_APPROVED == 0) revert TradeNotInstructed(id);
        _approve(id, trade, side, record);
        if (withHold) _hold(id, trade, side, record);
    }

    /// @inheritdoc IDvPEscrow
    function affirmThenSettle(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);

        // Check: this call is the missing approval, so it need not be written down first
        if (record.flags & BOTH_APPROVED == 0) revert TradeNotInstructed(id);
        if (record.flags & _approvedBy(side) != 0) revert TradeAlreadyApproved(id, side);
        _settle(id, trade, record.flags);
    }

    /// @inheritdoc IDvPEscrow
    function instructSigned(Trade calldata trade_, Side side, bytes calldata signature) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireSubmitter(id, trade);
        _requireSignature(id, _hashTypedDataV4(id), _partyOf(trade, side), side, signature);
        _approve(id, trade, side, _recordOf(id, trade));
    }

    /// @inheritdoc IDvPEscrow
    function hold(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);
        // Check:
        _requireOpen(id, trade);
        if (record.flags & _approvedBy(side) == 0) revert TradeNotApproved(id, side);
        if (record.flags & _heldBy(side) != 0) revert TradeAlreadyHeld(id, side);
        _hold(id, trade, side, record);
    }

    // ------------------------------------------------------------------ settlement

    /// @inheritdoc IDvPEscrow
    function settle(Trade calldata trade_) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireSubmitter(id, trade);
        Record memory record = _recordOf(id, trade);
        // Check:
        if (record.flags & BOTH_APPROVED != BOTH_APPROVED) revert TradeNotMatched(id);
        _settle(id, trade, record.flags);
    }

    /// @inheritdoc IDvPEscrow
    function settleBySignatures(
        Trade calldata trade_,
        bytes calldata sellerSignature,
        bytes calldata buyerSignature
    ) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        // Check:
        _requireSubmitter(id, trade);
        _requireSound(id, trade);
        bytes32 digest = _hashTypedDataV4(id);
        _requireSignature(id, digest, trade.seller, Side.Seller, sellerSignature);
        _requireSignature(id, digest, trade.buyer, Side.Buyer, buyerSignature);
        _settle(id, trade, UNREAD);
    }

    // ------------------------------------------------------------------ ending

    /// @inheritdoc IDvPEscrow
    function cancel(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        Record memory record = _recordOf(id, trade);
        // Check:
        if (_isClosed(trade)) revert TradeClosed(id, trade.sequence);
        if (trade.venue != address(0)) {
            _requireSubmitter(id, trade);
            _cancel(id, trade, record.flags, CancelCause.Venue, 0);
            return;
        }
        _requireSound(id, trade);
        _requireCanceller(id, _partyOf(trade, side));
        if (_isNumberTaken(record, trade)) revert TradeNumberTaken(id, trade.sequence);

        // Effect:
        if (record.flags & BOTH_APPROVED != BOTH_APPROVED) {
            _cancel(id, trade, record.flags, CancelCause.Withdrawn, 0);
            return;
        }
        uint256 agreement = side == Side.Seller ? SELLER_CANCELS : BUYER_CANCELS;
        if (record.flags & agreement != 0) revert TradeCancellationAlreadyAgreed(id, side);
        if ((record.flags | agreement) & BOTH_CANCEL == BOTH_CANCEL) {
            _cancel(id, trade, record.flags, CancelCause.Agreed, 0);
            return;
        }
        _write(record, id, trade, record.flags | agreement);
        emit CancellationAgreed(id, side, msg.sender);
    }

    /// @inheritdoc IDvPEscrow
    function expire(Trade calldata trade_) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        Record memory record = _recordOf(id, trade);
        // Check:
        if (_isClosed(trade)) revert TradeClosed(id, trade.sequence);
        if (record.flags == 0) revert TradeNotInstructed(id);
        if (block.timestamp < trade.settleBy) revert TradeNotExpired(id, trade.settleBy, block.timestamp);
        // Effect:
        _close(id, trade, record.flags);
        emit Expired(id, trade.seller, trade.buyer, trade.venue, trade.sequence, trade.settleBy, msg.sender);
        // Interaction:
        _release(id, trade, record.flags);
    }

    /// @inheritdoc IDvPEscrow
    function cancelByCourtOrder(Trade calldata trade_, bytes32 evidence) external restricted {
        (Trade memory trade, bytes32 id) = trade_.load();
        _cancel(id, trade, _recordOf(id, trade).flags, CancelCause.CourtOrder, evidence);
    }

    // ------------------------------------------------------------------ transitions

    function _approve(bytes32 id, Trade memory trade, Side side, Record memory record) private {
        uint256 approval = _approvedBy(side);
        // Check:
        _requireSound(id, trade);
        _requireOpen(id, trade);
        if (record.flags & approval != 0) revert TradeAlreadyApproved(id, side);
        // Effect:
        bool isFirst = record.flags & BOTH_APPROVED == 0;
        _write(record, id, trade, record.flags | approval);
        if (isFirst) emit Instructed(id, trade.seller, trade.buyer, side, msg.sender, trade);
        else emit Matched(id, trade.seller, trade.buyer, side, msg.sender);
    }

    function _hold(bytes32 id, Trade memory trade, Side side, Record memory record) private {
        (address token, address account, uint256 amount) = _legOf(id, trade, side);
        // Effect:
        _earmark(id, trade, record.flags);
        _write(record, id, trade, record.flags | _heldBy(side));
        emit LegHeld(id, side, account, amount);
        // Interaction:
        IRegulatedToken(token).hold(account, amount);
    }

    /// @dev The one way in which a trade settles. `flags` say which legs are taken from a hold; {UNREAD} when the record
    /// was not read, as only the number tells whether that is needed.
    function _settle(bytes32 id, Trade memory trade, uint256 flags) private {
        // Check:
        if (block.timestamp < trade.settleFrom) revert TradeNotDue(id, trade.settleFrom, block.timestamp);
        if (block.timestamp >= trade.settleBy) revert TradeExpired(id, trade.settleBy, block.timestamp);
        address bond = _requireBond(id, trade);
        address currency = _requireCurrency(id, trade);

        // Effect:
        flags = _close(id, trade, flags);
        emit Settled(
            id,
            trade.seller,
            trade.buyer,
            bond,
            trade.quantity,
            currency,
            trade.amount,
            trade.venue,
            trade.sequence
        );

        // Interaction: both legs, or the whole transaction reverts
        IRegulatedToken(bond).moveForSettlement(
            trade.seller,
            trade.buyer,
            trade.quantity,
            flags & SELLER_HELD != 0
        );
        IRegulatedToken(currency).moveForSettlement(
            trade.buyer,
            trade.seller,
            trade.amount,
            flags & BUYER_HELD != 0
        );
    }

    function _cancel(
        bytes32 id,
        Trade memory trade,
        uint256 flags,
        CancelCause cause,
        bytes32 evidence
    ) private {
        // Effect:
        _close(id, trade, flags);
        emit Cancelled(
            id,
            trade.seller,
            trade.buyer,
            trade.venue,
            trade.sequence,
            cause,
            msg.sender,
            evidence
        );
        // Interaction:
        _release(id, trade, flags);
    }

    function _release(bytes32 id, Trade memory trade, uint256 flags) private {
        if (flags & SELLER_HELD != 0) _releaseLeg(id, trade, Side.Seller);
        if (flags & BUYER_HELD != 0) _releaseLeg(id, trade, Side.Buyer);
    }

    function _releaseLeg(bytes32 id, Trade memory trade, Side side) private {
        (address token, address account, uint256 amount) = _legOf(id, trade, side);
        emit LegReleased(id, side, account, amount);
        IRegulatedToken(token).release(account, amount);
    }

    // ------------------------------------------------------------------ rules

    function _requireAuthority(bytes32 id, Trade memory trade, Side side, uint32 scope) private view {
        _requireSubmitter(id, trade);
        address account = _partyOf(trade, side);
        if (!registry.speaksFor(account, msg.sender, scope))
            revert TradeNotAuthorised(id, msg.sender, account);
    }

    /// @dev The successor of a lost key speaks in its place, and the lost key no more.
    function _requireCanceller(bytes32 id, address account) private view {
        address successor = registry.successorOf(account);
        address speaker = successor == address(0) ? account : successor;
        if (!registry.speaksFor(speaker, msg.sender, Scopes.CANCEL)) {
            revert TradeNotAuthorised(id, msg.sender, account);
        }
    }

    function _requireSubmitter(bytes32 id, Trade memory trade) private view {
        if (trade.venue != address(0) && msg.sender != trade.venue) {
            revert TradeNotItsVenue(id, msg.sender, trade.venue);
        }
    }

    function _requireSignature(
        bytes32 id,
        bytes32 digest,
        address account,
        Side side,
        bytes calldata signature
    ) private view {
        if (account.hasSigned(digest, signature)) return;
        bytes32 mandate = _hashTypedDataV4(TradeHash.mandateHash(id, account));
        if (registry.operatorHasSigned(account, mandate, signature, Scopes.TRADE)) return;
        revert TradeInvalidSignature(id, side, account);
    }

    function _requireOpen(bytes32 id, Trade memory trade) private view {
        if (_isClosed(trade)) revert TradeClosed(id, trade.sequence);
        if (block.timestamp >= trade.settleBy) revert TradeExpired(id, trade.settleBy, block.timestamp);
    }

    function _requireSound(bytes32 id, Trade memory trade) private pure {
        if (_isSound(trade)) return;
        if (trade.seller == trade.buyer) revert TradeSameParty(id, trade.seller);
        if (trade.quantity == 0 || trade.amount == 0) revert TradeEmptyLeg(id, trade.quantity, trade.amount);
        revert TradeInvalidDates(id, trade.tradeDate, trade.settleFrom, trade.settleBy);
    }

    function _requireBond(bytes32 id, Trade memory trade) private view returns (address bond) {
        bond = _bondOf(trade);
        if (bond.code.length == 0) revert TradeUnknownBond(id, trade.isin);
    }

    function _requireCurrency(bytes32 id, Trade memory trade) private view returns (address currency) {
        currency = _currencyOf(trade);
        if (currency.code.length == 0) {
            revert TradeUnknownCurrency(id, trade.currency, trade.settlementBank);
        }
    }

    // ------------------------------------------------------------------ the parts of a trade

    function _approvedBy(Side side) private pure returns (uint256) {
        return side == Side.Seller ? SELLER_APPROVED : BUYER_APPROVED;
    }

    function _heldBy(Side side) private pure returns (uint256) {
        return side == Side.Seller ? SELLER_HELD : BUYER_HELD;
    }

    function _partyOf(Trade memory trade, Side side) private pure returns (address) {
        return side == Side.Seller ? trade.seller : trade.buyer;
    }

    function _legOf(
        bytes32 id,
        Trade memory trade,
        Side side
    ) private view returns (address token, address account, uint256 amount) {
        if (side == Side.Seller) return (_requireBond(id, trade), trade.seller, trade.quantity);
        return (_requireCurrency(id, trade), trade.buyer, trade.amount);
    }
}
