// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC3009} from "./IERC3009.sol";
import {IRegulatedToken} from "./IRegulatedToken.sol";

/// @title IDigitalCurrency
/// @notice Money of one settlement bank in one currency. Amounts are integers in the currency's minor unit.
/// @dev Each unit is a claim on the bank, issued against a deposit and extinguished by a redemption (INV-9).
interface IDigitalCurrency is IRegulatedToken, IERC3009 {
    event DepositRecorded(bytes32 indexed depositId, address indexed account, uint256 amount);
    event RedemptionRecorded(bytes32 indexed redemptionId, address indexed account, uint256 amount);

    error DigitalCurrencyNotItsBank(address caller, address settlementBank);
    error DigitalCurrencyIdUsed(bytes32 id);
    error DigitalCurrencyMissingId();

    /// @notice Issues money to `account` against a deposit with the bank.
    /// @dev Emits a {Transfer} and a {DepositRecorded} event.
    ///
    /// Requirements:
    /// - The caller must be the settlement bank of this currency and have the settlement bank role.
    /// - `depositId` must not be zero and never have been used, for a deposit or a redemption.
    /// - All that binds a receiver in {transfer}.
    function mint(address account, uint256 amount, bytes32 depositId) external;

    /// @notice Extinguishes money that its holder has paid to the bank's own account, against a payment outside.
    /// @dev Emits a {Transfer} and a {RedemptionRecorded} event. The bank can touch no other account: a holder
    /// redeems by paying the bank.
    ///
    /// Requirements:
    /// - The caller must be the settlement bank of this currency and have the settlement bank role.
    /// - `redemptionId` must not be zero and never have been used, for a deposit or a redemption.
    /// - All that binds a sender in {transfer}.
    function burn(uint256 amount, bytes32 redemptionId) external;

    /// @notice ISO 4217 code.
    function currencyCode() external view returns (bytes3);

    /// @notice The bank whose liability this money is.
    function settlementBank() external view returns (address);

    /// @notice Whether a deposit or redemption id was used.
    function isIdUsed(bytes32 id) external view returns (bool);
}
