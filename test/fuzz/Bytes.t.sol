// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ascii} from "../../contracts/libraries/Ascii.sol";
import {CodeStore} from "../../contracts/libraries/CodeStore.sol";
import {Instruments} from "../../contracts/libraries/Instruments.sol";
import {TransientBytes} from "../../contracts/libraries/TransientBytes.sol";

/// @notice Bytes come back as they were put away, whatever their length.
contract BytesTest {
    /// EIP-170, less the STOP in front.
    uint256 private constant LARGEST = 24_575;

    error Changed(uint256 length, uint256 lengthNow);
    error NotForgotten(uint256 length);
    error DoesSomething(address pointer);
    error WrongCode(bytes3 code, bool accepted);
    error WrongAddress(address expected, address actual);

    // ------------------------------------------------------------------ TransientBytes

    /// What was stored last, for each slot apart, until it is cleared; a longer one before leaves no trace.
    function testFuzz_TransientBytesComeBack(
        bytes32 slot,
        bytes32 other,
        bytes calldata first,
        bytes calldata second,
        uint256 seed
    ) external {
        TransientBytes.store(slot, first);
        _same(first, TransientBytes.load(slot));
        if (other != slot) {
            TransientBytes.store(other, second);
            _same(first, TransientBytes.load(slot));
            _same(second, TransientBytes.load(other));
        }
        bytes memory long = _random(seed, seed % 2_000);
        TransientBytes.store(slot, long);
        _same(long, TransientBytes.load(slot));
        TransientBytes.store(slot, second);
        _same(second, TransientBytes.load(slot));
        TransientBytes.clear(slot);
        if (TransientBytes.load(slot).length != 0) revert NotForgotten(second.length);
    }

    /// Every length around the edges of words.
    function test_TransientBytesOfEveryLength() external {
        for (uint256 length = 0; length <= 130; ++length) {
            bytes memory data = _random(length, length);
            TransientBytes.store("slot", data);
            _same(data, TransientBytes.load("slot"));
        }
    }

    // ------------------------------------------------------------------ CodeStore

    /// As code, of any length that the chain lets a contract have.
    function testFuzz_CodeComesBack(uint256 seed, uint256 length) external {
        bytes memory data = _random(seed, length % (LARGEST + 1));
        address pointer = CodeStore.store(data);
        bytes memory before = _random(seed, 40); // something in memory that must stay
        bytes memory loaded = CodeStore.load(pointer);
        bytes memory next = _random(seed, 40);
        _same(data, loaded);
        _same(before, next);
        // A call of it does nothing
        // solhint-disable-next-line avoid-low-level-calls
        (bool ok, bytes memory result) = pointer.call(abi.encode(seed));
        if (!ok || result.length != 0) revert DoesSomething(pointer);
    }

    /// Every length around the edges of words, none at all, and the largest.
    function test_CodeOfEveryLength() external {
        for (uint256 length = 0; length <= 66; ++length) {
            bytes memory data = _random(length, length);
            _same(data, CodeStore.load(CodeStore.store(data)));
        }
        bytes memory largest = _random(0, LARGEST);
        _same(largest, CodeStore.load(CodeStore.store(largest)));
    }

    // ------------------------------------------------------------------ Ascii and Instruments

    /// Three capital letters, and nothing else.
    function testFuzz_CurrencyCodes(bytes3 code, uint256 seed) external pure {
        _checkCode(code);
        bytes3 letters = bytes3(
            abi.encodePacked(
                bytes1(uint8(65 + (seed % 26))),
                bytes1(uint8(65 + ((seed >> 8) % 26))),
                bytes1(uint8(65 + ((seed >> 16) % 26)))
            )
        );
        _checkCode(letters);
        // One character next to the edges of the alphabet, in each place
        for (uint256 i = 0; i < 3; ++i) {
            bytes3 clear = ~(bytes3(bytes1(0xff)) >> (8 * i));
            _checkCode((letters & clear) | (bytes3("@") >> (8 * i)));
            _checkCode((letters & clear) | (bytes3("[") >> (8 * i)));
        }
    }

    function testFuzz_AsciiToString(bytes32 code, uint256 length) external pure {
        length %= 33;
        bytes memory text = bytes(Ascii.toString(code, length));
        bytes memory all = abi.encodePacked(code);
        assembly ("memory-safe") {
            mstore(all, length)
        }
        _same(all, text);
    }

    /// The address is the one that EIP-1014 defines, and the salt of a currency names code and bank.
    function testFuzz_AddressesAreThoseOfCreate2(
        address factory,
        bytes32 codeHash,
        bytes12 isin,
        bytes3 code,
        address bank
    ) external pure {
        _sameAddress(
            _create2(factory, codeHash, bytes32(isin)),
            Instruments.bondAddress(factory, codeHash, isin)
        );
        bytes32 salt = bytes32(abi.encodePacked(code, bytes9(0), bank));
        _sameAddress(
            _create2(factory, codeHash, salt),
            Instruments.currencyAddress(factory, codeHash, code, bank)
        );
    }

    // ------------------------------------------------------------------ internal

    function _checkCode(bytes3 code) private pure {
        bool expected = true;
        for (uint256 i = 0; i < 3; ++i) {
            uint256 char = uint8(code[i]);
            if (char < 65 || char > 90) expected = false;
        }
        if (Ascii.isCurrencyCode(code) != expected) revert WrongCode(code, !expected);
    }

    function _create2(address factory, bytes32 codeHash, bytes32 salt) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"ff", factory, salt, codeHash)))));
    }

    function _sameAddress(address expected, address actual) private pure {
        if (expected != actual) revert WrongAddress(expected, actual);
    }

    /// Bytes that depend on the seed, no word like another.
    function _random(uint256 seed, uint256 length) private pure returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i + 32 <= length; i += 32) {
            bytes32 word = keccak256(abi.encode(seed, i));
            assembly ("memory-safe") {
                mstore(add(add(data, 0x20), i), word)
            }
        }
        for (uint256 i = (length / 32) * 32; i < length; ++i) {
            data[i] = keccak256(abi.encode(seed, i))[0];
        }
    }

    function _same(bytes memory expected, bytes memory actual) private pure {
        if (keccak256(expected) != keccak256(actual)) revert Changed(expected.length, actual.length);
    }
}
