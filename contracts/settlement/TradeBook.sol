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

    /// @dev A trade's number: where its bits are, and what they were when read.
    struct Number {
        bytes32 key;
        uint256 word;
        uint256 shift;
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
    uint256 internal constant BOTH_APPROVED = SELLER_APPROVED | BUYER_APPROVED;
    uint256 internal constant EITHER_HELD = SELLER_HELD | BUYER_HELD;
    uint256 internal constant BOTH_CANCEL = SELLER_CANCELS | BUYER_CANCELS;

    uint256 private constant CLOSED = 1;
    uint256 private constant EARMARKED = 2;
    uint256 private constant NUMBERS_PER_WORD = 128;
    uint256 private constant LINES = 64;

    uint256 private constant FLAGS_MASK = type(uint16).max;
    uint256 private constant SEQUENCE_SHIFT = 16;
    uint256 private constant TAG_MASK = ~uint256(type(uint64).max);

    mapping(bytes32 key => uint256 word) private _numbers;
    mapping(bytes32 key => uint256 word) private _records;

    // ------------------------------------------------------------------ numbers

    function _numberOf(IDvPEscrow.Trade memory trade) internal view returns (Number memory) {
        return _number(trade.venue, trade.seller, trade.buyer, trade.sequence);
    }

    function _number(
        address venue,
        address seller,
        address buyer,
        uint256 sequence
    ) internal view returns (Number memory number) {
        uint256 index = sequence / NUMBERS_PER_WORD;
        number.key =
            venue == address(0)
                ? keccak256(abi.encode(seller, buyer, index))
                : keccak256(abi.encode(venue, index));
        number.word = _numbers[number.key];
        number.shift = (sequence % NUMBERS_PER_WORD) * 2;
    }

    function _isClosed(Number memory number) internal pure returns (bool) {
        return (number.word >> number.shift) & CLOSED != 0;
    }

    function _isEarmarked(Number memory number) internal pure returns (bool) {
        return (number.word >> number.shift) & EARMARKED != 0;
    }

    function _close(Number memory number) internal {
        number.word |= CLOSED << number.shift;
        _numbers[number.key] = number.word;
    }

    function _earmark(Number memory number) internal {
        if (_isEarmarked(number)) return;
        number.word |= EARMARKED << number.shift;
        _numbers[number.key] = number.word;
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

    /// @dev Writes the flags of a trade, taking over a line whose last trade is closed.
    function _write(Record memory record, bytes32 id, IDvPEscrow.Trade memory trade, uint256 flags) internal {
        if (record.flags == 0 && record.occupant != 0) {
            uint256 occupiedBy = uint48(record.occupant >> SEQUENCE_SHIFT);
            // Check: only pairs share lines, so the line's last trade is of this seller and buyer
            if (!_isClosed(_number(trade.venue, trade.seller, trade.buyer, occupiedBy))) {
                revert IDvPEscrow.TradeLineOccupied(id, trade.sequence, occupiedBy);
            }
        }
        record.flags = flags;
        record.occupant = (uint256(id) & TAG_MASK) | (uint256(trade.sequence) << SEQUENCE_SHIFT) | flags;
        _records[record.key] = record.occupant;
    }
}
