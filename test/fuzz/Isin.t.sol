// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Isin} from "../../contracts/libraries/Isin.sol";

/// @notice Properties of {Isin} over random numbers.
contract IsinTest {
    bytes10 private constant DIGITS = "0123456789";
    bytes private constant ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    error ChangeAccepted(bytes12 isin, bytes12 changed);
    error CheckDigits(bytes12 isin, uint256 accepted);

    /// A number has exactly one right check digit.
    function testFuzz_ExactlyOneCheckDigit(uint256 seed) external pure {
        bytes12 isin = _random(seed);
        uint256 accepted = 0;
        for (uint256 digit = 0; digit < 10; ++digit) {
            if (Isin.isValid(_replace(isin, 11, DIGITS[digit]))) ++accepted;
        }
        if (accepted != 1) revert CheckDigits(isin, accepted);
    }

    /// Another digit in the place of any one digit is always found.
    function testFuzz_SingleDigitChangeIsRejected(
        uint256 seed,
        uint256 position,
        uint256 shift
    ) external pure {
        bytes12 isin = _valid(seed);
        position = 2 + (position % 10);
        while (!_isDigit(isin[position])) ++position; // the last one always is

        uint256 digit = uint8(isin[position]) - 0x30;
        bytes12 changed = _replace(isin, position, DIGITS[(digit + 1 + (shift % 9)) % 10]);
        if (Isin.isValid(changed)) revert ChangeAccepted(isin, changed);
    }

    /// A character outside of 0-9 and A-Z is refused wherever it stands.
    function testFuzz_ForeignCharacterIsRejected(uint256 seed, uint256 position, bytes1 char) external pure {
        if (_isDigit(char) || (char >= "A" && char <= "Z")) return;

        bytes12 isin = _valid(seed);
        bytes12 changed = _replace(isin, position % 12, char);
        if (Isin.isValid(changed)) revert ChangeAccepted(isin, changed);
    }

    function _valid(uint256 seed) private pure returns (bytes12 isin) {
        for (uint256 digit = 0; digit < 10; ++digit) {
            isin = _replace(_random(seed), 11, DIGITS[digit]);
            if (Isin.isValid(isin)) return isin;
        }
        revert CheckDigits(isin, 0);
    }

    function _random(uint256 seed) private pure returns (bytes12 isin) {
        for (uint256 i = 0; i < 11; ++i) {
            uint256 random = uint256(keccak256(abi.encode(seed, i)));
            isin = _replace(isin, i, ALPHABET[i < 2 ? 10 + (random % 26) : random % 36]);
        }
        isin = _replace(isin, 11, "0");
    }

    function _replace(bytes12 isin, uint256 position, bytes1 char) private pure returns (bytes12) {
        uint256 shift = 8 * position;
        return (isin & ~(bytes12(bytes1(0xff)) >> shift)) | (bytes12(char) >> shift);
    }

    function _isDigit(bytes1 char) private pure returns (bool) {
        return char >= "0" && char <= "9";
    }
}
