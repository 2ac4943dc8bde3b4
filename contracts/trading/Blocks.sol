// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBlocks} from "../interfaces/IBlocks.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IFundAccount} from "../interfaces/IFundAccount.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRequestForQuote} from "../interfaces/IRequestForQuote.sol";
import {ITradeSets} from "../interfaces/ITradeSets.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {QuoteHash} from "../libraries/QuoteHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {MarketRules} from "./MarketRules.sol";

/// @title Blocks
/// @notice See {IBlocks}.
/// @dev A room of {RequestForQuote}, which lets it work on its storage (delegatecall); called directly it acts for nobody, as
/// nobody appoints it. Upholds INV-2.
contract Blocks is MarketRules {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using QuoteHash for Quote;
    using QuoteHash for GiveUp;
    using QuoteHash for Ticket;
    using TradeHash for ITrades.Trade;
    using SafeCast for uint256;

    /// @dev Where a packed set has the number of its first trade and how many they are, and how long its head is ({PackedSet}).
    uint256 private constant SET_FIRST_PLACE = 20;
    uint256 private constant SET_COUNT_PLACE = 32;
    uint256 private constant SET_HEAD = 38;

    constructor(IDvPEscrow escrow_) MarketRules(escrow_) {}

    // ------------------------------------------------------------------ acceptance

    /// @inheritdoc IBlocks
    function acceptBlock(Quote calldata quote, bytes calldata signature, Block calldata block_) external {
        bytes32 id = quote.hash();
        uint256 quantity = _quantityOf(id, block_.allocations);
        // Check: who accepts, before the quote is used up
        _requireBlock(id, quote, block_, quantity, msg.sender);
        // Effect:
        uint256 left = _takeUp(id, quote, signature, quantity, block_.evidence);
        if (quote.lastLook == 0) _conclude(id, quote, block_, Taken(quantity, left, msg.sender));
        else _await(id, quote, block_, quantity);
    }

    /// @inheritdoc IBlocks
    function confirm(Quote calldata quote, Block calldata block_, address by, uint256 deadline) external {
        bytes32 id = quote.hash();
        bytes32 given = _acceptanceHash(block_, by, deadline);
        uint256 quantity = _quantityOf(id, block_.allocations);
        // Check:
        if (!registry.speaksFor(quote.dealer, msg.sender, Scopes.TRADE)) {
            revert QuoteNotYours(quote.dealer, msg.sender);
        }
        if (_awaited[id] != given) revert QuoteNotAwaiting(id, _awaited[id], given);
        if (block.timestamp > deadline) revert QuoteConfirmedTooLate(id, deadline, block.timestamp);
        _requireBlock(id, quote, block_, quantity, by);
        // Effect:
        delete _awaited[id];
        emit QuoteConfirmed(id, quote.dealer, msg.sender);
        _conclude(id, quote, block_, Taken(quantity, 0, by));
    }

    /// @inheritdoc IBlocks
    function decline(Quote calldata quote) external {
        bytes32 id = quote.hash();
        address dealer = quote.dealer;
        // Check:
        bool isItsOwn =
            registry.speaksFor(dealer, msg.sender, Scopes.TRADE) ||
                registry.speaksFor(dealer, msg.sender, Scopes.CANCEL);
        if (!isItsOwn) revert QuoteNotYours(dealer, msg.sender);
        if (_awaited[id] == 0) revert QuoteNotAwaiting(id, 0, 0);
        // Effect:
        delete _awaited[id];
        emit QuoteDeclined(id, dealer, msg.sender);
    }

    // ------------------------------------------------------------------ links

    /// @inheritdoc IBlocks
    function settleLinked(uint48 firstSequence, bytes calldata set) external {
        uint256 trades = linkedTradesOf(firstSequence);
        // Check:
        if (trades == 0) revert LinkUnknown(firstSequence);
        // Effect: a link settles once
        delete _links[firstSequence];
        emit LinkSettled(firstSequence);
        // Interaction:
        _settleLink(firstSequence, trades, set);
    }

    /// @inheritdoc IBlocks
    function cancelLinked(uint48 firstSequence, ITrades.Trade[] calldata trades, address account) external {
        // Check:
        if (_links[firstSequence] == 0) revert LinkUnknown(firstSequence);
        bytes32 given = _linkOf(trades);
        if (given != _links[firstSequence]) {
            revert LinkOtherTrades(firstSequence, _links[firstSequence], given);
        }
        if (!_isParty(trades, account) || !registry.speaksFor(account, msg.sender, Scopes.CANCEL)) {
            revert LinkNotAuthorised(firstSequence, msg.sender, account);
        }
        // Effect:
        _agrees[firstSequence][account] = true;
        emit LinkCancellationAgreed(firstSequence, account, msg.sender);
        if (!_mayCancel(firstSequence, trades)) return;
        delete _links[firstSequence];
        emit LinkCancelled(firstSequence);
        // Interaction:
        for (uint256 i = 0; i < trades.length; ++i) {
            if (!_isUsed(trades[i].sequence)) escrow.cancel(trades[i], ITrades.Side.Seller);
        }
    }

    /// @dev Whether all parties agree; or one of the trades was ended otherwise, so that the others can never settle.
    function _mayCancel(uint48 first, ITrades.Trade[] calldata trades) private view returns (bool) {
        bool doAllAgree = true;
        for (uint256 i = 0; i < trades.length; ++i) {
            if (_isUsed(trades[i].sequence)) return true;
            doAllAgree = doAllAgree && _agrees[first][trades[i].seller] && _agrees[first][trades[i].buyer];
        }
        return doAllAgree;
    }

    function _isParty(ITrades.Trade[] calldata trades, address account) private pure returns (bool) {
        for (uint256 i = 0; i < trades.length; ++i) {
            if (trades[i].seller == account || trades[i].buyer == account) return true;
        }
        return false;
    }

    function _linkOf(ITrades.Trade[] calldata trades) private pure returns (bytes32) {
        bytes32[] memory ids = new bytes32[](trades.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            ITrades.Trade memory trade = trades[i];
            ids[i] = trade.hash();
        }
        return _linkOf(ids);
    }

    function _linkOf(bytes32[] memory ids) private pure returns (bytes32) {
        return bytes32((uint256(keccak256(abi.encodePacked(ids))) & ~LINK_COUNT) | ids.length);
    }

    // ------------------------------------------------------------------ the block

    /// @dev What was taken of a quote: how much, how much is left of it, and by whom.
    struct Taken {
        uint256 quantity;
        uint256 left;
        address by;
    }

    /// @dev Whether `by` may accept for the accounts, through the broker.
    function _requireBlock(
        bytes32 id,
        Quote calldata quote,
        Block calldata block_,
        uint256 quantity,
        address by
    ) private view {
        Allocation[] calldata allocations = block_.allocations;
        address account = allocations.length == 1 ? allocations[0].account : by;
        address broker = block_.giveUp.broker;
        // Check:
        _requireFor(id, quote, account, by, block_.salt);
        if (quote.broker != broker) revert QuoteWrongBroker(id, quote.broker, broker);
        if (broker != address(0)) _requireGiveUp(id, quote, block_, account, quantity, by);
        if (block_.ticket.manager != address(0)) {
            _requireTicketLeft(block_.ticket.hash(), block_.ticket, quantity);
            _requireTicket(id, quote, block_, by, _cashPerUnit(quote, block_.giveUp));
            return;
        }
        for (uint256 i = 0; i < allocations.length; ++i) {
            account = allocations[i].account;
            if (!registry.speaksFor(account, by, Scopes.TRADE)) {
                revert IRequestForQuote.QuoteNotAuthorised(id, by, account);
            }
        }
    }

    function _requireGiveUp(
        bytes32 id,
        Quote calldata quote,
        Block calldata block_,
        address account,
        uint256 quantity,
        address by
    ) private view {
        GiveUp calldata giveUp = block_.giveUp;
        bytes32 giveUpId = giveUp.hash();
        // Check:
        if (block.timestamp >= giveUp.validUntil) {
            revert GiveUpExpired(giveUpId, giveUp.validUntil, block.timestamp);
        }
        bool isForIt =
            giveUp.isin == quote.isin &&
                giveUp.currency == quote.currency &&
                giveUp.settlementBank == quote.settlementBank &&
                (giveUp.request == 0 || giveUp.request == quote.request) &&
                (giveUp.investor == account || giveUp.investor == by);
        if (!isForIt) revert GiveUpMismatch(giveUpId, id);
        _requireGiveUpLeft(giveUpId, giveUp, quantity);
        bytes32 digest = _hashTypedDataV4(giveUpId);
        bytes calldata signature = block_.giveUpSignature;
        if (giveUp.broker.hasSigned(digest, signature)) return;
        if (registry.operatorHasSigned(giveUp.broker, digest, signature, Scopes.TRADE)) return;
        revert GiveUpInvalidSignature(giveUpId, giveUp.broker);
    }

    /// @dev Leaves the last word to the dealer. What would stop the trades is looked at now, so that no quote is used up for what
    /// could not become of it.
    function _await(bytes32 id, Quote calldata quote, Block calldata block_, uint256 quantity) private {
        // Check:
        if (quote.kind == Kind.Divisible) revert QuoteLastLookDivisible(id);
        if (quote.investor == address(0)) revert QuoteOpenLastLook(id);
        _requireExposure(id, quote, quantity);
        for (uint256 i = 0; i < block_.allocations.length; ++i) {
            registry.requireEligible(quote.dealer, block_.allocations[i].account, 0);
        }
        // Effect:
        uint256 deadline = block.timestamp + quote.lastLook;
        uint256 endOfDay = quote.tradeDate + DAY - 1;
        if (deadline > endOfDay) deadline = endOfDay;
        bytes32 acceptance = _acceptanceHash(block_, msg.sender, deadline);
        _awaited[id] = acceptance;
        emit QuoteAwaiting(
            id,
            quote.dealer,
            msg.sender,
            quantity,
            quote.sequence,
            deadline,
            block_.evidence,
            acceptance,
            block_
        );
    }

    /// @dev Makes the trades of a block, whose quote has been taken up.
    function _conclude(bytes32 id, Quote calldata quote, Block calldata block_, Taken memory taken) private {
        // Effect:
        _expose(id, quote, taken.quantity);
        if (block_.ticket.manager != address(0)) {
            bytes32 ticketId_ = block_.ticket.hash();
            _fill(ticketId_, id, block_.ticket, block_.allocations, taken.quantity, taken.by);
        }
        if (block_.giveUp.broker != address(0)) {
            _concludeThroughBroker(id, quote, block_, taken);
            return;
        }
        // Interaction:
        for (uint256 i = 0; i < block_.allocations.length; ++i) {
            Allocation calldata part = block_.allocations[i];
            ITrades.Trade memory trade = _tradeOf(
                quote,
                part.account,
                quote.dealer,
                part.quantity,
                quote.cashPerUnit
            );
            trade.sequence = part.sequence;
            ITrades.Readiness readiness = _readinessOf(block_, part.account);
            bytes32 tradeId = _conclude(trade, quote.side, block_.then, readiness);
            _emitAccepted(id, quote, part, tradeId, block_.evidence, taken);
        }
    }

    /// @dev The broker trades with the dealer and with each account. This contract is the venue of these trades, so that nobody
    /// can settle one without the others.
    function _concludeThroughBroker(
        bytes32 id,
        Quote calldata quote,
        Block calldata block_,
        Taken memory taken
    ) private {
        GiveUp calldata giveUp = block_.giveUp;
        uint48 first = nextLinkedSequence;
        bytes32[] memory ids = new bytes32[](block_.allocations.length + 1);
        // Effect:
        _giveUp(giveUp.hash(), giveUp, taken.quantity);
        nextLinkedSequence = (first + ids.length).toUint48();

        // Interaction: the dealer's side of the link, then the accounts'
        ITrades.Trade memory trade = _tradeOf(
            quote,
            giveUp.broker,
            quote.dealer,
            taken.quantity.toUint112(),
            quote.cashPerUnit
        );
        trade.sequence = first;
        ids[0] = _matchLinked(trade, quote.side, block_.then);
        _emitGivenUp(id, giveUp, ids, taken.quantity, first);
        uint256 cashPerUnit = _cashPerUnit(quote, giveUp);
        for (uint256 i = 1; i < ids.length; ++i) {
            Allocation calldata part = block_.allocations[i - 1];
            trade = _tradeOf(quote, part.account, giveUp.broker, part.quantity, cashPerUnit);
            trade.sequence = (first + i).toUint48();
            ids[i] = _matchLinked(trade, _other(quote.side), block_.then);
            _emitAccepted(id, quote, part, ids[i], block_.evidence, taken);
        }
        if (block_.then == Then.Settle) _settleLink(first, ids.length, block_.set);
        else _links[first] = _linkOf(ids);
    }

    function _emitGivenUp(
        bytes32 id,
        GiveUp calldata giveUp,
        bytes32[] memory ids,
        uint256 quantity,
        uint256 first
    ) private {
        emit GivenUp(
            id,
            giveUp.broker,
            giveUp.hash(),
            ids[0],
            quantity,
            giveUp.feePerUnit,
            first,
            ids.length
        );
    }

    function _emitAccepted(
        bytes32 id,
        Quote calldata quote,
        Allocation calldata part,
        bytes32 tradeId,
        bytes32 evidence,
        Taken memory taken
    ) private {
        _emitAccepted(id, quote, part.account, tradeId, part.quantity, taken.left, evidence, taken.by);
    }

    /// @dev Approves a trade of a link for both sides. What passes through the broker is not held.
    /// @param outerSide The side of the dealer, or of the account: the one that is not the broker's.
    function _matchLinked(
        ITrades.Trade memory trade,
        ITrades.Side outerSide,
        Then then
    ) private returns (bytes32) {
        trade.venue = address(this);
        registry.requireEligible(trade.seller, trade.buyer, 0);
        escrow.instruct(trade, _other(outerSide), ITrades.Readiness.Ready);
        escrow.affirm(
            trade,
            outerSide,
            then == Then.Earmark ? ITrades.Readiness.Earmarked : ITrades.Readiness.Ready
        );
        return trade.hash();
    }

    /// @dev All trades of the link and no others: as many, all of their numbers open before and used up afterwards.
    /// @param set Its first number is put in here, so that it can be packed before that is known.
    function _settleLink(uint48 first, uint256 trades, bytes memory set) private {
        uint256 given;
        if (set.length >= SET_HEAD) {
            uint256 bits = uint256(first) << 208;
            assembly ("memory-safe") {
                let place := add(add(set, 0x20), SET_FIRST_PLACE)
                mstore(place, or(bits, shr(48, shl(48, mload(place)))))
                given := shr(240, mload(add(add(set, 0x20), SET_COUNT_PLACE)))
            }
        }
        // Check:
        if (given != trades) revert LinkIncomplete(first, trades, given);
        _requireNumbers(first, trades, false);
        // Interaction: all approvals are recorded, so each has length zero
        ITradeSets(address(escrow)).settleChain(set, ITradeSets.ApprovedBy.Trades, new bytes(4 * trades));
        // Check:
        _requireNumbers(first, trades, true);
    }

    function _requireNumbers(uint48 first, uint256 trades, bool areUsed) private view {
        for (uint256 i = 0; i < trades; ++i) {
            uint48 sequence = (first + i).toUint48();
            if (_isUsed(sequence) != areUsed) revert LinkBroken(first, sequence);
        }
    }

    /// @dev Whether a number of this venue is used up.
    function _isUsed(uint48 sequence) private view returns (bool) {
        return escrow.isSequenceUsed(address(this), address(0), address(0), sequence);
    }

    // ------------------------------------------------------------------ parts of a block

    function _readinessOf(Block calldata block_, address account) private view returns (ITrades.Readiness) {
        bool isOnHold = block_.ticket.manager != address(0) && IFundAccount(account).needsAffirmation();
        return isOnHold ? ITrades.Readiness.OnHold : ITrades.Readiness.Ready;
    }

    /// @dev What a unit costs an account that buys, or brings one that sells, the broker's fee included.
    function _cashPerUnit(Quote calldata quote, GiveUp calldata giveUp) private pure returns (uint256) {
        uint256 cash = quote.cashPerUnit;
        if (giveUp.broker == address(0)) return cash;
        uint256 fee = giveUp.feePerUnit;
        if (quote.side == ITrades.Side.Seller) return cash + fee;
        // Check:
        if (fee >= cash) revert GiveUpFeeTooHigh(giveUp.hash(), fee, cash);
        return cash - fee;
    }

    function _quantityOf(
        bytes32 id,
        Allocation[] calldata allocations
    ) private pure returns (uint256 quantity) {
        if (allocations.length == 0) revert QuoteNoAllocations(id);
        for (uint256 i = 0; i < allocations.length; ++i) quantity += allocations[i].quantity;
    }

    function _acceptanceHash(
        Block calldata block_,
        address by,
        uint256 deadline
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(block_, by, deadline));
    }
}
