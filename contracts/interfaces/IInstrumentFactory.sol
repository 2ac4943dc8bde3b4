// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "./IParticipantRegistry.sol";

/// @title IInstrumentFactory
/// @notice What both factories of tokens share: the registry and the settlement contract that their tokens start with.
interface IInstrumentFactory {
    event SettlementChanged(address indexed settlementBefore, address indexed settlementAfter);

    error InstrumentFactoryInvalidSettlement(address settlement);
    error InstrumentFactoryNotCreating(address caller);

    /// @notice Makes `newSettlement` the settlement contract of tokens created from now on.
    /// @dev Emits a {SettlementChanged} event.
    ///
    /// Requirements:
    /// - The caller must have the admin role.
    /// - `newSettlement` must be a contract and not the present one.
    function setSettlement(address newSettlement) external;

    /// @notice The settlement contract that new tokens start with.
    function settlement() external view returns (address);

    /// @notice The registry of every token of this factory.
    function registry() external view returns (IParticipantRegistry);

    /// @notice keccak256 of the creation code of this factory's tokens: with it anybody derives their addresses (EIP-1014).
    function tokenInitCodeHash() external view returns (bytes32);

    /// @notice What the token being created is to be, ABI-encoded; only for its constructor, while it is created.
    /// @dev Reverts with {InstrumentFactoryNotCreating} at any other time.
    function definitionInCreation() external view returns (bytes memory);
}
