// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {Moves} from "../../contracts/libraries/Moves.sol";
import {Nets} from "../../contracts/libraries/Nets.sol";
import {PackedSet} from "../../contracts/libraries/PackedSet.sol";
import {TradeHash} from "../../contracts/libraries/TradeHash.sol";
import {SetBooks} from "../../contracts/settlement/SetBooks.sol";

/// What is not as it must be.
error Wrong(string what);

contract SetReader {
    using PackedSet for bytes;
    using PackedSet for PackedSet.View;
    using SetBooks for SetBooks.Books;
    using TradeHash for ITrades.Trade;

    struct Answer {
        ITrades.Trade trade;
        bytes32 id;
        bool isPlain;
        uint256 delivery;
        uint256 payment;
        uint256 sellerWord;
        uint256 buyerWord;
    }

    /// Reads every trade into the books, and gives back the last one.
    function readAll(bytes calldata set, bool isNet) external view returns (Answer memory answer) {
        PackedSet.View memory s = set.open();
        SetBooks.Books memory books = SetBooks.open(s, isNet);
        PackedSet.Entry memory entry;
        for (uint256 i = 0; i < s.tradeCount; ++i) {
            answer.isPlain = s.read(entry, i);
            books.enter(entry, i, true, false);
        }
        answer.trade = entry.trade;
        answer.id = entry.id;
        if (s.bondCount == 1) {
            uint256[] memory moves = books.movesOf(0, true);
            answer.delivery = moves[moves.length - 1];
            uint256[] memory accounts = books.accountsOf(0);
            answer.sellerWord = accounts[entry.seller];
            answer.buyerWord = accounts[entry.buyer];
        }
        if (s.currencyCount == 1) answer.payment = books.movesOf(s.bondCount, true)[0];
    }

    function pair(int256[] memory nets) external pure returns (uint256[] memory) {
        return Nets.pair(nets);
    }
}

/// @notice Sets at the limits of the format, and nets of any size.
contract SetLimitsTest {
    using TradeHash for ITrades.Trade;
    using Moves for uint256;

    SetReader private _reader = new SetReader();

    function _packed(
        uint16 partyCount,
        uint16 tradeCount,
        bytes memory parties,
        bytes memory trades
    ) private view returns (bytes memory) {
        return
            bytes.concat(
                abi.encodePacked(address(0), uint48(7), uint8(1), uint8(1), uint8(1), uint8(1)),
                abi.encodePacked(partyCount, tradeCount, uint8(6), uint8(14), uint8(14), uint8(16)),
                abi.encodePacked(bytes12("JP3633400001"), bytes3("JPY"), address(0xBA2C)),
                abi.encodePacked(uint40(0), uint40(0), uint40(block.timestamp + 1)),
                abi.encodePacked(uint8(0), uint8(0), uint8(0), uint112(0)),
                parties,
                trades
            );
    }

    /// The highest positions there are.
    function test_LastPartiesOf65535() public view {
        uint256 count = 65_535;
        bytes memory parties = new bytes(count * 20);
        for (uint256 i = 0; i < count; ++i) {
            uint160 account = uint160(i + 1) << 96;
            assembly {
                let place := add(add(parties, 0x20), mul(i, 20))
                mstore(place, or(shl(96, account), shr(160, mload(add(place, 0x14)))))
            }
        }
        bytes memory trade = abi.encodePacked(
            uint8(0),
            uint16(65_534),
            uint16(65_533),
            uint48(1),
            type(uint112).max,
            uint112(3),
            bytes16("REF")
        );
        SetReader.Answer memory a = _reader.readAll(_packed(65_535, 1, parties, trade), false);
        if (!(a.isPlain)) revert Wrong("plain");
        if (!(a.trade.seller == address(uint160(65_535) << 96))) revert Wrong("seller");
        if (!(a.trade.buyer == address(uint160(65_534) << 96))) revert Wrong("buyer");
        if (!(a.trade.sequence == 8)) revert Wrong("sequence");
        if (!(a.id == a.trade.hash())) revert Wrong("id");
        if (!(a.delivery == Moves.pack(65_534, 65_533, type(uint112).max, true))) revert Wrong("delivery");
        if (!(a.payment == Moves.pack(65_533, 65_534, 3, false))) revert Wrong("payment");
        if (!(a.sellerWord == uint160(65_535) << 96)) revert Wrong("seller word");
        if (a.buyerWord != (Moves.RECEIVES | (uint160(65_534) << 96))) revert Wrong("buyer word");
    }

    /// As many trades as there can be.
    function test_65535Trades() public view {
        uint256 count = 65_535;
        bytes memory one = abi.encodePacked(
            uint8(0),
            uint16(0),
            uint16(1),
            uint48(1),
            uint112(5),
            uint112(3),
            bytes16("REF")
        );
        bytes memory trades = new bytes(count * one.length);
        for (uint256 i = 0; i < count; ++i) {
            assembly {
                mcopy(add(add(trades, 0x20), mul(i, mload(one))), add(one, 0x20), mload(one))
            }
        }
        bytes memory set = _packed(2, 65_535, abi.encodePacked(address(1), address(2)), trades);
        SetReader.Answer memory a = _reader.readAll(set, false);
        if (!(a.isPlain && a.id == a.trade.hash())) revert Wrong("id");
        if (!(a.delivery == Moves.pack(0, 1, 5, true))) revert Wrong("delivery");
        a = _reader.readAll(set, true);
        if (!(a.delivery == Moves.pack(0, 1, 5 * count, false))) revert Wrong("net delivery");
        if (!(a.payment == Moves.pack(1, 0, 3 * count, false))) revert Wrong("net payment");
    }

    /// What moves is what the nets say, each movement fits a token's word, or it reverts.
    function testFuzz_NetsOfAnySize(int128[8] memory raw) public view {
        int256[] memory nets = new int256[](9);
        int256 sum;
        for (uint256 i = 0; i < 8; ++i) {
            nets[i] = raw[i];
            sum += raw[i];
        }
        nets[8] = -sum;
        try _reader.pair(nets) returns (uint256[] memory moves) {
            int256[] memory left = nets;
            if (!(moves.length < 9)) revert Wrong("too many");
            for (uint256 i = 0; i < moves.length; ++i) {
                if (!(moves[i] & (1 << 112) == 0)) revert Wrong("from hold");
                if (!((moves[i] << 32) >> 144 == 0)) revert Wrong("beyond a token's word");
                left[moves[i].senderOf()] += int256(moves[i].amountOf());
                left[moves[i].receiverOf()] -= int256(moves[i].amountOf());
            }
            for (uint256 i = 0; i < 9; ++i) if (!(left[i] == 0)) revert Wrong("not what the nets say");
        } catch (bytes memory reason) {
            // a net that no token can have
            if (!(reason.length >= 4)) revert Wrong("reason");
            bool isLarge;
            for (uint256 i = 0; i < 9; ++i) {
                int256 size = nets[i] < 0 ? -nets[i] : nets[i];
                isLarge = isLarge || size > int256(uint256(type(uint112).max));
            }
            if (!(isLarge)) revert Wrong("refused");
        }
    }
}
