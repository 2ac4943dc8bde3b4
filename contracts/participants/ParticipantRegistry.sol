// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {Moves} from "../libraries/Moves.sol";
import {ParticipantWord, ParticipantWords} from "../libraries/ParticipantWord.sol";
import {Roles} from "../libraries/Roles.sol";
import {Scopes} from "../libraries/Scopes.sol";

/// @title ParticipantRegistry
/// @notice See {IParticipantRegistry}.
/// @dev Trusts its access manager. Holds no assets and moves none. Upholds INV-2: an operator acts only inside the
/// scope and time that the account itself has set.
contract ParticipantRegistry is IParticipantRegistry, AccessManaged {
    using Moves for uint256;

    /// @inheritdoc IParticipantRegistry
    uint40 public immutable replacementDelay;

    mapping(address account => ParticipantWord) private _participants;
    mapping(address account => mapping(address operator => Appointment)) private _appointments;
    mapping(address lost => Replacement) private _replacements;
    mapping(address lost => address successor) private _successors;

    constructor(address authority_, uint40 replacementDelay_) AccessManaged(authority_) {
        replacementDelay = replacementDelay_;
    }

    // ------------------------------------------------------------------ accounts

    /// @inheritdoc IParticipantRegistry
    function admit(
        address account,
        uint32 classes,
        uint40 kycExpiry,
        bytes22 identityCommitment
    ) external restricted {
        // Check:
        _requireUnknown(account);
        if (kycExpiry <= block.timestamp) {
            revert ParticipantInvalidExpiry(account, kycExpiry, block.timestamp);
        }
        if (identityCommitment == 0) revert ParticipantMissingCommitment(account);

        // Effect:
        _participants[account] = ParticipantWords.pack(
            Participant(Status.Active, classes, kycExpiry, identityCommitment)
        );
        emit ParticipantAdmitted(account, classes, kycExpiry, identityCommitment);
    }

    /// @inheritdoc IParticipantRegistry
    function update(
        address account,
        uint32 classes,
        uint40 kycExpiry,
        bytes22 identityCommitment
    ) external restricted {
        Participant memory previous = _participants[account].unpack();

        // Check:
        _requireOpen(account, previous.status);
        if (identityCommitment == 0) revert ParticipantMissingCommitment(account);

        // Effect:
        Participant memory current = Participant(previous.status, classes, kycExpiry, identityCommitment);
        _participants[account] = ParticipantWords.pack(current);
        emit ParticipantUpdated(account, previous, current);
    }

    /// @inheritdoc IParticipantRegistry
    function suspend(address account, bytes32 evidence) external restricted {
        _changeStatus(account, Status.Active, Status.Suspended);
        emit ParticipantSuspended(account, evidence);
    }

    /// @inheritdoc IParticipantRegistry
    function reinstate(address account, bytes32 evidence) external restricted {
        _changeStatus(account, Status.Suspended, Status.Active);
        emit ParticipantReinstated(account, evidence);
    }

    /// @inheritdoc IParticipantRegistry
    function close(address account) external restricted {
        ParticipantWord word = _participants[account];
        // Check:
        _requireOpen(account, word.status());
        // Effect:
        _participants[account] = word.withStatus(Status.Closed);
        emit ParticipantClosed(account);
    }

    // ------------------------------------------------------------------ operators

    /// @inheritdoc IParticipantRegistry
    function appointOperator(address operator, uint32 scopes, uint40 expiry) external {
        // Check:
        if (operator == address(0) || operator == msg.sender) revert OperatorInvalid(msg.sender, operator);
        if (scopes & ~Scopes.ALL != 0) revert OperatorUnknownScopes(scopes, Scopes.ALL);
        bool valid = scopes == 0 ? expiry == 0 : expiry > block.timestamp;
        if (!valid) revert OperatorInvalidExpiry(operator, expiry, block.timestamp);

        // Effect:
        Appointment memory previous = _appointments[msg.sender][operator];
        Appointment memory current = Appointment(scopes, expiry);
        _appointments[msg.sender][operator] = current;
        emit OperatorAppointed(msg.sender, operator, previous, current);
    }

    // ------------------------------------------------------------------ lost keys

    /// @inheritdoc IParticipantRegistry
    function proposeReplacement(address lost, address successor, bytes32 evidence) external restricted {
        // Check:
        _requireOpen(lost, _participants[lost].status());
        _requireUnknown(successor);
        address waiting = _replacements[lost].successor;
        if (waiting != address(0)) revert ReplacementPending(lost, waiting);

        // Effect:
        uint40 effectiveAt = uint40(block.timestamp) + replacementDelay;
        _replacements[lost] = Replacement(successor, effectiveAt);
        emit ReplacementProposed(lost, successor, effectiveAt, evidence);
    }

    /// @inheritdoc IParticipantRegistry
    function withdrawReplacement(address lost) external {
        // Check:
        address successor = _replacements[lost].successor;
        if (successor == address(0)) revert ReplacementNotProposed(lost);
        bool isObjection = msg.sender == lost && _participants[lost].status() == Status.Active;
        if (!isObjection) {
            (bool isRegistrar, ) = IAccessManager(authority()).hasRole(Roles.REGISTRAR, msg.sender);
            if (!isRegistrar) revert ReplacementNotAllowed(lost, msg.sender);
        }

        // Effect:
        delete _replacements[lost];
        emit ReplacementWithdrawn(lost, successor, msg.sender);
    }

    /// @inheritdoc IParticipantRegistry
    function completeReplacement(address lost) external restricted {
        Replacement memory waiting = _replacements[lost];
        ParticipantWord word = _participants[lost];

        // Check:
        if (waiting.successor == address(0)) revert ReplacementNotProposed(lost);
        if (block.timestamp < waiting.effectiveAt) {
            revert ReplacementTooEarly(lost, waiting.effectiveAt, block.timestamp);
        }
        _requireOpen(lost, word.status());
        _requireUnknown(waiting.successor);

        // Effect:
        delete _replacements[lost];
        _successors[lost] = waiting.successor;
        _participants[waiting.successor] = word;
        _participants[lost] = word.withStatus(Status.Replaced);
        emit ParticipantReplaced(lost, waiting.successor);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IParticipantRegistry
    function participant(address account) external view returns (Participant memory) {
        return _participants[account].unpack();
    }

    /// @inheritdoc IParticipantRegistry
    function classesOfAll(address[] calldata accounts) external view returns (uint32[] memory classes) {
        classes = new uint32[](accounts.length);
        for (uint256 i = 0; i < accounts.length; ++i) classes[i] = classesOf(accounts[i]);
    }

    /// @inheritdoc IParticipantRegistry
    function classesOf(address account) public view returns (uint32) {
        ParticipantWord word = _participants[account];
        if (word.status() == Status.Replaced) word = _participants[successorOf(account)];
        return word.classes();
    }

    /// @inheritdoc IParticipantRegistry
    function appointment(address account, address operator) external view returns (Appointment memory) {
        return _appointments[account][operator];
    }

    /// @inheritdoc IParticipantRegistry
    function pendingReplacement(address lost) external view returns (Replacement memory) {
        return _replacements[lost];
    }

    /// @inheritdoc IParticipantRegistry
    function successorOf(address lost) public view returns (address successor) {
        for (address next = _successors[lost]; next != address(0); next = _successors[next]) successor = next;
    }

    /// @inheritdoc IParticipantRegistry
    function isOperator(address account, address operator, uint32 scopes) external view returns (bool) {
        Appointment memory current = _appointments[account][operator];
        return current.scopes & scopes == scopes && block.timestamp < current.expiry;
    }

    /// @inheritdoc IParticipantRegistry
    function eligibility(address account, uint32 requiredClasses) external view returns (Eligibility) {
        return _eligibility(_participants[account], requiredClasses);
    }

    /// @inheritdoc IParticipantRegistry
    function requireEligible(address from, address to, uint32 requiredClasses) external view {
        ParticipantWord word = _participants[from];
        if (!word.isEligible(0) && from != address(0)) _refuse(from, word, 0);
        word = _participants[to];
        if (!word.isEligible(requiredClasses) && to != address(0)) _refuse(to, word, requiredClasses);
    }

    /// @inheritdoc IParticipantRegistry
    function requireAllEligible(
        uint256[] calldata accounts,
        uint32 requiredClasses,
        address exempt
    ) external view {
        uint256 count = accounts.length;
        uint256 active = uint256(Status.Active);
        for (uint256 i = 0; i < count; ++i) {
            uint256 entry;
            ParticipantWord word;
            bool isEligible;
            // In assembly, as it is done for every account of a set: saves about 300 gas an account (snapshots/gas.json).
            // Tested against {requireEligible} in ParticipantRegistry.requireAllEligible.test.ts.
            assembly ("memory-safe") {
                entry := calldataload(add(accounts.offset, shl(5, i)))
                isEligible := iszero(entry)
                if entry {
                    mstore(0x00, shr(96, shl(96, entry)))
                    mstore(0x20, _participants.slot)
                    word := sload(keccak256(0x00, 0x40))
                    let required := mul(requiredClasses, and(shr(160, entry), 1))
                    let isWithin := lt(timestamp(), and(shr(40, word), 0xffffffffff))
                    let hasClasses := iszero(and(required, not(shr(8, word))))
                    isEligible := and(and(eq(and(word, 0xff), active), isWithin), hasClasses)
                }
            }
            if (isEligible) continue;
            // what is not plain: the exempt account, or somebody who is not eligible
            address account = entry.accountOf();
            uint32 required = entry & Moves.RECEIVES == 0 || account == exempt ? 0 : requiredClasses;
            if (!word.isEligible(required)) _refuse(account, word, required);
        }
    }

    // ------------------------------------------------------------------ internal

    function _changeStatus(address account, Status expected, Status current) private {
        ParticipantWord word = _participants[account];
        // Check:
        if (word.status() != expected) revert ParticipantWrongStatus(account, word.status(), expected);
        // Effect:
        _participants[account] = word.withStatus(current);
    }

    function _requireUnknown(address account) private view {
        if (account == address(0)) revert ParticipantInvalidAccount(account);
        Status status = _participants[account].status();
        if (status != Status.Unknown) revert ParticipantAlreadyKnown(account, status);
    }

    function _requireOpen(address account, Status status) private pure {
        if (status != Status.Active && status != Status.Suspended) {
            revert ParticipantWrongStatus(account, status, Status.Active);
        }
    }

    /// @dev Reverts with the reason why `account` is not eligible.
    function _refuse(address account, ParticipantWord word, uint32 requiredClasses) private view {
        Eligibility verdict = _eligibility(word, requiredClasses);
        if (verdict == Eligibility.NotAdmitted) revert ParticipantNotAdmitted(account);
        if (verdict == Eligibility.Suspended) revert ParticipantIsSuspended(account);
        if (verdict == Eligibility.Closed) revert ParticipantIsClosed(account);
        if (verdict == Eligibility.Replaced) revert ParticipantIsReplaced(account, successorOf(account));
        if (verdict == Eligibility.Expired) {
            revert ParticipantExpired(account, word.kycExpiry(), block.timestamp);
        }
        revert ParticipantLacksClasses(account, word.classes(), requiredClasses);
    }

    function _eligibility(ParticipantWord word, uint32 requiredClasses) private view returns (Eligibility) {
        if (word.isEligible(requiredClasses)) return Eligibility.Eligible;
        Status status = word.status();
        if (status == Status.Unknown) return Eligibility.NotAdmitted;
        if (status == Status.Suspended) return Eligibility.Suspended;
        if (status == Status.Closed) return Eligibility.Closed;
        if (status == Status.Replaced) return Eligibility.Replaced;
        return block.timestamp < word.kycExpiry() ? Eligibility.LacksClasses : Eligibility.Expired;
    }
}
