// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AccountWord, AccountWords} from "../libraries/AccountWord.sol";
import {Moves} from "../libraries/Moves.sol";
import {TokenState} from "../libraries/TokenState.sol";
import {TokenLedger} from "./TokenLedger.sol";

/// @title SetLedger
/// @notice Movements of many accounts at once, for sets of trades: the third way in which units move, under the rules of
/// {TokenLedger-_move}.
/// @dev Has no storage of its own. Upholds INV-3.
abstract contract SetLedger is TokenLedger {
    using Moves for uint256;

    /// @dev Moves many values on their holders' approval, under the rules of {_move}. Each account is read, checked and
    /// written once; what happens in between happens in memory.
    function _moveMany(TokenState state, uint256[] calldata accounts, uint256[] calldata moves) internal {
        uint256 period = _enterPeriod(state);

        // Check: the token, then all accounts in one call
        _requireRunning(state);
        _requireTradable(state);
        _requireAllEligible(accounts);
        uint256 words = _readAccounts(accounts);

        // Effect:
        _moveInMemory(accounts, moves, words);
        _writeAccounts(accounts, words, period);
    }

    /// @dev Reads the words of all accounts, which must be different ones and not frozen, into memory: for each account
    /// its word and the slot that it came from. A zero account stands for none.
    ///
    /// In assembly, as are the two below: they run for every account and leg of a set, and save about 2,000 gas a trade
    /// (snapshots/gas.json). Fuzzed against {_move} in test/unit/tokens/RegulatedToken.moveManyForSettlement.test.ts.
    function _readAccounts(uint256[] calldata accounts) private view returns (uint256 words) {
        address unordered;
        address before;
        address frozen;
        uint256 frozenFlag = AccountWords.ACCOUNT_FROZEN;
        assembly ("memory-safe") {
            words := mload(0x40)
            let size := shl(6, accounts.length)
            mstore(0x40, add(words, size))
            calldatacopy(words, calldatasize(), size) // zeros
            mstore(0x20, _accounts.slot)
            let to := words
            let from := accounts.offset
            let end := add(from, shl(5, accounts.length))
            let previous := 0
            for {} lt(from, end) {
                from := add(from, 0x20)
                to := add(to, 0x40)
            } {
                let account := shr(96, shl(96, calldataload(from)))
                if account {
                    if iszero(gt(account, previous)) {
                        unordered := account
                        before := previous
                        break
                    }
                    previous := account
                    mstore(0x00, account)
                    let slot := keccak256(0x00, 0x40)
                    let word := sload(slot)
                    if and(word, frozenFlag) {
                        frozen := account
                        break
                    }
                    mstore(to, word)
                    mstore(add(to, 0x20), slot)
                }
            }
        }
        if (unordered != address(0)) revert RegulatedTokenAccountsUnordered(unordered, before);
        if (frozen != address(0)) revert RegulatedTokenAccountFrozen(frozen);
    }

    /// @dev Makes the movements on the words in memory, in order, and records each of them.
    function _moveInMemory(uint256[] calldata accounts, uint256[] calldata moves, uint256 words) private {
        uint256 amountFlag = AccountWords.AMOUNT_FROZEN;
        bytes32 topic = IERC20.Transfer.selector;
        uint256 count = moves.length;
        for (uint256 i = 0; i < count; ++i) {
            uint256 move;
            bool isDone;
            assembly ("memory-safe") {
                move := calldataload(add(moves.offset, shl(5, i)))
                let sender := shr(240, move)
                let receiver := and(shr(224, move), 0xffff)
                if and(gt(move, 0), and(lt(sender, accounts.length), lt(receiver, accounts.length))) {
                    let from := add(words, shl(6, sender))
                    let word := mload(from)
                    let amount := and(move, 0xffffffffffffffffffffffffffff)
                    let held := and(shr(112, word), 0xffffffffffffffffffffffffffff)
                    let fromHold := and(shr(112, move), 1)
                    let free := sub(and(word, 0xffffffffffffffffffffffffffff), held)
                    if fromHold {
                        free := held
                    }
                    sender := shr(96, shl(96, calldataload(add(accounts.offset, shl(5, sender)))))
                    receiver := add(accounts.offset, shl(5, receiver))
                    let to := add(words, shl(1, sub(receiver, accounts.offset)))
                    receiver := shr(96, shl(96, calldataload(receiver)))
                    isDone := and(
                        iszero(or(gt(amount, free), and(word, amountFlag))),
                        gt(mul(sender, receiver), 0)
                    )
                    if isDone {
                        mstore(from, sub(sub(word, amount), shl(112, mul(fromHold, amount))))
                        mstore(to, add(mload(to), amount))
                        mstore(0x00, amount)
                        log3(0x00, 0x20, topic, sender, receiver)
                    }
                }
            }
            if (!isDone && move != 0) _moveWithCare(accounts, move, words);
        }
    }

    /// @dev A movement that was not plain: units of the sender are frozen, or something is in the way.
    function _moveWithCare(uint256[] calldata accounts, uint256 move, uint256 words) private {
        address from = accounts[move.senderOf()].accountOf();
        address to = accounts[move.receiverOf()].accountOf();
        uint256 value = move.amountOf();
        // Check:
        _requireAccounts(from, to);
        _requireUnits(from, _wordAt(words, move.senderOf()), value, move.isFromHold());
        // Effect:
        _setWordAt(words, move.senderOf(), _wordAt(words, move.senderOf()).minus(value, move.isFromHold()));
        _setWordAt(words, move.receiverOf(), _wordAt(words, move.receiverOf()).plus(value));
        emit Transfer(from, to, value);
    }

    function _writeAccounts(uint256[] calldata accounts, uint256 words, uint256 period) private {
        uint256 count = accounts.length;
        for (uint256 i = 0; i < count; ++i) {
            bool isDone;
            assembly ("memory-safe") {
                let place := add(words, shl(6, i))
                let word := mload(place)
                let slot := mload(add(place, 0x20))
                isDone := or(iszero(slot), eq(and(shr(224, word), 0xffff), period))
                if and(isDone, gt(slot, 0)) {
                    sstore(slot, word)
                }
            }
            if (isDone) continue;
            // the first change after a record date: what was held until now is remembered
            address account = accounts[i].accountOf();
            AccountWord word = _wordAt(words, i);
            _rewrite(account, _accounts[account], word, period);
        }
    }

    function _wordAt(uint256 words, uint256 index) private pure returns (AccountWord word) {
        assembly ("memory-safe") {
            word := mload(add(words, shl(6, index)))
        }
    }

    function _setWordAt(uint256 words, uint256 index, AccountWord word) private pure {
        assembly ("memory-safe") {
            mstore(add(words, shl(6, index)), word)
        }
    }

    /// @dev Reverts unless every account is eligible, and those that receive have the classes that they need.
    function _requireAllEligible(uint256[] calldata accounts) internal view virtual {
        registry.requireAllEligible(accounts, 0, address(0));
    }
}
