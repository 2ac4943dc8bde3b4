// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {TradeHash} from "../libraries/TradeHash.sol";

/// @title TradeBook
/// @notice The memory of {DvPEscrow}: which trade numbers are used up, and what is recorded about open trades.
/// @dev Owns all storage and nothing else.
///
/// Numbers. Two bits a number, 128 numbers a word: CLOSED ends a number for good (INV-5); EARMARKED says that its record
/// must be read before it settles, because a leg is held. A trade settled by signatures reads only this word.
/// A number belongs to the venue, or without one to the pair of seller and buyer: nobody else can use it up.
///
/// Records. A trade approved on chain has one word: the first 24 bytes of its id, its number, and flags. The 64 open
/// trades of a pair share 64 lines, a line being free again once its last trade is closed, so that an instruction
/// usually rewrites a word (5,000 gas) instead of adding one to the state for ever (22,100). A venue's numbers run
/// across all its pairs, so its trades have a word each.
abstract contract TradeBook {
    using TradeHash for IDvPEscrow.Trade;

    /// @dev The word that 128 numbers share.
    struct NumberWord {
        uint256 bits;
    }

    /// @dev A trade's record: where it is, and its flags; no flags when nothing is recorded.
    struct Record {
        bytes32 key;
        uint256 flags;
        uint256 occupant; // the word found there, of this or of an earlier trade
    }

    uint256 internal constant SELLER_APPROVED = 1 << 0;
    uint256 internal constant BUYER_APPROVED = 1 << 1;
    uint256 internal constant SELLER_HELD = 1 << 2;
    uint256 internal constant BUYER_HELD = 1 << 3;
    uint256 internal constant SELLER_CANCELS = 1 << 4;
    uint256 internal constant BUYER_CANCELS = 1 << 5;
    uint256 internal constant UNREAD = type(uint256).max;
    uint256 internal constant BOTH_APPROVED = SELLER_APPROVED | BUYER_APPROVED;
    uint256 internal constant EITHER_HELD = SELLER_HELD | BUYER_HELD;
    uint256 internal constant BOTH_CANCEL = SELLER_CANCELS | BUYER_CANCELS;

    uint256 private constant NUMBERS_PER_WORD = 128;
    uint256 private constant LINES = 64;

    uint256 private constant FLAGS_MASK = type(uint16).max;
    uint256 private constant SEQUENCE_SHIFT = 16;
    uint256 private constant TAG_MASK = ~uint256(type(uint64).max);

    mapping(address owner => mapping(address counterparty => mapping(uint256 index => NumberWord)))
        private _numbers;
    mapping(bytes32 key => uint256 word) private _records;

    // ------------------------------------------------------------------ numbers

    function _numberOf(
        IDvPEscrow.Trade memory trade
    ) internal view returns (NumberWord storage word, uint256 closedBit) {
        return _number(trade.venue, trade.seller, trade.buyer, trade.sequence);
    }

    function _number(
        address venue,
        address seller,
        address buyer,
        uint256 sequence
    ) internal view returns (NumberWord storage word, uint256 closedBit) {
        // a venue's numbers stand where those of a pair of the venue with itself would, and there is no such pair
        (address owner, address counterparty) = venue == address(0) ? (seller, buyer) : (venue, venue);
        word = _numbers[owner][counterparty][sequence / NUMBERS_PER_WORD];
        closedBit = 1 << ((sequence % NUMBERS_PER_WORD) << 1);
    }

    function _isClosed(IDvPEscrow.Trade memory trade) internal view returns (bool) {
        (NumberWord storage word, uint256 closedBit) = _numberOf(trade);
        return word.bits & closedBit != 0;
    }

    /// @dev Whether another trade with this number holds a leg. `flags` are this trade's.
    function _isHeldByAnother(IDvPEscrow.Trade memory trade, uint256 flags) internal view returns (bool) {
        (NumberWord storage word, uint256 closedBit) = _numberOf(trade);
        return word.bits & (closedBit << 1) != 0 && flags & EITHER_HELD == 0;
    }

    /// @dev Ends the trade's number for good, once. A number under which another trade holds a leg is that trade's: no
    /// other can end it, or the hold would be left behind (INV-4).
    /// @param flags The trade's flags, or {UNREAD}; then the record is read only when the number says that it must be.
    /// @return The trade's flags, as far as they say which legs are held.
    function _close(bytes32 id, IDvPEscrow.Trade memory trade, uint256 flags) internal returns (uint256) {
        (NumberWord storage word, uint256 closedBit) = _numberOf(trade);
        uint256 bits = word.bits;
        bool isEarmarked = bits & (closedBit << 1) != 0;
        if (flags == UNREAD) flags = isEarmarked ? _recordOf(id, trade).flags : 0;
        // Check:
        if (bits & closedBit != 0) revert IDvPEscrow.TradeClosed(id, trade.sequence);
        if (isEarmarked && flags & EITHER_HELD == 0) revert IDvPEscrow.TradeNumberTaken(id, trade.sequence);
        // Effect:
        word.bits = bits | closedBit;
        return flags;
    }

    /// @dev Notes that a leg of the trade is held. Under one number only one trade can hold.
    function _earmark(bytes32 id, IDvPEscrow.Trade memory trade, uint256 flags) internal {
        // Check:
        if (_isHeldByAnother(trade, flags)) revert IDvPEscrow.TradeNumberTaken(id, trade.sequence);
        // Effect:
        if (flags & EITHER_HELD != 0) return;
        (NumberWord storage word, uint256 closedBit) = _numberOf(trade);
        word.bits |= closedBit << 1;
    }

    // ------------------------------------------------------------------ records

    function _recordOf(
        bytes32 id,
        IDvPEscrow.Trade memory trade
    ) internal view returns (Record memory record) {
        record.key =
            trade.venue == address(0)
                ? keccak256(abi.encode(trade.seller, trade.buyer, trade.sequence % LINES))
                : id;
        record.occupant = _records[record.key];
        bool isOurs = (record.occupant ^ uint256(id)) & TAG_MASK == 0;
        record.flags = isOurs ? record.occupant & FLAGS_MASK : 0;
    }

    /// @dev Whether the trade is not recorded, but another one with its number is.
    function _isNumberTaken(
        Record memory record,
        IDvPEscrow.Trade memory trade
    ) internal pure returns (bool) {
        return
            record.flags == 0 &&
            record.occupant != 0 &&
            uint48(record.occupant >> SEQUENCE_SHIFT) == trade.sequence;
    }

    /// @dev Writes the flags of a trade, taking over a line whose last trade is closed.
    function _write(Record memory record, bytes32 id, IDvPEscrow.Trade memory trade, uint256 flags) internal {
        if (record.flags == 0 && record.occupant != 0) {
            uint256 occupiedBy = uint48(record.occupant >> SEQUENCE_SHIFT);
            // Check: only pairs share lines, so the line's last trade is of this seller and buyer
            (NumberWord storage word, uint256 closedBit) = _number(
                trade.venue,
                trade.seller,
                trade.buyer,
                occupiedBy
            );
            if (word.bits & closedBit == 0) {
                revert IDvPEscrow.TradeLineOccupied(id, trade.sequence, occupiedBy);
            }
        }
        record.flags = flags;
        record.occupant = (uint256(id) & TAG_MASK) | (uint256(trade.sequence) << SEQUENCE_SHIFT) | flags;
        _records[record.key] = record.occupant;
    }
}
