// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IBondToken} from "../../../contracts/interfaces/IBondToken.sol";
import {IDigitalCurrency} from "../../../contracts/interfaces/IDigitalCurrency.sol";
import {IDvPEscrow} from "../../../contracts/interfaces/IDvPEscrow.sol";
import {IERC7943Fungible} from "../../../contracts/interfaces/IERC7943Fungible.sol";
import {IParticipantRegistry} from "../../../contracts/interfaces/IParticipantRegistry.sol";
import {IRegulatedToken} from "../../../contracts/interfaces/IRegulatedToken.sol";
import {ITradeSets} from "../../../contracts/interfaces/ITradeSets.sol";
import {Moves} from "../../../contracts/libraries/Moves.sol";
import {SetPacker} from "../../support/SetPacker.sol";
import {Ledger} from "./Ledger.sol";

/// @title PeopleActions
/// @notice What the registrar and compliance do to accounts, accounts to their operators, and a stranger to everything.
abstract contract PeopleActions is Ledger {
    // ------------------------------------------------------------------ accounts

    function admit(uint256 seed) external acting(seed) {
        address newcomer = account(FIRST_NEWCOMER + _roll(HOLDERS - FIRST_NEWCOMER));
        uint40 expiry = uint40(clock + 1 + _roll(20 days));
        _byRegistrar(
            "admit",
            abi.encodeCall(
                IParticipantRegistry.admit,
                (newcomer, uint32(_roll(2)), expiry, bytes22("newcomer"))
            )
        );
    }

    /// Keeps classes mostly, so that trading goes on.
    function update(uint256 seed) external acting(seed) {
        address holder = account(_roll(HOLDERS));
        uint32 classes = _roll(8) == 0 ? 0 : QUALIFIED;
        uint40 expiry = _roll(12) == 0 ? uint40(clock) : FAR;
        _byRegistrar(
            "update",
            abi.encodeCall(IParticipantRegistry.update, (holder, classes, expiry, bytes22("identity")))
        );
    }

    function suspend(uint256 seed) external acting(seed) {
        address holder = account(_roll(HOLDERS));
        bool active = registry.participant(holder).status == IParticipantRegistry.Status.Active;
        if (active && _roll(2) == 0) {
            _attempt(
                "suspend",
                account(COMPLIANCE),
                address(registry),
                abi.encodeCall(IParticipantRegistry.suspend, (holder, "file"))
            );
        }
        // all who are suspended are likely to come back
        for (uint256 i = 0; i < HOLDERS; ++i) {
            if (_roll(3) == 0) continue;
            _attempt(
                "reinstate",
                account(COMPLIANCE),
                address(registry),
                abi.encodeCall(IParticipantRegistry.reinstate, (account(i), "file"))
            );
        }
    }

    function close(uint256 seed) external acting(seed) {
        if (_roll(6) != 0) return;
        address newcomer = account(FIRST_NEWCOMER + _roll(HOLDERS - FIRST_NEWCOMER));
        _byRegistrar("close", abi.encodeCall(IParticipantRegistry.close, (newcomer)));
    }

    /// A lost key, from the proposal to the last token.
    function replaceKey(uint256 seed) external acting(seed) {
        for (uint256 count = 1 + _roll(3); count > 0; --count) _replaceKey();
    }

    function _replaceKey() private {
        address lost = account(_trader());
        address successor = account(FIRST_NEWCOMER + _roll(HOLDERS - FIRST_NEWCOMER));
        uint256 step = _roll(4);
        if (step == 0) {
            bytes memory data = abi.encodeCall(
                IParticipantRegistry.proposeReplacement,
                (lost, successor, "loss")
            );
            _byRegistrar("propose replacement", data);
        } else if (step == 1) {
            bytes memory data = abi.encodeCall(IParticipantRegistry.withdrawReplacement, (lost));
            _attempt("withdraw replacement", lost, address(registry), data);
        } else if (step == 2) {
            for (uint256 i = 0; i < TRADERS; ++i) {
                lost = account(FIRST_TRADER + i);
                _byRegistrar("replace", abi.encodeCall(IParticipantRegistry.completeReplacement, (lost)));
            }
        } else {
            for (uint256 i = 0; i < TRADERS; ++i) {
                _recover(address(bond), account(FIRST_TRADER + i));
                _recover(address(cash), account(FIRST_TRADER + i));
            }
        }
    }

    function _recover(address token, address lost) private {
        uint256 amount = _balance(token, lost);
        bytes memory data = abi.encodeCall(IRegulatedToken.recover, (lost));
        if (!_attempt("recover", account(REGISTRAR), token, data)) return;
        address successor = registry.successorOf(lost);
        if (successor == address(0)) _violate("INV-2", "recovered from a key that is not lost");
        _book(token, lost, successor, amount);
    }

    // ------------------------------------------------------------------ operators

    function appoint(uint256 seed) external acting(seed) {
        address holder = account(_trader());
        address operator = account(_roll(5) == 0 ? _trader() : OPERATOR);
        uint32 scopes = _roll(2) == 0 ? 3 : uint32(_roll(4)); // both; or none, to trade, to cancel, both
        uint40 expiry = scopes == 0 ? 0 : uint40(clock + 1 + _roll(20 days));
        bytes memory data = abi.encodeCall(IParticipantRegistry.appointOperator, (operator, scopes, expiry));
        if (
            _attempt(scopes == 0 ? bytes32("dismiss") : bytes32("appoint"), holder, address(registry), data)
        ) {
            _appointments[holder][operator] = Appointment(scopes, expiry);
        }
    }

    // ------------------------------------------------------------------ strangers

    /// Nothing of this may ever succeed.
    function trespass(uint256 seed) external acting(seed) {
        address victim = account(_trader());
        address target = _roll(2) == 0 ? address(bond) : address(cash);
        bytes memory data;
        uint256 kind = _roll(5);
        if (kind == 0) (target, data) = _trespassElsewhere(victim);
        else if (kind == 4) (target, data) = _trespassOnSets(victim);
        else data = kind == 1 ? _trespassAsDuty(victim) : _trespassOnToken(victim);
        if (_attempt("trespass", account(STRANGER), target, data)) {
            _violate("INV-2", "a stranger had its way");
        }
    }

    function _trespassOnToken(address victim) private returns (bytes memory) {
        address stranger = account(STRANGER);
        uint256 deed = _roll(4);
        if (deed == 0) return abi.encodeCall(IERC20.transferFrom, (victim, stranger, 1));
        if (deed == 1) {
            return abi.encodeCall(IRegulatedToken.moveForSettlement, (victim, stranger, 1, _roll(2) == 0));
        }
        if (deed == 2) return abi.encodeCall(IRegulatedToken.hold, (victim, 1));
        return abi.encodeCall(IRegulatedToken.release, (victim, 0));
    }

    /// By the doors that the escrow has for itself, or past the escrow.
    function _trespassOnSets(address victim) private returns (address target, bytes memory) {
        ITrades.Trade memory trade;
        if (_entries.length != 0) trade = _entries[_roll(_entries.length)].trade;
        ITrades.Trade[] memory trades = new ITrades.Trade[](1);
        trades[0] = trade;
        bytes memory set = SetPacker.pack(trades);
        target = _roll(2) == 0 ? address(escrow) : escrow.tradeSets();
        uint256 deed = _roll(3);
        if (deed == 0) return (target, abi.encodeCall(ITradeSets.settleOneForBatch, (trade)));
        if (deed == 1) return (target, abi.encodeCall(ITradeSets.settleAllForBatch, (set, hex"00000000")));
        uint256[] memory accounts = new uint256[](2);
        uint256[] memory moves = new uint256[](1);
        (address low, address high) = (victim, account(ISSUER));
        if (low > high) (low, high) = (high, low);
        accounts[0] = uint160(low);
        accounts[1] = uint160(high) | Moves.RECEIVES;
        moves[0] = Moves.pack(0, 1, 1, _roll(2) == 0);
        target = _roll(2) == 0 ? address(bond) : address(cash);
        return (target, abi.encodeCall(IRegulatedToken.moveManyForSettlement, (accounts, moves)));
    }

    function _trespassAsDuty(address victim) private returns (bytes memory) {
        uint256 deed = _roll(6);
        if (deed == 0) return abi.encodeCall(IRegulatedToken.setSettlement, (address(this)));
        if (deed == 1) return abi.encodeCall(IRegulatedToken.setAccountFrozen, (victim, false));
        if (deed == 2) return abi.encodeCall(IRegulatedToken.pause, ());
        if (deed == 3) return abi.encodeCall(IRegulatedToken.recover, (victim));
        if (deed == 4) return abi.encodeCall(IERC7943Fungible.forcedTransfer, (victim, account(ISSUER), 0));
        return abi.encodeCall(IERC7943Fungible.setFrozenTokens, (victim, 0));
    }

    function _trespassElsewhere(address victim) private returns (address target, bytes memory) {
        address stranger = account(STRANGER);
        uint256 deed = _roll(7);
        if (deed == 0) {
            return (address(cash), abi.encodeCall(IDigitalCurrency.mint, (victim, 1, "stranger")));
        }
        if (deed == 1) return (address(cash), abi.encodeCall(IDigitalCurrency.burn, (0, "stranger")));
        if (deed == 2) return (address(bond), abi.encodeCall(IBondToken.issue, ()));
        if (deed == 3 && _entries.length != 0) {
            ITrades.Trade memory trade = _entries[_entries.length - 1].trade;
            return (address(escrow), abi.encodeCall(IDvPEscrow.cancelByCourtOrder, (trade, "stranger")));
        }
        bytes memory data;
        if (deed == 4) data = abi.encodeCall(IParticipantRegistry.admit, (stranger, 1, FAR, "stranger"));
        else if (deed == 5) data = abi.encodeCall(IParticipantRegistry.suspend, (victim, "stranger"));
        else data = abi.encodeCall(IParticipantRegistry.withdrawReplacement, (victim));
        return (address(registry), data);
    }

    // ------------------------------------------------------------------ internal

    function _byRegistrar(bytes32 transition, bytes memory data) private {
        _attempt(transition, account(REGISTRAR), address(registry), data);
    }
}
