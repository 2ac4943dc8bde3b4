// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IERC1643
/// @notice Documents of a security (ERC-1643), with names of 32 bytes.
interface IERC1643 {
    event DocumentUpdated(bytes32 indexed name, string uri, bytes32 documentHash);
    event DocumentRemoved(bytes32 indexed name, string uri, bytes32 documentHash);

    /// @notice The document `name`: where it is, its hash, and when it was last set (Unix time); zero when unknown.
    function getDocument(
        bytes32 name
    ) external view returns (string memory uri, bytes32 documentHash, uint256 lastModified);

    /// @notice The names of all documents, in no particular order.
    function getAllDocuments() external view returns (bytes32[] memory names);

    /// @notice Sets or replaces the document `name`.
    function setDocument(bytes32 name, string calldata uri, bytes32 documentHash) external;

    /// @notice Removes the document `name`.
    function removeDocument(bytes32 name) external;
}
