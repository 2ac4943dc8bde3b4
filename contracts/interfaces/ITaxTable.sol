// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title ITaxTable
/// @notice Tax withheld from payments on bonds, by instrument class, tax class of the holder and date.
/// @dev Rates are in units of 10^-5 (15.315 % is 15,315). National and local tax are two components, each truncated below
/// the currency's minor unit by itself (Act on General Rules for National Taxes, article 119; Local Tax Act, article 20-4-2).
interface ITaxTable {
    /// @notice How a holder is taxed, by its classes in the register.
    enum TaxClass {
        Corporation,
        Individual,
        NonResident,
        Exempt
    }

    /// @notice One line of the table.
    /// @param instrumentClass Kind of instrument; the meaning of each number is fixed in the sdk.
    /// @param taxClass Whom it is for.
    /// @param from First second (Unix time) at which the rates hold, for payments due from then on.
    /// @param nationalE5 Income tax with its special surtax, in units of 10^-5.
    /// @param localE5 Local inhabitants' tax, in units of 10^-5.
    struct Entry {
        uint8 instrumentClass;
        TaxClass taxClass;
        uint40 from;
        uint24 nationalE5;
        uint24 localE5;
    }

    /// @notice Rates of one tax class.
    struct Rates {
        uint24 nationalE5;
        uint24 localE5;
    }

    event TaxRateSet(
        uint8 indexed instrumentClass,
        TaxClass indexed taxClass,
        uint40 from,
        uint24 nationalE5,
        uint24 localE5
    );

    error TaxRateMissing(uint8 instrumentClass, TaxClass taxClass, uint256 moment);
    error TaxRateNotLater(uint8 instrumentClass, TaxClass taxClass, uint256 from, uint256 earliest);
    error TaxRateTooHigh(uint8 instrumentClass, TaxClass taxClass, uint256 sum, uint256 limit);

    /// @notice Adds a line that holds from a date on, until the next one.
    /// @dev Emits a {TaxRateSet} event.
    ///
    /// Requirements:
    /// - The caller must have the admin role.
    /// - The line must begin after the last one of its classes, and in the future: nothing changes backwards.
    /// - Both rates together must not exceed 100 %.
    function setRate(Entry calldata entry) external;

    /// @notice The rates for payments due at `moment`, by tax class.
    /// @dev Reverts with {TaxRateMissing} when no line of a class holds yet.
    function ratesAt(uint8 instrumentClass, uint256 moment) external view returns (Rates[4] memory);

    /// @notice The tax class that a holder's classes mean: exempt before all, then non-resident, then individual.
    function taxClassOf(uint32 classes) external pure returns (TaxClass);
}
