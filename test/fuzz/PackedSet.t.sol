// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "../../contracts/interfaces/ITradeSets.sol";
import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {PackedSet} from "../../contracts/libraries/PackedSet.sol";
import {TradeHash} from "../../contracts/libraries/TradeHash.sol";
import {PlainSet} from "../support/PlainSet.sol";
import {SetPacker} from "../support/SetPacker.sol";
import {VM} from "../support/IVm.sol";

/// @notice {PackedSet} against {PlainSet}, which reads byte by byte what the format says, for any set.
contract PackedSetTest {
    using PackedSet for bytes;
    using PackedSet for PackedSet.View;

    /// @dev What the library says of a trade.
    struct Reading {
        ITrades.Trade trade;
        bytes32 id;
        uint256 seller;
        uint256 buyer;
        uint256 bond;
        uint256 currency;
        bool isPlain;
    }

    error WrongTrade(uint256 index, ITrades.Trade expected, ITrades.Trade actual);
    error WrongId(uint256 index, bytes32 expected, bytes32 actual);
    error WrongPlaces(uint256 index);
    error WrongVerdict(uint256 index, ITrades.Trade trade, bool expected);
    error NotRefused(bytes set);
    error WrongRefusal(bytes expected, bytes actual);

    // ------------------------------------------------------------------ what is tested

    /// `behind` stands behind the set in calldata.
    function readAll(bytes calldata set, bytes calldata) external view returns (Reading[] memory readings) {
        PackedSet.View memory s = set.open();
        PackedSet.Entry memory entry;
        readings = new Reading[](s.tradeCount);
        for (uint256 i = 0; i < readings.length; ++i) {
            readings[i].isPlain = s.read(entry, i);
            // a copy: the next trade is read into the same place
            readings[i].trade = abi.decode(abi.encode(entry.trade), (ITrades.Trade));
            (readings[i].id, readings[i].seller, readings[i].buyer) = (entry.id, entry.seller, entry.buyer);
            (readings[i].bond, readings[i].currency) = (entry.form.bond, entry.form.currency);
        }
    }

    function venueOf(bytes calldata set) external pure returns (address) {
        return set.venueOf();
    }

    // ------------------------------------------------------------------ reading

    /// Any tables, with repetitions and entries that nobody uses; any widths; any values in them.
    function testFuzz_ReadsWhatTheFormatSays(uint256 seed, bytes calldata behind) external view {
        bytes memory set = PlainSet.random(seed, 0);
        _compare(set, this.readAll(set, behind));
        if (this.venueOf(set) != PlainSet.venueOf(set)) revert WrongPlaces(0);
    }

    /// Parties, forms and trades by the hundred, as far as positions of two bytes count.
    function test_ReadsLargeTables() external view {
        bytes memory set = PlainSet.random(7, 300);
        _compare(set, this.readAll(set, ""));
    }

    /// What {SetPacker} packs, with fields as narrow as can be, is read as it was.
    function testFuzz_ReadsWhatIsPacked(ITrades.Trade[] memory trades) external view {
        if (trades.length == 0 || trades.length > 20) return;
        for (uint256 i = 0; i < trades.length; ++i) {
            ITrades.Trade memory trade = trades[i];
            trade.venue = trades[0].venue;
            bool hasLeg = trade.isin != 0 || trade.currency != 0 || trade.settlementBank != address(0);
            if (!hasLeg || trade.seller == address(0)) return;
        }
        Reading[] memory readings = this.readAll(SetPacker.pack(trades), "");
        for (uint256 i = 0; i < trades.length; ++i) {
            if (keccak256(abi.encode(trades[i])) == keccak256(abi.encode(readings[i].trade))) continue;
            revert WrongTrade(i, trades[i], readings[i].trade);
        }
    }

    /// Around the edges of each date: plain is what is sound and due.
    function testFuzz_PlainIsSoundAndDue(uint256 seed) external {
        bytes memory set = PlainSet.random(seed, 0);
        ITrades.Trade memory trade = PlainSet.tradeAt(set, 0);
        uint40[3] memory times = [trade.tradeDate, trade.settleFrom, trade.settleBy];
        for (uint256 i = 0; i < 9; ++i) {
            uint256 time = uint256(times[i / 3]) + (i % 3);
            if (time == 0) continue;
            VM.warp(time - 1);
            _compare(set, this.readAll(set, ""));
        }
    }

    // ------------------------------------------------------------------ refusing

    /// Any other length than that which the head says.
    function testFuzz_AnotherLengthIsRefused(uint256 seed, uint256 cut, uint8 surplus) external view {
        bytes memory set = PlainSet.random(seed, 0);
        uint256 length = set.length;
        bytes memory longer = bytes.concat(set, new bytes(1 + uint256(surplus)));
        _refuses(longer, abi.encodeWithSelector(ITradeSets.SetMalformed.selector, longer.length, length));

        cut = 1 + (cut % length);
        assembly ("memory-safe") {
            mstore(set, sub(length, cut))
        }
        uint256 expected = set.length < PlainSet.HEAD ? PlainSet.HEAD : length;
        _refuses(set, abi.encodeWithSelector(ITradeSets.SetMalformed.selector, set.length, expected));
    }

    /// Every length up to a head's.
    function test_LessThanAHeadIsRefused() external view {
        for (uint256 length = 0; length < PlainSet.HEAD; ++length) {
            bytes memory set = new bytes(length);
            _refuses(set, abi.encodeWithSelector(ITradeSets.SetMalformed.selector, length, PlainSet.HEAD));
        }
        _refuses(new bytes(PlainSet.HEAD), abi.encodeWithSelector(ITradeSets.SetEmpty.selector));
    }

    /// Fields wider than their types, one byte more or many.
    function testFuzz_WideFieldsAreRefused(uint256 seed, uint256 field, uint8 more) external view {
        bytes memory set = PlainSet.random(seed, 0);
        field %= 4;
        uint256 most = PlainSet.mostBytes(field);
        uint256 width = most + 1 + (uint256(more) % (255 - most));
        set[PlainSet.WIDTHS + field] = bytes1(uint8(width));
        _refuses(
            set,
            abi.encodeWithSelector(ITradeSets.SetFieldTooWide.selector, PlainSet.WIDTHS + field, width, most)
        );
    }

    /// Positions beyond the tables of bonds, currencies and dates, and a form without any leg.
    function testFuzz_InvalidFormsAreRefused(
        uint256 seed,
        uint256 index,
        uint256 field,
        uint8 more
    ) external view {
        bytes memory set = PlainSet.random(seed, 0);
        index %= PlainSet.formsOf(set);
        field %= 4;
        uint256 start = PlainSet.formStart(set, index);
        if (field == 3) {
            (set[start], set[start + 1]) = (0xff, 0xff);
        } else {
            // 0xff itself says that a bond or a currency is not there
            uint256 count = PlainSet.tableLength(set, field);
            uint256 last = field == 2 ? 255 : 254;
            set[start + field] = bytes1(uint8(count + (uint256(more) % (last - count + 1))));
        }
        _refuses(set, abi.encodeWithSelector(ITradeSets.SetInvalidForm.selector, index));
    }

    /// A form or a party beyond the table.
    function testFuzz_UnknownPositionsAreRefused(
        uint256 seed,
        uint256 index,
        uint256 field,
        uint16 more
    ) external view {
        bytes memory set = PlainSet.random(seed, 0);
        index %= PlainSet.tradesOf(set);
        field %= 3;
        uint256 start = PlainSet.tradeStart(set, index);
        if (field == 0) {
            uint256 count = PlainSet.formsOf(set);
            set[start] = bytes1(uint8(count + (uint256(more) % (256 - count))));
        } else {
            uint256 count = PlainSet.partiesOf(set);
            uint256 position = count + (uint256(more) % (65_536 - count));
            set[start + 2 * field - 1] = bytes1(uint8(position >> 8));
            set[start + 2 * field] = bytes1(uint8(position));
        }
        _refuses(set, abi.encodeWithSelector(ITradeSets.SetUnknownPosition.selector, index));
    }

    // ------------------------------------------------------------------ internal

    function _compare(bytes memory set, Reading[] memory readings) private view {
        for (uint256 i = 0; i < readings.length; ++i) {
            Reading memory reading = readings[i];
            ITrades.Trade memory trade = PlainSet.tradeAt(set, i);
            if (keccak256(abi.encode(trade)) != keccak256(abi.encode(reading.trade))) {
                revert WrongTrade(i, trade, reading.trade);
            }
            bytes32 id = keccak256(abi.encode(TradeHash.TYPEHASH, trade));
            if (id != reading.id) revert WrongId(i, id, reading.id);
            uint256[4] memory places = PlainSet.placesOf(set, i);
            bool same =
                places[0] == reading.seller &&
                    places[1] == reading.buyer &&
                    places[2] == reading.bond &&
                    places[3] == reading.currency;
            if (!same) revert WrongPlaces(i);
            bool expected = _isPlain(trade, places);
            if (expected != reading.isPlain) revert WrongVerdict(i, trade, expected);
        }
    }

    /// Two parties; a leg exactly where the form has one; a part within the whole; dates in order; due.
    function _isPlain(ITrades.Trade memory trade, uint256[4] memory places) private view returns (bool) {
        if (trade.seller == trade.buyer) return false;
        if ((trade.quantity != 0) != (places[2] != 0xff)) return false;
        if ((trade.amount != 0) != (places[3] != 0xff)) return false;
        if (trade.minimumPart > trade.quantity) return false;
        if (trade.tradeDate > trade.settleFrom) return false;
        return block.timestamp >= trade.settleFrom && block.timestamp < trade.settleBy;
    }

    function _refuses(bytes memory set, bytes memory expected) private view {
        try this.readAll(set, "") {
            revert NotRefused(set);
        } catch (bytes memory reason) {
            if (keccak256(reason) != keccak256(expected)) revert WrongRefusal(expected, reason);
        }
    }
}
