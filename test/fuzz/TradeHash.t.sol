// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITrades} from "../../contracts/interfaces/ITrades.sol";
import {TradeHash} from "../../contracts/libraries/TradeHash.sol";

/// @notice {TradeHash} against the compiler's own decoder and encoder, for any trade and any stray bit.
contract TradeHashTest {
    uint256 private constant FIELDS = 14;

    error TradeChanged(bytes expected, bytes actual);
    error WrongId(bytes32 expected, bytes32 actual);
    error StrayBitAccepted(uint256 field, uint256 bit);
    error RevertedWithData(bytes data);
    error BitRefused(uint256 field, uint256 bit);
    error BitNotHashed(uint256 field, uint256 bit);
    error AccountNotHashed(address account, address other);

    // ------------------------------------------------------------------ what is tested

    function load(ITrades.Trade calldata trade) external pure returns (ITrades.Trade memory, bytes32 id) {
        return TradeHash.load(trade);
    }

    function loadTwo(
        ITrades.Trade calldata first,
        bytes calldata between,
        ITrades.Trade calldata second
    ) external pure returns (ITrades.Trade memory a, bytes memory b, ITrades.Trade memory c) {
        (a, ) = TradeHash.load(first);
        b = between;
        (c, ) = TradeHash.load(second);
    }

    /// The compiler's decoder.
    function decode(ITrades.Trade memory trade) external pure returns (bytes memory) {
        return abi.encode(trade);
    }

    // ------------------------------------------------------------------ tests

    /// What is loaded is what the compiler decodes, and the id is the hash of type hash and fields.
    function testFuzz_LoadsWhatTheCompilerDecodes(ITrades.Trade calldata trade) external view {
        (ITrades.Trade memory loaded, bytes32 id) = this.load(trade);
        if (keccak256(abi.encode(loaded)) != keccak256(this.decode(trade))) {
            revert TradeChanged(abi.encode(trade), abi.encode(loaded));
        }
        bytes32 expected = _plainHash(trade);
        if (id != expected) revert WrongId(expected, id);
        if (TradeHash.hash(trade) != expected) revert WrongId(expected, TradeHash.hash(trade));
    }

    /// A trade in memory is neither overwritten by what is allocated after it, nor by another trade.
    function testFuzz_LoadsSideBySide(
        ITrades.Trade calldata first,
        bytes calldata between,
        ITrades.Trade calldata second
    ) external view {
        (ITrades.Trade memory a, bytes memory b, ITrades.Trade memory c) = this.loadTwo(
            first,
            between,
            second
        );
        bytes memory expected = abi.encode(first, between, second);
        if (keccak256(abi.encode(a, b, c)) != keccak256(expected)) {
            revert TradeChanged(expected, abi.encode(a, b, c));
        }
    }

    /// Every bit that a field's type has not is refused without data, as the compiler refuses it. Every bit that it has
    /// changes the id.
    function testFuzz_EveryBitCounts(ITrades.Trade calldata trade, uint256 field, uint256 bit) external {
        _checkBit(trade, field % FIELDS, bit % 256);
    }

    /// The same for each of the 3,584 bits of one trade.
    function test_EveryBitCounts() external {
        ITrades.Trade memory trade;
        for (uint256 field = 0; field < FIELDS; ++field) {
            for (uint256 bit = 0; bit < 256; ++bit) _checkBit(trade, field, bit);
        }
    }

    /// A mandate is the hash of type hash, account and trade, and so speaks for one account only.
    function testFuzz_MandateNamesItsAccount(bytes32 id, address account, address other) external pure {
        bytes32 typeHash = keccak256(
            "Mandate(address account,Trade trade)Trade(bytes12 isin,bytes3 currency,address settlementBank,address seller,address buyer,uint112 quantity,uint112 amount,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address venue,uint48 sequence,bytes16 commonReference,uint112 minimumPart)"
        );
        bytes32 mandate = TradeHash.mandateHash(id, account);
        bytes32 expected = keccak256(abi.encode(typeHash, account, id));
        if (mandate != expected) revert WrongId(expected, mandate);
        if (account != other && mandate == TradeHash.mandateHash(id, other)) {
            revert AccountNotHashed(account, other);
        }
    }

    // ------------------------------------------------------------------ internal

    function _checkBit(ITrades.Trade memory trade, uint256 field, uint256 bit) private {
        bytes memory arguments = abi.encode(trade);
        assembly ("memory-safe") {
            let word := add(add(arguments, 0x20), mul(field, 0x20))
            mstore(word, xor(mload(word), shl(bit, 1)))
        }
        // solhint-disable avoid-low-level-calls
        (bool loaded, bytes memory result) = address(this).call(bytes.concat(this.load.selector, arguments));
        (bool decoded, ) = address(this).call(bytes.concat(this.decode.selector, arguments));
        // solhint-enable avoid-low-level-calls

        if (decoded) {
            if (!loaded) revert BitRefused(field, bit);
            (, bytes32 id) = abi.decode(result, (ITrades.Trade, bytes32));
            if (id == _plainHash(trade)) revert BitNotHashed(field, bit);
        } else {
            if (loaded) revert StrayBitAccepted(field, bit);
            if (result.length != 0) revert RevertedWithData(result);
        }
    }

    /// Field by field, as EIP-712 defines it.
    function _plainHash(ITrades.Trade memory trade) private pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Trade(bytes12 isin,bytes3 currency,address settlementBank,address seller,address buyer,uint112 quantity,uint112 amount,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,address venue,uint48 sequence,bytes16 commonReference,uint112 minimumPart)"
        );
        bytes memory parties = abi.encode(
            trade.isin,
            trade.currency,
            trade.settlementBank,
            trade.seller,
            trade.buyer
        );
        bytes memory legs = abi.encode(trade.quantity, trade.amount);
        bytes memory dates = abi.encode(trade.tradeDate, trade.settleFrom, trade.settleBy);
        bytes memory number = abi.encode(
            trade.venue,
            trade.sequence,
            trade.commonReference,
            trade.minimumPart
        );
        return keccak256(bytes.concat(typeHash, parties, legs, dates, number));
    }
}
