// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInstrumentFactory} from "./IInstrumentFactory.sol";

/// @title ICurrencyFactory
/// @notice Creates each digital currency at an address that follows from its ISO 4217 code and its settlement bank.
interface ICurrencyFactory is IInstrumentFactory {
    /// @notice What the constructor of a currency reads back.
    struct Definition {
        bytes3 currencyCode;
        address settlementBank;
        uint8 decimals;
        string name;
    }

    event CurrencyCreated(
        bytes3 indexed currencyCode,
        address indexed settlementBank,
        address indexed currency,
        uint8 decimals,
        string name
    );

    error CurrencyFactoryInvalidCode(bytes3 currencyCode);
    error CurrencyFactoryInvalidDecimals(bytes3 currencyCode, uint256 decimals, uint256 maximum);
    error CurrencyFactoryMissingName(bytes3 currencyCode);
    error CurrencyFactoryDuplicate(bytes3 currencyCode, address settlementBank, address currency);

    /// @notice Creates the caller's digital currency in `currencyCode`.
    /// @dev Emits a {CurrencyCreated} event.
    ///
    /// Requirements:
    /// - The caller must have the settlement bank role and be an eligible participant.
    /// - `currencyCode` must be three capital letters (ISO 4217) and new for this bank.
    /// - `decimals` must not exceed 18; `name` must not be empty.
    /// @param decimals The minor unit's exponent as in ISO 4217 (0 for JPY, 2 for EUR).
    function createCurrency(
        bytes3 currencyCode,
        uint8 decimals,
        string calldata name
    ) external returns (address currency);

    /// @notice The address of the bank's currency, whether or not it was created yet.
    function currencyOf(bytes3 currencyCode, address settlementBank) external view returns (address currency);

    /// @notice Whether the bank's currency was created.
    function exists(bytes3 currencyCode, address settlementBank) external view returns (bool);
}
