// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "../../contracts/interfaces/ITradeSets.sol";
import {Moves} from "../../contracts/libraries/Moves.sol";
import {Nets} from "../../contracts/libraries/Nets.sol";

/// @notice Movements bring about the nets that they are made for, and are few.
contract NetsTest {
    uint256 private constant MOST_PARTIES = 12;

    error WrongNet(uint256 party, int256 expected, int256 actual);
    error TooMany(uint256 moves, uint256 parties);
    error MovesNothing(uint256 index);
    error ToItself(uint256 index);
    error BothWays(uint256 party);
    error WrongRefusal(bytes reason);
    error NotRefused(int256[] nets);

    // ------------------------------------------------------------------ what is tested

    function pair(int256[] memory nets) external pure returns (uint256[] memory) {
        return Nets.pair(nets);
    }

    // ------------------------------------------------------------------ tests

    function testFuzz_MovementsBringAboutTheNets(uint256 seed) external view {
        int256[] memory nets = _random(seed, type(uint96).max);
        _check(nets, this.pair(nets));
    }

    /// Small figures are often equal, and often zero: debtors and creditors run out together.
    function testFuzz_EqualFiguresMatch(uint256 seed) external view {
        int256[] memory nets = _random(seed, 3);
        _check(nets, this.pair(nets));
    }

    /// Figures that no movement's word has room for: refused, or moved in full, and never cut off.
    function testFuzz_LargeFiguresAreNotCutOff(uint256 seed, uint8 bits) external view {
        int256[] memory nets = _random(seed, 1 << (108 + (bits % 18)));
        try this.pair(nets) returns (uint256[] memory moves) {
            _check(nets, moves);
        } catch {
            return;
        }
    }

    /// Two parties and the smallest figure that does not fit.
    function test_OneMoreThanFitsIsNotCutOff() external view {
        int256[] memory nets = new int256[](2);
        for (int256 figure = int256(uint256(type(uint112).max)); figure <= 1 << 113; ++figure) {
            (nets[0], nets[1]) = (-figure, figure);
            try this.pair(nets) returns (uint256[] memory moves) {
                _check(nets, moves);
            } catch {
                if (figure == int256(uint256(type(uint112).max))) revert WrongRefusal("");
            }
            if (figure > 1 << 112) figure += 1 << 109;
        }
    }

    /// A surplus on one side, wherever it is.
    function testFuzz_UnbalancedNetsAreRefused(uint256 seed, uint256 place, int96 surplus) external view {
        int256[] memory nets = _random(seed, type(uint96).max);
        if (surplus == 0) surplus = 1;
        nets[place % nets.length] += surplus;
        try this.pair(nets) {
            revert NotRefused(nets);
        } catch (bytes memory reason) {
            if (bytes4(reason) != ITradeSets.NetsUnbalanced.selector) revert WrongRefusal(reason);
            (uint256 debits, uint256 credits) = abi.decode(_arguments(reason), (uint256, uint256));
            bool right = surplus > 0 ? debits == 0 && credits != 0 : debits != 0 && credits == 0;
            if (!right) revert WrongRefusal(reason);
        }
    }

    function test_NobodyMovesNothing() external view {
        if (this.pair(new int256[](0)).length != 0) revert MovesNothing(0);
        if (this.pair(new int256[](5)).length != 0) revert MovesNothing(5);
    }

    // ------------------------------------------------------------------ internal

    /// Nets up to `most` that sum to zero: the last one makes up for the others.
    function _random(uint256 seed, uint256 most) private pure returns (int256[] memory nets) {
        nets = new int256[](2 + (seed % (MOST_PARTIES - 1)));
        int256 sum = 0;
        for (uint256 i = 0; i + 1 < nets.length; ++i) {
            uint256 dice = uint256(keccak256(abi.encode(seed, i)));
            int256 figure = int256((dice >> 8) % (most + 1));
            nets[i] = dice % 2 == 0 ? figure : -figure;
            sum += nets[i];
        }
        nets[nets.length - 1] = -sum;
    }

    function _check(int256[] memory nets, uint256[] memory moves) private pure {
        int256[] memory actual = new int256[](nets.length);
        for (uint256 i = 0; i < moves.length; ++i) {
            int256 amount = int256(Moves.amountOf(moves[i]));
            (uint256 sender, uint256 receiver) = (Moves.senderOf(moves[i]), Moves.receiverOf(moves[i]));
            if (amount == 0 || Moves.isFromHold(moves[i])) revert MovesNothing(i);
            if (sender == receiver) revert ToItself(i);
            if (nets[sender] >= 0) revert BothWays(sender);
            if (nets[receiver] <= 0) revert BothWays(receiver);
            actual[sender] -= amount;
            actual[receiver] += amount;
        }
        uint256 parties = 0;
        for (uint256 i = 0; i < nets.length; ++i) {
            if (nets[i] != actual[i]) revert WrongNet(i, nets[i], actual[i]);
            if (nets[i] != 0) ++parties;
        }
        if (parties != 0 && moves.length > parties - 1) revert TooMany(moves.length, parties);
    }

    function _arguments(bytes memory reason) private pure returns (bytes memory arguments) {
        arguments = new bytes(reason.length - 4);
        for (uint256 i = 0; i < arguments.length; ++i) arguments[i] = reason[i + 4];
    }
}
