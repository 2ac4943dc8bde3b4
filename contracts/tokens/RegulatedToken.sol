// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC7943Fungible} from "../interfaces/IERC7943Fungible.sol";
import {IRegulatedToken} from "../interfaces/IRegulatedToken.sol";
import {AccountWord, AccountWords} from "../libraries/AccountWord.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {TokenState, TokenStates} from "../libraries/TokenState.sol";
import {SetLedger} from "./SetLedger.sol";

/// @title RegulatedToken
/// @notice See {IRegulatedToken}.
/// @dev What may be asked of a token beyond ERC-20, and by whom; the books and their rules are {TokenLedger}'s.
/// Trusts its registry, its access manager and its settlement contract, which moves units only on their holder's
/// approval. Upholds INV-2.
abstract contract RegulatedToken is SetLedger, AccessManaged {
    // ------------------------------------------------------------------ settlement

    /// @inheritdoc IRegulatedToken
    function moveForSettlement(address from, address to, uint256 amount, bool fromHold) external {
        TokenState state = _state;
        // Check: zero stands for issuance and redemption, which are not settlement's to do
        _requireSettlement(state);
        _requireAccounts(from, to);
        _move(state, from, to, amount, fromHold);
    }

    /// @inheritdoc IRegulatedToken
    function moveManyForSettlement(uint256[] calldata accounts, uint256[] calldata moves) external {
        TokenState state = _state;
        // Check:
        _requireSettlement(state);
        _moveMany(state, accounts, moves);
    }

    /// @inheritdoc IRegulatedToken
    function hold(address account, uint256 amount) external {
        TokenState state = _state;
        AccountWord word = _accountWord(account);

        // Check:
        _requireSettlement(state);
        _requireAccounts(account, account);
        _requireRunning(state);
        _requireHoldable(state);
        _requireEligible(account, address(0), 0);
        _requireUnits(account, word, amount, false);

        // Effect:
        uint256 before = word.held();
        _setHeld(account, word, before + amount);
        emit UnitsHeld(account, amount, before, before + amount);
    }

    /// @inheritdoc IRegulatedToken
    function release(address account, uint256 amount) external {
        AccountWord word = _accountWord(account);
        uint256 before = word.held();

        // Check:
        if (!wasSettlement[msg.sender]) _requireSettlement(_state);
        if (amount > before) revert RegulatedTokenInsufficientHold(account, amount, before);

        // Effect:
        _setHeld(account, word, before - amount);
        emit UnitsReleased(account, amount, before, before - amount);
    }

    /// @inheritdoc IRegulatedToken
    function setSettlement(address newSettlement) external restricted {
        wasSettlement[_state.settlement()] = true;
        _changeSettlement(newSettlement);
    }

    // ------------------------------------------------------------------ compliance

    /// @inheritdoc IERC7943Fungible
    function forcedTransfer(address from, address to, uint256 amount) external restricted returns (bool) {
        AccountWord word = _accountWord(from);

        // Check: to the same account nothing would move, but what is frozen would thaw
        _requireAccounts(from, to);
        if (from == to) revert ERC20InvalidReceiver(to);

        // Effect: what is taken is no longer frozen, and that is on record before it moves
        uint256 frozen = _frozenAmount(from, word);
        uint256 balance = word.balance();
        if (amount <= balance && balance - amount < frozen) _setFrozenAmount(from, balance - amount);
        emit ForcedTransfer(from, to, amount);
        _requireNotFrozen(to);
        _seize(from, to, amount);
        return true;
    }

    /// @inheritdoc IERC7943Fungible
    function setFrozenTokens(address account, uint256 amount) external restricted returns (bool) {
        _setFrozenAmount(account, amount);
        return true;
    }

    /// @inheritdoc IRegulatedToken
    function setAccountFrozen(address account, bool frozen) external restricted {
        _setAccountFrozen(account, frozen);
    }

    /// @inheritdoc IRegulatedToken
    function pause() external restricted {
        // Check:
        _requireRunning(_state);
        // Effect:
        _state = _state.toggled(TokenStates.PAUSED);
        emit Paused(msg.sender);
    }

    /// @inheritdoc IRegulatedToken
    function unpause() external restricted {
        // Check:
        if (!_state.has(TokenStates.PAUSED)) revert RegulatedTokenNotPaused(address(this));
        // Effect:
        _state = _state.toggled(TokenStates.PAUSED);
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IRegulatedToken
    function recover(address lost) external restricted {
        AccountWord word = _accountWord(lost);
        uint256 amount = word.balance();
        uint256 frozen = _frozenAmount(lost, word);

        // Check:
        address successor = registry.successorOf(lost);
        if (successor == address(0)) revert RegulatedTokenNotReplaced(lost);

        // Effect: a freeze follows the position, it cannot be shed with a key
        if (frozen != 0) {
            _setFrozenAmount(lost, 0);
            _setFrozenAmount(successor, _saturatingAdd(frozen, getFrozenTokens(successor)));
        }
        _carryLockUp(lost, successor);
        _seize(lost, successor, amount);
        if (word.has(AccountWords.ACCOUNT_FROZEN)) {
            _setAccountFrozen(lost, false);
            _setAccountFrozen(successor, true);
        }
        emit PositionRecovered(lost, successor, amount, frozen);
    }

    /// @dev A lock-up follows the position to the successor of a lost key.
    function _carryLockUp(address lost, address successor) internal virtual {}

    // ------------------------------------------------------------------ views

    /// @inheritdoc IRegulatedToken
    function settlement() external view returns (address) {
        return _state.settlement();
    }

    /// @inheritdoc IRegulatedToken
    function paused() external view returns (bool) {
        return _state.has(TokenStates.PAUSED);
    }

    /// @inheritdoc IRegulatedToken
    function positionOf(address account) external view returns (Position memory) {
        AccountWord word = _accountWord(account);
        return
            Position({
                balance: balanceOf(account),
                held: word.held(),
                frozen: _frozenAmount(account, word),
                free: account == address(0) ? 0 : _movable(account, word, false),
                accountFrozen: word.has(AccountWords.ACCOUNT_FROZEN)
            });
    }

    /// @inheritdoc IERC7943Fungible
    function canSend(address account) external view returns (bool) {
        return _senderRestrictions(account) == 0;
    }

    /// @inheritdoc IERC7943Fungible
    function canReceive(address account) external view returns (bool) {
        return _receiverRestrictions(account) == 0;
    }

    /// @inheritdoc IERC7943Fungible
    function canTransfer(address from, address to, uint256 amount) external view returns (bool) {
        return restrictions(from, to, amount, false) & ~Restrictions.INSUFFICIENT_BALANCE == 0;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view virtual returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC20).interfaceId ||
            interfaceId == type(IERC20Permit).interfaceId ||
            interfaceId == type(IERC7943Fungible).interfaceId ||
            interfaceId == type(IRegulatedToken).interfaceId;
    }
}
