// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Moves
/// @notice The words in which settlement tells a token what to move, for many accounts in one call.
/// @dev An account's word: whether it receives anything in gross amounts (bit 160), account (160 bits).
/// A movement's word: position of the sender among the accounts (16 bits, from bit 240), of the receiver (16, from bit
/// 224), whether the units are held for the trade (bit 112), amount (112 bits).
library Moves {
    /// @notice Flag of an account: it receives, and so must have the classes that the token requires.
    uint256 internal constant RECEIVES = 1 << 160;

    uint256 private constant SENDER_SHIFT = 240;
    uint256 private constant RECEIVER_SHIFT = 224;
    uint256 private constant FROM_HOLD = 1 << 112;

    function pack(
        uint256 sender,
        uint256 receiver,
        uint256 amount,
        bool fromHold
    ) internal pure returns (uint256 move) {
        move = (sender << SENDER_SHIFT) | (receiver << RECEIVER_SHIFT) | amount;
        if (fromHold) move |= FROM_HOLD;
    }

    function accountOf(uint256 word) internal pure returns (address) {
        return address(uint160(word));
    }

    function senderOf(uint256 move) internal pure returns (uint256) {
        return move >> SENDER_SHIFT;
    }

    function receiverOf(uint256 move) internal pure returns (uint256) {
        return uint16(move >> RECEIVER_SHIFT);
    }

    function amountOf(uint256 move) internal pure returns (uint256) {
        return uint112(move);
    }

    function isFromHold(uint256 move) internal pure returns (bool) {
        return move & FROM_HOLD != 0;
    }
}
