// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "./IDvPEscrow.sol";
import {IOffering} from "./IOffering.sol";
import {IParticipantRegistry} from "./IParticipantRegistry.sol";
import {IPrimaryMarket} from "./IPrimaryMarket.sol";

/// @title IOfferingLedger
/// @notice What offerings rely on, and what can be asked about one at any stage.
interface IOfferingLedger is IPrimaryMarket {
    /// @notice The registry that says who acts for whom.
    function registry() external view returns (IParticipantRegistry);

    /// @notice Number of the present offering of a bond; zero before and during the first.
    function numberOf(bytes12 isin) external view returns (uint256);

    /// @notice Number of offerees counted for the bond.
    function offereesOf(bytes12 isin) external view returns (uint256);

    /// @notice Whether an investor was counted as an offeree of the bond.
    function isOfferee(bytes12 isin, address investor) external view returns (bool);

    /// @notice Where the present offering of a bond stands.
    function resultOf(bytes12 isin) external view returns (IOffering.Result memory);

    /// @notice Where allotments settle.
    function escrow() external view returns (IDvPEscrow);
}
