// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "./IDvPEscrow.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {IQuotes} from "./IQuotes.sol";
import {ITickets} from "./ITickets.sol";
import {ITrades} from "./ITrades.sol";

/// @title IRequestForQuote
/// @notice Turns an accepted quote into a Trade: the secondary market (引合い).
/// @dev Operator of dealers, investors and brokers who appointed it in scope TRADE ({IParticipantRegistry-appointOperator});
/// it approves nothing for them but what they signed or called. Holds no assets; only {IDvPEscrow} settles. docs/trading.md.
interface IRequestForQuote is ITickets, IQuotes {
    /// @notice What becomes of the trade at once. Match: both sides approve it. Earmark: the legs of dealer and investor are held
    /// as well. Settle: it settles in the same transaction, or nothing happens.
    enum Then {
        Match,
        Earmark,
        Settle
    }

    /// @notice The acceptance of a quote by one account.
    /// @param account The account that trades.
    /// @param quantity Units.
    /// @param sequence Number of the trade: one that seller and buyer have not used.
    /// @param then What becomes of the trade at once.
    /// @param salt Opens a quote to a blinded investor; zero otherwise.
    /// @param evidence Hash of all answers to the request (EIP-712 type `Evidence`).
    struct Acceptance {
        address account;
        uint112 quantity;
        uint48 sequence;
        Then then;
        bytes32 salt;
        bytes32 evidence;
    }

    /// @notice One account's part of a block.
    /// @param account The account that trades.
    /// @param quantity Units.
    /// @param sequence Number of the trade: one that seller and buyer have not used; of no meaning through a broker.
    struct Allocation {
        address account;
        uint112 quantity;
        uint48 sequence;
    }

    /// @notice The acceptance of a quote for several accounts at one price, under a ticket, or through a broker.
    /// @param allocations The accounts; under a ticket in the order of its split, without those that get nothing.
    /// @param then What becomes of the trades at once.
    /// @param salt Opens a quote to a blinded investor; zero otherwise.
    /// @param evidence Hash of all answers to the request (EIP-712 type `Evidence`).
    /// @param ticket The manager's ticket; the zero manager for none.
    /// @param ticketSignature The manager's.
    /// @param giveUp The broker's consent; the zero broker for none.
    /// @param giveUpSignature The broker's.
    /// @param set Through a broker, to be settled at once: the trades as a packed set, in the order in which bonds move; else empty.
    struct Block {
        Allocation[] allocations;
        Then then;
        bytes32 salt;
        bytes32 evidence;
        Ticket ticket;
        bytes ticketSignature;
        GiveUp giveUp;
        bytes giveUpSignature;
        bytes set;
    }

    /// @param quote Id of the quote.
    /// @param dealer Whose it is.
    /// @param account Which account accepted it.
    /// @param trade Id of the account's trade: with the dealer, or with the broker.
    /// @param isin The bond.
    /// @param side The dealer's side.
    /// @param quantity Units.
    /// @param sequence Number of the quote.
    /// @param evidence Hash of all answers to the request.
    /// @param by Who accepted.
    event QuoteAccepted(
        bytes32 indexed quote,
        address indexed dealer,
        address indexed account,
        bytes32 trade,
        bytes12 isin,
        ITrades.Side side,
        uint256 quantity,
        uint256 sequence,
        bytes32 evidence,
        address by
    );
    event QuoteAwaiting(
        bytes32 indexed quote,
        address indexed dealer,
        address indexed by,
        uint256 quantity,
        uint256 sequence,
        uint256 deadline,
        bytes32 evidence
    );
    event QuoteConfirmed(bytes32 indexed quote, address indexed dealer, address by);
    event QuoteDeclined(bytes32 indexed quote, address indexed dealer, address by);
    event GivenUp(
        bytes32 indexed quote,
        address indexed broker,
        bytes32 indexed giveUp,
        bytes32 trade,
        uint256 quantity,
        uint256 feePerUnit,
        uint256 firstSequence,
        uint256 trades
    );

    error QuoteIndicative(bytes32 quote);
    error QuoteExpired(bytes32 quote, uint256 validUntil, uint256 timestamp);
    error QuoteNotOnTradeDate(bytes32 quote, uint256 tradeDate, uint256 timestamp);
    error QuoteQuantityOutsideRange(bytes32 quote, uint256 quantity, uint256 minimum, uint256 maximum);
    error QuoteForAnother(bytes32 quote, address investor, address account);
    error QuoteInvalidSignature(bytes32 quote, address dealer);
    error QuoteNotAuthorised(bytes32 quote, address caller, address account);
    error QuoteWithoutEvidence(bytes32 quote);
    error QuoteNeedsConfirmation(bytes32 quote, uint256 lastLook);
    error QuoteLastLookDivisible(bytes32 quote);
    error QuoteNotAwaiting(bytes32 quote, bytes32 expected, bytes32 actual);
    error QuoteConfirmedTooLate(bytes32 quote, uint256 deadline, uint256 timestamp);
    error QuoteNoAllocations(bytes32 quote);
    error GiveUpExpired(bytes32 giveUp, uint256 validUntil, uint256 timestamp);
    error GiveUpMismatch(bytes32 giveUp, bytes32 quote);
    error GiveUpInvalidSignature(bytes32 giveUp, address broker);
    error GiveUpFeeTooHigh(bytes32 giveUp, uint256 feePerUnit, uint256 cashPerUnit);
    error LinkUnknown(uint256 firstSequence);
    error LinkIncomplete(uint256 firstSequence, uint256 trades, uint256 given);

