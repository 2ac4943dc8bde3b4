// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../contracts/interfaces/ITrades.sol";

/// @title PlainSet
/// @notice Reads a packed set byte by byte, and makes random ones: the format, said once more and slowly.
library PlainSet {
    /// @notice Bytes of the head, and where in it the widths stand.
    uint256 internal constant HEAD = 38;
    uint256 internal constant WIDTHS = 34;

    uint256 private constant FORM = 17;
    uint256 private constant PARTY = 20;

    // ------------------------------------------------------------------ head and tables

    function venueOf(bytes memory set) internal pure returns (address) {
        return address(uint160(figureAt(set, 0, 20)));
    }

    function formsOf(bytes memory set) internal pure returns (uint256) {
        return figureAt(set, 29, 1);
    }

    function partiesOf(bytes memory set) internal pure returns (uint256) {
        return figureAt(set, 30, 2);
    }

    function tradesOf(bytes memory set) internal pure returns (uint256) {
        return figureAt(set, 32, 2);
    }

    /// @notice Entries of the table of bonds (0), currencies (1) or dates (2).
    function tableLength(bytes memory set, uint256 table) internal pure returns (uint256) {
        return figureAt(set, 26 + table, 1);
    }

    /// @notice Most bytes of a sequence, a quantity, an amount, a common reference.
    function mostBytes(uint256 field) internal pure returns (uint256) {
        uint8[4] memory most = [6, 14, 14, 16];
        return most[field];
    }

    function tableStart(bytes memory set, uint256 table) internal pure returns (uint256 start) {
        uint8[3] memory sizes = [12, 23, 15];
        start = HEAD;
        for (uint256 i = 0; i < table; ++i) start += sizes[i] * tableLength(set, i);
    }

    function formStart(bytes memory set, uint256 index) internal pure returns (uint256) {
        return tableStart(set, 3) + FORM * index;
    }

    function partyStart(bytes memory set, uint256 index) internal pure returns (uint256) {
        return formStart(set, formsOf(set)) + PARTY * index;
    }

    function tradeStart(bytes memory set, uint256 index) internal pure returns (uint256) {
        uint256 size = 5;
        for (uint256 i = 0; i < 4; ++i) size += figureAt(set, WIDTHS + i, 1);
        return partyStart(set, partiesOf(set)) + size * index;
    }

    // ------------------------------------------------------------------ trades

    /// @notice Positions of a trade's seller, buyer, bond and currency.
    function placesOf(bytes memory set, uint256 index) internal pure returns (uint256[4] memory places) {
        uint256 start = tradeStart(set, index);
        uint256 form = formStart(set, figureAt(set, start, 1));
        places[0] = figureAt(set, start + 1, 2);
        places[1] = figureAt(set, start + 3, 2);
        places[2] = figureAt(set, form, 1);
        places[3] = figureAt(set, form + 1, 1);
    }

    function tradeAt(bytes memory set, uint256 index) internal pure returns (ITrades.Trade memory trade) {
        uint256[4] memory places = placesOf(set, index);
        trade.venue = venueOf(set);
        trade.seller = address(uint160(figureAt(set, partyStart(set, places[0]), 20)));
        trade.buyer = address(uint160(figureAt(set, partyStart(set, places[1]), 20)));
        if (places[2] != 0xff) {
            trade.isin = bytes12(uint96(figureAt(set, tableStart(set, 0) + 12 * places[2], 12)));
        }
        if (places[3] != 0xff) {
            uint256 start = tableStart(set, 1) + 23 * places[3];
            trade.currency = bytes3(uint24(figureAt(set, start, 3)));
            trade.settlementBank = address(uint160(figureAt(set, start + 3, 20)));
        }
        _readForm(set, index, trade);
        _readFields(set, index, trade);
    }

    function _readForm(bytes memory set, uint256 index, ITrades.Trade memory trade) private pure {
        uint256 form = formStart(set, figureAt(set, tradeStart(set, index), 1));
        uint256 dates = tableStart(set, 2) + 15 * figureAt(set, form + 2, 1);
        trade.tradeDate = uint40(figureAt(set, dates, 5));
        trade.settleFrom = uint40(figureAt(set, dates + 5, 5));
        trade.settleBy = uint40(figureAt(set, dates + 10, 5));
        trade.minimumPart = uint112(figureAt(set, form + 3, 14));
    }

    function _readFields(bytes memory set, uint256 index, ITrades.Trade memory trade) private pure {
        uint256 start = tradeStart(set, index) + 5;
        uint256 width = figureAt(set, WIDTHS, 1);
        uint256 sequence = figureAt(set, 20, 6) + figureAt(set, start, width);
        trade.sequence = uint48(sequence % (1 << 48));
        start += width;
        width = figureAt(set, WIDTHS + 1, 1);
        trade.quantity = uint112(figureAt(set, start, width));
        start += width;
        width = figureAt(set, WIDTHS + 2, 1);
        trade.amount = uint112(figureAt(set, start, width));
        start += width;
        width = figureAt(set, WIDTHS + 3, 1);
        // text stands on the left
        trade.commonReference = bytes16(uint128(figureAt(set, start, width) << (8 * (16 - width))));
    }

    function figureAt(
        bytes memory set,
        uint256 start,
        uint256 length
    ) internal pure returns (uint256 figure) {
        for (uint256 i = 0; i < length; ++i) figure = (figure << 8) | uint8(set[start + i]);
    }

    // ------------------------------------------------------------------ random sets

    /// @notice A set that can be read: any bytes in fields and tables, positions within their tables.
    /// @param large Parties and trades, many of them; zero for a few.
    function random(uint256 seed, uint256 large) internal pure returns (bytes memory set) {
        uint256[3] memory tables = [1 + (seed % 4), 1 + ((seed >> 8) % 4), 1 + ((seed >> 16) % 4)];
        uint256 forms = large == 0 ? 1 + ((seed >> 24) % 4) : 200;
        uint256 parties = large == 0 ? 1 + ((seed >> 32) % 6) : large;
        uint256 trades = large == 0 ? 1 + ((seed >> 40) % 6) : 20;
        set = abi.encodePacked(
            bytes26(keccak256(abi.encode(seed, "venue and first sequence"))),
            uint8(tables[0]),
            uint8(tables[1]),
            uint8(tables[2]),
            uint8(forms),
            uint16(parties),
            uint16(trades)
        );
        uint256 size = 5;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 width = (seed >> (48 + 8 * i)) % (mostBytes(i) + 1);
            set = bytes.concat(set, bytes1(uint8(width)));
            size += width;
        }
        uint256 rest = 12 * tables[0] + 23 * tables[1] + 15 * tables[2];
        rest += FORM * forms + PARTY * parties + size * trades;
        set = bytes.concat(set, _noise(seed, rest));
        for (uint256 i = 0; i < forms; ++i) _fillForm(set, seed, i);
        for (uint256 i = 0; i < trades; ++i) _fillTrade(set, seed, i);
    }

    function _fillForm(bytes memory set, uint256 seed, uint256 index) private pure {
        uint256 dice = uint256(keccak256(abi.encode(seed, "form", index)));
        uint256 start = formStart(set, index);
        for (uint256 i = 0; i < 3; ++i) {
            set[start + i] = bytes1(uint8((dice >> (8 * i)) % tableLength(set, i)));
        }
        // one leg is not there, in half of the forms; small parts in most of them
        if ((dice >> 24) % 4 == 0) set[start] = 0xff;
        else if ((dice >> 24) % 4 == 1) set[start + 1] = 0xff;
        uint256 zeros = (dice >> 32) % 16;
        for (uint256 i = 0; i < zeros && i < 14; ++i) set[start + 3 + i] = 0;
    }

    function _fillTrade(bytes memory set, uint256 seed, uint256 index) private pure {
        uint256 dice = uint256(keccak256(abi.encode(seed, "trade", index)));
        uint256 start = tradeStart(set, index);
        set[start] = bytes1(uint8(dice % formsOf(set)));
        for (uint256 i = 0; i < 2; ++i) {
            uint256 party = (dice >> (8 + 16 * i)) % partiesOf(set);
            set[start + 1 + 2 * i] = bytes1(uint8(party >> 8));
            set[start + 2 + 2 * i] = bytes1(uint8(party));
        }
        // fields of zero now and then
        uint256 place = start + 5;
        for (uint256 i = 0; i < 4; ++i) {
            uint256 width = figureAt(set, WIDTHS + i, 1);
            bool clear = (dice >> (40 + 8 * i)) % 3 == 0;
            for (uint256 j = 0; j < width && clear; ++j) set[place + j] = 0;
            place += width;
        }
    }

    function _noise(uint256 seed, uint256 length) private pure returns (bytes memory noise) {
        noise = new bytes(length);
        bytes32 word;
        for (uint256 i = 0; i < length; ++i) {
            if (i % 32 == 0) word = keccak256(abi.encode(seed, "noise", i));
            noise[i] = word[i % 32];
        }
    }
}
