// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "./IDvPEscrow.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {IPrimaryMarket} from "./IPrimaryMarket.sol";

/// @title IOfferingLedger
/// @notice What offerings rely on, and what can be asked about one at any stage.
interface IOfferingLedger is IPrimaryMarket {
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

    /// @notice What a member of the syndicate sells and takes.
    /// @param units Units allotted to investors that it sells to, those of the pot included for the lead manager.
    /// @param amount What they pay, in minor units.
    /// @param retained Units that it takes itself: left over by the book, or by investors that did not pay.
    struct Share {
        uint112 units;
        uint112 amount;
        uint112 retained;
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

    /// @notice The registry that says who acts for whom.
    function registry() external view returns (IParticipantRegistry);

    /// @notice Number of the present offering of a bond; zero before and during the first.
    function numberOf(bytes12 isin) external view returns (uint256);

    /// @notice Number of offerees counted for the bond.
    function offereesOf(bytes12 isin) external view returns (uint256);

    /// @notice Whether an investor was counted as an offeree of the bond.
    function isOfferee(bytes12 isin, address investor) external view returns (bool);

    /// @notice Where the present offering of a bond stands.
    function resultOf(bytes12 isin) external view returns (Result memory);

    /// @notice Where allotments settle.
    function escrow() external view returns (IDvPEscrow);
}
