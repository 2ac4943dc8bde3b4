// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondFactory} from "./IBondFactory.sol";
import {ICurrencyFactory} from "./ICurrencyFactory.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";

/// @title IDvPEscrow
/// @notice Settles trades delivery versus payment: both legs move in one transaction or neither does.
/// @dev The only place where a Trade settles. Takes no custody: assets stay in their holders' accounts, at most
/// earmarked by a hold, until the moment of settlement. docs/settlement.md has the states and who may do what when.
interface IDvPEscrow {
    /// @notice What seller and buyer agree on, with the fields that settlement instructions are matched on
    /// (ISO 20022 sese.023; Regulation (EU) 2018/1229, article 5). Signed as EIP-712 type `Trade`.
    /// @param isin The bond.
    /// @param currency ISO 4217 code of the cash leg.
    /// @param settlementBank The bank whose digital currency pays.
    /// @param seller Delivers the bonds, receives the cash.
    /// @param buyer Receives the bonds, pays the cash.
    /// @param quantity Units of the bond.
    /// @param amount Cash, in minor units of the currency, accrued interest included.
    /// @param tradeDate Start of the trade date, Unix time.
    /// @param settleFrom Start of the intended settlement date, Unix time: settlement is impossible before it.
    /// @param settleBy Cut-off, Unix time: settlement is impossible from it on.
    /// @param venue Settlement agent that alone may submit the trade; zero when the parties settle by themselves.
    /// @param sequence Number of the trade: the venue's own, or without a venue the one of this seller and buyer.
    /// Two trades with the same number exclude each other.
    /// @param commonReference The parties' reference (sese.023 CmonId), up to 16 ASCII characters.
    struct Trade {
        bytes12 isin;
        bytes3 currency;
        address settlementBank;
        address seller;
        address buyer;
        uint112 quantity;
        uint112 amount;
        uint40 tradeDate;
        uint40 settleFrom;
        uint40 settleBy;
        address venue;
        uint48 sequence;
        bytes16 commonReference;
    }

    enum Side {
        Seller,
        Buyer
    }

    /// @notice Where a trade is. Closed: settled, cancelled or expired, and its number with it; the log says which.
    enum Status {
        Unknown,
        Instructed,
        Matched,
        Closed
    }

    enum CancelCause {
        Withdrawn, // by one side, before matching
        Agreed, // by both sides, after matching
        Venue, // by the settlement agent
        CourtOrder
    }

    /// @notice What is recorded about a trade.
    /// @param status Where the trade is.
    /// @param sellerApproved Whether the seller has instructed or affirmed on chain.
    /// @param buyerApproved Whether the buyer has.
    /// @param bondsHeld Whether the seller's bonds are held for the trade.
    /// @param cashHeld Whether the buyer's cash is held for the trade.
    /// @param sellerAgreesToCancel Whether the seller has agreed to cancel the matched trade.
    /// @param buyerAgreesToCancel Whether the buyer has.
    struct State {
        Status status;
        bool sellerApproved;
        bool buyerApproved;
        bool bondsHeld;
        bool cashHeld;
        bool sellerAgreesToCancel;
        bool buyerAgreesToCancel;
    }

    /// @notice The part of a trade that an obstacle concerns.
    enum Leg {
        Trade,
        Delivery,
        Payment
    }

    /// @notice One reason why a trade would not settle now.
    /// @param leg What it concerns.
    /// @param code ISO 20022 reason code (external code sets: pending, failing, rejection), four ASCII characters.
    /// @param account The account it concerns; zero when none in particular.
    /// @param restriction The bit of {Restrictions} for a leg; zero for the trade itself.
    struct Obstacle {
        Leg leg;
        bytes4 code;
        address account;
        uint256 restriction;
    }

