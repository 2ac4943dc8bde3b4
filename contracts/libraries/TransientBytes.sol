// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SlotDerivation} from "@openzeppelin/contracts/utils/SlotDerivation.sol";
import {TransientSlot} from "@openzeppelin/contracts/utils/TransientSlot.sol";

/// @title TransientBytes
/// @notice Bytes that last for one transaction, at consecutive transient slots from `slot`: length, then words.
library TransientBytes {
    using SlotDerivation for bytes32;
    using TransientSlot for bytes32;
    using TransientSlot for TransientSlot.Uint256Slot;
    using TransientSlot for TransientSlot.Bytes32Slot;

    /// @notice Stores `data`.
    function store(bytes32 slot, bytes memory data) internal {
        slot.asUint256().tstore(data.length);
        for (uint256 i = 0; i < data.length; i += 32) {
            bytes32 word;
            assembly ("memory-safe") {
                word := mload(add(add(data, 0x20), i))
            }
            slot.offset(1 + i / 32).asBytes32().tstore(word);
        }
    }

    /// @notice What was stored; empty when nothing was, or after {clear}.
    function load(bytes32 slot) internal view returns (bytes memory data) {
        data = new bytes(slot.asUint256().tload());
        for (uint256 i = 0; i < data.length; i += 32) {
            bytes32 word = slot.offset(1 + i / 32).asBytes32().tload();
            assembly ("memory-safe") {
                mstore(add(add(data, 0x20), i), word)
            }
        }
    }

    /// @notice Forgets what was stored.
    function clear(bytes32 slot) internal {
        slot.asUint256().tstore(0);
    }
}
