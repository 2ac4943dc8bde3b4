// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondServicing} from "./IBondServicing.sol";
import {IRedemptionOptions} from "./IRedemptionOptions.sol";
import {IRedemptions} from "./IRedemptions.sol";

/// @title IRedemptionAgent
/// @notice The servicing contract of bonds: redemption, early redemption, and default with what follows.
interface IRedemptionAgent is IRedemptions, IBondServicing, IRedemptionOptions {
    event DefaultDeclared(
        bytes12 indexed isin,
        Obligation obligation,
        uint256 index,
        bytes32 evidence,
        address by
    );
    event DefaultCured(bytes12 indexed isin, bytes32 evidence, address by);
    event PrincipalAccelerated(bytes12 indexed isin, uint256 pricePerUnit, bytes32 evidence, address by);
    event RecoveryOpened(
        bytes12 indexed isin,
        uint256 indexed payment,
        uint256 recordCutoff,
        uint256 amountPerUnit,
        bytes32 evidence
    );
    event ClosedOut(bytes12 indexed isin, uint256 previousPrice, uint256 pricePerUnit, bytes32 evidence);

    error DefaultNotDue(bytes12 isin, Obligation obligation, uint256 index);
    error DefaultWrongStanding(bytes12 isin, Standing actual, Standing expected);
    error DefaultNotAllowed(bytes12 isin, address caller, uint256 holdersFrom, uint256 timestamp);
    error DefaultMissingEvidence(bytes12 isin);
    error DefaultNotCured(bytes12 isin, Obligation obligation, uint256 index);
    error RecoveryInvalid(bytes12 isin, uint256 recordCutoff, uint256 payFrom, uint256 amountPerUnit);
    error CloseOutTooHigh(bytes12 isin, uint256 pricePerUnit, uint256 limit);

    /// @notice Declares that the issuer has not paid within the grace period.
    /// @dev Emits a {DefaultDeclared} event. Transfers stop unless the terms let them go on.
    ///
    /// Requirements:
    /// - The bond must be performing; the obligation must be one of the term sheet, overdue, and lack money.
    /// - The caller must be appointed by the issuer in scope ISSUE; or be a holder, 30 days later.
    /// - `evidence` must not be zero.
    function declareDefault(bytes12 isin, Obligation obligation, uint256 index, bytes32 evidence) external;

    /// @notice Records that what was overdue has been funded after all.
    /// @dev Emits a {DefaultCured} event. Transfers go on.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The bond must be in default, not accelerated, and nothing be overdue any more.
    /// - `evidence` must not be zero.
    function cureDefault(bytes12 isin, bytes32 evidence) external;

    /// @notice Makes the principal fall due now (期限の利益喪失), at its face and the interest accrued. Payments of later
    /// dates are void.
    /// @dev Emits a {PrincipalAccelerated} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The bond must be in default. `evidence` must not be zero.
    function accelerate(bytes12 isin, bytes32 evidence) external;

    /// @notice Opens a payment to all holders of a record date, pro rata, out of what is recovered.
    /// @dev Emits a {RecoveryOpened} event. It is funded and paid through the payment agent, and lowers what a
    /// unit is redeemed for once its record date is over and it is funded.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The bond must be accelerated; `evidence` must not be zero.
    /// - `recordCutoff` must be in the future and new, `payFrom` not before it, `amountPerUnit` not zero.
    function openRecovery(
        bytes12 isin,
        uint40 recordCutoff,
        uint40 payFrom,
        uint112 amountPerUnit,
        bytes32 evidence
    ) external returns (uint256 payment);

    /// @notice Ends an accelerated bond at what a court's plan leaves of it, perhaps nothing: units are redeemed at that.
    /// @dev Emits a {ClosedOut} event. Recoveries that are funded later count towards the price.
    ///
    /// Requirements:
    /// - The caller must have the court order role.
    /// - The bond must be accelerated; the price must not exceed what is claimed. `evidence` must not be zero.
    function closeOut(bytes12 isin, uint112 pricePerUnit, bytes32 evidence) external;

    /// @notice The room in which options are: its code works on this contract's storage, and is as fixed as this one's.
    function optionsRoom() external view returns (address);
}
