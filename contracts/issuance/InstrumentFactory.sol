// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IInstrumentFactory} from "../interfaces/IInstrumentFactory.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {CodeStore} from "../libraries/CodeStore.sol";
import {TransientBytes} from "../libraries/TransientBytes.sol";

/// @title InstrumentFactory
/// @notice See {IInstrumentFactory}.
/// @dev Lends a token its definition while it is created: the token's constructor takes no arguments and reads them
/// back, so that one creation code serves every token and an address follows from a salt alone. The creation code is
/// kept as code, beside the factory, and is what the factory was compiled with: it cannot be exchanged.
/// Trusts its access manager. Holds nothing.
abstract contract InstrumentFactory is IInstrumentFactory, AccessManaged {
    bytes32 private constant DEFINITION_SLOT = keccak256("kessai.InstrumentFactory.definition");

    /// @inheritdoc IInstrumentFactory
    IParticipantRegistry public immutable registry;

    /// @inheritdoc IInstrumentFactory
    bytes32 public immutable tokenInitCodeHash;

    address private immutable _creationCode;
    /// @dev What one contract's code has no room for; zero when there is no more.
    address private immutable _creationCodeRest;

    /// @inheritdoc IInstrumentFactory
    address public settlement;

    constructor(
        address authority_,
        IParticipantRegistry registry_,
        bytes memory creationCode
    ) AccessManaged(authority_) {
        registry = registry_;
        tokenInitCodeHash = keccak256(creationCode);
        (_creationCode, _creationCodeRest) = CodeStore.storeInTwo(creationCode);
    }

    /// @inheritdoc IInstrumentFactory
    function setSettlement(address newSettlement) external restricted {
        address before = settlement;
        // Check:
        if (newSettlement == before || newSettlement.code.length == 0) {
            revert InstrumentFactoryInvalidSettlement(newSettlement);
        }
        // Effect:
        settlement = newSettlement;
        emit SettlementChanged(before, newSettlement);
    }

    /// @inheritdoc IInstrumentFactory
    function definitionInCreation() external view returns (bytes memory definition) {
        definition = TransientBytes.load(DEFINITION_SLOT);
        // Check:
        if (definition.length == 0) revert InstrumentFactoryNotCreating(msg.sender);
    }

    /// @dev Creates the token of `salt`, which finds its ABI-encoded `definition` in {definitionInCreation}.
    function _create(bytes32 salt, bytes memory definition) internal returns (address token) {
        TransientBytes.store(DEFINITION_SLOT, definition);
        token = Create2.deploy(0, salt, CodeStore.loadFromTwo(_creationCode, _creationCodeRest));
        TransientBytes.clear(DEFINITION_SLOT);
    }

    /// @dev The address of the token of `salt`, whether or not it was created yet.
    function _addressOf(bytes32 salt) internal view returns (address token) {
        return Create2.computeAddress(salt, tokenInitCodeHash);
    }
}
