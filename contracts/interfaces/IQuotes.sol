// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "./ITrades.sol";

/// @title IQuotes
/// @notice Dealers' quotes: what they say, how a dealer limits and takes back what it has quoted.
/// @dev Quotes are signed and handed over off the chain; the chain remembers which ones are used up, and how far a dealer may
/// be taken up on them.
interface IQuotes {
    /// @notice How far a quote binds its dealer.
    /// Indicative: not at all. SingleUse: firm, for one acceptance. Divisible: firm, until its maximum quantity is taken.
    enum Kind {
        Indicative,
        SingleUse,
        Divisible
    }

    /// @notice A price at which a dealer trades, signed as EIP-712 type `Quote`.
    /// @param request Id of the request that it answers; zero when nobody asked.
    /// @param dealer The account that trades.
    /// @param investor Who may accept it: the account that trades or the one that accepts for it, plain or blinded; zero for
    /// anybody. Blinded is the first 20 bytes from the right of keccak256(abi.encode(account, salt)).
    /// @param broker The securities firm that it trades with in place of the investor (give-up); zero for the investor itself.
    /// @param isin The bond.
    /// @param currency ISO 4217 code of the cash leg.
    /// @param settlementBank The bank whose digital currency pays.
    /// @param side The dealer's side: a seller offers, a buyer bids.
    /// @param kind How far it binds.
    /// @param cleanPriceE7 Price of 100 of face without accrued interest, in units of 10^-7.
    /// @param cashPerUnit What one unit costs, accrued interest included, in minor units.
    /// @param minimumQuantity Fewest units of an acceptance.
    /// @param maximumQuantity Most units, of all acceptances together.
    /// @param tradeDate Start of the day on which it can be accepted, Unix time.
    /// @param settleFrom Start of the intended settlement date, Unix time.
    /// @param settleBy Cut-off of the settlement, Unix time.
    /// @param validUntil First second (Unix time) at which it can no longer be accepted.
    /// @param lastLook Seconds in which the dealer must confirm an acceptance; zero when it need not.
    /// @param sequence The dealer's own number of the quote; of two quotes with one number only one can be accepted, if only in part.
    /// @param commonReference The parties' reference (sese.023 CmonId), up to 16 ASCII characters.
    struct Quote {
        bytes32 request;
        address dealer;
        address investor;
        address broker;
        bytes12 isin;
        bytes3 currency;
        address settlementBank;
        ITrades.Side side;
        Kind kind;
        uint64 cleanPriceE7;
        uint112 cashPerUnit;
        uint112 minimumQuantity;
        uint112 maximumQuantity;
        uint40 tradeDate;
        uint40 settleFrom;
        uint40 settleBy;
        uint40 validUntil;
        uint16 lastLook;
        uint48 sequence;
        bytes16 commonReference;
    }

    /// @notice A securities firm's consent to stand between dealer and investor as principal, signed as EIP-712 type `GiveUp`.
    /// @param broker The firm.
    /// @param investor The account that trades with it, or the one that accepts for several accounts.
    /// @param request The request that it is for; zero for any.
    /// @param isin The bond.
    /// @param currency ISO 4217 code of the cash leg.
    /// @param settlementBank The bank whose digital currency pays.
    /// @param maximumQuantity Most units, of all acceptances together.
    /// @param feePerUnit What it adds to the dealer's price for a buyer, and keeps back of it for a seller, in minor units.
    /// @param validUntil First second (Unix time) at which it is over.
    /// @param salt Makes two consents to the same different.
    struct GiveUp {
        address broker;
        address investor;
        bytes32 request;
        bytes12 isin;
        bytes3 currency;
        address settlementBank;
        uint112 maximumQuantity;
        uint112 feePerUnit;
        uint40 validUntil;
        bytes32 salt;
    }

    /// @notice How far a dealer may be taken up on its quotes for a bond.
    /// @param sellCap Most units that it sells beyond what it has bought.
    /// @param buyCap Most units that it buys beyond what it has sold.
    /// @param net Units sold less units bought by accepted quotes, since the caps were set.
    /// @param floor Quotes with a lower sequence are cancelled.
    /// @param isOpen Whether the dealer has ever set caps for the bond; without, its quotes cannot be accepted.
    struct Exposure {
        uint48 floor;
        uint64 sellCap;
        uint64 buyCap;
        int72 net;
        bool isOpen;
    }

