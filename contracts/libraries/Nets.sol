// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "../interfaces/ITradeSets.sol";
import {Moves} from "./Moves.sol";

/// @title Nets
/// @notice Turns what each party owes or is owed on balance into movements between them.
library Nets {
    /// @notice Movements that bring about `nets`: those who owe are matched with those who are owed, in order, so that n
    /// parties need n - 1 movements at most.
    /// @param nets For each position what it receives on balance; negative: what it delivers. In units of the token.
    /// @return moves As {Moves} packs them.
    /// @dev Conservation: reverts with {NetsUnbalanced} unless the nets sum to zero; with {NetTooLarge} when more than 112
    /// bits would move.
    function pair(int256[] memory nets) internal pure returns (uint256[] memory moves) {
        uint256 length = nets.length;
        moves = new uint256[](length);
        uint256 count;
        uint256 debtor;
        uint256 creditor;
        uint256 owed; // what the debtor still owes
        uint256 due; // what the creditor is still due
        while (true) {
            while (owed == 0 && debtor < length) owed = _positive(-nets[debtor++]);
            while (due == 0 && creditor < length) due = _positive(nets[creditor++]);
            if (owed == 0 || due == 0) break;
            uint256 amount = owed < due ? owed : due;
            // Check: no account has more, and a movement has room for no more
            if (amount > type(uint112).max) revert ITradeSets.NetTooLarge(amount);
            moves[count++] = Moves.pack(debtor - 1, creditor - 1, amount, false);
            owed -= amount;
            due -= amount;
        }
        // Check: both sides have run out together
        if (owed != due) revert ITradeSets.NetsUnbalanced(owed, due);
        assembly ("memory-safe") {
            mstore(moves, count) // shortens the array to what was found
        }
    }

    function _positive(int256 net) private pure returns (uint256) {
        // casting is safe: it is positive
        // forge-lint: disable-next-line(unsafe-typecast)
        return net > 0 ? uint256(net) : 0;
    }
}
