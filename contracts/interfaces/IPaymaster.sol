// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondSchedules} from "./IBondSchedules.sol";
import {ITaxTable} from "./ITaxTable.sol";

/// @title IPaymaster
/// @notice What both paying contracts have in common: tax, and the suspense accounts of those who cannot be paid now.
/// @dev Amounts are in minor units of the bond's currency.
interface IPaymaster {
    event PaymentSuspended(
        bytes12 indexed isin,
        address indexed account,
        uint256 amount,
        uint256 suspense,
        bytes reason
    );
    event SuspenseClaimed(
        bytes12 indexed isin,
        address indexed account,
        address indexed paidTo,
        uint256 amount
    );
    event SuspenseSeized(
        bytes12 indexed isin,
        address indexed account,
        address indexed paidTo,
        uint256 amount,
        bytes32 evidence
    );

    error SuspenseEmpty(bytes12 isin, address account);
    error SuspenseFrozen(bytes12 isin, address account);
    error SuspenseInvalidReceiver(bytes12 isin, address receiver);
    error SuspenseMissingEvidence(bytes12 isin, address account);
    error PaymasterNotAppointed(bytes12 isin, address caller, address issuer);
    error PaymasterStopped(address currency);
    error PaymasterOutOfGas(bytes12 isin, address account);

    /// @notice Pays what is kept for `account` to it, or to the successor of its lost key. Anybody may ask for it.
    /// @dev Emits a {SuspenseClaimed} event.
    ///
    /// Requirements:
    /// - Something must be kept for the account.
    /// - No freeze may be recorded of the account in the bond, nor of the receiver.
    /// - The receiver must not be this contract; and all that binds a receiver in {IERC20-transfer} of the currency.
    /// @return amount What was paid.
    function claim(bytes12 isin, address account) external returns (uint256 amount);

    /// @notice Pays what is kept for `account` to another one, by order of a court.
    /// @dev Emits a {SuspenseSeized} event.
    ///
    /// Requirements:
    /// - The caller must have the court order role.
    /// - Something must be kept for the account; `evidence` must not be zero.
    /// - The receiver must not be this contract; and all that binds a receiver in {IERC20-transfer} of the currency.
    function seizeSuspense(
        bytes12 isin,
        address account,
        address receiver,
        bytes32 evidence
    ) external returns (uint256 amount);

    /// @notice What is kept for `account` from payments on `isin`.
    function suspenseOf(bytes12 isin, address account) external view returns (uint256);

    /// @notice The schedules that are paid by.
    function schedules() external view returns (IBondSchedules);

    /// @notice The tax that is withheld.
    function taxTable() external view returns (ITaxTable);
}
