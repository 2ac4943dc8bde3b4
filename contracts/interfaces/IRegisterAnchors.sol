// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IRegisterAnchors
/// @notice Hashes of printed bond registers (社債原簿), so that an old print can be proved.
interface IRegisterAnchors {
    event RegisterAnchored(
        bytes12 indexed isin,
        bytes32 indexed registerHash,
        uint40 asOf,
        uint64 blockNumber,
        address by
    );

    error RegisterAlreadyAnchored(bytes12 isin, bytes32 registerHash, uint256 anchoredAt);
    error RegisterInvalidMoment(bytes12 isin, uint256 asOf, uint256 blockNumber, uint256 timestamp);
    error RegisterMissingHash(bytes12 isin);

    /// @notice Records the hash of a register.
    /// @dev Emits a {RegisterAnchored} event.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - The hash must not be zero, nor anchored already for this bond.
    /// - The moment and the block that the register is of must be past.
    /// @param asOf The moment that the register is of, Unix time.
    /// @param blockNumber The block that it is of.
    /// @param registerHash Hash of its content, without names (sdk: `registerHash`).
    function anchor(bytes12 isin, uint40 asOf, uint64 blockNumber, bytes32 registerHash) external;

    /// @notice When a register was anchored, Unix time; zero when it never was.
    function anchoredAt(bytes12 isin, bytes32 registerHash) external view returns (uint40 timestamp);
}
