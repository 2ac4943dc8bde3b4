// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOfferingLedger} from "./IOfferingLedger.sol";

/// @title IOrderBook
/// @notice Offerings of bonds, their syndicates, and the books of orders that are collected for them.
/// @dev Orders stay off chain. What stands here is a commitment to each, the EIP-712 hash of the order and its salt, so that
/// nobody sees the book before it is priced, and anybody who is given the orders can tell whether they are all of them.
/// A bond has one offering at a time. Moments are Unix time in seconds; prices are for one unit, in minor units.
interface IOrderBook is IOfferingLedger {
    /// @notice How the syndicate stands to units that nobody orders.
    enum Method {
        FirmCommitment, // 買取引受: it takes everything
        Standby, // 残額引受: it takes what is left
        BestEfforts // 募集の取扱い: it takes nothing, and what is left is cancelled
    }

    /// @notice To whom may be offered.
    enum Placement {
        Public, // 公募
        QualifiedInvestors, // 適格機関投資家私募
        SmallNumber // 少人数私募: at most 49 offerees
    }

    /// @notice What happens at closing to units whose investor cannot pay.
    enum FailureRule {
        NothingCloses,
        FirmTakes, // the firm that sold them pays for them
        UnitsLapse // they are cancelled; for best efforts only
    }

    enum Stage {
        None,
        Open, // its book opens and closes by the clock
        Priced,
        Allotted,
        Closed, // issued and paid for
        Ended // without issuing anything
    }

    enum EndCause {
        CalledOff, // by the issuer; once it is priced, with the lead manager
        BelowMinimum,
        Lapsed // not closed by its cut-off
    }

    /// @notice What is offered, and how.
    /// @param isin The bond: planned, or outstanding for a tap (追加発行).
    /// @param method How the syndicate stands to units that nobody orders.
    /// @param placement To whom may be offered.
    /// @param ifPaymentFails What happens at closing to units whose investor cannot pay.
    /// @param units Units offered.
    /// @param minimumUnits Fewest units with which it closes (soft cap).
    /// @param priceFloor Lowest issue price of a unit, accrued interest apart.
    /// @param priceCap Highest one; the same for a fixed price.
    /// @param feePerUnit Underwriting fee, kept from the proceeds.
    /// @param facePerUnit Face of a unit on which accrued interest is reckoned, in minor units.
    /// @param accruedPerYenE13 Interest accrued until the payment date on 1 of face, in units of 10^-13, truncated ("per 1 yen");
    /// zero on a first issue.
    /// @param bookFrom First moment at which orders are entered.
    /// @param bookUntil First moment at which they no longer are.
    /// @param pricingFrom First moment of the pricing date.
    /// @param paymentFrom First moment of the payment date (払込日).
    /// @param failFrom First moment at which an investor that cannot pay counts as failed.
    /// @param closeBy Cut-off: what has not closed by then lapses.
    /// @param lockUpUntil First moment at which investors can pass on what they were allotted; zero for no lock-up.
    /// @param issuerLockUpUntil First moment at which the issuer may offer more of the bond; zero for no such undertaking.
    /// @param settlementBank The bank whose digital currency pays.
    /// @param ruleHash Hash of the allocation rule.
    struct Terms {
        bytes12 isin;
        Method method;
        Placement placement;
        FailureRule ifPaymentFails;
        uint112 units;
        uint112 minimumUnits;
        uint112 priceFloor;
        uint112 priceCap;
        uint112 feePerUnit;
        uint112 facePerUnit;
        uint64 accruedPerYenE13;
        uint40 bookFrom;
        uint40 bookUntil;
        uint40 pricingFrom;
        uint40 paymentFrom;
        uint40 failFrom;
        uint40 closeBy;
        uint40 lockUpUntil;
        uint40 issuerLockUpUntil;
        address settlementBank;
        bytes32 ruleHash;
    }

    /// @notice A member of the syndicate; the first is the lead manager (主幹事).
    /// @param firm Its account.
    /// @param commitment Units that it answers for; with best efforts only the measure by which the pot's fee is shared.
    struct Member {
        address firm;
        uint112 commitment;
    }

