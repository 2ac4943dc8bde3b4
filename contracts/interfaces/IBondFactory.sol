// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondToken} from "./IBondToken.sol";
import {IInstrumentFactory} from "./IInstrumentFactory.sol";

/// @title IBondFactory
/// @notice The securities master (銘柄マスタ): creates each bond at an address that follows from its ISIN.
interface IBondFactory is IInstrumentFactory {
    event BondCreated(
        bytes12 indexed isin,
        address indexed bond,
        address indexed issuer,
        address createdBy,
        IBondToken.Terms terms
    );

    event ServicingChanged(address indexed servicingBefore, address indexed servicingAfter);

    event PrimaryMarketChanged(address indexed primaryMarketBefore, address indexed primaryMarketAfter);

    error BondFactoryInvalidPrimaryMarket(address primaryMarket);
    error BondFactoryInvalidServicing(address servicing);
    error BondFactoryInvalidIsin(bytes12 isin);
    error BondFactoryDuplicateIsin(bytes12 isin, address bond);
    error BondFactoryInvalidTerms(bytes12 isin, bytes32 field);
    error BondFactoryInvalidRecordCutoff(bytes12 isin, uint256 index, uint256 cutoff);
    error BondFactoryNotAppointed(bytes12 isin, address caller, address issuer);

    /// @notice Creates the bond of `terms.isin`, planned.
    /// @dev Emits a {BondCreated} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The ISIN must have twelve valid characters and a right check digit (ISO 6166), and be new.
    /// - The issuer must be an eligible participant.
    /// - Name, currency, denomination, units, terms hash and schedule hash must be set.
    /// - Dates must be in the order issue date < closed from <= maturity, record dates strictly rising between issue
    ///   date and maturity.
    /// @return bond The bond's address, which {bondOf} gave before.
    function createBond(IBondToken.Terms calldata terms) external returns (address bond);

    /// @notice Makes `newServicing` the servicing contract of bonds created from now on; those before keep theirs.
    /// @dev Emits a {ServicingChanged} event.
    ///
    /// Requirements:
    /// - The caller must have the admin role.
    /// - `newServicing` must be a contract and not the present one.
    function setServicing(address newServicing) external;

    /// @notice Makes `newPrimaryMarket` the contract that issues units of bonds created from now on against payment; those
    /// before keep theirs.
    /// @dev Emits a {PrimaryMarketChanged} event.
    ///
    /// Requirements:
    /// - The caller must have the admin role.
    /// - `newPrimaryMarket` must be a contract that answers {IPrimaryMarket}, and not the present one.
    function setPrimaryMarket(address newPrimaryMarket) external;

    /// @notice The primary market contract that new bonds get.
    function primaryMarket() external view returns (address);

    /// @notice The servicing contract that new bonds get.
    function servicing() external view returns (address);

    /// @notice The address of the bond `isin`, whether or not it was created yet.
    function bondOf(bytes12 isin) external view returns (address bond);

    /// @notice Whether the bond `isin` was created.
    function exists(bytes12 isin) external view returns (bool);
}
