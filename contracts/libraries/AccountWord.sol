// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Everything a token knows of an account, packed into one storage word:
/// balance (112 bits), held (112 bits), period of the last change (16 bits), flags (16 bits), low to high.
type AccountWord is uint256;

using AccountWords for AccountWord global;

/// @title AccountWords
/// @notice Reads and rewrites the parts of an {AccountWord}. Amounts are in units of the token.
/// @dev Callers keep balance and held within {MAX_AMOUNT} (the supply is capped by it) and held <= balance (INV-3).
library AccountWords {
    /// @notice Largest balance, held amount or supply.
    uint256 internal constant MAX_AMOUNT = type(uint112).max;

    /// @notice Flag: the account can neither send nor receive this token.
    uint256 internal constant ACCOUNT_FROZEN = 1 << 240;

    /// @notice Flag: a frozen amount or a lock-up is recorded for the account.
    uint256 internal constant AMOUNT_FROZEN = 1 << 241;

    uint256 private constant HELD_SHIFT = 112;
    uint256 private constant PERIOD_SHIFT = 224;
    uint256 private constant FLAGS_MASK = ~uint256(type(uint240).max);

    function balance(AccountWord word) internal pure returns (uint256) {
        return uint112(AccountWord.unwrap(word));
    }

    function held(AccountWord word) internal pure returns (uint256) {
        return uint112(AccountWord.unwrap(word) >> HELD_SHIFT);
    }

    function period(AccountWord word) internal pure returns (uint256) {
        return uint16(AccountWord.unwrap(word) >> PERIOD_SHIFT);
    }

    function has(AccountWord word, uint256 flag) internal pure returns (bool) {
        return AccountWord.unwrap(word) & flag != 0;
    }

    /// @notice Units that could leave the account if nothing were frozen: the held ones, or all others.
    function unfrozenPart(AccountWord word, bool fromHold) internal pure returns (uint256) {
        unchecked {
            return fromHold ? word.held() : word.balance() - word.held();
        }
    }

    /// @notice Whether no freeze is recorded, of the account or of an amount.
    function isUnfrozen(AccountWord word) internal pure returns (bool) {
        return AccountWord.unwrap(word) & (ACCOUNT_FROZEN | AMOUNT_FROZEN) == 0;
    }

    /// @notice The same word with new amounts and period; flags stay.
    function with(
        AccountWord word,
        uint256 newBalance,
        uint256 newHeld,
        uint256 newPeriod
    ) internal pure returns (AccountWord) {
        uint256 flags = AccountWord.unwrap(word) & FLAGS_MASK;
        return AccountWord.wrap(flags | (newPeriod << PERIOD_SHIFT) | (newHeld << HELD_SHIFT) | newBalance);
    }

    /// @notice The same word with another period of the last change.
    function withPeriod(AccountWord word, uint256 newPeriod) internal pure returns (AccountWord) {
        uint256 rest = AccountWord.unwrap(word) & ~(uint256(type(uint16).max) << PERIOD_SHIFT);
        return AccountWord.wrap(rest | (newPeriod << PERIOD_SHIFT));
    }

    /// @notice The same word with `amount` less, which leaves the hold when `fromHold`. The caller has checked that it is
    /// there.
    function minus(AccountWord word, uint256 amount, bool fromHold) internal pure returns (AccountWord) {
        unchecked {
            uint256 fromHeld = fromHold ? amount << HELD_SHIFT : 0;
            return AccountWord.wrap(AccountWord.unwrap(word) - fromHeld - amount);
        }
    }

    /// @notice The same word with `amount` more. No balance exceeds the supply, which is capped.
    function plus(AccountWord word, uint256 amount) internal pure returns (AccountWord) {
        unchecked {
            return AccountWord.wrap(AccountWord.unwrap(word) + amount);
        }
    }

    /// @notice The same word with `flag` set or cleared.
    function withFlag(AccountWord word, uint256 flag, bool on) internal pure returns (AccountWord) {
        uint256 raw = AccountWord.unwrap(word);
        return AccountWord.wrap(on ? raw | flag : raw & ~flag);
    }
}
