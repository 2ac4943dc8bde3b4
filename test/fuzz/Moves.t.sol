// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Moves} from "../../contracts/libraries/Moves.sol";

/// @notice What is packed into a movement's word, or an account's, comes back.
contract MovesTest {
    error WrongPart(string part, uint256 expected, uint256 actual);

    function testFuzz_AMoveKeepsItsParts(
        uint16 sender,
        uint16 receiver,
        uint112 amount,
        bool fromHold
    ) external pure {
        uint256 move = Moves.pack(sender, receiver, amount, fromHold);
        _same("sender", sender, Moves.senderOf(move));
        _same("receiver", receiver, Moves.receiverOf(move));
        _same("amount", amount, Moves.amountOf(move));
        _same("hold", fromHold ? 1 : 0, Moves.isFromHold(move) ? 1 : 0);
    }

    /// Between the hold's flag and the receiver there is room for a tag, which no part reads.
    function testFuzz_ATagChangesNothing(
        uint16 sender,
        uint16 receiver,
        uint112 amount,
        bool fromHold,
        uint96 tag
    ) external pure {
        uint256 move = Moves.pack(sender, receiver, amount, fromHold) | (uint256(tag) << 128);
        _same("sender", sender, Moves.senderOf(move));
        _same("receiver", receiver, Moves.receiverOf(move));
        _same("amount", amount, Moves.amountOf(move));
        _same("hold", fromHold ? 1 : 0, Moves.isFromHold(move) ? 1 : 0);
    }

    function testFuzz_AnAccountKeepsItsFlag(address account, bool receives) external pure {
        uint256 word = uint160(account) | (receives ? Moves.RECEIVES : 0);
        _same("account", uint160(account), uint160(Moves.accountOf(word)));
        _same("receives", receives ? 1 : 0, word & Moves.RECEIVES == 0 ? 0 : 1);
    }

    function _same(string memory part, uint256 expected, uint256 actual) private pure {
        if (expected != actual) revert WrongPart(part, expected, actual);
    }
}