    /// @notice An order, as its investor signs it (EIP-712 type `Order`). Its twin is sdk/offering/Order.ts.
    /// @param isin The bond.
    /// @param offering Number of the offering of this bond, from 0.
    /// @param investor The account that is allotted units and pays for them.
    /// @param firm The member of the syndicate that sells, and must enter the order; zero for the pot, which the lead manager sells.
    /// @param units Units asked for.
    /// @param minimumUnits Fewest units that are taken.
    /// @param maximumPrice Highest price of a unit that is paid, accrued interest apart.
    /// @param minimumSpreadE8 Least spread over the reference yield, in units of 10^-8; the least value for no limit. Spread and
    /// yield are those that the lead manager publishes with the price: whether they are right, anybody can calculate.
    /// @param salt Random, so that nobody finds out the order from its hash.
    struct Order {
        bytes12 isin;
        uint32 offering;
        address investor;
        address firm;
        uint112 units;
        uint112 minimumUnits;
        uint112 maximumPrice;
        int40 minimumSpreadE8;
        bytes32 salt;
    }

    event OfferingOpened(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed issuer,
        bool isTap,
        address by,
        Terms terms,
        Member[] syndicate
    );
    event UnderwritingSigned(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed firm,
        uint256 commitment,
        address by
    );

    /// @notice An investor is offered the bond: the `count`th that is counted for it.
    event OffereeCounted(bytes12 indexed isin, address indexed investor, uint256 count, address by);
    event OrderEntered(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed account,
        uint256 position,
        bytes32 commitment,
        address by
    );
    event OrderAmended(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed account,
        uint256 position,
        bytes32 commitmentBefore,
        bytes32 commitmentAfter,
        address by
    );
    event OrderWithdrawn(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed account,
        uint256 position,
        bytes32 commitment,
        address by
    );
    /// @notice An investor takes back what it signed: no firm can fill that order any more. Amending and withdrawing do so, too.
    event OrderRevoked(
        bytes12 indexed isin,
        uint256 indexed number,
        address indexed account,
        bytes32 commitment,
        address by
    );
    event CallOffAgreed(bytes12 indexed isin, uint256 indexed number, address indexed account, address by);
    event OfferingEnded(bytes12 indexed isin, uint256 indexed number, EndCause cause, address by);

    error OfferingNotAppointed(bytes12 isin, address caller, address account);
    error OfferingUnknownBond(bytes12 isin);
    error OfferingUnknownCurrency(bytes12 isin, bytes3 currency, address settlementBank);
    error OfferingForeignBond(bytes12 isin, address primaryMarket, address settlement);
    error OfferingNotPerforming(bytes12 isin, uint256 standing);
    error OfferingNotOfferable(bytes12 isin, uint256 lifeCycle);
    error OfferingInProgress(bytes12 isin, uint256 number);
    error OfferingLockedUp(bytes12 isin, uint256 until, uint256 timestamp);
    error OfferingInvalidTerms(bytes12 isin, bytes32 field);
    error OfferingInvalidMember(bytes12 isin, address firm);
    error OfferingWrongStage(bytes12 isin, Stage actual, Stage expected);
    error OfferingNotMember(bytes12 isin, address account);
    error OfferingAlreadySigned(bytes12 isin, address firm);
    error OfferingTooManyOfferees(bytes12 isin, uint256 count, uint256 limit);
    error OfferingBookClosed(bytes12 isin, uint256 from, uint256 until, uint256 timestamp);
    error OrderEmptyCommitment(bytes12 isin);
    error OrderUnknown(bytes12 isin, uint256 position);
    error OrderNotYours(bytes12 isin, uint256 position, address account, address enteredBy);
    error OfferingOtherNumber(bytes12 isin, uint256 number, uint256 present);
    error OrderAlreadyRevoked(bytes12 isin, bytes32 commitment);
    error OrderAlreadyEntered(bytes12 isin, uint256 position);

    // ------------------------------------------------------------------ the offering

    /// @notice Opens an offering of a bond, for its issuer.
    /// @dev Emits an {OfferingOpened} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The bond must be planned and not issued, all its units be offered, paid for on its issue date, without accrued interest;
    ///   or it must be outstanding, for a tap.
    /// - The bond's primary market must be this contract, and its settlement contract the one of this house.
    /// - A bond that is tapped must be performing: not in default, not accelerated.
    /// - For a small-number placement at most 49 offerees of the bond must have been counted before.
    /// - No other offering of it may be under way or have trades that can still settle, and no lock-up of its issuer last.
    /// - The settlement bank's currency must exist.
    /// - Dates must be in the order now < book closes, book opens < book closes <= pricing < payment <= failing < cut-off; the
    ///   cut-off must be before the register closes, and no record date between payment and cut-off; lock-ups, if any, must end
    ///   after the cut-off.
    /// - Units, face, prices, minimum and rule must be set; floor <= cap, fee <= floor, minimum <= units.
    /// - Units lapse only with best efforts.
    /// - The syndicate must have 1 to 16 members, none twice nor the issuer, whose commitments sum to the units.
    function offer(Terms calldata terms, Member[] calldata syndicate) external;

