// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "./IDvPEscrow.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {IQuotes} from "./IQuotes.sol";
import {ITickets} from "./ITickets.sol";
import {ITrades} from "./ITrades.sol";

/// @title IBlocks
/// @notice Acceptances that are more than one account's own: for several accounts, under a ticket, through a broker, with last look.
interface IBlocks is ITickets, IQuotes {
    /// @notice What becomes of the trade at once. Match: both sides approve it. Earmark: the legs of dealer and investor are held
    /// as well. Settle: it settles in the same transaction, or nothing happens.
    enum Then {
        Match,
        Earmark,
        Settle
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
    /// @param set Through a broker, to be settled at once: the trades as a packed set, in the order in which bonds move; else empty. Their
    /// numbers may be counted from zero: the contract puts the first one in.
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
    /// @param left Units left of the quote after the whole acceptance; zero: it is used up.
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
        uint256 left,
        uint256 sequence,
        bytes32 evidence,
        address by
    );
    /// @dev Says all that the dealer needs to confirm.
    event QuoteAwaiting(
        bytes32 indexed quote,
        address indexed dealer,
        address indexed by,
        uint256 quantity,
        uint256 sequence,
        uint256 deadline,
        bytes32 evidence,
        bytes32 acceptance,
        Block block_
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
    event LinkCancellationAgreed(uint256 indexed firstSequence, address indexed account, address by);
    event LinkCancelled(uint256 indexed firstSequence);
    event LinkSettled(uint256 indexed firstSequence);

    error QuoteLastLookDivisible(bytes32 quote);
    error QuoteOpenLastLook(bytes32 quote);
    error QuoteWrongBroker(bytes32 quote, address broker, address given);
    error QuoteNotAwaiting(bytes32 quote, bytes32 expected, bytes32 actual);
    error QuoteConfirmedTooLate(bytes32 quote, uint256 deadline, uint256 timestamp);
    error QuoteNoAllocations(bytes32 quote);
    error GiveUpExpired(bytes32 giveUp, uint256 validUntil, uint256 timestamp);
    error GiveUpMismatch(bytes32 giveUp, bytes32 quote);
    error GiveUpInvalidSignature(bytes32 giveUp, address broker);
    error GiveUpFeeTooHigh(bytes32 giveUp, uint256 feePerUnit, uint256 cashPerUnit);
    error LinkUnknown(uint256 firstSequence);
    error LinkIncomplete(uint256 firstSequence, uint256 trades, uint256 given);
    error LinkBroken(uint256 firstSequence, uint256 sequence);
    error LinkOtherTrades(uint256 firstSequence, bytes32 expected, bytes32 actual);
    error LinkNotAuthorised(uint256 firstSequence, address caller, address account);

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
    /// - A fund whose custodian affirms settlement can neither settle at once nor trade through a broker. Until its custodian has
    ///   affirmed, neither side is bound; what a ticket was used for stays used.
    /// - The quote must name the broker of the consent, or none when there is none. The consent must be signed, valid, for this
    ///   bond, money, request and investor, and not exceeded; for settlement at once the set must be complete.
    /// - A quote with last look must be neither divisible nor open to anybody.
    function acceptBlock(Quote calldata quote, bytes calldata signature, Block calldata block_) external;

    /// @notice Confirms an acceptance of a quote with last look: makes its trades.
    /// @dev Emits a {QuoteConfirmed} event and those of {acceptBlock}.
    ///
    /// Requirements: those of {acceptBlock} but for the quote's validity and use, and
    /// - The caller must be the dealer or its operator in scope TRADE.
    /// - The acceptance must be awaiting its answer, and its deadline not have passed.
    /// @param by Who accepted.
    /// @param deadline Last second in which it can be confirmed, as {QuoteAwaiting} says: at most the last of the trade date.
    function confirm(Quote calldata quote, Block calldata block_, address by, uint256 deadline) external;

    /// @notice Declines an acceptance of a quote with last look: nobody is bound any more.
    /// @dev Emits a {QuoteDeclined} event. When the deadline passes, the same is so without. The quote stays used up.
    ///
    /// Requirements:
    /// - The caller must be the dealer or its operator in scope TRADE or CANCEL.
    /// - An acceptance must be awaiting its answer.
    function decline(Quote calldata quote) external;

    /// @notice Settles the linked trades of a give-up, all or none.
    /// @dev Emits a {LinkSettled} event and what {ITradeSets-settleChain} emits. Anybody may do it once they are due.
    ///
    /// Requirements:
    /// - The set must consist of all trades of the link, and meet what {ITradeSets-settleChain} requires.
    /// @param firstSequence Number of the first trade of the link, as {GivenUp} says.
    /// @param set The trades as a packed set, in the order in which bonds move.
    function settleLinked(uint48 firstSequence, bytes calldata set) external;

    /// @notice Agrees to cancel the linked trades of a give-up; when all parties have agreed, they are cancelled, and what is held
    /// for them is released.
    /// @dev Emits a {LinkCancellationAgreed} event; with the last agreement {LinkCancelled}, and what {IDvPEscrow-cancel} emits.
    ///
    /// Requirements:
    /// - The trades must be all trades of a link that is not over, in the order of their numbers.
    /// - The caller must be the account, a party of them, or its operator in scope CANCEL.
    /// @param firstSequence Number of the first trade of the link, as {GivenUp} says.
    /// @param account Who agrees: the dealer, the broker, or one of the accounts.
    function cancelLinked(uint48 firstSequence, ITrades.Trade[] calldata trades, address account) external;

    // ------------------------------------------------------------------ views

    /// @notice Hash of the acceptance of a quote that waits for its dealer, also when its deadline has passed; zero when there is
    /// none.
    function awaitedOf(bytes32 quote) external view returns (bytes32);

    /// @notice Number of trades that are linked; zero when `firstSequence` is not the first of a link, or it is over.
    function linkedTradesOf(uint48 firstSequence) external view returns (uint256);

    /// @notice Number that the first trade of the next link will have.
    function nextLinkedSequence() external view returns (uint48);

    /// @notice The registry that says who acts for whom.
    function registry() external view returns (IParticipantRegistry);

    /// @notice Where trades settle.
    function escrow() external view returns (IDvPEscrow);
}