    event Instructed(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        Side side,
        address by,
        Trade trade
    );
    event Matched(bytes32 indexed id, address indexed seller, address indexed buyer, Side side, address by);
    event LegHeld(bytes32 indexed id, Side side, address indexed account, uint256 amount);
    event LegReleased(bytes32 indexed id, Side side, address indexed account, uint256 amount);
    event CancellationAgreed(bytes32 indexed id, Side side, address indexed by);
    event Cancelled(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        address venue,
        uint256 sequence,
        CancelCause cause,
        address by,
        bytes32 evidence
    );
    event Expired(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        address venue,
        uint256 sequence,
        uint256 settleBy,
        address by
    );

    /// @notice Both legs have moved. The one point of finality: nothing reverses it but a new trade.
    event Settled(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        address bond,
        uint256 quantity,
        address currency,
        uint256 amount,
        address venue,
        uint256 sequence
    );

    error TradeSameParty(bytes32 id, address party);
    error TradeEmptyLeg(bytes32 id, uint256 quantity, uint256 amount);
    error TradeInvalidDates(bytes32 id, uint256 tradeDate, uint256 settleFrom, uint256 settleBy);
    error TradeUnknownBond(bytes32 id, bytes12 isin);
    error TradeUnknownCurrency(bytes32 id, bytes3 currency, address settlementBank);
    error TradeClosed(bytes32 id, uint256 sequence);
    error TradeNumberTaken(bytes32 id, uint256 sequence);
    error TradeExpired(bytes32 id, uint256 settleBy, uint256 timestamp);
    error TradeNotExpired(bytes32 id, uint256 settleBy, uint256 timestamp);
    error TradeNotDue(bytes32 id, uint256 settleFrom, uint256 timestamp);
    error TradeNotInstructed(bytes32 id);
    error TradeNotMatched(bytes32 id);
    error TradeAlreadyApproved(bytes32 id, Side side);
    error TradeNotApproved(bytes32 id, Side side);
    error TradeAlreadyHeld(bytes32 id, Side side);
    error TradeCancellationAlreadyAgreed(bytes32 id, Side side);
    error TradeNotAuthorised(bytes32 id, address caller, address account);
    error TradeNotItsVenue(bytes32 id, address caller, address venue);
    error TradeInvalidSignature(bytes32 id, Side side, address account);
    error TradeLineOccupied(bytes32 id, uint256 sequence, uint256 occupiedBy);

    // ------------------------------------------------------------------ approval

    /// @notice Approves a trade for one side. Either side may be first; the second approval matches the trade.
    /// @dev Emits an {Instructed} event with the whole trade (the allegement to the other side), or a {Matched} event;
    /// a {LegHeld} event with `withHold`.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope TRADE; and the venue when there is one.
    /// - The trade must have two different parties, two legs that are not zero, and trade date <= settle from < settle by.
    /// - The trade must not be closed, its cut-off not passed, and the side must not have approved it yet.
    /// - Fewer than 64 instructed trades of these parties may be open (sequence numbers 64 apart share a line).
    /// - `withHold`: the requirements of {hold}.
    /// @param side The side to approve for.
    /// @param withHold Whether to hold that side's own leg at once.
    function instruct(Trade calldata trade, Side side, bool withHold) external;

    /// @notice Approves a trade that the other side has instructed, and so matches it.
    /// @dev As {instruct}, and in addition reverts with {TradeNotInstructed} when the other side has not approved.
    function affirm(Trade calldata trade, Side side, bool withHold) external;

    /// @notice Approves a trade that the other side has instructed, and settles it in the same transaction.
    /// @dev Emits a {Settled} event; the approval is the call itself.
    ///
    /// Requirements: those of {affirm} and {settle}.
    function affirmThenSettle(Trade calldata trade, Side side) external;

    /// @notice Records one side's approval by its signature; anyone (or the venue, when there is one) may submit it.
    /// @dev As {instruct}, the signature in place of the caller's authority.
    /// @param signature Of the side's party over {tradeDigest}, or of its operator in scope TRADE over {mandateDigest}:
    /// 65 bytes, 64 bytes (ERC-2098), or what the party's contract accepts (ERC-1271).
    function instructSigned(Trade calldata trade, Side side, bytes calldata signature) external;