    /// @notice Signs the underwriting of an offering for a member of the syndicate, with its commitment.
    /// @dev Emits an {UnderwritingSigned} event.
    ///
    /// Requirements:
    /// - The caller must be the firm or its operator in scope TRADE, and the firm an eligible member that has not signed yet.
    /// - The offering must be open, and be the one of this number: what is signed are its terms.
    function underwrite(bytes12 isin, uint256 number, address firm) external;

    /// @notice Counts an investor as an offeree of the bond (勧誘の相手方), before it is offered to it.
    /// @dev Emits an {OffereeCounted} event. Offerees of all offerings of a bond count together.
    ///
    /// Requirements:
    /// - The caller must be `firm` or its operator in scope TRADE, and the firm an eligible member of the syndicate.
    /// - The offering must be open.
    /// - They must be eligible participants. With a small-number placement there must be at most 49.
    function countOfferees(bytes12 isin, address firm, address[] calldata investors) external;

    /// @notice Calls the offering off: the issuer alone before it is priced, issuer and lead manager together afterwards.
    /// @dev Emits a {CallOffAgreed} event for each that agrees for the first time, and an {OfferingEnded} event when it takes effect.
    ///
    /// Requirements:
    /// - The caller must be the issuer or its operator in scope ISSUE; once priced, also the lead manager, the
    ///   successor of its lost key, or an operator in scope TRADE. What they agreed to counts until the allocation is completed.
    /// - The offering must not be closed or ended.
    function callOff(bytes12 isin) external;

    // ------------------------------------------------------------------ the book

    /// @notice Enters the commitment to an order: a firm does it for its clients, or an investor for itself, for the pot, which no
    /// firm can prevent.
    /// @dev Emits an {OrderEntered} event.
    ///
    /// Requirements:
    /// - The caller must be `account` or its operator in scope TRADE.
    /// - `account` must be an eligible participant: a member of the syndicate, or one that has no other order of its own in the
    ///   book.
    /// - The offering must be open, and so must its book.
    /// - The commitment must not be zero, nor one that `account` took back.
    /// @param account Who enters it and may amend or withdraw it.
    /// @param commitment The EIP-712 hash of the order.
    /// @return position Its place in the book, from 0.
    function enterOrder(
        bytes12 isin,
        address account,
        bytes32 commitment
    ) external returns (uint256 position);

    /// @notice Puts another order in the place of one in the book. An investor's own is taken back with it.
    /// @dev Emits an {OrderAmended} event.
    ///
    /// Requirements:
    /// - As for {enterOrder}; `account` must have entered it, it must not be withdrawn, and the other order not be the same.
    function amendOrder(bytes12 isin, uint256 position, address account, bytes32 commitment) external;

    /// @notice Takes an order out of the book. An investor's own is taken back with it.
    /// @dev Emits an {OrderWithdrawn} event.
    ///
    /// Requirements: as for {amendOrder}.
    function withdrawOrder(bytes12 isin, uint256 position, address account) external;

    /// @notice Takes back an order that the caller signed, wherever it stands in the book and whoever entered it.
    /// @dev Emits an {OrderRevoked} event.
    ///
    /// Requirements:
    /// - The caller must be `account` or its operator in scope TRADE.
    /// - The offering must be open, and so must its book.
    /// - `account` must be eligible, the hash not be zero, and the order not be taken back already.
    function revokeOrder(bytes12 isin, address account, bytes32 commitment) external;

    // ------------------------------------------------------------------ views

    /// @notice Where the present offering of a bond stands.
    function stageOf(bytes12 isin) external view returns (Stage);

    /// @notice Terms of the present offering.
    function termsOf(bytes12 isin) external view returns (Terms memory);

    /// @notice Its syndicate, and who has signed.
    function syndicateOf(
        bytes12 isin
    ) external view returns (Member[] memory members, bool[] memory hasSigned);

    /// @notice The book of the present offering, by position: commitments, zero for orders that were withdrawn.
    function bookOf(bytes12 isin) external view returns (bytes32[] memory);

    /// @notice EIP-712 hash of an order: its commitment.
    function orderHash(Order calldata order) external pure returns (bytes32);

    /// @notice EIP-712 digest that an investor signs.
    function orderDigest(Order calldata order) external view returns (bytes32);
}
