// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITradeSets} from "../interfaces/ITradeSets.sol";

/// @title PackedApprovals
/// @notice Reads signatures one after the other: a length in two bytes, and as many bytes. Its twin is
/// sdk/sets/packApprovals.ts.
/// @dev Works on places in calldata, so that nothing is sliced before it is used. Behind the end of calldata all is zero:
/// lengths may be read ahead as long as {requireEnd} follows.
library PackedApprovals {
    /// @notice The signatures that come with a set, and how far they are read.
    /// @param domain EIP-712 domain separator of the contract for which the set settles.
    /// @param by Who signed.
    /// @param cursor Where in calldata the next signature starts.
    /// @param end Where the last one must end.
    /// @param starts By parties: where each one's signature starts; zero when its approvals are recorded on chain.
    /// @param lists By parties: rolling hash of each one's trades.
    struct Signatures {
        bytes32 domain;
        ITradeSets.ApprovedBy by;
        uint256 cursor;
        uint256 end;
        uint256[] starts;
        bytes32[] lists;
    }

    /// @notice Bytes of a length.
    uint256 internal constant LENGTH = 2;

    /// @notice Where in calldata `approvals` starts and ends.
    function bounds(bytes calldata approvals) internal pure returns (uint256 start, uint256 end) {
        assembly ("memory-safe") {
            start := approvals.offset
        }
        end = start + approvals.length;
    }

    /// @notice Length of the signature at `start`; zero for an approval that is recorded on chain.
    function lengthAt(uint256 start) internal pure returns (uint256 length) {
        assembly ("memory-safe") {
            length := shr(240, calldataload(start))
        }
    }

    /// @notice The signature at `start`.
    /// @param end Where the last signature must end.
    function signatureAt(uint256 start, uint256 end) internal pure returns (bytes calldata signature) {
        uint256 length = lengthAt(start);
        if (start + LENGTH + length > end)
            revert ITradeSets.SetMissingApprovals(start + LENGTH + length - end);
        assembly ("memory-safe") {
            signature.offset := add(start, 2)
            signature.length := length
        }
    }

    /// @notice Checks that the last signature ended at `cursor` exactly where it must.
    function requireEnd(uint256 cursor, uint256 end) internal pure {
        if (cursor > end) revert ITradeSets.SetMissingApprovals(cursor - end);
        if (cursor < end) revert ITradeSets.SetSurplusApprovals(end - cursor);
    }
}
