// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ITrades} from "../../../contracts/interfaces/ITrades.sol";
import {VM} from "../../support/IVm.sol";
import {House} from "./House.sol";

/// @title Ledger
/// @notice What must be true of the house, kept beside it: every action books here what it meant to do, and only then.
/// @dev An action that succeeded though it must not is written down as a violation of an invariant.
abstract contract Ledger is House {
    enum Ending {
        Open,
        Settled,
        Cancelled,
        Expired,
        Excluded // by another trade with its number
    }

    /// @dev A trade and what its parties did. By side: 0 the seller, 1 the buyer.
    struct Entry {
        ITrades.Trade trade;
        bytes32 number;
        bool[2] approved;
        bool[2] held;
        bool[2] agreed;
        bool[2] onHold;
        bool bound; // no other trade can end its number
        uint256 settledQuantity;
        uint256 settledAmount;
        Ending ending;
    }

    struct Appointment {
        uint32 scopes;
        uint40 expiry;
    }

    mapping(address token => mapping(address holder => uint256)) public expectedBalance;
    mapping(uint256 index => mapping(address holder => uint256)) public expectedAtRecordDate;
    mapping(uint256 index => uint256) public expectedSupplyAtRecordDate;
    mapping(address holder => mapping(address operator => Appointment)) internal _appointments;
    mapping(bytes32 number => bool) internal _numberEnded;
    uint256 public recordDatesPassed;
    uint256 public deposits;
    uint256 public redemptions;

    /// How often each transition has succeeded.
    mapping(bytes32 transition => uint256) public reached;

    /// What was done that an invariant forbids; empty when nothing was.
    mapping(string invariantId => string) public violationOf;

    Entry[] internal _entries;
    uint256 private _dice;

    modifier acting(uint256 seed) {
        VM.warp(clock);
        _dice = seed;
        _;
    }

    constructor() {
        _book(address(bond), address(0), account(ISSUER), UNITS);
    }

    function entries() external view returns (Entry[] memory) {
        return _entries;
    }

    // ------------------------------------------------------------------ acting

    function _roll(uint256 sides) internal returns (uint256) {
        _dice = uint256(keccak256(abi.encode(_dice)));
        return _dice % sides;
    }

    /// @dev One call, counted under `transition` when it succeeds.
    function _attempt(
        bytes32 transition,
        address caller,
        address target,
        bytes memory data
    ) internal returns (bool ok) {
        VM.prank(caller);
        // solhint-disable-next-line avoid-low-level-calls
        (ok, ) = target.call(data);
        if (ok) ++reached[transition];
    }

    function _violate(string memory invariantId, string memory deed) internal {
        violationOf[invariantId] = deed;
    }

    function _trader() internal returns (uint256) {
        return FIRST_TRADER + _roll(TRADERS);
    }

    // ------------------------------------------------------------------ booking units

    /// @dev Moves units in the ledger; from zero they are created, to zero extinguished.
    function _book(address token, address from, address to, uint256 amount) internal {
        if (from != address(0)) _debit(token, from, amount);
        if (to != address(0)) expectedBalance[token][to] += amount;
    }

    function _debit(address token, address from, uint256 amount) internal {
        if (expectedBalance[token][from] < amount) {
            _violate("INV-1", "moved units that were not there");
            return;
        }
        expectedBalance[token][from] -= amount;
    }

    // ------------------------------------------------------------------ booking trades

    /// @dev A new trade; excluded from the start when its number has ended.
    function _enter(ITrades.Trade memory trade) internal returns (Entry storage entry) {
        entry = _entries.push();
        entry.trade = trade;
        entry.number = _numberOf(trade);
        if (_numberEnded[entry.number]) entry.ending = Ending.Excluded;
    }

    /// @dev A trade, or what is left of it, that settled by itself.
    function _bookSettlement(Entry storage entry) internal {
        ITrades.Trade storage trade = entry.trade;
        (uint256 quantity, uint256 amount) = _restOf(entry);
        _requireMaySettle(entry);
        _bookEnding(entry, Ending.Settled);
        _book(address(bond), trade.seller, trade.buyer, quantity);
        _book(address(cash), trade.buyer, trade.seller, amount);
    }

    /// @dev A part of a trade, which stays open and is bound from now on.
    function _bookPart(Entry storage entry, uint256 quantity, uint256 amount) internal {
        ITrades.Trade storage trade = entry.trade;
        _requireMaySettle(entry);
        _bookBinding(entry);
        entry.settledQuantity += quantity;
        entry.settledAmount += amount;
        _book(address(bond), trade.seller, trade.buyer, quantity);
        _book(address(cash), trade.buyer, trade.seller, amount);
    }

    /// @dev Whatever the way in which it settles, in whole or in part.
    function _requireMaySettle(Entry storage entry) internal {
        ITrades.Trade memory trade = entry.trade;
        if (entry.ending != Ending.Open) _violate("INV-5", "settled a trade that had ended");
        if (!entry.approved[0] || !entry.approved[1]) _violate("INV-2", "settled without both approvals");
        if (entry.onHold[0] || entry.onHold[1]) _violate("INV-2", "settled what a side had on hold");
        if (clock < trade.settleFrom || clock >= trade.settleBy) {
            _violate("INV-1", "settled before its date or after its cut-off");
        }
        if (!_isSound(trade)) _violate("INV-1", "settled on terms that contradict themselves");
    }

    /// @dev Ends a trade, and those that shared its number with it.
    function _bookEnding(Entry storage entry, Ending ending) internal {
        if (_numberEnded[entry.number]) _violate("INV-5", "ended a number twice");
        _numberEnded[entry.number] = true;
        entry.ending = ending;
        for (uint256 i = 0; i < _entries.length; ++i) {
            Entry storage other = _entries[i];
            if (other.number != entry.number || other.ending != Ending.Open) continue;
            if (other.bound) _violate("INV-5", "ended a number to which another trade is bound");
            other.ending = Ending.Excluded;
        }
    }

    /// @dev Binds a number to a trade: a leg is held, a side has it on hold, or a part has settled.
    function _bookBinding(Entry storage entry) internal {
        if (entry.bound) return;
        for (uint256 i = 0; i < _entries.length; ++i) {
            Entry storage other = _entries[i];
            if (other.bound && other.ending == Ending.Open && other.number == entry.number) {
                _violate("INV-5", "bound two trades to one number");
            }
        }
        entry.bound = true;
    }

    // ------------------------------------------------------------------ booking time

    function _bookTime(uint256 newClock) internal {
        for (; recordDatesPassed < _recordCutoffs.length; ++recordDatesPassed) {
            if (newClock < _recordCutoffs[recordDatesPassed]) break;
            uint256 supply = 0;
            for (uint256 i = 0; i < HOLDERS; ++i) {
                uint256 balance = expectedBalance[address(bond)][account(i)];
                expectedAtRecordDate[recordDatesPassed][account(i)] = balance;
                supply += balance;
            }
            expectedSupplyAtRecordDate[recordDatesPassed] = supply;
        }
        clock = newClock;
        VM.warp(newClock);
    }

    // ------------------------------------------------------------------ reading

    /// @dev What has not settled yet.
    function _restOf(Entry storage entry) internal view returns (uint256 quantity, uint256 amount) {
        return (entry.trade.quantity - entry.settledQuantity, entry.trade.amount - entry.settledAmount);
    }

    /// @dev Each leg is there, in an instrument of the house, or it is wholly absent.
    function _isSound(ITrades.Trade memory trade) internal pure returns (bool) {
        bool delivers = trade.quantity != 0 && trade.isin == ISIN;
        bool pays = trade.amount != 0 && trade.currency == YEN && trade.settlementBank == account(BANK);
        bool deliversNothing = trade.quantity == 0 && trade.isin == 0;
        bool paysNothing = trade.amount == 0 && trade.currency == 0 && trade.settlementBank == address(0);
        return
            (delivers || deliversNothing) &&
            (pays || paysNothing) &&
            (delivers || pays) &&
            trade.seller != trade.buyer &&
            trade.minimumPart <= trade.quantity &&
            trade.tradeDate <= trade.settleFrom &&
            trade.settleFrom < trade.settleBy;
    }

    function _numberOf(ITrades.Trade memory trade) internal pure returns (bytes32) {
        if (trade.venue != address(0)) return keccak256(abi.encode(trade.venue, trade.sequence));
        return keccak256(abi.encode(trade.seller, trade.buyer, trade.sequence));
    }

    function _isAppointed(address holder, address operator, uint32 scope) internal view returns (bool) {
        Appointment memory appointment = _appointments[holder][operator];
        return appointment.scopes & scope == scope && clock < appointment.expiry;
    }

    function _balance(address token, address holder) internal view returns (uint256) {
        return IERC20(token).balanceOf(holder);
    }
}
