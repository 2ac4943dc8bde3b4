// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "../../contracts/interfaces/ITradeSets.sol";
import {PackedApprovals} from "../../contracts/libraries/PackedApprovals.sol";
import {SetPacker} from "../support/SetPacker.sol";

/// @notice Signatures come back as they were packed; what is missing or left over is refused.
contract PackedApprovalsTest {
    using PackedApprovals for bytes;

    error Changed(uint256 index, bytes expected, bytes actual);
    error NotRefused(uint256 length);
    error WrongRefusal(bytes expected, bytes actual);

    // ------------------------------------------------------------------ what is tested

    /// One signature after the other, then the end; `behind` stands behind them in calldata.
    function read(
        bytes calldata approvals,
        uint256 count,
        bytes calldata
    ) external pure returns (bytes[] memory signatures) {
        (uint256 cursor, uint256 end) = approvals.bounds();
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 length = PackedApprovals.lengthAt(cursor);
            signatures[i] = PackedApprovals.signatureAt(cursor, end);
            cursor += PackedApprovals.LENGTH + length;
        }
        PackedApprovals.requireEnd(cursor, end);
    }

    /// Lengths first, as they are read ahead of signatures that nobody needs.
    function skip(bytes calldata approvals, uint256 count, bytes calldata) external pure {
        (uint256 cursor, uint256 end) = approvals.bounds();
        for (uint256 i = 0; i < count; ++i) {
            cursor += PackedApprovals.LENGTH + PackedApprovals.lengthAt(cursor);
        }
        PackedApprovals.requireEnd(cursor, end);
    }

    // ------------------------------------------------------------------ tests

    function testFuzz_SignaturesComeBack(bytes[] calldata signatures, bytes calldata behind) external view {
        bytes memory approvals = SetPacker.packApprovals(signatures);
        bytes[] memory actual = this.read(approvals, signatures.length, behind);
        for (uint256 i = 0; i < signatures.length; ++i) {
            if (keccak256(signatures[i]) != keccak256(actual[i])) {
                revert Changed(i, signatures[i], actual[i]);
            }
        }
        this.skip(approvals, signatures.length, behind);
    }

    /// The usual lengths, and the edges of a length of two bytes.
    function test_EveryUsualLength() external view {
        uint256[6] memory lengths = [uint256(0), 1, 64, 65, 255, 65_535];
        bytes[] memory signatures = new bytes[](lengths.length);
        for (uint256 i = 0; i < lengths.length; ++i) {
            signatures[i] = new bytes(lengths[i]);
            for (uint256 j = 0; j < lengths[i]; j += 97) signatures[i][j] = 0xa5;
        }
        bytes[] memory actual = this.read(SetPacker.packApprovals(signatures), lengths.length, "");
        for (uint256 i = 0; i < lengths.length; ++i) {
            if (keccak256(signatures[i]) != keccak256(actual[i])) revert Changed(i, "", "");
        }
    }

    /// Whatever stands behind the last byte: not even zeros are taken for a signature.
    function testFuzz_WhatIsLeftOverIsRefused(
        bytes[] calldata signatures,
        uint8 surplus,
        bytes calldata behind
    ) external view {
        uint256 count = 1 + uint256(surplus);
        bytes memory approvals = bytes.concat(SetPacker.packApprovals(signatures), new bytes(count));
        bytes memory expected = abi.encodeWithSelector(ITradeSets.SetSurplusApprovals.selector, count);
        _refuses(this.read.selector, approvals, signatures.length, behind, expected);
        _refuses(this.skip.selector, approvals, signatures.length, behind, expected);
    }

    /// Cut anywhere in the last signature: so much is missing.
    function testFuzz_WhatIsCutIsRefused(
        bytes[] calldata signatures,
        uint256 cut,
        bytes calldata behind
    ) external view {
        if (signatures.length == 0) return;
        bytes memory approvals = SetPacker.packApprovals(signatures);
        // the length of the last one stays, so that it says what is missing
        uint256 last = signatures[signatures.length - 1].length;
        if (last == 0) return;
        cut = 1 + (cut % last);
        assembly ("memory-safe") {
            mstore(approvals, sub(mload(approvals), cut))
        }
        bytes memory expected = abi.encodeWithSelector(ITradeSets.SetMissingApprovals.selector, cut);
        _refuses(this.read.selector, approvals, signatures.length, behind, expected);
        _refuses(this.skip.selector, approvals, signatures.length, behind, expected);
    }

    /// A signature fewer than there must be: behind the end stand zeros, and they count for nothing.
    function testFuzz_OneTooFewIsRefused(bytes[] calldata signatures) external view {
        bytes memory approvals = SetPacker.packApprovals(signatures);
        bytes memory expected = abi.encodeWithSelector(ITradeSets.SetMissingApprovals.selector, 2);
        _refuses(this.read.selector, approvals, signatures.length + 1, "", expected);
        _refuses(this.skip.selector, approvals, signatures.length + 1, "", expected);
    }

    // ------------------------------------------------------------------ internal

    function _refuses(
        bytes4 reader,
        bytes memory approvals,
        uint256 count,
        bytes memory behind,
        bytes memory expected
    ) private view {
        // solhint-disable-next-line avoid-low-level-calls
        (bool ok, bytes memory reason) = address(this).staticcall(
            abi.encodeWithSelector(reader, approvals, count, behind)
        );
        if (ok) revert NotRefused(approvals.length);
        if (keccak256(reason) != keccak256(expected)) revert WrongRefusal(expected, reason);
    }
}
