// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";

/// @title IERC7943Fungible
/// @notice ERC-7943 (uRWA) for fungible tokens, as of its final text. Interface id 0x3edbb4c4.
interface IERC7943Fungible is IERC165 {
    event ForcedTransfer(address indexed from, address indexed to, uint256 amount);
    event Frozen(address indexed account, uint256 amount);

    error ERC7943CannotSend(address account);
    error ERC7943CannotReceive(address account);
    error ERC7943CannotTransfer(address from, address to, uint256 amount);
    error ERC7943InsufficientUnfrozenBalance(address account, uint256 amount, uint256 unfrozen);

    /// @notice Moves units without their holder's approval, on a court's order.
    function forcedTransfer(address from, address to, uint256 amount) external returns (bool result);

    /// @notice Sets the amount of `account` that cannot leave it; may exceed the balance.
    function setFrozenTokens(address account, uint256 amount) external returns (bool result);

    /// @notice Whether `account` may send at all. Never reverts.
    function canSend(address account) external view returns (bool allowed);

    /// @notice Whether `account` may receive at all. Never reverts.
    function canReceive(address account) external view returns (bool allowed);

    /// @notice The amount set by {setFrozenTokens}.
    function getFrozenTokens(address account) external view returns (uint256 amount);

    /// @notice Whether no rule forbids this transfer; balance and allowance are not rules. Never reverts.
    function canTransfer(address from, address to, uint256 amount) external view returns (bool allowed);
}
