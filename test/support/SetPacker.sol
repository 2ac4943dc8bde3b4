// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../contracts/interfaces/ITrades.sol";

/// @title SetPacker
/// @notice Packs trades and signatures the plain way: tables without repetition, fields as narrow as can be, all as {PackedSet} describes it.
/// @dev Shares nothing with the contracts but the layout. All trades go under the venue of the first one.
library SetPacker {
    uint8 private constant NONE = 0xff;

    error NotInTable(bytes entry);

    /// @dev The tables of a set, and how wide the fields of its trades are.
    struct Tables {
        bytes[] bonds;
        bytes[] currencies;
        bytes[] dates;
        bytes[] forms;
        address[] parties;
        uint48 firstSequence;
        uint256 sequenceWidth;
        uint256 quantityWidth;
        uint256 amountWidth;
        uint256 referenceWidth;
    }

    // ------------------------------------------------------------------ sets

    function pack(ITrades.Trade[] memory trades) internal pure returns (bytes memory set) {
        Tables memory tables = _tablesOf(trades);
        set = abi.encodePacked(
            trades[0].venue,
            tables.firstSequence,
            uint8(tables.bonds.length),
            uint8(tables.currencies.length),
            uint8(tables.dates.length),
            uint8(tables.forms.length),
            uint16(tables.parties.length),
            uint16(trades.length)
        );
        set = abi.encodePacked(
            set,
            uint8(tables.sequenceWidth),
            uint8(tables.quantityWidth),
            uint8(tables.amountWidth),
            uint8(tables.referenceWidth)
        );
        set = bytes.concat(set, _join(tables.bonds), _join(tables.currencies), _join(tables.dates));
        set = bytes.concat(set, _join(tables.forms));
        for (uint256 i = 0; i < tables.parties.length; ++i) {
            set = bytes.concat(set, bytes20(tables.parties[i]));
        }
        for (uint256 i = 0; i < trades.length; ++i) set = bytes.concat(set, _packTrade(tables, trades[i]));
    }

    function _packTrade(
        Tables memory tables,
        ITrades.Trade memory trade
    ) private pure returns (bytes memory packed) {
        packed = abi.encodePacked(
            _placeOf(tables.forms, _formOf(tables, trade)),
            uint16(_placeOfParty(tables.parties, trade.seller)),
            uint16(_placeOfParty(tables.parties, trade.buyer))
        );
        bytes memory number = _low(trade.sequence - tables.firstSequence, tables.sequenceWidth);
        bytes memory quantity = _low(trade.quantity, tables.quantityWidth);
        bytes memory amount = _low(trade.amount, tables.amountWidth);
        uint256 commonReference = uint128(trade.commonReference);
        bytes memory text = _low(
            commonReference >> (8 * (16 - tables.referenceWidth)),
            tables.referenceWidth
        );
        packed = bytes.concat(packed, number, quantity, amount, text);
    }

    function _tablesOf(ITrades.Trade[] memory trades) private pure returns (Tables memory tables) {
        tables.parties = partiesOf(trades);
        tables.firstSequence = type(uint48).max;
        for (uint256 i = 0; i < trades.length; ++i) {
            ITrades.Trade memory trade = trades[i];
            if (_hasBond(trade)) tables.bonds = _with(tables.bonds, _bondOf(trade));
            if (_hasCurrency(trade)) tables.currencies = _with(tables.currencies, _currencyOf(trade));
            tables.dates = _with(tables.dates, _datesOf(trade));
            if (trade.sequence < tables.firstSequence) tables.firstSequence = trade.sequence;
        }
        for (uint256 i = 0; i < trades.length; ++i) {
            ITrades.Trade memory trade = trades[i];
            tables.forms = _with(tables.forms, _formOf(tables, trade));
            tables.sequenceWidth = _wider(tables.sequenceWidth, trade.sequence - tables.firstSequence);
            tables.quantityWidth = _wider(tables.quantityWidth, trade.quantity);
            tables.amountWidth = _wider(tables.amountWidth, trade.amount);
            while (trade.commonReference << (8 * tables.referenceWidth) != 0) ++tables.referenceWidth;
        }
    }

    /// @notice The parties of the trades in ascending order.
    function partiesOf(ITrades.Trade[] memory trades) internal pure returns (address[] memory parties) {
        parties = new address[](2 * trades.length);
        uint256 count;
        for (uint256 i = 0; i < trades.length; ++i) {
            count = _insert(parties, count, trades[i].seller);
            count = _insert(parties, count, trades[i].buyer);
        }
        assembly ("memory-safe") {
            mstore(parties, count)
        }
    }

    // ------------------------------------------------------------------ approvals

    /// @notice Each signature behind its length.
    function packApprovals(bytes[] memory signatures) internal pure returns (bytes memory approvals) {
        for (uint256 i = 0; i < signatures.length; ++i) {
            approvals = bytes.concat(approvals, bytes2(uint16(signatures[i].length)), signatures[i]);
        }
    }

    // ------------------------------------------------------------------ entries

    function _hasBond(ITrades.Trade memory trade) private pure returns (bool) {
        return trade.isin != 0;
    }

    function _hasCurrency(ITrades.Trade memory trade) private pure returns (bool) {
        return trade.currency != 0 || trade.settlementBank != address(0);
    }

    function _bondOf(ITrades.Trade memory trade) private pure returns (bytes memory) {
        return abi.encodePacked(trade.isin);
    }

    function _currencyOf(ITrades.Trade memory trade) private pure returns (bytes memory) {
        return abi.encodePacked(trade.currency, trade.settlementBank);
    }

    function _formOf(Tables memory tables, ITrades.Trade memory trade) private pure returns (bytes memory) {
        return
            abi.encodePacked(
                _hasBond(trade) ? _placeOf(tables.bonds, _bondOf(trade)) : NONE,
                _hasCurrency(trade) ? _placeOf(tables.currencies, _currencyOf(trade)) : NONE,
                _placeOf(tables.dates, _datesOf(trade)),
                trade.minimumPart
            );
    }

    function _datesOf(ITrades.Trade memory trade) private pure returns (bytes memory) {
        return abi.encodePacked(trade.tradeDate, trade.settleFrom, trade.settleBy);
    }

    // ------------------------------------------------------------------ tables

    function _with(bytes[] memory table, bytes memory entry) private pure returns (bytes[] memory longer) {
        longer = new bytes[](table.length + 1);
        for (uint256 i = 0; i < table.length; ++i) {
            if (keccak256(table[i]) == keccak256(entry)) return table;
            longer[i] = table[i];
        }
        longer[table.length] = entry;
    }

    function _join(bytes[] memory table) private pure returns (bytes memory all) {
        for (uint256 i = 0; i < table.length; ++i) all = bytes.concat(all, table[i]);
    }

    function _placeOf(bytes[] memory table, bytes memory entry) private pure returns (uint8) {
        for (uint256 i = 0; i < table.length; ++i) {
            if (keccak256(table[i]) == keccak256(entry)) return uint8(i);
        }
        revert NotInTable(entry);
    }

    function _placeOfParty(address[] memory parties, address party) private pure returns (uint256 place) {
        while (parties[place] != party) ++place;
    }

    /// @dev The lowest `width` bytes of a figure.
    function _low(uint256 figure, uint256 width) private pure returns (bytes memory low) {
        low = new bytes(width);
        for (uint256 i = width; i > 0; --i) {
            low[i - 1] = bytes1(uint8(figure));
            figure >>= 8;
        }
    }

    function _wider(uint256 width, uint256 figure) private pure returns (uint256) {
        while (figure >> (8 * width) != 0) ++width;
        return width;
    }

    /// @dev Inserts a party in its place, once.
    function _insert(address[] memory parties, uint256 count, address party) private pure returns (uint256) {
        uint256 place = 0;
        while (place < count && parties[place] < party) ++place;
        if (place < count && parties[place] == party) return count;
        for (uint256 i = count; i > place; --i) parties[i] = parties[i - 1];
        parties[place] = party;
        return count + 1;
    }
}
