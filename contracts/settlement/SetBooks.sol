// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Moves} from "../libraries/Moves.sol";
import {Nets} from "../libraries/Nets.sol";
import {PackedSet} from "../libraries/PackedSet.sol";

/// @title SetBooks
/// @notice The books of a set while it settles: what each party delivers and receives of each instrument.
/// @dev In memory, which is gone with the call as transient storage would be with the transaction, at a tenth of its
/// price. Bonds come before currencies in the order of instruments.
library SetBooks {
    using PackedSet for PackedSet.View;

    /// @notice What is noted for a set.
    /// @param accounts For each instrument an array with a word for each party, as {Moves} packs accounts; zero for a
    /// party that takes no part in it.
    /// @param netsDistance For nets: how far behind it each of those arrays has another one, of what each party receives
    /// on balance. Zero for gross amounts.
    /// @param deliveries For each trade its delivery as a movement, tagged with the bond; zero for none. Not used for
    /// nets.
    /// @param payments For each trade, last one first, its payment likewise, tagged with the currency.
    /// @param rowSize Bytes of each of the arrays by instrument.
    struct Books {
        uint256 accounts;
        uint256 netsDistance;
        uint256[] deliveries;
        uint256[] payments;
        uint256 rowSize;
        uint256 bondCount;
    }

    /// @dev Where a movement says of which bond or currency it is, while it is in the books.
    uint256 private constant TAG_SHIFT = 128;
    uint256 private constant TAG_MASK = 0xff << TAG_SHIFT;

    // ------------------------------------------------------------------ entering

    /// @notice Opens the books of a set, and notes in its forms where their legs are entered.
    function open(PackedSet.View memory s, bool isNet) internal pure returns (Books memory books) {
        uint256 instruments = s.bondCount + s.currencyCount;
        books.bondCount = s.bondCount;
        books.rowSize = (s.partyCount + 1) << 5;
        books.accounts = _newRows(instruments, s.partyCount);
        if (isNet) {
            books.netsDistance = _newRows(instruments, s.partyCount) - books.accounts;
        } else {
            books.deliveries = new uint256[](s.tradeCount);
            books.payments = new uint256[](s.tradeCount);
        }
        for (uint256 i = 0; i < s.formCount; ++i) {
            PackedSet.Form memory form = s.formAt(i);
            if (form.bond != PackedSet.NONE) form.bondRow = _rowOf(books, form.bond);
            if (form.currency != PackedSet.NONE) {
                form.currencyRow = _rowOf(books, s.bondCount + form.currency);
            }
        }
    }

    /// @notice Enters the legs of trade number `index`.
    function enter(
        Books memory books,
        PackedSet.Entry memory entry,
        uint256 index,
        bool bondsHeld,
        bool cashHeld
    ) internal pure {
        PackedSet.Form memory form = entry.form;
        (uint256 seller, uint256 buyer) = (entry.seller, entry.buyer);
        uint256 distance = books.netsDistance;
        if (form.bondRow != 0) {
            uint256 amount = entry.trade.quantity;
            _enterLeg(form.bondRow, seller, entry.trade.seller, buyer, entry.trade.buyer, amount, distance);
            if (distance == 0) {
                uint256 move = Moves.pack(seller, buyer, amount, bondsHeld) | (form.bond << TAG_SHIFT);
                _put(books.deliveries, index, move);
            }
        }
        if (form.currencyRow != 0) {
            uint256 amount = entry.trade.amount;
            _enterLeg(
                form.currencyRow,
                buyer,
                entry.trade.buyer,
                seller,
                entry.trade.seller,
                amount,
                distance
            );
            if (distance == 0) {
                uint256 move = Moves.pack(buyer, seller, amount, cashHeld) | (form.currency << TAG_SHIFT);
                uint256[] memory payments = books.payments;
                _put(payments, payments.length - 1 - index, move);
            }
        }
    }

    /// @dev Writes a word at an index that is known to be below the length.
    function _put(uint256[] memory array, uint256 index, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(add(array, shl(5, add(index, 1))), word)
        }
    }

    /// @dev A leg goes into the accounts of its instrument, and into the nets when there are any.
    /// In assembly, as it is done for both legs of every trade: array by array it costs about 800 gas a trade more
    /// (snapshots/gas.json). Positions were checked when the trade was read. Fuzzed through {TradeSets} against plain books
    /// in TradeSets.t.sol.
    function _enterLeg(
        uint256 row,
        uint256 from,
        address sender,
        uint256 to,
        address receiver,
        uint256 amount,
        uint256 distance
    ) private pure {
        uint256 receives = Moves.RECEIVES;
        assembly ("memory-safe") {
            from := add(row, shl(5, from))
            to := add(row, shl(5, to))
            mstore(from, or(mload(from), sender))
            mstore(to, or(receiver, receives))
            if distance {
                // 2^16 amounts of 112 bits do not overflow
                from := add(from, distance)
                to := add(to, distance)
                mstore(from, sub(mload(from), amount))
                mstore(to, add(mload(to), amount))
            }
        }
    }

    // ------------------------------------------------------------------ moving

    /// @notice The parties of an instrument: a word for each party of the set.
    function accountsOf(
        Books memory books,
        uint256 instrument
    ) internal pure returns (uint256[] memory accounts) {
        uint256 row = _rowOf(books, instrument);
        assembly ("memory-safe") {
            accounts := sub(row, 0x20)
        }
    }

    /// @notice The movements of an instrument, between positions of the set's parties.
    /// @param isAlone Whether it is the only bond, or the only currency, of the set.
    function movesOf(
        Books memory books,
        uint256 instrument,
        bool isAlone
    ) internal pure returns (uint256[] memory) {
        if (books.netsDistance != 0) {
            int256[] memory nets;
            uint256 row = _rowOf(books, instrument) + books.netsDistance;
            assembly ("memory-safe") {
                nets := sub(row, 0x20)
            }
            return Nets.pair(nets);
        }
        bool isBond = instrument < books.bondCount;
        uint256[] memory legs = isBond ? books.deliveries : books.payments;
        return isAlone ? legs : _filter(legs, isBond ? instrument : instrument - books.bondCount);
    }

    /// @dev The movements with a tag, in their order.
    function _filter(uint256[] memory legs, uint256 tag) private pure returns (uint256[] memory moves) {
        moves = new uint256[](legs.length);
        uint256 count;
        for (uint256 i = 0; i < legs.length; ++i) {
            uint256 leg = legs[i];
            if (leg != 0 && (leg & TAG_MASK) >> TAG_SHIFT == tag) moves[count++] = leg;
        }
        assembly ("memory-safe") {
            mstore(moves, count) // shortens the array to what was found
        }
    }

    /// @dev Where the first word of an instrument's array of accounts is.
    function _rowOf(Books memory books, uint256 instrument) private pure returns (uint256) {
        return books.accounts + instrument * books.rowSize + 0x20;
    }

    /// @dev `rows` arrays of `length` words, one behind the other.
    function _newRows(uint256 rows, uint256 length) private pure returns (uint256 start) {
        uint256[] memory space = new uint256[](rows * (length + 1));
        assembly ("memory-safe") {
            // the first array starts behind the length of the whole
            start := add(space, 0x20)
        }
        for (uint256 i = 0; i < rows; ++i) {
            uint256 row = start + i * ((length + 1) << 5);
            assembly ("memory-safe") {
                mstore(row, length)
            }
        }
    }
}
