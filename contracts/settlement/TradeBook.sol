// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../interfaces/ITrades.sol";

/// @title TradeBook
/// @notice The memory of {DvPEscrow}: which trade numbers are used up, and what is recorded about open trades.
/// @dev Owns all storage and nothing else.
///
/// Numbers. One bit a number, 256 numbers a word. A clear bit: the number is free to be used up, and nothing but that bit
/// need be read. A set bit: the number is used up (INV-5), or bound to the one trade whose record says so, because a leg
/// of it is held, a side has it on hold, or a part of it has settled.
/// A number belongs to the venue, or without one to the pair of seller and buyer: nobody else can use it up.
///
/// Records. A trade approved on chain has one word: the first 24 bytes of its id, its number, and flags. The 64 open
/// trades of a pair share 64 lines, a line being free again once its last trade is closed, so that an instruction
/// usually rewrites a word (5,000 gas) instead of adding one to the state for ever (22,100). A venue's numbers run
/// across all its pairs, so each of them has a line of its own.
abstract contract TradeBook {
    /// @dev The word that 256 numbers share.
    struct NumberWord {
        uint256 bits;
    }

    /// @dev A trade's record: where it is, and its flags; no flags when nothing is recorded.
    struct Record {
        bytes32 key; // zero: not read yet
        uint256 flags;
        uint256 occupant; // the word found there, of this or of another trade
    }

    /// @dev A number word that is worked on: where it is, what it will be, and its place among its venue's, counted from 1.
    struct NumberCursor {
        bytes32 slot;
        uint256 bits;
        uint256 place;
    }

    /// @dev How much of a trade has settled in parts.
    struct Parts {
        uint112 quantity;
        uint112 amount;
    }

    uint256 internal constant SELLER_APPROVED = 1 << 0;
    uint256 internal constant BUYER_APPROVED = 1 << 1;
    uint256 internal constant SELLER_HELD = 1 << 2;
    uint256 internal constant BUYER_HELD = 1 << 3;
    uint256 internal constant SELLER_CANCELS = 1 << 4;
    uint256 internal constant BUYER_CANCELS = 1 << 5;
    uint256 internal constant SELLER_ON_HOLD = 1 << 6;
    uint256 internal constant BUYER_ON_HOLD = 1 << 7;
    uint256 internal constant PARTLY_SETTLED = 1 << 8;
    uint256 private constant BOUND = 1 << 9;
    uint256 private constant CLOSED = 1 << 10;
    uint256 internal constant BOTH_APPROVED = SELLER_APPROVED | BUYER_APPROVED;
    uint256 internal constant EITHER_HELD = SELLER_HELD | BUYER_HELD;
    uint256 internal constant EITHER_ON_HOLD = SELLER_ON_HOLD | BUYER_ON_HOLD;
    uint256 internal constant BOTH_CANCEL = SELLER_CANCELS | BUYER_CANCELS;

    uint256 internal constant NUMBERS_PER_WORD = 256;
    uint256 private constant LINES = 64;

    uint256 private constant FLAGS_MASK = type(uint16).max;
    uint256 private constant SEQUENCE_SHIFT = 16;
    uint256 private constant TAG_MASK = ~uint256(type(uint64).max);

    mapping(address owner => mapping(address counterparty => mapping(uint256 index => NumberWord)))
        private _numbers;
    mapping(bytes32 key => uint256 word) private _records;
    mapping(bytes32 key => Parts) private _settledParts;

    // ------------------------------------------------------------------ numbers

    function _number(
        address venue,
        address seller,
        address buyer,
        uint256 sequence
    ) internal view returns (NumberWord storage word, uint256 bit) {
        // a venue's numbers stand where those of a pair of the venue with itself would, and there is no such pair
        (address owner, address counterparty) = venue == address(0) ? (seller, buyer) : (venue, venue);
        word = _numbers[owner][counterparty][sequence / NUMBERS_PER_WORD];
        bit = 1 << (sequence % NUMBERS_PER_WORD);
    }

    function _isMarked(ITrades.Trade memory trade, uint256 sequence) private view returns (bool) {
        (NumberWord storage word, uint256 bit) = _number(trade.venue, trade.seller, trade.buyer, sequence);
        return word.bits & bit != 0;
    }

    /// @dev Whether a number is used up.
    function _isUsed(
        address venue,
        address seller,
        address buyer,
        uint256 sequence
    ) internal view returns (bool) {
        (NumberWord storage word, uint256 bit) = _number(venue, seller, buyer, sequence);
        return
            word.bits & bit != 0 && !_bindsNumber(_records[_keyOf(venue, seller, buyer, sequence)], sequence);
    }

    /// @dev Whether the trade's number is used up. `record` is the trade's.
    function _isClosed(ITrades.Trade memory trade, Record memory record) internal view returns (bool) {
        return _isMarked(trade, trade.sequence) && !_bindsNumber(record.occupant, trade.sequence);
    }

    /// @dev Whether another trade is bound to the trade's number. `record` is the trade's.
    function _isBoundToAnother(
        ITrades.Trade memory trade,
        Record memory record
    ) internal pure returns (bool) {
        return record.flags == 0 && _bindsNumber(record.occupant, trade.sequence);
    }

    /// @dev Whether the trade is not recorded, but another one with its number is, and is open.
    function _isNumberTaken(ITrades.Trade memory trade, Record memory record) internal pure returns (bool) {
        return
            record.flags == 0 &&
            record.occupant & CLOSED == 0 &&
            record.occupant != 0 &&
            _sequenceOf(record.occupant) == trade.sequence;
    }

    /// @dev Whether a record keeps `sequence` open although its bit is set.
    function _bindsNumber(uint256 occupant, uint256 sequence) private pure returns (bool) {
        return occupant & (BOUND | CLOSED) == BOUND && _sequenceOf(occupant) == sequence;
    }

    function _sequenceOf(uint256 occupant) private pure returns (uint256) {
        return uint48(occupant >> SEQUENCE_SHIFT);
    }

    // ------------------------------------------------------------------ closing and binding

    /// @dev Ends the trade's number for good, once. A number to which another trade is bound is that trade's: no other
    /// can end it, or its holds would be left behind (INV-4).
    /// @param record The trade's, or an empty one; then it is read only when the number says that it must be.
    function _close(bytes32 id, ITrades.Trade memory trade, Record memory record) internal {
        (NumberWord storage word, uint256 bit) = _number(
            trade.venue,
            trade.seller,
            trade.buyer,
            trade.sequence
        );
        uint256 bits = word.bits;
        if (bits & bit == 0) {
            // Effect:
            word.bits = bits | bit;
            return;
        }
        if (record.key == 0) _read(id, trade, record);
        _closeBound(id, trade, record);
    }

    /// @dev Ends a number whose bit is set: only the trade that is bound to it can.
    function _closeBound(bytes32 id, ITrades.Trade memory trade, Record memory record) internal {
        // Check:
        _requireOpenNumber(id, trade, record);
        // Effect:
        _store(record, id, trade, record.flags | CLOSED);
    }

    /// @dev Writes the flags of a trade and binds its number to it: from now on the record must be read before it
    /// settles. Under one number only one trade can be bound.
    function _bind(Record memory record, bytes32 id, ITrades.Trade memory trade, uint256 flags) internal {
        bool wasBound = record.flags & BOUND != 0;
        (NumberWord storage word, uint256 bit) = _number(
            trade.venue,
            trade.seller,
            trade.buyer,
            trade.sequence
        );
        // Check:
        if (wasBound || word.bits & bit != 0) _requireOpenNumber(id, trade, record);
        // Effect: the line first, which must find the number as it was
        _write(record, id, trade, flags | BOUND);
        if (!wasBound) word.bits |= bit;
    }

    /// @dev As {_close}, for one trade after another: a venue's numbers share a word, which is read and written once.
    /// {_writeNumbers} must follow the last one.
    function _closeNext(
        NumberCursor memory cursor,
        bytes32 id,
        ITrades.Trade memory trade,
        Record memory record
    ) internal {
        uint256 place = trade.sequence / NUMBERS_PER_WORD + 1;
        if (cursor.place != place) {
            (NumberWord storage word, ) = _number(trade.venue, trade.seller, trade.buyer, trade.sequence);
            _turnTo(cursor, word);
            // the numbers of pairs are looked up one by one
            if (trade.venue != address(0)) cursor.place = place;
        }
        uint256 bits = cursor.bits;
        uint256 bit = 1 << (trade.sequence % NUMBERS_PER_WORD);
        if (bits & bit == 0) {
            cursor.bits = bits | bit;
            return;
        }
        if (record.key == 0) _read(id, trade, record);
        _closeBound(id, trade, record);
    }

    /// @dev Writes the numbers that were closed last.
    function _writeNumbers(NumberCursor memory cursor) internal {
        NumberWord storage word = _wordAt(cursor.slot);
        // Effect:
        if (cursor.slot != 0) word.bits = cursor.bits;
    }

    function _turnTo(NumberCursor memory cursor, NumberWord storage word) private {
        bytes32 slot;
        assembly ("memory-safe") {
            slot := word.slot
        }
        if (slot == cursor.slot) return;
        _writeNumbers(cursor);
        cursor.slot = slot;
        cursor.bits = word.bits;
    }

    function _wordAt(bytes32 slot) private pure returns (NumberWord storage word) {
        assembly ("memory-safe") {
            word.slot := slot
        }
    }

    function _requireOpenNumber(bytes32 id, ITrades.Trade memory trade, Record memory record) private pure {
        if (!_bindsNumber(record.occupant, trade.sequence)) {
            revert ITrades.TradeClosed(id, trade.sequence);
        }
        if (record.flags == 0) revert ITrades.TradeNumberTaken(id, trade.sequence);
    }

    // ------------------------------------------------------------------ records

    function _recordOf(bytes32 id, ITrades.Trade memory trade) internal view returns (Record memory record) {
        _read(id, trade, record);
    }

    /// @dev Fills in a trade's record.
    function _read(bytes32 id, ITrades.Trade memory trade, Record memory record) internal view {
        record.key = _keyOf(trade.venue, trade.seller, trade.buyer, trade.sequence);
        record.occupant = _records[record.key];
        bool isOurs = (record.occupant ^ uint256(id)) & TAG_MASK == 0;
        record.flags = isOurs ? record.occupant & FLAGS_MASK : 0;
    }

    /// @dev Where the record of a number is: a line of the pair, or the number's own of a venue.
    function _keyOf(
        address venue,
        address seller,
        address buyer,
        uint256 sequence
    ) private pure returns (bytes32) {
        return
            venue == address(0)
                ? keccak256(abi.encode(seller, buyer, sequence % LINES))
                : keccak256(abi.encode(venue, sequence));
    }

    /// @dev Writes the flags of a trade, taking over a line whose last trade is closed.
    function _write(Record memory record, bytes32 id, ITrades.Trade memory trade, uint256 flags) internal {
        if (record.flags == 0 && record.occupant != 0) {
            uint256 occupiedBy = _sequenceOf(record.occupant);
            // Check: a line is shared by one pair, or by one number of a venue
            if (!_isMarked(trade, occupiedBy) || _bindsNumber(record.occupant, occupiedBy)) {
                revert ITrades.TradeLineOccupied(id, trade.sequence, occupiedBy);
            }
        }
        _store(record, id, trade, flags);
    }

    function _store(Record memory record, bytes32 id, ITrades.Trade memory trade, uint256 flags) private {
        // Effect:
        record.flags = flags;
        record.occupant = (uint256(id) & TAG_MASK) | (uint256(trade.sequence) << SEQUENCE_SHIFT) | flags;
        _records[record.key] = record.occupant;
    }

    // ------------------------------------------------------------------ parts

    /// @dev What has settled of a trade so far.
    function _settledOf(Record memory record) internal view returns (Parts memory settled) {
        if (record.flags & PARTLY_SETTLED != 0) settled = _settledParts[record.key];
    }

    /// @dev Leaves of `trade` what has not settled yet. Its id is that of the whole trade.
    function _reduceToRest(ITrades.Trade memory trade, Record memory record) internal view {
        if (record.flags & PARTLY_SETTLED == 0) return;
        Parts memory settled = _settledParts[record.key];
        trade.quantity -= settled.quantity;
        trade.amount -= settled.amount;
    }

    /// @dev Notes that another part has settled, which binds the number.
    function _addPart(
        Record memory record,
        bytes32 id,
        ITrades.Trade memory trade,
        uint112 quantity,
        uint112 amount
    ) internal {
        Parts memory settled = _settledOf(record);
        // Effect:
        _settledParts[record.key] = Parts(settled.quantity + quantity, settled.amount + amount);
        _bind(record, id, trade, record.flags | PARTLY_SETTLED);
    }
}
