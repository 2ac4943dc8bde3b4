// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {Market} from "./Market.sol";

/// @title PlainBooks
/// @notice What trades make of what everybody has, by simple sums.
abstract contract PlainBooks is Market {
    /// @dev For each trader and instrument.
    struct Books {
        int256[INSTRUMENTS][TRADERS] balances;
    }

    function _start() internal pure returns (Books memory books) {
        for (uint256 i = 0; i < TRADERS; ++i) {
            for (uint256 j = 0; j < INSTRUMENTS; ++j) books.balances[i][j] = int256(STOCK);
        }
    }

    /// @dev Moves a leg, even when it is not there; says whether it was.
    function _move(Books memory books, ITrades.Trade memory trade, uint256 leg) internal pure returns (bool) {
        (uint256 instrument, uint256 from, uint256 to, uint256 amount) = _legOf(trade, leg);
        if (amount == 0) return true;
        books.balances[from][instrument] -= int256(amount);
        books.balances[to][instrument] += int256(amount);
        return books.balances[from][instrument] >= 0;
    }

    function _gross(ITrades.Trade[] memory trades) internal pure returns (Books memory books) {
        books = _start();
        for (uint256 i = 0; i < trades.length; ++i) {
            _move(books, trades[i], 0);
            _move(books, trades[i], 1);
        }
    }

    function _inTurn(
        ITrades.Trade[] memory trades
    ) internal pure returns (Books memory books, uint256 count) {
        books = _start();
        for (uint256 i = 0; i < trades.length; ++i) {
            Books memory before = abi.decode(abi.encode(books), (Books));
            bool delivers = _move(books, trades[i], 0);
            bool pays = _move(books, trades[i], 1);
            if (delivers && pays) ++count;
            else books = before;
        }
    }

    function _isChainCovered(ITrades.Trade[] memory trades) internal pure returns (bool covered) {
        Books memory books = _start();
        covered = true;
        for (uint256 i = 0; i < trades.length; ++i) {
            if (!_move(books, trades[i], 0)) covered = false;
            if (!_move(books, trades[trades.length - 1 - i], 1)) covered = false;
        }
    }

    function _isCovered(Books memory books) internal pure returns (bool) {
        for (uint256 i = 0; i < TRADERS; ++i) {
            for (uint256 j = 0; j < INSTRUMENTS; ++j) {
                if (books.balances[i][j] < 0) return false;
            }
        }
        return true;
    }

    function _legsOf(ITrades.Trade[] memory trades) internal pure returns (uint256 count) {
        for (uint256 i = 0; i < trades.length; ++i) {
            if (trades[i].quantity != 0) ++count;
            if (trades[i].amount != 0) ++count;
        }
    }

    /// @dev In a net an instrument needs fewer movements than it has parties.
    function _mostMovements(ITrades.Trade[] memory trades) internal pure returns (uint256 most) {
        for (uint256 i = 0; i < INSTRUMENTS; ++i) {
            uint256 parties = 0;
            for (uint256 j = 0; j < trades.length; ++j) {
                for (uint256 leg = 0; leg < 2; ++leg) {
                    (uint256 instrument, uint256 from, uint256 to, uint256 amount) = _legOf(trades[j], leg);
                    if (instrument == i && amount != 0) parties |= (1 << from) | (1 << to);
                }
            }
            uint256 count = 0;
            for (; parties != 0; parties >>= 1) count += parties % 2;
            if (count != 0) most += count - 1;
        }
    }
}
