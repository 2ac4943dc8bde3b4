// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";

/// @title CodeStore
/// @notice Keeps bytes as the code of a contract that can do nothing: cheaper to read than storage, and never written again.
library CodeStore {
    /// @notice Bytes that one store has room for: the code size limit (EIP-170), less the STOP.
    uint256 internal constant CAPACITY = 24_575;

    /// @notice Stores `data` in one contract, or in two when one is too small.
    function storeInTwo(bytes memory data) internal returns (address first, address rest) {
        uint256 length = data.length;
        if (length <= CAPACITY) return (store(data), address(0));
        bytes memory tail = new bytes(length - CAPACITY);
        for (uint256 i = 0; i < tail.length; ++i) tail[i] = data[CAPACITY + i];
        assembly ("memory-safe") {
            mstore(data, CAPACITY) // only its first part from here on
        }
        (first, rest) = (store(data), store(tail));
        assembly ("memory-safe") {
            mstore(data, length)
        }
    }

    /// @notice What was stored by {storeInTwo}.
    function loadFromTwo(address first, address rest) internal view returns (bytes memory data) {
        data = load(first);
        if (rest != address(0)) data = bytes.concat(data, load(rest));
    }

    /// @dev Returns the rest of the creation code, two bytes of size, then a STOP so that a call does nothing:
    /// PUSH2 size, DUP1, PUSH1 10, RETURNDATASIZE, CODECOPY, RETURNDATASIZE, RETURN, then the code: STOP, data.
    function store(bytes memory data) internal returns (address pointer) {
        // casting is safe: code is limited to 24,576 bytes (EIP-170), and more makes the creation fail
        // forge-lint: disable-next-line(unsafe-typecast)
        bytes memory prefix = abi.encodePacked(hex"61", uint16(data.length + 1), hex"80600a3d393df300");
        return Create2.deploy(0, keccak256(data), bytes.concat(prefix, data));
    }

    /// @notice What was stored at `pointer`.
    function load(address pointer) internal view returns (bytes memory data) {
        bytes memory code = pointer.code;
        uint256 length = code.length - 1;
        assembly ("memory-safe") {
            data := add(code, 1) // over the STOP: the word that ends at the data's first byte becomes its length
            mstore(data, length)
        }
    }
}
