// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Ascii
/// @notice Short ASCII codes kept as fixed bytes.
library Ascii {
    /// @notice The first `length` characters of `code`, at most 32.
    function toString(bytes32 code, uint256 length) internal pure returns (string memory) {
        bytes memory text = new bytes(length);
        for (uint256 i = 0; i < length; ++i) text[i] = code[i];
        return string(text);
    }

    /// @notice Whether `code` is three capital letters, the form of an ISO 4217 currency code.
    function isCurrencyCode(bytes3 code) internal pure returns (bool) {
        for (uint256 i = 0; i < 3; ++i) {
            if (code[i] < "A" || code[i] > "Z") return false;
        }
        return true;
    }
}
