// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDigitalCurrency} from "../../../contracts/interfaces/IDigitalCurrency.sol";
import {IERC20Domain} from "./IERC20Domain.sol";
import {IERC3009} from "../../../contracts/interfaces/IERC3009.sol";
import {IERC7943Fungible} from "../../../contracts/interfaces/IERC7943Fungible.sol";
import {IRegulatedToken} from "../../../contracts/interfaces/IRegulatedToken.sol";
import {VM} from "../../support/IVm.sol";
import {Ledger} from "./Ledger.sol";

/// @title AssetActions
/// @notice What holders, the bank, compliance, the court and the clock do to tokens.
abstract contract AssetActions is Ledger {
    uint256 private _ids;
    mapping(bytes32 id => bool) private _usedIds;

    // ------------------------------------------------------------------ holders

    function transfer(uint256 seed) external acting(seed) {
        address token = _token();
        address from = _holder(token);
        address to = account(_roll(4) == 0 ? _roll(HOLDERS) : _trader());
        uint256 amount = _amount(token, from);
        bool expected = IRegulatedToken(token).restrictions(from, to, amount, false) == 0;

        uint256 form = _roll(3);
        bool ok;
        if (form == 0) {
            ok = _attempt("transfer", from, token, abi.encodeCall(IERC20.transfer, (to, amount)));
        } else if (form == 1) {
            address spender = account(STRANGER);
            _attempt("approve", from, token, abi.encodeCall(IERC20.approve, (spender, amount)));
            bytes memory data = abi.encodeCall(IERC20.transferFrom, (from, to, amount));
            ok = _attempt("transfer from", spender, token, data);
            // not more than once
            if (ok && amount != 0 && _attempt("transfer from twice", spender, token, data)) {
                _violate("INV-2", "an allowance was spent twice");
            }
        } else {
            token = address(cash);
            expected = cash.restrictions(from, to, amount, false) == 0;
            ok = _transferAuthorized(from, to, amount);
        }
        if (ok != expected) _violate("explain", "what restrictions says is not what a transfer does");
        if (ok) _book(token, from, to, amount);
    }

    function _transferAuthorized(address from, address to, uint256 amount) private returns (bool ok) {
        bytes32 nonce = bytes32(++_ids);
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
                ),
                from,
                to,
                amount,
                clock - 1,
                clock + 1,
                nonce
            )
        );
        bytes32 digest = keccak256(
            abi.encodePacked(hex"1901", IERC20Domain(address(cash)).DOMAIN_SEPARATOR(), structHash)
        );
        uint256 index = 0;
        while (account(index) != from) ++index;
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_key(index), digest);
        bytes memory data = abi.encodeCall(
            IERC3009.transferWithAuthorization,
            (from, to, amount, clock - 1, clock + 1, nonce, v, r, s)
        );
        ok = _attempt("transfer authorized", account(STRANGER), address(cash), data);
        if (ok && _attempt("authorization twice", account(STRANGER), address(cash), data)) {
            _violate("INV-2", "an authorization was used twice");
        }
    }

    // ------------------------------------------------------------------ the bank

    function mint(uint256 seed) external acting(seed) {
        address to = account(_roll(HOLDERS));
        uint256 amount = 1 + _roll(20_000);
        bool reused = _ids != 0 && _roll(6) == 0;
        bytes32 id = keccak256(abi.encode("id", reused ? _ids : ++_ids));
        bytes memory data = abi.encodeCall(IDigitalCurrency.mint, (to, amount, id));
        if (!_attempt("mint", account(BANK), address(cash), data)) return;
        if (_usedIds[id]) _violate("INV-9", "a deposit was recorded twice");
        _usedIds[id] = true;
        deposits += amount;
        _book(address(cash), address(0), to, amount);
    }

    function burn(uint256 seed) external acting(seed) {
        uint256 amount = _amount(address(cash), account(BANK));
        bytes32 id = keccak256(abi.encode("id", _roll(6) == 0 ? _ids : ++_ids));
        bytes memory data = abi.encodeCall(IDigitalCurrency.burn, (amount, id));
        if (!_attempt("burn", account(BANK), address(cash), data)) return;
        if (_usedIds[id]) _violate("INV-9", "a redemption was recorded twice");
        _usedIds[id] = true;
        redemptions += amount;
        _book(address(cash), account(BANK), address(0), amount);
    }

    // ------------------------------------------------------------------ compliance, court, pauser

    function freeze(uint256 seed) external acting(seed) {
        address token = _token();
        address holder = account(_roll(HOLDERS));
        if (_roll(2) == 0) {
            uint256 amount = _roll(4) != 0 ? 0 : _roll(_balance(token, holder) + 50);
            bytes memory data = abi.encodeCall(IERC7943Fungible.setFrozenTokens, (holder, amount));
            _attempt("freeze units", account(COMPLIANCE), token, data);
            return;
        }
        bool frozen = !IRegulatedToken(token).positionOf(holder).accountFrozen && _roll(4) == 0;
        _attempt(
            frozen ? bytes32("freeze account") : bytes32("unfreeze account"),
            account(COMPLIANCE),
            token,
            abi.encodeCall(IRegulatedToken.setAccountFrozen, (holder, frozen))
        );
    }

    /// A pause is short: whatever stands still starts again.
    function pause(uint256 seed) external acting(seed) {
        address[2] memory tokens = [address(bond), address(cash)];
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (IRegulatedToken(tokens[i]).paused()) {
                _attempt("unpause", account(PAUSER), tokens[i], abi.encodeCall(IRegulatedToken.unpause, ()));
            } else if (_roll(16) == 0) {
                _attempt("pause", account(PAUSER), tokens[i], abi.encodeCall(IRegulatedToken.pause, ()));
            }
        }
    }

    function forceTransfer(uint256 seed) external acting(seed) {
        address token = _token();
        address from = _roll(8) == 0 ? address(0) : _holder(token);
        address to = _roll(8) == 0 ? address(0) : account(_roll(HOLDERS));
        uint256 amount = from == address(0) ? 1 + _roll(10) : _amount(token, from);
        bytes memory data = abi.encodeCall(IERC7943Fungible.forcedTransfer, (from, to, amount));
        if (!_attempt("forced transfer", account(COURT), token, data)) return;
        if (from == address(0) || to == address(0)) {
            _violate("INV-9", "a court order made or unmade units");
        }
        _book(token, from, to, amount);
    }

    // ------------------------------------------------------------------ the clock

    /// Some hours, a day, or to the edge of the next record date.
    function passTime(uint256 seed) external acting(seed) {
        uint256 target = clock + 1 + _roll(_roll(3) == 0 ? 2 days : 10 hours);
        if (recordDatesPassed < _recordCutoffs.length && _roll(8) == 0) {
            target = _recordCutoffs[recordDatesPassed] - 1 + _roll(3);
            if (target < clock) target = clock + 1;
        } else if (_roll(40) == 0 && clock < CLOSED_FROM) {
            target = CLOSED_FROM - 1 + _roll(3);
            ++reached["closed period"];
        }
        uint256 before = recordDatesPassed;
        _bookTime(target);
        if (recordDatesPassed != before) ++reached["record date"];
    }

    // ------------------------------------------------------------------ choosing

    function _token() private returns (address) {
        return _roll(2) == 0 ? address(bond) : address(cash);
    }

    /// @dev Often one whose units are held, as those must not leave.
    function _holder(address token) private returns (address) {
        uint256 chance = _roll(4);
        if (chance == 0) return account(_roll(HOLDERS));
        for (uint256 i = _entries.length; i > 0 && chance == 1; --i) {
            Entry storage entry = _entries[i - 1];
            if (entry.ending != Ending.Open) continue;
            if (token == address(bond) && entry.held[0]) return entry.trade.seller;
            if (token == address(cash) && entry.held[1]) return entry.trade.buyer;
        }
        return account(_trader());
    }

    /// @dev Mostly part of the balance, at times all of it, one more, or one more than is free.
    function _amount(address token, address holder) private returns (uint256) {
        uint256 balance = _balance(token, holder);
        uint256 chance = _roll(10);
        if (chance == 0) return balance + 1;
        if (chance == 1) return balance;
        if (chance == 2) return IRegulatedToken(token).positionOf(holder).free;
        if (chance == 3) return IRegulatedToken(token).positionOf(holder).free + 1;
        return _roll(balance / 2 + 1);
    }
}
