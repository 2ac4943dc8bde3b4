// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBondToken} from "../interfaces/IBondToken.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {ITradeSets} from "../interfaces/ITradeSets.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {TradeRules} from "./TradeRules.sol";
import {TradeViews} from "./TradeViews.sol";

/// @title DvPEscrow
/// @notice See {IDvPEscrow}.
/// @dev The life of a single trade; rules that it shares with sets are in {TradeRules}. Upholds INV-1, INV-2, INV-4 and
/// INV-5.
contract DvPEscrow is TradeViews, ITradeSets, AccessManaged {
    using Approvals for IParticipantRegistry;
    using TradeHash for Trade;

    /// @inheritdoc IDvPEscrow
    address public immutable tradeSets;

    /// @param tradeSets_ A {TradeSets} for the same registry and factories.
    constructor(
        address authority_,
        ITrades tradeSets_
    )
        AccessManaged(authority_)
        TradeRules(tradeSets_.registry(), tradeSets_.bondFactory(), tradeSets_.currencyFactory())
    {
        tradeSets = address(tradeSets_);
    }

    // Entry points take the trade from calldata by {TradeHash.load}, which checks and hashes it in one go.

    // ------------------------------------------------------------------ approval

    /// @inheritdoc IDvPEscrow
    function instruct(Trade calldata trade_, Side side, Readiness readiness) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        _approve(id, trade, side, readiness, _recordOf(id, trade));
    }

    /// @inheritdoc IDvPEscrow
    function affirm(Trade calldata trade_, Side side, Readiness readiness) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);
        // Check:
        if (record.flags & BOTH_APPROVED == 0) revert TradeNotInstructed(id);
        _approve(id, trade, side, readiness, record);
    }

    /// @inheritdoc IDvPEscrow
    function releaseInstruction(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);
        // Check:
        _requireOpen(id, trade, record);
        if (record.flags & _onHoldBy(side) == 0) revert TradeNotOnHold(id, side);
        // Effect:
        _write(record, id, trade, record.flags & ~_onHoldBy(side));
        emit InstructionReleased(id, side, msg.sender);
    }

    /// @inheritdoc IDvPEscrow
    function affirmThenSettle(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);

        // Check: this call is the missing approval, so it need not be written down first
        if (record.flags & BOTH_APPROVED == 0) revert TradeNotInstructed(id);
        if (record.flags & _approvedBy(side) != 0) revert TradeAlreadyApproved(id, side);
        _settle(id, trade, record);
    }

    /// @inheritdoc IDvPEscrow
    function instructSigned(Trade calldata trade_, Side side, bytes calldata signature) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireSubmitter(id, trade.venue);
        _requireSignature(id, _hashTypedDataV4(id), trade, side, signature);
        _approve(id, trade, side, Readiness.Ready, _recordOf(id, trade));
    }

    /// @inheritdoc IDvPEscrow
    function hold(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireAuthority(id, trade, side, Scopes.TRADE);
        Record memory record = _recordOf(id, trade);
        // Check:
        _requireOpen(id, trade, record);
        if (record.flags & _approvedBy(side) == 0) revert TradeNotApproved(id, side);
        if (record.flags & _heldBy(side) != 0) revert TradeAlreadyHeld(id, side);
        _hold(id, trade, side, record);
    }

    // ------------------------------------------------------------------ settlement

    /// @inheritdoc IDvPEscrow
    function settle(Trade calldata trade_) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireSubmitter(id, trade.venue);
        Record memory record = _recordOf(id, trade);
        // Check:
        if (record.flags & BOTH_APPROVED != BOTH_APPROVED) revert TradeNotMatched(id);
        _settle(id, trade, record);
    }

    /// @inheritdoc IDvPEscrow
    function settleAsOperator(Trade calldata trade_) external returns (bytes32) {
        (Trade memory trade, bytes32 id) = trade_.load();
        // Check: this call is both approvals, so that neither need be written down
        _requireAuthority(id, trade, Side.Seller, Scopes.TRADE);
        _requireAuthority(id, trade, Side.Buyer, Scopes.TRADE);
        _requireSound(id, trade);
        Record memory record = _recordOf(id, trade);
        // whatever is recorded under the number was approved before, and is not to be ended by this
        if (record.flags != 0 || _isNumberTaken(trade, record)) {
            if (_isClosed(trade, record)) revert TradeClosed(id, trade.sequence);
            revert TradeNumberTaken(id, trade.sequence);
        }
        _settle(id, trade, record);
        return id;
    }

    /// @inheritdoc IDvPEscrow
    function settlePart(Trade calldata trade_, uint112 quantity) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        _requireSubmitter(id, trade.venue);
        if (trade.venue == address(0)) _requireEitherSide(id, trade);
        Record memory record = _recordOf(id, trade);
        Parts memory settled = _settledOf(record);
        uint112 rest = trade.quantity - settled.quantity;

        // Check:
        _requireOpen(id, trade, record);
        if (record.flags & BOTH_APPROVED != BOTH_APPROVED) revert TradeNotMatched(id);
        if (trade.minimumPart == 0) revert TradeIndivisible(id);
        if (quantity > rest || (quantity < trade.minimumPart && quantity < rest)) {
            revert TradeInvalidPart(id, quantity, trade.minimumPart, rest);
        }
        if (quantity == rest) _settle(id, trade, record);
        else _settlePart(id, trade, record, quantity);
    }

    /// @inheritdoc IDvPEscrow
    function settleBySignatures(
        Trade calldata trade_,
        bytes calldata sellerSignature,
        bytes calldata buyerSignature
    ) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        // Check:
        _requireSubmitter(id, trade.venue);
        _requireSound(id, trade);
        bytes32 digest = _hashTypedDataV4(id);
        _requireSignature(id, digest, trade, Side.Seller, sellerSignature);
        _requireSignature(id, digest, trade, Side.Buyer, buyerSignature);
        Record memory unread;
        _settle(id, trade, unread);
    }

    // ------------------------------------------------------------------ sets

    /// @inheritdoc ITradeSets
    function settleBatch(bytes calldata, bytes calldata) external returns (uint256) {
        _callTradeSets();
    }

    /// @inheritdoc ITradeSets
    function settleChain(bytes calldata, ApprovedBy, bytes calldata) external {
        _callTradeSets();
    }

    /// @inheritdoc ITradeSets
    function settleNet(bytes calldata, ApprovedBy, bytes calldata) external {
        _callTradeSets();
    }

    /// @inheritdoc ITradeSets
    function settleAllForBatch(bytes calldata, bytes calldata) external returns (uint256) {
        _callTradeSets();
    }

    /// @inheritdoc ITradeSets
    function settleOneForBatch(Trade calldata) external {
        _callTradeSets();
    }

    // ------------------------------------------------------------------ ending

    /// @inheritdoc IDvPEscrow
    function cancel(Trade calldata trade_, Side side) external {
        (Trade memory trade, bytes32 id) = trade_.load();
        Record memory record = _recordOf(id, trade);
        // Check:
        if (_isClosed(trade, record)) revert TradeClosed(id, trade.sequence);
        if (trade.venue != address(0)) {
            _requireSubmitter(id, trade.venue);
            _cancel(id, trade, record, CancelCause.Venue, 0);
            return;
        }
        _requireSound(id, trade);
        _requireCanceller(id, _partyOf(trade, side));
        if (_isNumberTaken(trade, record)) revert TradeNumberTaken(id, trade.sequence);

        // Effect:
        bool isBinding = record.flags & BOTH_APPROVED == BOTH_APPROVED && record.flags & EITHER_ON_HOLD == 0;
        if (!isBinding) {
            _cancel(id, trade, record, CancelCause.Withdrawn, 0);
            return;
        }
        uint256 agreement = side == Side.Seller ? SELLER_CANCELS : BUYER_CANCELS;
        if (record.flags & agreement != 0) revert TradeCancellationAlreadyAgreed(id, side);
        if ((record.flags | agreement) & BOTH_CANCEL == BOTH_CANCEL) {
            _cancel(id, trade, record, CancelCause.Agreed, 0);
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
        if (_isClosed(trade, record)) revert TradeClosed(id, trade.sequence);
        if (record.flags == 0) revert TradeNotInstructed(id);
        if (block.timestamp < trade.settleBy && !_isBondOver(trade)) {
            revert TradeNotExpired(id, trade.settleBy, block.timestamp);
        }
        // Effect:
        _close(id, trade, record);
        emit Expired(id, trade.seller, trade.buyer, trade.venue, trade.sequence, trade.settleBy, msg.sender);
        // Interaction:
        _releaseHolds(id, trade, record);
    }

    /// @inheritdoc IDvPEscrow
    function cancelByCourtOrder(Trade calldata trade_, bytes32 evidence) external restricted {
        (Trade memory trade, bytes32 id) = trade_.load();
        _cancel(id, trade, _recordOf(id, trade), CancelCause.CourtOrder, evidence);
    }

    // ------------------------------------------------------------------ transitions

    /// @dev Whether the bond's register is closed for good: what is not settled cannot be any more, and units held for it
    /// would miss their redemption.
    function _isBondOver(Trade memory trade) private view returns (bool) {
        if (trade.quantity == 0) return false;
        address bond = _bondOf(trade.isin);
        if (bond.code.length == 0) return false;
        IBondToken.LifeCycle life = IBondToken(bond).lifeCycle();
        return life == IBondToken.LifeCycle.Closed || life == IBondToken.LifeCycle.Matured;
    }

    function _approve(
        bytes32 id,
        Trade memory trade,
        Side side,
        Readiness readiness,
        Record memory record
    ) private {
        uint256 flags = record.flags | _approvedBy(side);
        // Check:
        _requireSound(id, trade);
        _requireOpen(id, trade, record);
        if (flags == record.flags) revert TradeAlreadyApproved(id, side);

        // Effect:
        bool isFirst = record.flags & BOTH_APPROVED == 0;
        if (readiness == Readiness.OnHold) _bind(record, id, trade, flags | _onHoldBy(side));
        else _write(record, id, trade, flags);
        if (isFirst) emit Instructed(id, trade.seller, trade.buyer, side, readiness, msg.sender, trade);
        else emit Matched(id, trade.seller, trade.buyer, side, readiness, msg.sender);

        // Interaction:
        if (readiness == Readiness.Earmarked) _hold(id, trade, side, record);
    }

    function _hold(bytes32 id, Trade memory trade, Side side, Record memory record) private {
        _reduceToRest(trade, record);
        (address token, address account, uint256 amount) = _legOf(id, trade, side);
        // Check:
        if (amount == 0) revert TradeNothingToHold(id, side);
        // Effect:
        _bind(record, id, trade, record.flags | _heldBy(side));
        emit LegHeld(id, side, account, amount);
        // Interaction:
        IRegulatedToken(token).hold(account, amount);
    }

    function _settlePart(bytes32 id, Trade memory trade, Record memory record, uint112 quantity) private {
        // casting is safe: a part of a trade is smaller than the whole
        // forge-lint: disable-next-line(unsafe-typecast)
        uint112 amount = uint112((uint256(trade.amount) * quantity) / trade.quantity);
        // Check:
        _requireDue(id, trade);
        _requireReleased(id, record);
        if (amount == 0 && trade.amount != 0) revert TradeUnpaidPart(id, quantity);
        (address bond, address currency) = _instrumentsOf(id, trade);

        // Effect:
        _addPart(record, id, trade, quantity, amount);
        _reduceToRest(trade, record);
        emit PartSettled(
            id,
            trade.seller,
            trade.buyer,
            quantity,
            amount,
            trade.quantity,
            trade.amount,
            msg.sender
        );

        // Interaction: both legs, or the whole transaction reverts
        (trade.quantity, trade.amount) = (quantity, amount);
        _moveLegs(trade, bond, currency, record.flags);
    }

    function _cancel(
        bytes32 id,
        Trade memory trade,
        Record memory record,
        CancelCause cause,
        bytes32 evidence
    ) private {
        // Effect:
        _close(id, trade, record);
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
        _releaseHolds(id, trade, record);
    }

    // ------------------------------------------------------------------ rules

    /// @dev The successor of a lost key speaks in its place, and the lost key no more.
    function _requireCanceller(bytes32 id, address account) private view {
        address successor = registry.successorOf(account);
        address speaker = successor == address(0) ? account : successor;
        if (!registry.speaksFor(speaker, msg.sender, Scopes.CANCEL)) {
            revert TradeNotAuthorised(id, msg.sender, account);
        }
    }

    /// @dev Lets {TradeSets} do what was called, on this contract's storage, and ends with its answer. Its code is as fixed
    /// as this contract's own: the two are one contract in two pieces, as one alone would exceed 24,576 bytes (EIP-170).
    function _callTradeSets() private {
        address room = tradeSets;
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, 0, calldatasize())
            let isDone := delegatecall(gas(), room, start, calldatasize(), 0, 0)
            returndatacopy(start, 0, returndatasize())
            switch isDone
            case 0 {
                revert(start, returndatasize())
            }
            default {
                return(start, returndatasize())
            }
        }
    }

    function _requireEitherSide(bytes32 id, Trade memory trade) private view {
        if (registry.speaksFor(trade.seller, msg.sender, Scopes.TRADE)) return;
        _requireAuthority(id, trade, Side.Buyer, Scopes.TRADE);
    }

    function _requireOpen(bytes32 id, Trade memory trade, Record memory record) private view {
        if (_isClosed(trade, record)) revert TradeClosed(id, trade.sequence);
        _requireBeforeCutOff(id, trade);
    }
}
