// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClosings} from "./IClosings.sol";

/// @title IOffering
/// @notice Brings bonds to market: prices and allots what was ordered, and closes on the payment date, when cash moves from
/// investors to firms to the issuer and units the other way, in one transaction.
/// @dev Allotments are Trades of which this contract is the venue, so that {IDvPEscrow} settles them and nothing else; it acts
/// for issuer, firms and investors as their appointed operator, within what each of them has signed.
/// docs/issuance.md has the states and who may do what when.
interface IOffering is IClosings {
    /// @notice The price of an offering (条件決定).
    /// @param pricePerUnit Issue price of a unit, accrued interest apart, in minor units.
    /// @param spreadE8 The spread that this price gives over the reference yield, in units of 10^-8.
    /// @param referenceYieldE8 The yield that spreads are measured from, in units of 10^-8.
    /// @param isManual Whether the allocation departs from the rule, so that the issuer must approve it.
    struct Pricing {
        uint112 pricePerUnit;
        int40 spreadE8;
        int40 referenceYieldE8;
        bool isManual;
    }

    /// @notice Where an offering stands, in numbers.
    /// @param pricing Its price.
    /// @param allottedUnits Units allotted and not failed.
    /// @param potUnits Those of them that were ordered from the pot.
    /// @param openTrades Allotments that are neither settled, failed nor unwound.
    /// @param allocationHash h(n) over its n allotments: h(0) = keccak256(isin, number), h(k) = keccak256(h(k - 1), position, units).
    /// @param approvedHash The allocation that the issuer approved; zero for none.
    /// @param proceedsSequence First of the numbers of the trades between issuer and syndicate: member m's fee, when it is more
    /// than its proceeds, has this plus 2m, its delivery one more.
    /// @param shares What each member sells and takes, in the order of the syndicate.
    struct Result {
        Pricing pricing;
        uint112 allottedUnits;
        uint112 potUnits;
        uint256 openTrades;
        bytes32 allocationHash;
        bytes32 approvedHash;
        uint48 proceedsSequence;
        Share[] shares;
    }

    event OfferingPriced(
        bytes12 indexed isin,
        uint256 indexed number,
        uint256 pricePerUnit,
        int256 spreadE8,
        int256 referenceYieldE8,
        bool isManual,
        address by
    );
    /// @notice The issuer wants to approve the allocation, whether or not it is said to follow the rule.
    event ApprovalDemanded(bytes12 indexed isin, uint256 indexed number, address by);
    event AllocationApproved(
        bytes12 indexed isin,
        uint256 indexed number,
        bytes32 allocationHash,
        address by
    );

    error OfferingPriceOutsideRange(bytes12 isin, uint256 price, uint256 floor, uint256 cap);
    error OfferingInvalidRate(bytes12 isin, int256 spreadE8, int256 referenceYieldE8);
    error OfferingUnsignedMember(bytes12 isin, address firm);
    error OfferingAllocationChanged(bytes12 isin, bytes32 allocationHash, bytes32 approved);

    /// @notice Fixes the price, once the book is closed.
    /// @dev Emits an {OfferingPriced} event.
    ///
    /// Requirements:
    /// - The caller must be the lead manager or its operator in scope TRADE.
    /// - The offering must be open, its book closed, the pricing date have come, and the payment date not.
    /// - Every member of the syndicate must have signed.
    /// - The price must be within the range of the terms; spread and yield between -100 % and 100 %.
    function price(bytes12 isin, Pricing calldata pricing) external;

    /// @notice Has the offering close only with an allocation that the issuer approves. Whether an allocation follows the rule, the
    /// chain cannot see, but whoever has the orders: an issuer that finds otherwise says so with this.
    /// @dev Emits an {ApprovalDemanded} event.
    ///
    /// Requirements:
    /// - The caller must be the issuer or its operator in scope ISSUE.
    /// - The offering must be priced or allotted, and its payment date not have come.
    function demandApproval(bytes12 isin) external;

    /// @notice Approves an allocation that departs from the rule, for the issuer.
    /// @dev Emits an {AllocationApproved} event.
    ///
    /// Requirements:
    /// - The caller must be the issuer or its operator in scope ISSUE.
    /// - The allocation must be completed, and be the one with this hash.
    function approveAllocation(bytes12 isin, bytes32 allocationHash) external;
}
