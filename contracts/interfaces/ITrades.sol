// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondFactory} from "./IBondFactory.sol";
import {ICurrencyFactory} from "./ICurrencyFactory.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";

/// @title ITrades
/// @notice The one noun of settlement, the Trade, with the events and errors of its life: the vocabulary of
/// {IDvPEscrow} and {ITradeSets}.
interface ITrades {
    /// @notice What seller and buyer agree on, with the fields that settlement instructions are matched on
    /// (ISO 20022 sese.023; Regulation (EU) 2018/1229, article 5). Signed as EIP-712 type `Trade`.
    /// A trade without a delivery leg is a payment (payment only): quantity, ISIN and minimum part are zero. One without
    /// a payment leg is free of payment: amount, currency and settlement bank are zero. Everything else is DvP.
    /// @param isin The bond; zero in a payment.
    /// @param currency ISO 4217 code of the cash leg; zero when free of payment.
    /// @param settlementBank The bank whose digital currency pays; zero when free of payment.
    /// @param seller Delivers the bonds, receives the cash.
    /// @param buyer Receives the bonds, pays the cash.
    /// @param quantity Units of the bond; zero in a payment.
    /// @param amount Cash, in minor units of the currency, accrued interest included; zero when free of payment.
    /// @param tradeDate Start of the trade date, Unix time.
    /// @param settleFrom Start of the intended settlement date, Unix time: settlement is impossible before it.
    /// @param settleBy Cut-off, Unix time: settlement is impossible from it on.
    /// @param venue Settlement agent that alone may submit the trade; zero when the parties settle by themselves.
    /// @param sequence Number of the trade: the venue's own, or without a venue the one of this seller and buyer.
    /// Two trades with the same number exclude each other.
    /// @param commonReference The parties' reference (sese.023 CmonId), up to 16 ASCII characters.
    /// @param minimumPart Smallest quantity that may settle as a part (partial settlement, sese.023 PrtlSttlmInd); zero
    /// when the trade settles as a whole or not at all.
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
        uint112 minimumPart;
    }

    enum Side {
        Seller,
        Buyer
    }

    /// @notice How a side stands to a trade that it approves.
    /// Ready: it may settle as soon as it is matched and due. Earmarked: ready, and the side's leg is held for it.
    /// OnHold: for matching only; it does not settle before the side has released it.
    enum Readiness {
        Ready,
        Earmarked,
        OnHold
    }

    /// @notice Where a trade is. Closed: settled, cancelled or expired, and its number with it; the log says which.
    enum Status {
        Unknown,
        Instructed,
        Matched,
        Closed
    }

    enum CancelCause {
        Withdrawn, // by one side, before matching or while a side has it on hold
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
    /// @param sellerOnHold Whether the seller has the trade on hold.
    /// @param buyerOnHold Whether the buyer has.
    /// @param settledQuantity Units that have settled in parts of the trade that is open.
    /// @param settledAmount Cash that has settled in them, in minor units.
    struct State {
        Status status;
        bool sellerApproved;
        bool buyerApproved;
        bool bondsHeld;
        bool cashHeld;
        bool sellerAgreesToCancel;
        bool buyerAgreesToCancel;
        bool sellerOnHold;
        bool buyerOnHold;
        uint256 settledQuantity;
        uint256 settledAmount;
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
        Readiness readiness,
        address by,
        Trade trade
    );
    event Matched(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        Side side,
        Readiness readiness,
        address by
    );
    event InstructionReleased(bytes32 indexed id, Side side, address indexed by);
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

    /// @notice Both legs have moved, or what had not moved yet in parts. The one point of finality: nothing reverses it
    /// but a new trade. A trade of a set: {ITradeSetEvents-Settled}.
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

    /// @notice A trade free of payment is final.
    event Delivered(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        address bond,
        uint256 quantity,
        address venue,
        uint256 sequence
    );

    /// @notice A payment is final.
    event Paid(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        address currency,
        uint256 amount,
        address venue,
        uint256 sequence
    );

    /// @notice A part of a trade is final; `restQuantity` and `restAmount` are still open.
    event PartSettled(
        bytes32 indexed id,
        address indexed seller,
        address indexed buyer,
        uint256 quantity,
        uint256 amount,
        uint256 restQuantity,
        uint256 restAmount,
        address by
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
    error TradeNothingToHold(bytes32 id, Side side);
    error TradeOnHold(bytes32 id, Side side);
    error TradeNotOnHold(bytes32 id, Side side);
    error TradeInvalidMinimum(bytes32 id, uint256 minimumPart, uint256 quantity);
    error TradeIndivisible(bytes32 id);
    error TradeInvalidPart(bytes32 id, uint256 quantity, uint256 minimum, uint256 rest);
    error TradeUnpaidPart(bytes32 id, uint256 quantity);
    error TradeCancellationAlreadyAgreed(bytes32 id, Side side);
    error TradeNotAuthorised(bytes32 id, address caller, address account);
    error TradeNotItsVenue(bytes32 id, address caller, address venue);
    error TradeInvalidSignature(bytes32 id, Side side, address account);
    error TradeWalletOutOfGas(address wallet, uint256 requiredGas);
    error TradeLineOccupied(bytes32 id, uint256 sequence, uint256 occupiedBy);

    // ------------------------------------------------------------------ what settlement relies on

    /// @notice The registry that says who acts for whom.
    function registry() external view returns (IParticipantRegistry);

    /// @notice The factory of the bonds that trades name.
    function bondFactory() external view returns (IBondFactory);

    /// @notice The factory of the currencies that trades name.
    function currencyFactory() external view returns (ICurrencyFactory);
}