    /// @notice Holds one side's leg inside its own account, so that it can go nowhere but through this trade.
    /// @dev Emits a {LegHeld} event.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope TRADE; and the venue when there is one.
    /// - The side must have approved the trade, and its leg must not be held yet.
    /// - The trade must not be closed, and its cut-off not passed.
    /// - The account must have the free units.
    function hold(Trade calldata trade, Side side) external;

    // ------------------------------------------------------------------ settlement

    /// @notice Settles a matched trade. Anyone (or the venue, when there is one) may do it once it is due.
    /// @dev Emits a {Settled} event.
    ///
    /// Requirements:
    /// - Both sides must have approved.
    /// - The time must be in [settle from, settle by).
    /// - The trade must not be closed, and no other trade with its number may hold a leg.
    /// - Both tokens must let their leg pass.
    function settle(Trade calldata trade) external;

    /// @notice Settles a trade that both sides have signed. Anyone (or the venue, when there is one) may submit it.
    /// @dev Emits a {Settled} event. Signatures as in {instructSigned}.
    ///
    /// Requirements: those of {instruct} for the trade, those of {settle} for time and legs, both signatures valid.
    function settleBySignatures(
        Trade calldata trade,
        bytes calldata sellerSignature,
        bytes calldata buyerSignature
    ) external;

    // ------------------------------------------------------------------ ending

    /// @notice Before matching: withdraws the trade at once, signatures included. After: agrees to its cancellation,
    /// which takes effect when both sides have agreed. A venue may cancel its own trades at once.
    /// @dev Emits a {CancellationAgreed} or a {Cancelled} event, and {LegReleased} for what was held.
    ///
    /// Requirements:
    /// - The caller must be that side's party or its operator in scope CANCEL; when the party's key was replaced, its
    ///   successor or the successor's operator; for a trade with a venue, the venue.
    /// - The trade must not be closed, and the side must not have agreed yet.
    /// - No other trade with its number may be recorded: that one is to be cancelled by its own terms.
    function cancel(Trade calldata trade, Side side) external;

    /// @notice Closes a recorded trade after its cut-off and releases what it held. Anyone may do it.
    /// @dev Emits an {Expired} event, and {LegReleased} for what was held.
    ///
    /// Requirements:
    /// - The trade must be recorded and not closed, and its cut-off must have passed.
    function expire(Trade calldata trade) external;

    /// @notice Cancels any open trade on a court's order and releases what it held.
    /// @dev Emits a {Cancelled} event, and {LegReleased} for what was held.
    ///
    /// Requirements:
    /// - The caller must have the court order role.
    /// - The trade must not be closed.
    /// @param evidence Hash of the order.
    function cancelByCourtOrder(Trade calldata trade, bytes32 evidence) external;

    // ------------------------------------------------------------------ views

    /// @notice EIP-712 struct hash of the trade: its id.
    function tradeId(Trade calldata trade) external pure returns (bytes32);

    /// @notice EIP-712 digest that a party signs.
    function tradeDigest(Trade calldata trade) external view returns (bytes32);

    /// @notice EIP-712 digest that an operator signs to approve the trade for `account`.
    function mandateDigest(Trade calldata trade, address account) external view returns (bytes32);

    /// @notice What is recorded about the trade.
    function stateOf(Trade calldata trade) external view returns (State memory);

    /// @notice Every reason why the trade would not settle now, on both legs; empty when {settle} would succeed.
    /// @dev Approval is judged by what is recorded; with two signatures in hand, leave out NMAS.
    function explain(Trade calldata trade) external view returns (Obstacle[] memory);

    /// @notice Whether the number was used up: by a settled, cancelled or expired trade.
    function isSequenceUsed(
        address venue,
        address seller,
        address buyer,
        uint48 sequence
    ) external view returns (bool);

    /// @notice EIP-712 domain separator.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);

    function registry() external view returns (IParticipantRegistry);

    function bondFactory() external view returns (IBondFactory);

    function currencyFactory() external view returns (ICurrencyFactory);
}
