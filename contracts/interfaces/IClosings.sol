// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOfferingLedger} from "./IOfferingLedger.sol";
import {IOrderBook} from "./IOrderBook.sol";
import {ITrades} from "./ITrades.sol";

/// @title IClosings
/// @notice Allots what was ordered, and closes offerings on the payment date: cash moves from investors to firms to the issuer and
/// units the other way, in one transaction.
/// @dev Allotments are Trades of which {IOffering} is the venue, so that {IDvPEscrow} settles them and nothing else; it acts for
/// issuer, firms and investors as their appointed operator, within what each of them has signed.
interface IClosings {
    /// @notice An order that is allotted units, opened.
    /// @param position Its place in the book.
    /// @param units Units allotted to it.
    /// @param order The order whose hash stands there.
    /// @param signature Of the investor over {IOrderBook-orderDigest}.
    struct Allotment {
        uint256 position;
        uint112 units;
        IOrderBook.Order order;
        bytes signature;
    }

    /// @notice An allotment that does not settle at closing, because its investor cannot pay or receive.
    /// @param position Its place in the book.
    /// @param trade The trade that the allotment became.
    struct Failure {
        uint256 position;
        ITrades.Trade trade;
    }

    event OrderAllotted(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed investor,
        uint256 position,
        bytes32 commitment,
        address firm,
        bool isFromPot,
        uint256 units,
        uint256 amount,
        bytes32 tradeId
    );
    event AllocationCompleted(
        bytes12 indexed isin,
        uint256 indexed number,
        uint256 units,
        bytes32 allocationHash,
        uint256 proceedsSequence,
        IOfferingLedger.Share[] shares
    );
    /// @notice An investor's cash is held for its allotment.
    event AllotmentEarmarked(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed investor,
        uint256 position,
        uint256 amount
    );

    /// @notice An investor did not pay. Its firm takes the units, or they lapse.
    event AllotmentFailed(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed investor,
        uint256 position,
        uint256 units,
        uint256 amount,
        bool isTakenByFirm
    );
    event AllotmentUnwound(bytes12 indexed isin, uint256 indexed number, uint256 position, bytes32 tradeId);

    /// @notice What a member of the syndicate paid to the issuer: `amount` less `fee`; when the fee is more, the difference
    /// came from the issuer.
    event ProceedsPaid(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed firm,
        uint256 units,
        uint256 retained,
        uint256 amount,
        uint256 fee
    );
    event OfferingClosed(
        bytes12 indexed isin,
        uint256 indexed number,
        uint256 issuedUnits,
        uint256 cancelledUnits,
        uint256 proceeds,
        uint256 fees
    );

    error OfferingTooEarly(bytes12 isin, uint256 from, uint256 timestamp);
    error OfferingTooLate(bytes12 isin, uint256 until, uint256 timestamp);
    error AllotmentFilledTwice(bytes12 isin, uint256 position, bytes32 commitment);
    error AllotmentUnordered(bytes12 isin, uint256 position, uint256 next);
    error AllotmentNotCommitted(bytes12 isin, uint256 position, bytes32 commitment, bytes32 expected);
    error AllotmentInvalidUnits(
        bytes12 isin,
        uint256 position,
        uint256 units,
        uint256 minimum,
        uint256 maximum
    );
    error AllotmentOutsideLimit(bytes12 isin, uint256 position, uint256 price, int256 spreadE8);
    error AllotmentInvalidSignature(bytes12 isin, uint256 position, address investor);
    error AllotmentNotOfferee(bytes12 isin, uint256 position, address investor);
    error AllotmentRevoked(bytes12 isin, uint256 position, bytes32 commitment);
    error AllotmentOfSyndicate(bytes12 isin, uint256 position, address investor);
    error AllotmentUnknownFirm(bytes12 isin, uint256 position, address firm);
    error AllotmentExceedsOffering(bytes12 isin, uint256 units, uint256 left);
    error AllotmentAlreadyEarmarked(bytes12 isin, uint256 position);
    error AllotmentsTooMany(bytes12 isin, uint256 limit);
    error AllotmentUnknown(bytes12 isin, uint256 position, bytes32 tradeId);
    error AllotmentCanPay(bytes12 isin, uint256 position, address investor);
    error OfferingAllocationNotApproved(bytes12 isin, bytes32 allocationHash, bytes32 approved);
    error OfferingNothingFails(bytes12 isin);
    error OfferingIncomplete(bytes12 isin, uint256 trades, uint256 expected);
    error OfferingForeignVenue(bytes12 isin, address venue);
    error OfferingForeignTrade(bytes12 isin, bytes12 actual);
    error OfferingNotEnded(bytes12 isin);