    // ------------------------------------------------------------------ acceptance

    /// @notice Accepts a firm quote for one account. The dealer's signature and this call are the two approvals of the trade.
    /// @dev Emits a {QuoteAccepted} event, and what the escrow emits for the trade.
    ///
    /// Requirements:
    /// - The caller must be the account or its operator in scope TRADE.
    /// - The quote must be firm, valid, without last look, of today's trade date, and for this account, its caller, or anybody.
    /// - It must be signed by its dealer, or by the dealer's operator in scope TRADE; not be used up, nor cancelled.
    /// - The quantity must be within its range, or be all that is left of a divisible one.
    /// - The dealer must have set its exposure in the bond, and the quantity be within what is left of it.
    /// - There must be evidence.
    /// - Both must have appointed this contract as operator, be eligible, and meet what the escrow requires of the trade.
    function accept(Quote calldata quote, bytes calldata signature, Acceptance calldata acceptance) external;

    /// @notice Accepts a firm quote for several accounts at one price, all or none; under a ticket, through a broker, or both.
    /// With last look, the trades are made when the dealer confirms.
    /// @dev Emits a {QuoteAccepted} event for each account, {TicketUsed} and {TicketFilled} under a ticket, {GivenUp} through a
    /// broker; with last look {QuoteAwaiting} alone.
    ///
    /// Requirements: those of {accept}, and
    /// - Under a ticket: its manager must have signed it, and have that duty in each fund; the caller must be a trader of each; the
    ///   quote must be for what the ticket says, within its limits; the ticket must be valid, checked (compliance), and not
    ///   exceeded; each fund's units must be within one of its share of what is filled.
    /// - Without: the caller must be each account or its operator in scope TRADE.
    /// - A fund whose custodian affirms settlement cannot settle at once.
    /// - Through a broker: its consent must be signed, valid, for this bond, request and investor, and not exceeded; for settlement
    ///   at once the set must be complete.
    /// - A quote with last look must not be divisible.
    function acceptBlock(Quote calldata quote, bytes calldata signature, Block calldata block_) external;

    /// @notice Confirms an acceptance of a quote with last look: makes its trades.
    /// @dev Emits a {QuoteConfirmed} event and those of {acceptBlock}.
    ///
    /// Requirements: those of {acceptBlock} but for the quote's validity and use, and
    /// - The caller must be the dealer or its operator in scope TRADE.
    /// - The acceptance must be awaiting its answer, and its deadline not have passed.
    /// @param by Who accepted.
    /// @param deadline Last second in which it can be confirmed, as {QuoteAwaiting} says.
    function confirm(Quote calldata quote, Block calldata block_, address by, uint256 deadline) external;

    /// @notice Declines an acceptance of a quote with last look: nobody is bound any more.
    /// @dev Emits a {QuoteDeclined} event. When the deadline passes, the same is so without.
    ///
    /// Requirements:
    /// - The caller must be the dealer or its operator in scope TRADE.
    /// - An acceptance must be awaiting its answer.
    function decline(Quote calldata quote) external;

    /// @notice Settles the linked trades of a give-up, all or none.
    /// @dev Emits what {ITradeSets-settleChain} emits. Anybody may do it once they are due.
    ///
    /// Requirements:
    /// - The set must consist of all trades of the link, and meet what {ITradeSets-settleChain} requires.
    /// @param firstSequence Number of the first trade of the link, as {GivenUp} says.
    /// @param set The trades as a packed set, in the order in which bonds move.
    function settleLinked(uint48 firstSequence, bytes calldata set) external;

    // ------------------------------------------------------------------ views

    /// @notice Hash of the acceptance of a quote that its dealer has to confirm; zero when there is none.
    function awaitedOf(bytes32 quote) external view returns (bytes32);

    /// @notice Number of trades that are linked; zero when `firstSequence` is not the first of a link.
    function linkedTradesOf(uint48 firstSequence) external view returns (uint256);

    /// @notice Number that the first trade of the next link will have.
    function nextLinkedSequence() external view returns (uint48);

    /// @notice The registry that says who acts for whom.
    function registry() external view returns (IParticipantRegistry);

    /// @notice Where trades settle.
    function escrow() external view returns (IDvPEscrow);

    /// @notice EIP-712 domain separator.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
