// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {AccountWord, AccountWords} from "../libraries/AccountWord.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {TokenState, TokenStates} from "../libraries/TokenState.sol";

/// @title TokenLedger
/// @notice The books of a {RegulatedToken}: who has how much, and the rules that bind every movement.
/// @dev Owns all storage. Units move in two ways only, {_move} on their holder's approval (in sets: {SetLedger}) and
/// {_seize} on authority, and every restriction is enforced there and nowhere else. The supply is the balance of the zero
/// account, so that it is packed, moved and remembered like any other.
/// Calls nothing but the registry and never the holder: there is nothing to reenter. Upholds INV-3.
abstract contract TokenLedger is ERC20Permit, IRegulatedToken {
    /// @inheritdoc IRegulatedToken
    IParticipantRegistry public immutable registry;

    TokenState internal _state;
    mapping(address account => AccountWord) internal _accounts;
    mapping(address account => uint256 amount) private _frozenAmounts;
    /// @inheritdoc IRegulatedToken
    mapping(address formerSettlement => bool) public wasSettlement;

    constructor(IParticipantRegistry registry_, address settlement_) {
        if (address(registry_).code.length == 0) revert RegulatedTokenInvalidRegistry(address(registry_));
        registry = registry_;
        _changeSettlement(settlement_);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IERC20
    function balanceOf(address account) public view override returns (uint256) {
        return account == address(0) ? 0 : _accounts[account].balance();
    }

    /// @inheritdoc IERC20
    function totalSupply() public view override returns (uint256) {
        return _accounts[address(0)].balance();
    }

    /// @inheritdoc IERC7943Fungible
    function getFrozenTokens(address account) public view returns (uint256) {
        return _frozenAmount(account, _accounts[account]);
    }

    /// @inheritdoc IRegulatedToken
    function restrictions(
        address from,
        address to,
        uint256 amount,
        bool fromHold
    ) public view returns (uint256 mask) {
        AccountWord word = _accounts[from];
        if (_state.has(TokenStates.PAUSED)) mask |= Restrictions.PAUSED;
        mask |= _lifeCycleRestrictions() | _senderRestrictions(from) | _receiverRestrictions(to);

        uint256 balance = word.balance();
        uint256 frozen = _frozenAmount(from, word);
        uint256 blocked = _blockedAmount(from, word);
        if (amount > balance) mask |= Restrictions.INSUFFICIENT_BALANCE;
        if (frozen != 0 && amount > _less(balance, frozen)) mask |= Restrictions.UNITS_FROZEN;
        else if (blocked != frozen && amount > _less(balance, blocked)) mask |= Restrictions.UNITS_LOCKED_UP;
        uint256 held = word.held();
        if (fromHold ? amount > held : held != 0 && amount > _less(balance, held)) {
            mask |= Restrictions.UNITS_HELD;
        }
        // Held and frozen units may each leave room and yet not together
        if (mask == 0 && amount > _movable(from, word, fromHold)) {
            mask |= Restrictions.UNITS_HELD;
        }
    }

    /// @inheritdoc IRegulatedToken
    function requiredClassesOf(address receiver) public view virtual returns (uint32);

    // ------------------------------------------------------------------ the one funnel

    /// @dev OpenZeppelin's hook for transfers, minting and burning leads into the funnel.
    function _update(address from, address to, uint256 value) internal override {
        _move(_state, from, to, value, false);
    }

    /// @dev Moves `value` on its holder's approval. From zero it is issued, to zero it is redeemed.
    /// @param fromHold Whether the units are held for the trade that moves them; else they must be free.
    function _move(TokenState state, address from, address to, uint256 value, bool fromHold) internal {
        uint256 period = _enterPeriod(state);

        // Check: the token, then both accounts in one call
        _requireRunning(state);
        if (from != address(0)) _requireTradable(state);
        // issuance goes to the issuer, or to a depositor of money: neither needs a class
        _requireEligible(from, to, from == address(0) ? 0 : requiredClassesOf(to));

        // Effect:
        if (from == address(0)) {
            _issue(value, period);
        } else {
            AccountWord word = _accounts[from];
            _requireUnits(from, word, value, fromHold);
            _rewrite(from, word, word.minus(value, fromHold), period);
        }
        AccountWord receiver = _accounts[to];
        if (receiver.has(AccountWords.ACCOUNT_FROZEN)) revert RegulatedTokenAccountFrozen(to);
        _credit(from, to, receiver, value, period);
    }

    /// @dev Moves `value` on the authority of a court or the registrar, bound only by holds, balance and the receiver.
    function _seize(address from, address to, uint256 value) internal {
        uint256 period = _enterPeriod(_state);
        AccountWord word = _accounts[from];

        // Check:
        _requireEligible(address(0), to, _classesOnAuthority(to));
        _requireNotHeld(from, word, value);

        // Effect:
        _rewrite(from, word, word.minus(value, false), period);
        _credit(from, to, _accounts[to], value, period);
        _cutBlocked(from, word);
    }

    /// @dev Extinguishes `value` by the terms, whoever's it is: bound only by holds and balance.
    function _extinguish(address from, uint256 value) internal {
        uint256 period = _enterPeriod(_state);
        AccountWord word = _accounts[from];
        // Check:
        _requireNotHeld(from, word, value);
        // Effect:
        _rewrite(from, word, word.minus(value, false), period);
        _credit(from, address(0), _accounts[address(0)], value, period);
        _cutBlocked(from, word);
    }

    /// @dev What was taken away is locked up no more.
    function _cutBlocked(address account, AccountWord before) private {
        if (before.has(AccountWords.AMOUNT_FROZEN)) _cutLockUp(account, _accounts[account].balance());
    }

    function _requireNotHeld(address account, AccountWord word, uint256 value) private pure {
        uint256 balance = word.balance();
        if (value > balance) revert ERC20InsufficientBalance(account, balance, value);
        uint256 free = word.unfrozenPart(false);
        if (value > free) revert RegulatedTokenUnitsHeld(account, value, free);
    }

    function _issue(uint256 value, uint256 period) private {
        AccountWord word = _accounts[address(0)];
        uint256 supply = word.balance() + value;
        // Check:
        if (supply > AccountWords.MAX_AMOUNT) {
            revert RegulatedTokenSupplyExceeded(supply, AccountWords.MAX_AMOUNT);
        }
        // Effect:
        _rewrite(address(0), word, word.plus(value), period);
    }

    /// @dev Credits the receiver; zero stands for redemption, which the supply bears.
    function _credit(address from, address to, AccountWord word, uint256 value, uint256 period) private {
        // Effect:
        _rewrite(to, word, to == address(0) ? word.minus(value, false) : word.plus(value), period);
        emit Transfer(from, to, value);
    }

    /// @dev Writes an account's new word; what it held until now is remembered first when a record date lies between.
    function _rewrite(address account, AccountWord before, AccountWord word, uint256 period) internal {
        if (before.period() != period) {
            _remember(account, before.balance(), before.period(), period);
            word = word.withPeriod(period);
        }
        _accounts[account] = word;
    }

    // ------------------------------------------------------------------ what bonds add

    /// @dev The number of record dates that have passed. A token without record dates stays in period 0.
    function _enterPeriod(TokenState) internal virtual returns (uint256) {
        return 0;
    }

    /// @dev Called before a balance changes that stood unchanged from period `since` until period `current`.
    function _remember(address account, uint256 balance, uint256 since, uint256 current) internal virtual {}

    /// @dev Reverts when the life cycle of the token forbids new holds now.
    function _requireHoldable(TokenState) internal view virtual {}

    /// @dev Reverts when the life cycle of the token forbids transfers now.
    function _requireTradable(TokenState) internal view virtual {}

    /// @dev The classes that a receiver of a seized or recovered position needs.
    function _classesOnAuthority(address receiver) internal view virtual returns (uint32) {
        return requiredClassesOf(receiver);
    }

    /// @dev The same as a mask of {Restrictions}.
    function _lifeCycleRestrictions() internal view virtual returns (uint256) {
        return 0;
    }

    /// @dev Writes how much of an account is held; its balance and the period of that stay.
    function _setHeld(address account, AccountWord word, uint256 held) internal {
        _accounts[account] = word.with(word.balance(), held, word.period());
    }

    /// @dev The word of an account, the zero account's being the supply's.
    function _accountWord(address account) internal view returns (AccountWord) {
        return _accounts[account];
    }

    // ------------------------------------------------------------------ rules

    /// @dev {IParticipantRegistry-requireEligible}. The factory's registry is a contract, which the compiler's own call
    /// would look up again: saves about 200 gas a movement (snapshots/gas.json).
    function _requireEligible(address from, address to, uint32 classes) internal view {
        address target = address(registry);
        bytes4 selector = IParticipantRegistry.requireEligible.selector;
        assembly ("memory-safe") {
            let start := mload(0x40)
            mstore(start, selector)
            mstore(add(start, 0x04), from)
            mstore(add(start, 0x24), to)
            mstore(add(start, 0x44), classes)
            if iszero(staticcall(gas(), target, start, 0x64, 0, 0)) {
                returndatacopy(start, 0, returndatasize())
                revert(start, returndatasize())
            }
        }
    }

    function _requireNotFrozen(address account) internal view {
        if (_accounts[account].has(AccountWords.ACCOUNT_FROZEN)) revert RegulatedTokenAccountFrozen(account);
    }

    /// @dev The zero account's word is the supply: nobody's to move or freeze.
    function _requireAccounts(address from, address to) internal pure {
        if (from == address(0)) revert ERC20InvalidSender(from);
        if (to == address(0)) revert ERC20InvalidReceiver(to);
    }

    function _requireSettlement(TokenState state) internal view {
        address current = state.settlement();
        if (msg.sender != current) revert RegulatedTokenNotSettlement(msg.sender, current);
    }

    function _requireRunning(TokenState state) internal view {
        if (state.has(TokenStates.PAUSED)) revert RegulatedTokenPaused(address(this));
    }

    function _requireUnits(address account, AccountWord word, uint256 amount, bool fromHold) internal view {
        if (word.isUnfrozen() && amount <= word.unfrozenPart(fromHold)) return;

        // The most specific reason first: balance, freeze, hold
        uint256 balance = word.balance();
        if (amount > balance) revert ERC20InsufficientBalance(account, balance, amount);
        if (word.has(AccountWords.ACCOUNT_FROZEN)) revert RegulatedTokenAccountFrozen(account);
        uint256 unfrozen = _less(balance, _frozenAmount(account, word));
        if (amount > unfrozen) revert ERC7943InsufficientUnfrozenBalance(account, amount, unfrozen);
        uint256 movable = _movable(account, word, fromHold);
        if (amount <= movable) return;
        if (amount > _less(balance, _blockedAmount(account, word))) _refuseLockedUp(account, amount);
        if (fromHold) revert RegulatedTokenInsufficientHold(account, amount, movable);
        revert RegulatedTokenUnitsHeld(account, amount, movable);
    }

    /// @dev Units that can leave the account, from its hold or from what is free; a frozen account's flag apart.
    function _movable(address account, AccountWord word, bool fromHold) internal view returns (uint256) {
        uint256 blocked = _blockedAmount(account, word);
        if (!fromHold) return _less(word.unfrozenPart(false), blocked);
        uint256 unblocked = _less(word.balance(), blocked);
        return word.held() < unblocked ? word.held() : unblocked;
    }

    function _senderRestrictions(address account) internal view returns (uint256 mask) {
        if (registry.eligibility(account, 0) != IParticipantRegistry.Eligibility.Eligible) {
            mask |= Restrictions.SENDER_INELIGIBLE;
        }
        if (_accounts[account].has(AccountWords.ACCOUNT_FROZEN)) mask |= Restrictions.SENDER_FROZEN;
    }

    function _receiverRestrictions(address account) internal view returns (uint256 mask) {
        IParticipantRegistry.Eligibility verdict = registry.eligibility(account, requiredClassesOf(account));
        if (verdict == IParticipantRegistry.Eligibility.LacksClasses) {
            mask |= Restrictions.RECEIVER_LACKS_CLASSES;
        } else if (verdict != IParticipantRegistry.Eligibility.Eligible) {
            mask |= Restrictions.RECEIVER_INELIGIBLE;
        }
        if (_accounts[account].has(AccountWords.ACCOUNT_FROZEN)) mask |= Restrictions.RECEIVER_FROZEN;
    }

    // ------------------------------------------------------------------ freezes

    /// @dev Units that are frozen.
    function _frozenAmount(address account, AccountWord word) internal view returns (uint256) {
        return word.has(AccountWords.AMOUNT_FROZEN) ? _frozenAmounts[account] : 0;
    }

    /// @dev Units that are frozen, or locked up since they were allotted.
    function _blockedAmount(address account, AccountWord word) private view returns (uint256) {
        if (!word.has(AccountWords.AMOUNT_FROZEN)) return 0;
        return _saturatingAdd(_frozenAmounts[account], _lockedUpAmount(account));
    }

    /// @dev Units of an account that are locked up now. Asked only of accounts with the flag AMOUNT_FROZEN.
    function _lockedUpAmount(address) internal view virtual returns (uint256) {
        return 0;
    }

    /// @dev Reverts with what is locked up, and until when.
    function _refuseLockedUp(address account, uint256 amount) internal view virtual {}

    /// @dev Lets no more units of an account be locked up than `limit`.
    function _cutLockUp(address account, uint256 limit) internal virtual {}

    /// @dev Makes movements of the account look closer: at what is frozen, and at what is locked up.
    function _flagBlocked(address account) internal {
        bool isBlocked = _frozenAmounts[account] != 0 || _lockedUpAmount(account) != 0;
        _accounts[account] = _accounts[account].withFlag(AccountWords.AMOUNT_FROZEN, isBlocked);
    }

    function _setFrozenAmount(address account, uint256 amount) internal {
        _requireAccounts(account, account);
        _frozenAmounts[account] = amount;
        _flagBlocked(account);
        emit Frozen(account, amount);
    }

    function _setAccountFrozen(address account, bool frozen) internal {
        _requireAccounts(account, account);
        AccountWord word = _accounts[account];
        _accounts[account] = word.withFlag(AccountWords.ACCOUNT_FROZEN, frozen);
        emit AccountFrozen(account, word.has(AccountWords.ACCOUNT_FROZEN), frozen);
    }

    function _changeSettlement(address newSettlement) internal {
        address before = _state.settlement();
        // Check:
        if (newSettlement == before || newSettlement.code.length == 0) {
            revert RegulatedTokenInvalidSettlement(newSettlement);
        }
        // Effect:
        _state = _state.withSettlement(newSettlement);
        emit SettlementChanged(before, newSettlement);
    }

    // ------------------------------------------------------------------ arithmetic

    function _less(uint256 amount, uint256 deduction) private pure returns (uint256) {
        return amount > deduction ? amount - deduction : 0;
    }

    function _saturatingAdd(uint256 a, uint256 b) internal pure returns (uint256) {
        unchecked {
            return a + b < a ? type(uint256).max : a + b;
        }
    }
}
