// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../interfaces/ITrades.sol";
import {ITradeSets} from "../interfaces/ITradeSets.sol";
import {TradeHash} from "./TradeHash.sol";

/// @title PackedSet
/// @notice Reads a packed set of trades straight from calldata. Its twin is sdk/sets/packSet.ts.
/// @dev Big-endian and without gaps. What trades have in common is written once, as a form; the fields of a trade are as
/// wide as the widest value of the set needs, as every byte is paid for twice, in calldata and in the log.
///
/// head (38): venue (20), first sequence (6), number of bonds (1), currencies (1), dates (1), forms (1), parties (2), trades
/// (2), and the widths of sequence, quantity, amount and common reference (1 each)
/// bond (12): ISIN
/// currency (23): ISO 4217 code (3), settlement bank (20)
/// dates (15): trade date (5), settle from (5), settle by (5)
/// form (17): bond (1), currency (1) and dates (1), each the position in its table, 0xff for a leg that is not there; minimum
/// part (14)
/// party (20): account
/// trade: form (1), seller (2), buyer (2), as positions in their tables; sequence less the first one, quantity, amount,
/// common reference (from the left), each of the width that the head says
library PackedSet {
    /// @notice A set: where it stands in calldata, and how it is written.
    /// @dev The places in the margin are those that the assembly uses.
    struct View {
        uint256 next; // 0x00: where the next trade starts
        uint256 tradeSize;
        uint256 partyCount; // 0x40
        uint256 formCount;
        uint256 forms; // 0x80: memory, see {Form}
        uint256 parties;
        uint256 firstSequence; // 0xc0
        uint256 sequenceShift;
        uint256 quantityPlace; // 0x100: from the start of the trade
        uint256 quantityShift;
        uint256 amountPlace; // 0x140
        uint256 amountShift;
        uint256 referencePlace; // 0x180
        uint256 referenceShift;
        uint256 tradeCount; // 0x1c0
        uint256 bondCount;
        uint256 currencyCount;
        uint256 dateCount;
        uint256 bonds;
        uint256 currencies;
        uint256 dates;
        address venue;
    }

    /// @notice A form in memory: a trade in which what is common is filled in.
    /// @dev {SetBooks} notes its rows here. The type hash stands before the fields, so that they are hashed where they lie.
    struct Form {
        uint256 bondRow; // 0x00: zero for no delivery leg
        uint256 currencyRow;
        uint256 bond; // 0x40
        uint256 currency;
        uint256 isDue; // 0x80
        bytes32 typeHash; // 0xa0, and the fourteen fields of the trade from 0xc0
    }

    /// @notice A trade of a set: its terms, its id, and its places in the tables.
    struct Entry {
        ITrades.Trade trade; // 0x00
        bytes32 id;
        uint256 seller; // 0x40
        uint256 buyer;
        Form form; // 0x80
    }

    /// @notice Position of a leg that a form has not.
    uint256 internal constant NONE = 0xff;
    /// @notice Bytes of a form in memory.
    uint256 internal constant FORM_SIZE = 0x280;

    uint256 private constant HEAD = 38;
    uint256 private constant BOND = 12;
    uint256 private constant CURRENCY = 23;
    uint256 private constant DATES = 15;
    uint256 private constant FORM = 17;
    uint256 private constant PARTY = 20;
    uint256 private constant PLACES = 5;

    // ------------------------------------------------------------------ set

    /// @notice The venue of a set; the zero address when it has none.
    function venueOf(bytes calldata set) internal pure returns (address) {
        if (set.length < HEAD) revert ITradeSets.SetMalformed(set.length, HEAD);
        return address(bytes20(set[:20]));
    }

    /// @notice Finds the tables of a set, checks its widths and its length, and fills in its forms.
    function open(bytes calldata set) internal view returns (View memory s) {
        s.venue = venueOf(set);
        s.firstSequence = uint48(bytes6(set[20:]));
        s.bondCount = uint8(set[26]);
        s.currencyCount = uint8(set[27]);
        s.dateCount = uint8(set[28]);
        s.formCount = uint8(set[29]);
        s.partyCount = uint16(bytes2(set[30:]));
        s.tradeCount = uint16(bytes2(set[32:]));

        uint256 place = PLACES;
        uint256 width = _width(set, 34, 6);
        s.sequenceShift = 256 - 8 * width;
        place += width;
        (s.quantityPlace, width) = (place, _width(set, 35, 14));
        s.quantityShift = 256 - 8 * width;
        place += width;
        (s.amountPlace, width) = (place, _width(set, 36, 14));
        s.amountShift = 256 - 8 * width;
        place += width;
        (s.referencePlace, width) = (place, _width(set, 37, 16));
        s.referenceShift = 256 - 8 * width;
        s.tradeSize = place + width;

        uint256 start;
        assembly ("memory-safe") {
            start := set.offset
        }
        s.bonds = start + HEAD;
        s.currencies = s.bonds + BOND * s.bondCount;
        s.dates = s.currencies + CURRENCY * s.currencyCount;
        uint256 forms = s.dates + DATES * s.dateCount;
        s.parties = forms + FORM * s.formCount;
        s.next = s.parties + PARTY * s.partyCount;
        uint256 expected = s.next + s.tradeSize * s.tradeCount - start;
        if (set.length != expected) revert ITradeSets.SetMalformed(set.length, expected);
        if (s.tradeCount == 0) revert ITradeSets.SetEmpty();
        _fillForms(s, set[forms - start:]);
    }

    function _width(bytes calldata set, uint256 index, uint256 maximum) private pure returns (uint256 width) {
        width = uint8(set[index]);
        if (width > maximum) revert ITradeSets.SetFieldTooWide(index, width, maximum);
    }

    function _fillForms(View memory s, bytes calldata forms) private view {
        uint256 start;
        uint256 size = s.formCount * FORM_SIZE;
        assembly ("memory-safe") {
            start := mload(0x40)
            mstore(0x40, add(start, size))
            calldatacopy(start, calldatasize(), size) // zeros
        }
        s.forms = start;
        for (uint256 i = 0; i < s.formCount; ++i) _fillForm(s, i, forms[FORM * i:]);
    }

    function _fillForm(View memory s, uint256 index, bytes calldata source) private view {
        Form memory form = formAt(s, index);
        ITrades.Trade memory trade;
        uint256 dates = uint8(source[2]);
        (form.bond, form.currency) = (uint8(source[0]), uint8(source[1]));
        bool isKnown =
            (form.bond < s.bondCount || form.bond == NONE) &&
                (form.currency < s.currencyCount || form.currency == NONE) &&
                (form.bond != NONE || form.currency != NONE) &&
                dates < s.dateCount;
        if (!isKnown) revert ITradeSets.SetInvalidForm(index);

        form.typeHash = TradeHash.TYPEHASH;
        if (form.bond != NONE) trade.isin = bondAt(s, form.bond);
        if (form.currency != NONE) (trade.currency, trade.settlementBank) = currencyAt(s, form.currency);
        (trade.tradeDate, trade.settleFrom, trade.settleBy) = _datesAt(s, dates);
        trade.venue = s.venue;
        trade.minimumPart = uint112(bytes14(source[3:]));
        bool isDue =
            trade.tradeDate <= trade.settleFrom &&
                block.timestamp >= trade.settleFrom &&
                block.timestamp < trade.settleBy;
        form.isDue = isDue ? 1 : 0;
        assembly ("memory-safe") {
            mcopy(add(form, 0xc0), trade, 0x1c0)
        }
    }

    function formAt(View memory s, uint256 index) internal pure returns (Form memory form) {
        uint256 start = s.forms + FORM_SIZE * index;
        assembly ("memory-safe") {
            form := start
        }
    }

    function partyAt(View memory s, uint256 index) internal pure returns (address party) {
        uint256 start = s.parties + PARTY * index;
        assembly ("memory-safe") {
            party := shr(96, calldataload(start))
        }
    }

    function bondAt(View memory s, uint256 index) internal pure returns (bytes12 isin) {
        uint256 start = s.bonds + BOND * index;
        assembly ("memory-safe") {
            isin := shl(160, shr(160, calldataload(start)))
        }
    }

    function currencyAt(View memory s, uint256 index) internal pure returns (bytes3 code, address bank) {
        uint256 start = s.currencies + CURRENCY * index;
        assembly ("memory-safe") {
            let word := calldataload(start)
            code := shl(232, shr(232, word))
            bank := shr(96, shl(24, word))
        }
    }

    function _datesAt(
        View memory s,
        uint256 index
    ) private pure returns (uint40 tradeDate, uint40 settleFrom, uint40 settleBy) {
        uint256 start = s.dates + DATES * index;
        assembly ("memory-safe") {
            let word := calldataload(start)
            tradeDate := shr(216, word)
            settleFrom := and(shr(176, word), 0xffffffffff)
            settleBy := and(shr(136, word), 0xffffffffff)
        }
    }

    // ------------------------------------------------------------------ trades

    /// @notice Reads the next trade of the set into `entry`, on its form.
    /// @dev In assembly, as it is done for every trade: slicing and casting would cost about 2,000 gas more
    /// (snapshots/gas.json). Fuzzed against a plain reading in PackedSet.t.sol.
    /// @return isPlain Whether the trade is sound and due; else the caller finds out what is wrong with it.
    function read(View memory s, Entry memory entry, uint256 index) internal pure returns (bool isPlain) {
        bool isKnown;
        assembly ("memory-safe") {
            let start := mload(s)
            mstore(s, add(start, mload(add(s, 0x20))))
            let word := calldataload(start)
            let form := byte(0, word)
            let seller := and(shr(232, word), 0xffff)
            let buyer := and(shr(216, word), 0xffff)
            word := mload(add(s, 0x40))
            isKnown := and(and(lt(seller, word), lt(buyer, word)), lt(form, mload(add(s, 0x60))))
            if isKnown {
                form := add(mload(add(s, 0x80)), mul(form, 0x280))
                let trade := add(form, 0xc0)
                mstore(entry, trade)
                mstore(add(entry, 0x40), seller)
                mstore(add(entry, 0x60), buyer)
                mstore(add(entry, 0x80), form)

                let parties := mload(add(s, 0xa0))
                seller := shr(96, calldataload(add(parties, mul(seller, 20))))
                buyer := shr(96, calldataload(add(parties, mul(buyer, 20))))
                mstore(add(trade, 0x60), seller)
                mstore(add(trade, 0x80), buyer)
                isPlain := and(mload(add(form, 0x80)), iszero(eq(seller, buyer)))

                word := shr(mload(add(s, 0xe0)), calldataload(add(start, 5)))
                mstore(add(trade, 0x160), and(add(word, mload(add(s, 0xc0))), 0xffffffffffff)) // sequence
                word := shr(mload(add(s, 0x120)), calldataload(add(start, mload(add(s, 0x100)))))
                mstore(add(trade, 0xa0), word) // quantity
                // a leg is there when its form has it
                isPlain := and(isPlain, xor(iszero(word), lt(mload(add(form, 0x40)), 0xff)))
                isPlain := and(isPlain, iszero(gt(mload(add(trade, 0x1a0)), word)))
                word := shr(mload(add(s, 0x160)), calldataload(add(start, mload(add(s, 0x140)))))
                mstore(add(trade, 0xc0), word) // amount
                isPlain := and(isPlain, xor(iszero(word), lt(mload(add(form, 0x60)), 0xff)))
                word := mload(add(s, 0x1a0))
                mstore(
                    add(trade, 0x180), // commonReference
                    shl(word, shr(word, calldataload(add(start, mload(add(s, 0x180))))))
                )
                mstore(add(entry, 0x20), keccak256(add(form, 0xa0), 0x1e0)) // id
            }
        }
        if (!isKnown) revert ITradeSets.SetUnknownPosition(index);
    }
}