    event ExposureSet(
        address indexed dealer,
        bytes12 indexed isin,
        uint256 previousSellCap,
        uint256 previousBuyCap,
        uint256 sellCap,
        uint256 buyCap
    );
    event QuotesCancelled(address indexed dealer, uint256 from, uint256 to, address indexed by);
    event AllQuotesCancelled(address indexed dealer, uint256 through, address indexed by);
    event GiveUpRevoked(bytes32 indexed giveUp, address indexed broker, address indexed by);

    error QuoteNotYours(address dealer, address caller);
    error QuoteExposureNotSet(address dealer, bytes12 isin);
    error QuoteExceedsExposure(address dealer, bytes12 isin, uint256 quantity, uint256 left);
    error QuoteUsed(bytes32 quote, uint256 sequence);
    error QuoteCancelled(bytes32 quote, uint256 sequence, uint256 floor);
    error QuoteInvalidRange(uint256 from, uint256 to, uint256 maximum);
    error QuoteTooManyBonds(address dealer, uint256 maximum);
    error GiveUpExceeded(bytes32 giveUp, uint256 quantity, uint256 left);

    /// @notice Sets how many units the caller may be taken up on for a bond, and begins to count anew.
    /// @dev Emits an {ExposureSet} event. Only the dealer itself: an operator that quotes for it cannot raise its own limit.
    ///
    /// Requirements:
    /// - The caller must not have set caps for 1,000 other bonds: {cancelAllQuotes} must reach them all.
    /// @param sellCap Most units sold, net of what is bought; zero: the caller's offers cannot be accepted.
    /// @param buyCap Most units bought, net of what is sold; zero: its bids cannot be accepted.
    function setExposure(bytes12 isin, uint64 sellCap, uint64 buyCap) external;

    /// @notice Cancels the quotes of a dealer with sequence numbers from `from` to `to`, both included.
    /// @dev Emits a {QuotesCancelled} event. Quotes that were accepted stay so.
    ///
    /// Requirements:
    /// - The caller must be the dealer or its operator in scope CANCEL.
    /// - `from` must be at most `to`, and the range at most 65,536 numbers long.
    function cancelQuotes(address dealer, uint48 from, uint48 to) external;

    /// @notice Cancels all quotes of a dealer with sequence numbers up to `through`, in every bond.
    /// @dev Emits an {AllQuotesCancelled} event. A floor never sinks: of two calls the higher number counts.
    ///
    /// Requirements:
    /// - The caller must be the dealer or its operator in scope CANCEL.
    /// - `through` must be less than 2^32 beyond the numbers that were cancelled so before, so that a slip does not end all numbers.
    function cancelAllQuotes(address dealer, uint48 through) external;

    /// @notice Takes back a broker's consent.
    /// @dev Emits a {GiveUpRevoked} event.
    ///
    /// Requirements:
    /// - The caller must be the broker or its operator in scope CANCEL.
    function revokeGiveUp(GiveUp calldata giveUp) external;

    /// @notice How far a dealer may be taken up in a bond, and how far it was.
    function exposureOf(address dealer, bytes12 isin) external view returns (Exposure memory);

    /// @notice Whether a number of a dealer is used up or cancelled by itself (by {cancelAllQuotes}: see {floorOf}).
    function isQuoteUsed(address dealer, uint48 sequence) external view returns (bool);

    /// @notice Quotes of a dealer with a lower number are cancelled.
    function floorOf(address dealer) external view returns (uint48);

    /// @notice Units taken of a divisible quote.
    function takenOf(bytes32 quote) external view returns (uint256);

    /// @notice Units taken of a broker's consent; the largest number when it was revoked.
    function givenUpOf(bytes32 giveUp) external view returns (uint256);

    /// @notice EIP-712 struct hash of a quote: its id.
    function quoteId(Quote calldata quote) external pure returns (bytes32);

    /// @notice EIP-712 digest that the dealer, or its operator in scope TRADE, signs.
    function quoteDigest(Quote calldata quote) external view returns (bytes32);

    /// @notice EIP-712 digest that the broker, or its operator in scope TRADE, signs.
    function giveUpDigest(GiveUp calldata giveUp) external view returns (bytes32);
}
