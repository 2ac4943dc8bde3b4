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
        Matured, // the maturity date has come
        Stopped // outstanding, but transfers are stopped for a while
    }

    /// @notice The terms that the chain needs; the term sheet itself is known by its hash.
    /// @param isin International Securities Identification Number (ISO 6166), 12 ASCII characters.
    /// @param name Name of the issue.
    /// @param issuer Account that receives the units issued and that appointed the issuer agent.
    /// @param currency ISO 4217 code of the denomination.
    /// @param denomination Face amount of one unit, in minor units of `currency`.
    /// @param units Number of units of the whole issue, taps apart.
    /// @param requiredClasses Classes that every holder but the issuer must have.
    /// @param issueDate Payment date (払込日).
    /// @param maturityDate Redemption date.
    /// @param closedFrom First second of the closed period before redemption.
    /// @param recordCutoffs For each record date in order, the first second after it.
    /// @param termsHash keccak256 of the term sheet in its canonical form (sdk: `hashTermSheet`).
    /// @param scheduleHash keccak256 of the bond's schedule, ABI-encoded ({IBondSchedules-Schedule}).
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
        bytes32 scheduleHash;
    }

    /// @notice What an account was allotted and cannot pass on yet.
    /// @param units Units that are locked up.
    /// @param until First second (Unix time) at which they no longer are.
    struct LockUp {
        uint112 units;
        uint40 until;
    }

    event BondIssued(bytes12 indexed isin, address indexed issuer, uint256 units, uint256 faceAmount);
    event RecordDateAdded(bytes12 indexed isin, uint256 indexed index, uint256 cutoff);
    event TransfersStopped(bytes12 indexed isin, bool stopped);
    event RegisterClosed(bytes12 indexed isin);
    event RecordDatePassed(bytes12 indexed isin, uint256 indexed index, uint256 cutoff, uint256 supply);

    /// @notice How many units of an account are locked up until a date changed.
    event UnitsLockedUp(
        bytes12 indexed isin,
        address indexed account,
        uint256 until,
        uint256 unitsBefore,
        uint256 units
    );

    error BondTokenNotAppointed(bytes12 isin, address caller, address issuer);
    error BondTokenAlreadyIssued(bytes12 isin);
    error BondTokenNotOutstanding(bytes12 isin);
    error BondTokenNotPaidFor(bytes12 isin, uint256 issueDate, uint256 timestamp);
    error BondTokenClosed(bytes12 isin, uint256 closedFrom, uint256 timestamp);
    error BondTokenUnknownRecordDate(bytes12 isin, uint256 index, uint256 count);
    error BondTokenRecordDateOpen(bytes12 isin, uint256 index, uint256 cutoff, uint256 timestamp);
    error BondTokenUnknownDocument(bytes12 isin, bytes32 name);
    error BondTokenNotScheduled(bytes12 isin, address servicing);
    error BondTokenNotServicing(bytes12 isin, address caller, address servicing);
    error BondTokenStopped(bytes12 isin);
    error BondTokenNotPrimaryMarket(bytes12 isin, address caller, address primaryMarket);
    error BondTokenOffered(bytes12 isin);
    error BondTokenInvalidLockUp(bytes12 isin, address account, uint256 until, uint256 timestamp);
    error BondTokenLockedUp(
        bytes12 isin,
        address account,
        uint256 amount,
        uint256 lockedUnits,
        uint256 until
    );
    error BondTokenRecordDatePassed(bytes12 isin, uint256 cutoff, uint256 timestamp);
    error BondTokenDuplicateRecordDate(bytes12 isin, uint256 cutoff);
    error BondTokenTooManyRecordDates(bytes12 isin, uint256 count);

    /// @notice Issues the whole issue to the issuer's account, where it can be held for its underwriters. It becomes
    /// transferable on the issue date (払込日).
    /// @dev Emits a {Transfer} and a {BondIssued} event.
    ///
    /// Requirements:
    /// - The caller must have the issuer agent role and the issuer's appointment in scope ISSUE.
    /// - The bond must be planned, not closed and not paused, and the issuer an eligible participant.
    /// - Its schedule must be stored with its servicing contract: what is not known to be payable is not issued.
    /// - No offering of it must be under way: that one's closing issues it.
    function issue() external;

    /// @notice Issues units to the issuer's account in the transaction in which they are paid for or cancelled: the first ones
    /// of the bond, or further ones that are fungible with them (tap, 追加発行).
    /// @dev Emits a {Transfer} and a {BondIssued} event.
    ///
    /// Requirements:
    /// - The caller must be the primary market contract and have the issuer's appointment in scope ISSUE.
    /// - The bond must be planned or outstanding, neither closed nor stopped nor paused, and the issuer eligible.
    /// - Its schedule must be stored with its servicing contract.
    function issueUnits(uint112 units) external;

    /// @notice Locks up units that were allotted to an account: until then they cannot leave it, but for redemption or on
    /// authority.
    /// @dev Emits an {UnitsLockedUp} event. Units locked up before stay so, each until its own date. What a redemption or a
    /// court takes away is locked up no more.
    ///
    /// Requirements:
    /// - The caller must be the primary market contract.
    /// - `until` must be in the future.
    function lockUp(address account, uint112 units, uint40 until) external;

    /// @notice Extinguishes units of `account`, which are paid for or cancelled in the same transaction (INV-6).
    /// @dev Emits a {Transfer} event to the zero account. Freezes and eligibility do not stand in the way: the units end by
    /// their terms, and who cannot be paid now has the money kept for it.
    ///
    /// Requirements:
    /// - The caller must be the servicing contract.
    /// - The units must be the account's and not held for a trade.
    function redeem(address account, uint256 units) external;

    /// @notice Stops transfers and new holds, or lets them go on: while units are drawn by lot, or in default.
    /// @dev Emits a {TransfersStopped} event, unless nothing changes.
    ///
    /// Requirements:
    /// - The caller must be the servicing contract.
    function stopTransfers(bool stopped) external;

    /// @notice Closes the register for good, when all units are redeemed before maturity.
    /// @dev Emits a {RegisterClosed} event, unless it is closed already.
    ///
    /// Requirements:
    /// - The caller must be the servicing contract.
    function closeRegister() external;

    /// @notice Adds a record date that the terms do not know, for a payment after a default.
    /// @dev Emits a {RecordDateAdded} event. Record dates to come move up by one; those that have passed stay (INV-7).
    ///
    /// Requirements:
    /// - The caller must be the servicing contract.
    /// - `cutoff` must be in the future and not be one already.
    /// @param cutoff First second after the new record date.
    function addRecordDate(uint40 cutoff) external;

    /// @notice The contract that services the bond: it alone can redeem units. Fixed for the life of the bond.
    function servicing() external view returns (address);

    /// @notice The contract that alone issues units against payment. Fixed for the life of the bond; zero for none.
    function primaryMarket() external view returns (address);

    /// @notice All that an account was allotted and cannot pass on yet, and the latest of the dates; zero when nothing is.
    function lockUpOf(address account) external view returns (LockUp memory);

    /// @notice The terms that the bond was created with.
    function terms() external view returns (Terms memory);

    /// @notice Whether its first units were issued.
    function isIssued() external view returns (bool);

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

    /// @notice Index of the record date that ends before `cutoff`.
    /// @dev Reverts with {BondTokenUnknownRecordDate}.
    function indexOfRecordDate(uint40 cutoff) external view returns (uint256 index);

    /// @notice Units of many accounts at the end of record date number `index`.
    /// @dev Reverts like {balanceAtRecordDate}.
    /// @return units For each account its units; with bit 255 when a freeze of it is recorded now, of the account or an amount.
    function entitlementsAt(
        uint256 index,
        address[] calldata accounts
    ) external view returns (uint256[] memory units);
}
