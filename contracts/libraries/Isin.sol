// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Isin
/// @notice Checks international securities identification numbers as defined by ISO 6166:2021.
/// @dev An ISIN is twelve ASCII characters: a prefix of two upper-case letters, nine characters out of 0-9 and A-Z,
/// and one check digit. The check digit follows Annex B of the standard ("modulus 10 double-add-double", the Luhn
/// formula): letters count as the two digits of 10 (A) to 35 (Z), then, from the right, every second digit is
/// doubled and the digits of all the products are added up; the sum must be a multiple of ten.
///
/// The formula finds every single wrong character but not every swap of two neighbours (AU0000XVGZA3 and
/// AU0000VXGZA3 are both valid), and it does not know whether a prefix or a number has been allocated.
library Isin {
    uint256 private constant LENGTH = 12;
    uint256 private constant PREFIX_LENGTH = 2;

    /// @notice Whether `isin` is well-formed and its check digit is right.
    /// @param isin The twelve characters, in ASCII.
    function isValid(bytes12 isin) internal pure returns (bool) {
        uint256 sum = 0;
        bool doubled = false;

        // From the right, as the weights alternate by digit and a letter counts as two.
        for (uint256 i = LENGTH; i > 0; --i) {
            uint256 char = uint8(isin[i - 1]);

            if (_isDigit(char)) {
                if (i <= PREFIX_LENGTH) return false;
                uint256 digit = char - 0x30;
                sum += doubled ? _digitSumOfDouble(digit) : digit;
                doubled = !doubled;
            } else if (_isUpperCaseLetter(char)) {
                if (i == LENGTH) return false;
                // Two digits: one of them is doubled, and the next character has the same weight as this one.
                uint256 value = char - 0x37;
                uint256 tens = value / 10;
                uint256 units = value % 10;
                sum += doubled ? tens + _digitSumOfDouble(units) : _digitSumOfDouble(tens) + units;
            } else {
                return false;
            }
        }
        return sum % 10 == 0;
    }

    function _isDigit(uint256 char) private pure returns (bool) {
        return char >= 0x30 && char <= 0x39;
    }

    function _isUpperCaseLetter(uint256 char) private pure returns (bool) {
        return char >= 0x41 && char <= 0x5a;
    }

    /// @dev 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 for the digits 0 to 9.
    function _digitSumOfDouble(uint256 digit) private pure returns (uint256) {
        return digit < 5 ? 2 * digit : 2 * digit - 9;
    }
}
