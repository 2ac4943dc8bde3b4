// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClosings} from "./IClosings.sol";
import {IOfferingLedger} from "./IOfferingLedger.sol";

/// @title IOffering
/// @notice Brings bonds to market: prices and allots what was ordered, and closes on the payment date, when cash moves from
/// investors to firms to the issuer and units the other way, in one transaction.
/// @dev Allotments are Trades of which this contract is the venue, so that {IDvPEscrow} settles them and nothing else; it acts
/// for issuer, firms and investors as their appointed operator, within what each of them has signed.
/// docs/issuance.md has the states and who may do what when.
interface IOffering is IClosings {
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
    function price(bytes12 isin, IOfferingLedger.Pricing calldata pricing) external;

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
