// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @title Instruments
/// @notice Instruments are named, not addressed: the address of a token follows from its name (CREATE2, EIP-1014).
library Instruments {
    /// @notice Address of the bond `isin` of `factory`.
    function bondAddress(
        address factory,
        bytes32 initCodeHash,
        bytes12 isin
    ) internal pure returns (address) {
        return Create2.computeAddress(bytes32(isin), initCodeHash, factory);
    }

    /// @notice Address of the digital currency of `settlementBank` in `currencyCode`, of `factory`.
    function currencyAddress(
        address factory,
        bytes32 initCodeHash,
        bytes3 currencyCode,
        address settlementBank
    ) internal pure returns (address) {
        return Create2.computeAddress(currencySalt(currencyCode, settlementBank), initCodeHash, factory);
    }

    /// @notice The code in the first three bytes, the bank in the last twenty.
    function currencySalt(bytes3 currencyCode, address settlementBank) internal pure returns (bytes32) {
        return bytes32(currencyCode) | bytes32(uint256(uint160(settlementBank)));
    }
}
