// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IVm
/// @notice The cheatcodes of Hardhat's Solidity test runner that our tests use.
interface IVm {
    /// An event as it was emitted.
    struct Log {
        bytes32[] topics;
        bytes data;
        address emitter;
    }

    /// The next call comes from `sender`.
    function prank(address sender) external;

    /// Sets the block's time.
    function warp(uint256 timestamp) external;

    /// Drops this input of a fuzz test unless `condition` holds.
    function assume(bool condition) external pure;

    /// Keeps the events that are emitted from now on.
    function recordLogs() external;

    /// The events since {recordLogs}, or since the last call of this.
    function getRecordedLogs() external returns (Log[] memory logs);

    /// The account of a key.
    function addr(uint256 privateKey) external pure returns (address);

    /// A signature by a key.
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);

    /// The creation code of a compiled contract, named "File.sol:Contract".
    function getCode(string calldata artifact) external view returns (bytes memory);
}

// The address at which the test runner listens.
IVm constant VM = IVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