    // ------------------------------------------------------------------ allotment

    /// @notice Allots units to a page of orders, in the order of the book. Each becomes a matched trade between firm and
    /// investor. Orders that are passed over are allotted nothing.
    /// @dev Emits an {OrderAllotted} event for each, and what {IDvPEscrow-instruct} emits.
    ///
    /// Requirements:
    /// - The caller must be the lead manager or its operator in scope TRADE.
    /// - The offering must be priced, and its payment date not have come.
    /// - Positions must rise, and each order be the one committed to at its position, for this offering.
    /// - The investor, or its contract (ERC-1271), must have signed the order.
    /// - No order must be filled twice, at whatever positions it was entered.
    /// - Units must be between the order's minimum and its size; price and spread within its limits.
    /// - The order's firm must be a member of the syndicate that entered it, or zero for the pot: nobody makes a firm sell.
    /// - The investor must not have taken the order back.
    /// - The investor must be neither issuer nor a member: demand of their own would prop up the price (安定操作).
    /// - The investor must be among those to whom may be offered: a qualified institutional investor, or a counted offeree.
    /// - All allotments together must not exceed the units offered, nor be more than 150.
    /// - Issuer, firms and investor must have appointed this contract in scope TRADE.
    function allot(bytes12 isin, Allotment[] calldata allotments) external;

    /// @notice Ends the allocation. What a firm commitment or standby leaves over is shared out among the syndicate; a best
    /// effort that falls short of its minimum ends the offering.
    /// @dev Emits an {AllocationCompleted} event; an {IOrderBook-OfferingEnded} event when it falls short.
    ///
    /// Requirements:
    /// - The caller must be the lead manager or its operator in scope TRADE.
    /// - The offering must be priced, and its payment date not have come.
    function completeAllocation(bytes12 isin) external;

    /// @notice Holds an investor's cash in its own account for its allotment, so that it cannot fail for lack of it.
    /// @dev Emits an {AllotmentEarmarked} event, and {IDvPEscrow-LegHeld}.
    ///
    /// Requirements:
    /// - The caller must be the investor or its operator in scope TRADE; once it is allotted and the payment date has come also the lead manager
    ///   or its operator, so that nobody pays out what it owes by now.
    /// - The offering must be priced or allotted, and the trade be that of the allotment.
    /// - It must not be held already, and the account must have the free units.
    function earmark(bytes12 isin, uint256 position, ITrades.Trade calldata trade) external;

    // ------------------------------------------------------------------ closing

    /// @notice Closes the offering: issues the units, cancels those that nobody takes, and settles all trades or none.
    /// Below the minimum it ends instead.
    /// @dev Emits a {ProceedsPaid} event for each member, {AllotmentFailed} for each failure, an {OfferingClosed} event, and
    /// what {ITradeSets-settleChain} emits.
    ///
    /// Requirements:
    /// - The caller must be the lead manager or its operator in scope TRADE.
    /// - The allocation must be completed, and approved when it is a manual one.
    /// - The time must be in [payment date, cut-off).
    /// - Failures must rise by position, be of allotments whose investors cannot pay or receive, from the moment of the
    ///   terms on, and only when the terms let the rest close.
    /// - The set must hold the trades between issuer and syndicate that follow from the shares (sdk: `proceedsTrades`), and every
    ///   allotment that has not failed. All of them settle, or none.
    /// @param failures Allotments that do not settle.
    /// @param set The trades, packed.
    /// @return isClosed Whether it closed; false when too many failed, and it ended.
    function close(
        bytes12 isin,
        Failure[] calldata failures,
        bytes calldata set
    ) external returns (bool isClosed);

    /// @notice Unwinds allotments of an offering that ended, or whose cut-off has passed: cancels their trades and releases
    /// what is held for them. Anybody may do it.
    /// @dev Emits an {AllotmentUnwound} event for each; an {IOrderBook-OfferingEnded} event when the cut-off has passed.
    ///
    /// Requirements:
    /// - The offering must have ended, or be unclosed after its cut-off.
    /// - Each trade must be that of the allotment at its position.
    function unwind(bytes12 isin, Failure[] calldata allotments) external;
}
