// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1643} from "./IERC1643.sol";
import {IRegulatedToken} from "./IRegulatedToken.sol";

/// @title IBondToken
/// @notice A bond under its ISIN. One unit is one bond of the denomination (各社債の金額); there are no fractions.
/// @dev All dates are seconds (Unix time) at the start of the calendar day in the bond's business centre.
interface IBondToken is IRegulatedToken, IERC1643 {
    /// @notice Where the bond is in its life. Closed and Matured follow from the terms as time passes.
    enum LifeCycle {
        Planned, // created, perhaps issued to its issuer, not transferable before the issue date
        Outstanding, // issued, paid for, transferable
        Closed, // closed period before redemption: the register does not change any more
        Matured // the maturity date has come
    }

    /// @notice The terms that the chain needs; the term sheet itself is known by its hash.
    /// @param isin International Securities Identification Number (ISO 6166), 12 ASCII characters.
    /// @param name Name of the issue.
    /// @param issuer Account that receives the units issued and that appointed the issuer agent.
    /// @param currency ISO 4217 code of the denomination.
    /// @param denomination Face amount of one unit, in minor units of `currency`.
    /// @param units Number of units of the whole issue.
    /// @param requiredClasses Classes that every holder but the issuer must have.
    /// @param issueDate Payment date (払込日).
    /// @param maturityDate Redemption date.
    /// @param closedFrom First second of the closed period before redemption.
    /// @param recordCutoffs For each record date in order, the first second after it.
    /// @param termsHash keccak256 of the term sheet in its canonical form (sdk: `hashTermSheet`).
    struct Terms {
        bytes12 isin;
        string name;
        address issuer;
        bytes3 currency;
        uint128 denomination;
        uint112 units;
        uint32 requiredClasses;
        uint40 issueDate;
        uint40 maturityDate;
        uint40 closedFrom;
        uint40[] recordCutoffs;
        bytes32 termsHash;
    }

    event BondIssued(bytes12 indexed isin, address indexed issuer, uint256 units, uint256 faceAmount);
    event RecordDatePassed(bytes12 indexed isin, uint256 indexed index, uint256 cutoff, uint256 supply);

    error BondTokenNotAppointed(bytes12 isin, address caller, address issuer);
    error BondTokenAlreadyIssued(bytes12 isin);
    error BondTokenNotOutstanding(bytes12 isin);
    error BondTokenNotPaidFor(bytes12 isin, uint256 issueDate, uint256 timestamp);
    error BondTokenClosed(bytes12 isin, uint256 closedFrom, uint256 timestamp);
    error BondTokenUnknownRecordDate(bytes12 isin, uint256 index, uint256 count);
    error BondTokenRecordDateOpen(bytes12 isin, uint256 index, uint256 cutoff, uint256 timestamp);
    error BondTokenUnknownDocument(bytes12 isin, bytes32 name);

    /// @notice Issues the whole issue to the issuer's account, where it can be held for its underwriters. It becomes
    /// transferable on the issue date (払込日).
    /// @dev Emits a {Transfer} and a {BondIssued} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The bond must be planned, not closed and not paused, and the issuer an eligible participant.
    function issue() external;

    /// @notice The terms that the bond was created with.
    function terms() external view returns (Terms memory);

    /// @notice Where the bond is in its life now.
    function lifeCycle() external view returns (LifeCycle);

    /// @notice Number of record dates that have passed.
    function recordDatesPassed() external view returns (uint256);

    /// @notice Units of `account` at the end of record date number `index` (from 0). Never changes again (INV-7).
    /// @dev Reverts with {BondTokenUnknownRecordDate} or, before the record date is over, {BondTokenRecordDateOpen}.
    function balanceAtRecordDate(address account, uint256 index) external view returns (uint256);

    /// @notice Units outstanding at the end of record date number `index`: the sum of all balances at it (INV-7).
    /// @dev Reverts like {balanceAtRecordDate}.
    function supplyAtRecordDate(uint256 index) external view returns (uint256);
}
