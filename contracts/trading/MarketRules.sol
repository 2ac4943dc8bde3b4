// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBlocks} from "../interfaces/IBlocks.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRequestForQuote} from "../interfaces/IRequestForQuote.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {TradeHash} from "../libraries/TradeHash.sol";
import {TicketBook} from "./TicketBook.sol";

/// @title MarketRules
/// @notice What binds every acceptance of a quote, and how it becomes trades.
/// @dev Trusts the registry and the escrow. A quote's number is used up before anything else is called that changes state.
abstract contract MarketRules is IBlocks, TicketBook {
    using Approvals for IParticipantRegistry;
    using Approvals for address;
    using TradeHash for ITrades.Trade;
    using SafeCast for uint256;

    uint256 internal constant DAY = 1 days;
    /// @dev The bits of a link that say how many trades it has; the others are of the hash of their ids.
    uint256 internal constant LINK_COUNT = type(uint16).max;

    /// @inheritdoc IBlocks
    IParticipantRegistry public immutable registry;
    /// @inheritdoc IBlocks
    IDvPEscrow public immutable escrow;

    mapping(bytes32 quote => bytes32 acceptance) internal _awaited;
    mapping(uint256 firstSequence => bytes32 link) internal _links;
    mapping(uint256 firstSequence => mapping(address account => bool)) internal _agrees;
    /// @inheritdoc IBlocks
    uint48 public nextLinkedSequence;

    constructor(IDvPEscrow escrow_) EIP712("Kessai RFQ", "1") {
        escrow = escrow_;
        registry = escrow_.registry();
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IBlocks
    function awaitedOf(bytes32 quote) external view returns (bytes32) {
        return _awaited[quote];
    }

    /// @inheritdoc IBlocks
    function linkedTradesOf(uint48 firstSequence) public view returns (uint256) {
        return uint256(_links[firstSequence]) & LINK_COUNT;
    }

    // ------------------------------------------------------------------ the quote

    /// @dev Checks the quote and its signature, and takes units of it.
    /// @return left Units left of it.
    function _takeUp(
        bytes32 id,
        Quote calldata quote,
        bytes calldata signature,
        uint256 quantity,
        bytes32 evidence
    ) internal returns (uint256 left) {
        // Check:
        if (evidence == 0) revert IRequestForQuote.QuoteWithoutEvidence(id);
        if (quote.kind == Kind.Indicative) revert IRequestForQuote.QuoteIndicative(id);
        if (quote.cleanPriceE7 == 0 || quote.cashPerUnit == 0) revert IRequestForQuote.QuoteWithoutPrice(id);
        if (block.timestamp >= quote.validUntil) {
            revert IRequestForQuote.QuoteExpired(id, quote.validUntil, block.timestamp);
        }
        if (block.timestamp < quote.tradeDate || block.timestamp >= quote.tradeDate + DAY) {
            revert IRequestForQuote.QuoteNotOnTradeDate(id, quote.tradeDate, block.timestamp);
        }
        _requireSigned(id, quote.dealer, signature);
        // Effect:
        uint256 before = _take(id, quote, quantity);
        // Check:
        uint256 minimum = quote.minimumQuantity;
        if (quantity > before || quantity == 0 || (quantity < minimum && quantity < before)) {
            revert IRequestForQuote.QuoteQuantityOutsideRange(id, quantity, minimum, before);
        }
        return quote.kind == Kind.Divisible ? before - quantity : 0;
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
        revert IRequestForQuote.QuoteInvalidSignature(id, dealer);
    }

    function _requireFor(
        bytes32 id,
        Quote calldata quote,
        address account,
        address by,
        bytes32 salt
    ) internal pure {
        address investor = quote.investor;
        if (investor == address(0) || investor == account || investor == by) return;
        if (salt != 0 && (investor == _blinded(account, salt) || investor == _blinded(by, salt))) return;
        revert IRequestForQuote.QuoteForAnother(id, investor, account);
    }

    function _blinded(address account, bytes32 salt) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(account, salt)))));
    }

    // ------------------------------------------------------------------ the trades

    /// @dev A trade of the quote's terms. The account is on the side that the quote leaves to it.
    function _tradeOf(
        Quote calldata quote,
        address account,
        address counterparty,
        uint112 quantity,
        uint256 cashPerUnit
    ) internal pure returns (ITrades.Trade memory trade) {
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

    /// @dev Makes an account's trade with the dealer.
    /// @param readiness How the account stands to it, unless it settles at once; ready is earmarked when that is asked for.
    /// @return Id of the trade.
    function _conclude(
        ITrades.Trade memory trade,
        ITrades.Side dealerSide,
        Then then,
        ITrades.Readiness readiness
    ) internal returns (bytes32) {
        if (then == Then.Settle) return _settle(trade);
        ITrades.Readiness ofDealer =
            then == Then.Earmark ? ITrades.Readiness.Earmarked : ITrades.Readiness.Ready;
        if (readiness == ITrades.Readiness.Ready) readiness = ofDealer;
        // Check: what more it takes to settle is judged when it does
        registry.requireEligible(trade.seller, trade.buyer, 0);
        // Interaction:
        escrow.instruct(trade, dealerSide, ofDealer);
        escrow.affirm(trade, _other(dealerSide), readiness);
        return trade.hash();
    }

    /// @dev {IDvPEscrow-settleAsOperator}, of a trade that lies in memory as it goes over: saves about 400 gas against encoding
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

    /// @dev Emitted after the trade was made, whose id it names.
    function _emitAccepted(
        bytes32 id,
        Quote calldata quote,
        address account,
        bytes32 tradeId,
        uint256 quantity,
        uint256 left,
        bytes32 evidence,
        address by
    ) internal {
        emit QuoteAccepted(
            id,
            quote.dealer,
            account,
            tradeId,
            quote.isin,
            quote.side,
            quantity,
            left,
            quote.sequence,
            evidence,
            by
        );
    }

    function _other(ITrades.Side side) internal pure returns (ITrades.Side) {
        return side == ITrades.Side.Seller ? ITrades.Side.Buyer : ITrades.Side.Seller;
    }

    function _registry() internal view override returns (IParticipantRegistry) {
        return registry;
    }
}
