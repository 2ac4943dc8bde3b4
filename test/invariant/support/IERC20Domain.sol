// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IERC20Domain
/// @notice The part of ERC-2612 that tells a signer the token's EIP-712 domain.
interface IERC20Domain {
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
