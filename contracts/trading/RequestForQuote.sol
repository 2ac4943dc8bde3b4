// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
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
import {TicketBook} from "./TicketBook.sol";

/// @title RequestForQuote
/// @notice See {IRequestForQuote}.
/// @dev Trusts the registry and the escrow. Speaks for dealers, investors and brokers only as far as they signed or called; a
/// quote's number is used up before anything else is called that changes state. Upholds INV-2.
contract RequestForQuote is IRequestForQuote, TicketBook {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using QuoteHash for Quote;
    using QuoteHash for GiveUp;
    using QuoteHash for Ticket;
    using TradeHash for ITrades.Trade;
    using SafeCast for uint256;

    uint256 private constant DAY = 1 days;
    /// @dev Where a packed set says how many trades it has, and how wide that is ({PackedSet}).
    uint256 private constant SET_COUNT_PLACE = 32;
    uint256 private constant SET_HEAD = 38;

    /// @inheritdoc IRequestForQuote
    IParticipantRegistry public immutable registry;
    /// @inheritdoc IRequestForQuote
    IDvPEscrow public immutable escrow;

    mapping(bytes32 quote => bytes32 acceptance) private _awaited;
    mapping(uint256 firstSequence => uint256 trades) private _links;
    /// @inheritdoc IRequestForQuote
    uint48 public nextLinkedSequence;

    constructor(IDvPEscrow escrow_) EIP712("Kessai RFQ", "1") {
        escrow = escrow_;
        registry = escrow_.registry();
    }

    // ------------------------------------------------------------------ acceptance

    /// @inheritdoc IRequestForQuote
    function accept(Quote calldata quote, bytes calldata signature, Acceptance calldata acceptance) external {
        bytes32 id = quote.hash();
        (address account, uint256 quantity) = (acceptance.account, acceptance.quantity);
        // Check:
        if (!registry.speaksFor(account, msg.sender, Scopes.TRADE)) {
            revert QuoteNotAuthorised(id, msg.sender, account);
        }
        if (quote.lastLook != 0) revert QuoteNeedsConfirmation(id, quote.lastLook);
        _requireFor(id, quote, account, msg.sender, acceptance.salt);
        // Effect:
        _takeUp(id, quote, signature, quantity, acceptance.evidence);
        _expose(id, quote, quantity);
        // Interaction: what is emitted names the trade
        ITrades.Trade memory trade = _tradeOf(
            quote,
            account,
            quote.dealer,
            acceptance.quantity,
            quote.cashPerUnit
        );
        trade.sequence = acceptance.sequence;
        bytes32 tradeId;
        if (acceptance.then == Then.Settle) tradeId = _settle(trade);
        else tradeId = _match(trade, quote.side, acceptance.then, ITrades.Readiness.Ready);
        _emitAccepted(id, quote, account, tradeId, quantity, acceptance.evidence, msg.sender);
    }

    /// @inheritdoc IRequestForQuote
    function acceptBlock(Quote calldata quote, bytes calldata signature, Block calldata block_) external {
        bytes32 id = quote.hash();
        uint256 quantity = _quantityOf(id, block_.allocations);
        // Check: who accepts, before the quote is used up
        _requireBlock(id, quote, block_, msg.sender);
        // Effect:
        _takeUp(id, quote, signature, quantity, block_.evidence);
        uint256 lastLook = quote.lastLook;
        if (lastLook == 0) {
            _conclude(id, quote, block_, quantity, msg.sender);
            return;
        }
        // Check:
        if (quote.kind == Kind.Divisible) revert QuoteLastLookDivisible(id);
        // Effect:
        uint256 deadline = block.timestamp + lastLook;
        _awaited[id] = _acceptanceHash(block_, msg.sender, deadline);
        emit QuoteAwaiting(id, quote.dealer, msg.sender, quantity, quote.sequence, deadline, block_.evidence);
    }

    /// @inheritdoc IRequestForQuote
    function confirm(Quote calldata quote, Block calldata block_, address by, uint256 deadline) external {
        bytes32 id = quote.hash();
        bytes32 given = _acceptanceHash(block_, by, deadline);
        // Check:
        _requireDealer(quote.dealer);
        if (_awaited[id] != given) revert QuoteNotAwaiting(id, _awaited[id], given);
        if (block.timestamp > deadline) revert QuoteConfirmedTooLate(id, deadline, block.timestamp);
        _requireBlock(id, quote, block_, by);
        // Effect:
        delete _awaited[id];
        emit QuoteConfirmed(id, quote.dealer, msg.sender);
        _conclude(id, quote, block_, _quantityOf(id, block_.allocations), by);
    }

    /// @inheritdoc IRequestForQuote
    function decline(Quote calldata quote) external {
        bytes32 id = quote.hash();
        // Check:
        _requireDealer(quote.dealer);
        if (_awaited[id] == 0) revert QuoteNotAwaiting(id, 0, 0);
        // Effect:
        delete _awaited[id];
        emit QuoteDeclined(id, quote.dealer, msg.sender);
    }

    /// @inheritdoc IRequestForQuote
    function settleLinked(uint48 firstSequence, bytes calldata set) external {
        uint256 trades = _links[firstSequence];
        // Check:
        if (trades == 0) revert LinkUnknown(firstSequence);
        // Effect: a link settles once
        delete _links[firstSequence];
        // Interaction:
        _settleLink(firstSequence, trades, set);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IRequestForQuote
    function awaitedOf(bytes32 quote) external view returns (bytes32) {
        return _awaited[quote];
    }

    /// @inheritdoc IRequestForQuote
    function linkedTradesOf(uint48 firstSequence) external view returns (uint256) {
        return _links[firstSequence];
    }

    /// @inheritdoc IRequestForQuote
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    // ------------------------------------------------------------------ the quote

    /// @dev Checks the quote and its signature, and takes units of it.
    function _takeUp(
        bytes32 id,
        Quote calldata quote,
        bytes calldata signature,
        uint256 quantity,
        bytes32 evidence
    ) private {
        // Check:
        if (evidence == 0) revert QuoteWithoutEvidence(id);
        if (quote.kind == Kind.Indicative) revert QuoteIndicative(id);
        if (block.timestamp >= quote.validUntil) {
            revert QuoteExpired(id, quote.validUntil, block.timestamp);
        }
        if (block.timestamp < quote.tradeDate || block.timestamp >= quote.tradeDate + DAY) {
            revert QuoteNotOnTradeDate(id, quote.tradeDate, block.timestamp);
        }
        _requireSigned(id, quote.dealer, signature);
        // Effect:
        uint256 left = _take(id, quote, quantity);
        // Check:
        uint256 minimum = quote.minimumQuantity;
        if (quantity > left || quantity == 0 || (quantity < minimum && quantity < left)) {
            revert QuoteQuantityOutsideRange(id, quantity, minimum, left);
        }
    }

    /// @dev The dealer itself, the usual case first, or its operator: the quote names the dealer, so both sign the same.
    function _requireSigned(bytes32 id, address dealer, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(id);
        if (signature.length == Approvals.COMPACT_LENGTH && dealer != address(0)) {
            uint256 start;
            assembly ("memory-safe") {
                start := signature.offset
            }
            if (Approvals.recoverCompact(digest, start) == dealer) return;
        }
        if (dealer.hasSigned(digest, signature)) return;
        if (registry.operatorHasSigned(dealer, digest, signature, Scopes.TRADE)) return;
        revert QuoteInvalidSignature(id, dealer);
    }

    function _requireFor(
        bytes32 id,
        Quote calldata quote,
        address account,
        address by,
        bytes32 salt
    ) private pure {
        address investor = quote.investor;
        if (investor == address(0) || investor == account || investor == by) return;
        if (salt != 0 && (investor == _blinded(account, salt) || investor == _blinded(by, salt))) return;
        revert QuoteForAnother(id, investor, account);
    }

    function _blinded(address account, bytes32 salt) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(account, salt)))));
    }

    function _requireDealer(address dealer) private view {
        if (!registry.speaksFor(dealer, msg.sender, Scopes.TRADE)) revert QuoteNotYours(dealer, msg.sender);
    }

    // ------------------------------------------------------------------ the block

    /// @dev Whether `by` may accept for the accounts, through the broker.
    function _requireBlock(bytes32 id, Quote calldata quote, Block calldata block_, address by) private view {
        Allocation[] calldata allocations = block_.allocations;
        address account = allocations.length == 1 ? allocations[0].account : by;
        // Check:
        _requireFor(id, quote, account, by, block_.salt);
        if (block_.giveUp.broker != address(0)) _requireGiveUp(id, quote, block_, account, by);
        if (block_.ticket.manager != address(0)) {
            uint256 cashPerUnit = _cashPerUnit(quote, block_.giveUp);
            _requireTicket(block_.ticket.hash(), id, quote, block_, by, cashPerUnit);
            return;
        }
        for (uint256 i = 0; i < allocations.length; ++i) {
            account = allocations[i].account;
            if (!registry.speaksFor(account, by, Scopes.TRADE)) revert QuoteNotAuthorised(id, by, account);
        }
    }

    function _requireGiveUp(
        bytes32 id,
        Quote calldata quote,
        Block calldata block_,
        address account,
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
                (giveUp.request == 0 || giveUp.request == quote.request) &&
                (giveUp.investor == account || giveUp.investor == by);
        if (!isForIt) revert GiveUpMismatch(giveUpId, id);
        bytes32 digest = _hashTypedDataV4(giveUpId);
        bytes calldata signature = block_.giveUpSignature;
        if (giveUp.broker.hasSigned(digest, signature)) return;
        if (registry.operatorHasSigned(giveUp.broker, digest, signature, Scopes.TRADE)) return;
        revert GiveUpInvalidSignature(giveUpId, giveUp.broker);
    }

    /// @dev Makes the trades of a block, whose quote has been taken up.
    function _conclude(
        bytes32 id,
        Quote calldata quote,
        Block calldata block_,
        uint256 quantity,
        address by
    ) private {
        // Effect:
        _expose(id, quote, quantity);
        if (block_.ticket.manager != address(0)) {
            _fill(block_.ticket.hash(), id, block_.ticket, block_.allocations, quantity, by);
        }
        if (block_.giveUp.broker != address(0)) {
            _concludeThroughBroker(id, quote, block_, quantity, by);
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
            bytes32 tradeId;
            if (block_.then == Then.Settle) tradeId = _settle(trade);
            else tradeId = _match(trade, quote.side, block_.then, _readinessOf(block_, part.account));
            _emitAccepted(id, quote, part.account, tradeId, part.quantity, block_.evidence, by);
        }
    }

    /// @dev The broker trades with the dealer and with each account. This contract is the venue of these trades, so that nobody
    /// can settle one without the others.
    function _concludeThroughBroker(
        bytes32 id,
        Quote calldata quote,
        Block calldata block_,
        uint256 quantity,
        address by
    ) private {
        GiveUp calldata giveUp = block_.giveUp;
        bytes32 giveUpId = giveUp.hash();
        uint48 first = nextLinkedSequence;
        uint256 count = block_.allocations.length + 1;
        // Effect:
        _giveUp(giveUpId, giveUp, quantity);
        nextLinkedSequence = (first + count).toUint48();
        if (block_.then != Then.Settle) _links[first] = count;

        // Interaction: the dealer's side of the link, then the accounts'
        ITrades.Side side = quote.side;
        ITrades.Trade memory trade = _tradeOf(
            quote,
            giveUp.broker,
            quote.dealer,
            quantity.toUint112(),
            quote.cashPerUnit
        );
        (trade.venue, trade.sequence) = (address(this), first);
        bytes32 tradeId = _matchLinked(trade, side, block_.then, ITrades.Readiness.Ready);
        emit GivenUp(id, giveUp.broker, giveUpId, tradeId, quantity, giveUp.feePerUnit, first, count);
        uint256 cashPerUnit = _cashPerUnit(quote, giveUp);
        for (uint256 i = 0; i < block_.allocations.length; ++i) {
            Allocation calldata part = block_.allocations[i];
            trade = _tradeOf(quote, part.account, giveUp.broker, part.quantity, cashPerUnit);
            (trade.venue, trade.sequence) = (address(this), (first + i + 1).toUint48());
            tradeId = _matchLinked(trade, _other(side), block_.then, _readinessOf(block_, part.account));
            _emitAccepted(id, quote, part.account, tradeId, part.quantity, block_.evidence, by);
        }
        if (block_.then == Then.Settle) _settleLink(first, count, block_.set);
    }

    // ------------------------------------------------------------------ the trades

    /// @dev A trade of the quote's terms. The account is on the side that the quote leaves to it.
    function _tradeOf(
        Quote calldata quote,
        address account,
        address counterparty,
        uint112 quantity,
        uint256 cashPerUnit
    ) private pure returns (ITrades.Trade memory trade) {
        bool sells = quote.side == ITrades.Side.Seller;
        trade.isin = quote.isin;
        trade.currency = quote.currency;
        trade.settlementBank = quote.settlementBank;
        (trade.seller, trade.buyer) = sells ? (counterparty, account) : (account, counterparty);
        trade.quantity = quantity;
        trade.amount = (quantity * cashPerUnit).toUint112();
        trade.tradeDate = quote.tradeDate;
        trade.settleFrom = quote.settleFrom;
        trade.settleBy = quote.settleBy;
        trade.commonReference = quote.commonReference;
    }

    /// @dev {IDvPEscrow-settleAsOperator}, of a trade that lies in memory as it goes over: saves about 1,000 gas against encoding
    /// it field by field (snapshots/gas.json).
    function _settle(ITrades.Trade memory trade) private returns (bytes32 id) {
        address to = address(escrow);
        bytes4 selector = IDvPEscrow.settleAsOperator.selector;
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, selector)
            mcopy(add(start, 0x04), trade, 0x1c0)
            if iszero(call(gas(), to, 0, start, 0x1c4, 0x00, 0x20)) {
                returndatacopy(start, 0, returndatasize())
                revert(start, returndatasize())
            }
            id := mload(0x00)
        }
    }

    /// @dev Approves a trade for both sides. Nobody can be bound who could not settle now.
    /// @param dealerSide The dealer's side; the account has the other.
    function _match(
        ITrades.Trade memory trade,
        ITrades.Side dealerSide,
        Then then,
        ITrades.Readiness readiness
    ) private returns (bytes32) {
        ITrades.Readiness ofDealer =
            then == Then.Earmark ? ITrades.Readiness.Earmarked : ITrades.Readiness.Ready;
        if (then == Then.Earmark && readiness == ITrades.Readiness.Ready) readiness = ofDealer;
        registry.requireEligible(trade.seller, trade.buyer, 0);
        escrow.instruct(trade, dealerSide, ofDealer);
        escrow.affirm(trade, _other(dealerSide), readiness);
        return trade.hash();
    }

    /// @dev As {_match}, for a trade of a link: what passes through the broker is not held.
    /// @param outerSide The side of the dealer, or of the account: the one that is not the broker's.
    function _matchLinked(
        ITrades.Trade memory trade,
        ITrades.Side outerSide,
        Then then,
        ITrades.Readiness readiness
    ) private returns (bytes32) {
        if (then == Then.Earmark && readiness == ITrades.Readiness.Ready) {
            readiness = ITrades.Readiness.Earmarked;
        }
        registry.requireEligible(trade.seller, trade.buyer, 0);
        escrow.instruct(trade, _other(outerSide), ITrades.Readiness.Ready);
        escrow.affirm(trade, outerSide, readiness);
        return trade.hash();
    }

    /// @dev All trades of the link and no others: as many, and none of theirs is open afterwards.
    function _settleLink(uint48 first, uint256 trades, bytes calldata set) private {
        uint256 given = set.length < SET_HEAD ? 0 : uint16(bytes2(set[SET_COUNT_PLACE:SET_COUNT_PLACE + 2]));
        // Check:
        if (given != trades) revert LinkIncomplete(first, trades, given);
        _requireNumbers(first, trades, false);
        // Interaction: all approvals are recorded, so each has length zero
        ITradeSets(address(escrow)).settleChain(set, ITradeSets.ApprovedBy.Trades, new bytes(4 * trades));
        // Check:
        _requireNumbers(first, trades, true);
    }

    /// @dev Whether the numbers of a link are all used up, or all open.
    function _requireNumbers(uint48 first, uint256 trades, bool areUsed) private view {
        for (uint256 i = 0; i < trades; ++i) {
            uint48 sequence = (first + i).toUint48();
            bool isUsed = escrow.isSequenceUsed(address(this), address(0), address(0), sequence);
            if (isUsed != areUsed) revert LinkIncomplete(first, trades, i);
        }
    }

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

    function _emitAccepted(
        bytes32 id,
        Quote calldata quote,
        address account,
        bytes32 tradeId,
        uint256 quantity,
        bytes32 evidence,
        address by
    ) private {
        emit QuoteAccepted(
            id,
            quote.dealer,
            account,
            tradeId,
            quote.isin,
            quote.side,
            quantity,
            quote.sequence,
            evidence,
            by
        );
    }

    function _other(ITrades.Side side) private pure returns (ITrades.Side) {
        return side == ITrades.Side.Seller ? ITrades.Side.Buyer : ITrades.Side.Seller;
    }

    function _registry() internal view override returns (IParticipantRegistry) {
        return registry;
    }
}
