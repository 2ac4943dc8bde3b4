// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IERC3009
/// @notice Transfers by signed authorization (ERC-3009).
interface IERC3009 {
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);
    event AuthorizationCanceled(address indexed authorizer, bytes32 indexed nonce);

    error ERC3009NotYetValid(uint256 validAfter, uint256 timestamp);
    error ERC3009Expired(uint256 validBefore, uint256 timestamp);
    error ERC3009NonceUsed(address authorizer, bytes32 nonce);
    error ERC3009InvalidSignature(address authorizer);
    error ERC3009CallerNotPayee(address caller, address payee);

    /// @notice Executes a transfer that `from` has signed. Anyone may submit it.
    /// @dev Requirements: after `validAfter` and before `validBefore` (Unix time), `nonce` unused, signature of `from`.
    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice As {transferWithAuthorization}, but only the payee may submit it, so that nobody can do it before it.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Makes an unused authorization of `authorizer` unusable, by its signature.
    function cancelAuthorization(address authorizer, bytes32 nonce, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Whether `nonce` of `authorizer` was used or cancelled.
    function authorizationState(address authorizer, bytes32 nonce) external view returns (bool);
}
