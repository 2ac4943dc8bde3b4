// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IQuotes} from "../../contracts/interfaces/IQuotes.sol";
import {QuoteHash} from "../../contracts/libraries/QuoteHash.sol";

/// @notice {QuoteHash} against the compiler's own encoder, for any quote, wherever it lies in calldata, and any stray bit.
contract QuoteHashTest {
    uint256 private constant FIELDS = 20;
    bytes32 private constant TYPEHASH = keccak256(
        "Quote(bytes32 request,address dealer,address investor,address broker,bytes12 isin,bytes3 currency,address settlementBank,uint8 side,uint8 kind,uint64 cleanPriceE7,uint112 cashPerUnit,uint112 minimumQuantity,uint112 maximumQuantity,uint40 tradeDate,uint40 settleFrom,uint40 settleBy,uint40 validUntil,uint16 lastLook,uint48 sequence,bytes16 commonReference)"
    );

    /// A quote with bytes in place of its enumerations, of whose limits the fuzzer knows nothing.
    struct Plain {
        bytes32 request;
        address dealer;
        address investor;
        address broker;
        bytes12 isin;
        bytes3 currency;
        address settlementBank;
        uint8 side;
        uint8 kind;
        uint64 cleanPriceE7;
        uint112 cashPerUnit;
        uint112 minimumQuantity;
        uint112 maximumQuantity;
        uint40 tradeDate;
        uint40 settleFrom;
        uint40 settleBy;
        uint40 validUntil;
        uint16 lastLook;
        uint48 sequence;
        bytes16 commonReference;
    }

    error WrongId(bytes32 expected, bytes32 actual);
    error MemoryChanged(bytes expected, bytes actual);
    error CallRefused(uint256 field, uint256 bit);
    error BitNotHashed(uint256 field, uint256 bit);

    // ------------------------------------------------------------------ what is tested

    function hash(IQuotes.Quote calldata quote) external pure returns (bytes32) {
        return QuoteHash.hash(quote);
    }

    /// Two quotes that do not lie at the beginning of calldata, and what is in memory before, between and after.
    function hashTwo(
        bytes calldata before,
        IQuotes.Quote calldata first,
        IQuotes.Quote calldata second,
        bytes calldata behind
    ) external pure returns (bytes memory a, bytes32 idOfFirst, bytes32 idOfSecond, bytes memory b) {
        a = before;
        idOfFirst = QuoteHash.hash(first);
        b = behind;
        idOfSecond = QuoteHash.hash(second);
    }

    /// The compiler's decoder.
    function decode(IQuotes.Quote memory quote) external pure returns (bytes memory) {
        return abi.encode(quote);
    }

    // ------------------------------------------------------------------ tests

    /// The id is the hash of type hash and fields.
    function testFuzz_HashesWhatTheCompilerEncodes(Plain memory plain) external view {
        IQuotes.Quote memory quote = _quoteOf(plain);
        _requireId(quote, this.hash(quote));
    }

    /// What lies in memory is neither read nor overwritten, and where a quote lies in calldata does not matter.
    function testFuzz_HashesSideBySide(
        bytes calldata before,
        Plain memory plainFirst,
        Plain memory plainSecond,
        bytes calldata behind
    ) external view {
        (IQuotes.Quote memory first, IQuotes.Quote memory second) = (
            _quoteOf(plainFirst),
            _quoteOf(plainSecond)
        );
        (bytes memory a, bytes32 idOfFirst, bytes32 idOfSecond, bytes memory b) = this.hashTwo(
            before,
            first,
            second,
            behind
        );
        _requireId(first, idOfFirst);
        _requireId(second, idOfSecond);
        bytes memory expected = abi.encode(before, behind);
        bytes memory actual = abi.encode(a, b);
        if (keccak256(actual) != keccak256(expected)) revert MemoryChanged(expected, actual);
    }

    /// Every bit of every word changes the id: those that the field's type has not as well, so that a signature never covers a
    /// quote that differs in them. The id is that of the compiler whenever the compiler takes the quote.
    function testFuzz_EveryBitCounts(Plain memory plain, uint256 field, uint256 bit) external {
        _checkBit(_quoteOf(plain), field % FIELDS, bit % 256);
    }

    /// The same for each of the 5,120 bits of one quote.
    function test_EveryBitCounts() external {
        IQuotes.Quote memory quote;
        for (uint256 field = 0; field < FIELDS; ++field) {
            for (uint256 bit = 0; bit < 256; ++bit) _checkBit(quote, field, bit);
        }
    }

    // ------------------------------------------------------------------ internal

    function _checkBit(IQuotes.Quote memory quote, uint256 field, uint256 bit) private {
        bytes memory words = abi.encode(quote);
        bytes32 original = keccak256(bytes.concat(TYPEHASH, words));
        assembly ("memory-safe") {
            let word := add(add(words, 0x20), mul(field, 0x20))
            mstore(word, xor(mload(word), shl(bit, 1)))
        }
        // solhint-disable avoid-low-level-calls
        (bool hashed, bytes memory result) = address(this).call(bytes.concat(this.hash.selector, words));
        (bool decoded, bytes memory fields) = address(this).call(bytes.concat(this.decode.selector, words));
        // solhint-enable avoid-low-level-calls

        if (!hashed) revert CallRefused(field, bit);
        bytes32 id = abi.decode(result, (bytes32));
        if (id == original) revert BitNotHashed(field, bit);
        bytes32 expected = keccak256(bytes.concat(TYPEHASH, words));
        if (id != expected) revert WrongId(expected, id);
        if (!decoded) return;
        expected = keccak256(bytes.concat(TYPEHASH, abi.decode(fields, (bytes))));
        if (id != expected) revert WrongId(expected, id);
    }

    /// The same words, with numbers that the enumerations have.
    function _quoteOf(Plain memory plain) private pure returns (IQuotes.Quote memory) {
        plain.side %= 2;
        plain.kind %= 3;
        return abi.decode(abi.encode(plain), (IQuotes.Quote));
    }

    /// As the compiler encodes it, and field by field.
    function _requireId(IQuotes.Quote memory quote, bytes32 actual) private pure {
        bytes32 expected = keccak256(abi.encode(TYPEHASH, quote));
        if (actual != expected) revert WrongId(expected, actual);
        bytes32 plain = _plainHash(quote);
        if (plain != expected) revert WrongId(plain, expected);
    }

    /// Field by field, as EIP-712 defines it.
    function _plainHash(IQuotes.Quote memory quote) private pure returns (bytes32) {
        bytes memory parties = abi.encode(quote.request, quote.dealer, quote.investor, quote.broker);
        bytes memory instruments = abi.encode(quote.isin, quote.currency, quote.settlementBank);
        bytes memory price = abi.encode(quote.side, quote.kind, quote.cleanPriceE7, quote.cashPerUnit);
        bytes memory quantities = abi.encode(quote.minimumQuantity, quote.maximumQuantity);
        bytes memory dates = abi.encode(quote.tradeDate, quote.settleFrom, quote.settleBy, quote.validUntil);
        bytes memory rest = abi.encode(quote.lastLook, quote.sequence, quote.commonReference);
        return keccak256(bytes.concat(TYPEHASH, parties, instruments, price, quantities, dates, rest));
    }
}
