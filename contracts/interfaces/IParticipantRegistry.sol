// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title IParticipantRegistry
/// @notice Who may hold regulated tokens, and who may act for whom.
/// @dev One packed word per account. No name, identifier or personal data is stored: only a salted commitment to the
/// legal identity, whose opening stays in the registrar's book.
interface IParticipantRegistry {
    /// @notice What the registrar or compliance last decided about an account. Expiry is not a status: it is derived.
    enum Status {
        Unknown,
        Active,
        Suspended,
        Closed,
        Replaced
    }

    /// @notice Why an account may or may not hold and move assets now.
    enum Eligibility {
        Eligible,
        NotAdmitted,
        Suspended,
        Closed,
        Replaced,
        Expired,
        LacksClasses
    }

    /// @notice The word of an account.
    /// @param status Last decision about the account.
    /// @param classes Bit mask of investor and tax classes; the meaning of each bit is fixed in the sdk and docs/trust.md.
    /// @param kycExpiry First second (Unix time) at which the account's identity check is no longer valid.
    /// @param identityCommitment First 22 bytes of keccak256(salt, legal identity); opaque on chain.
    struct Participant {
        Status status;
        uint32 classes;
        uint40 kycExpiry;
        bytes22 identityCommitment;
    }

    /// @notice Somebody who may act for an account.
    /// @param scopes Bit mask of `Scopes`.
    /// @param expiry First second (Unix time) at which the appointment is over.
    struct Appointment {
        uint32 scopes;
        uint40 expiry;
    }

    /// @notice A replacement of an account's key that waits for its delay.
    /// @param successor The account that will take the place of the lost one.
    /// @param effectiveAt First second at which the replacement can be completed.
    struct Replacement {
        address successor;
        uint40 effectiveAt;
    }

    event ParticipantAdmitted(
        address indexed account,
        uint32 classes,
        uint40 kycExpiry,
        bytes22 identityCommitment
    );
    event ParticipantUpdated(address indexed account, Participant previous, Participant current);
    event ParticipantSuspended(address indexed account, bytes32 evidence);
    event ParticipantReinstated(address indexed account, bytes32 evidence);
    event ParticipantClosed(address indexed account);
    event OperatorAppointed(
        address indexed account,
        address indexed operator,
        Appointment previous,
        Appointment current
    );
    event ReplacementProposed(
        address indexed lost,
        address indexed successor,
        uint40 effectiveAt,
        bytes32 evidence
    );
    event ReplacementWithdrawn(address indexed lost, address indexed successor, address withdrawnBy);
    event ParticipantReplaced(address indexed lost, address indexed successor);

    error ParticipantNotAdmitted(address account);
    error ParticipantIsSuspended(address account);
    error ParticipantIsClosed(address account);
    error ParticipantIsReplaced(address account, address successor);
    error ParticipantExpired(address account, uint256 kycExpiry, uint256 timestamp);
    error ParticipantLacksClasses(address account, uint256 classes, uint256 required);
    error ParticipantAlreadyKnown(address account, Status status);
    error ParticipantWrongStatus(address account, Status actual, Status expected);
    error ParticipantInvalidAccount(address account);
    error ParticipantInvalidExpiry(address account, uint256 kycExpiry, uint256 timestamp);
    error ParticipantMissingCommitment(address account);
    error OperatorInvalid(address account, address operator);
    error OperatorUnknownScopes(uint256 scopes, uint256 known);
    error OperatorInvalidExpiry(address operator, uint256 expiry, uint256 timestamp);
    error ReplacementPending(address lost, address successor);
    error ReplacementNotProposed(address lost);
    error ReplacementTooEarly(address lost, uint256 effectiveAt, uint256 timestamp);
    error ReplacementNotAllowed(address lost, address caller);

    /// @notice Admits an account.
    /// @dev Emits a {ParticipantAdmitted} event.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - `account` must not be zero and must never have been known before.
    /// - `kycExpiry` must be in the future.
    /// - `identityCommitment` must not be zero.
    function admit(address account, uint32 classes, uint40 kycExpiry, bytes22 identityCommitment) external;

    /// @notice Replaces classes, expiry and commitment of a known account; its status stays.
    /// @dev Emits a {ParticipantUpdated} event with the old and the new word. A past expiry ends the account's
    /// eligibility at once.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - `account` must be active or suspended.
    /// - `identityCommitment` must not be zero.
    function update(address account, uint32 classes, uint40 kycExpiry, bytes22 identityCommitment) external;

    /// @notice Stops an account: it can neither send nor receive any regulated token.
    /// @dev Emits a {ParticipantSuspended} event.
    ///
    /// Requirements:
    /// - The caller must have the compliance role.
    /// - `account` must be active.
    /// @param evidence Hash of the file that justifies the decision.
    function suspend(address account, bytes32 evidence) external;

    /// @notice Lifts a suspension.
    /// @dev Emits a {ParticipantReinstated} event.
    ///
    /// Requirements:
    /// - The caller must have the compliance role.
    /// - `account` must be suspended.
    /// @param evidence Hash of the file that justifies the decision.
    function reinstate(address account, bytes32 evidence) external;

    /// @notice Closes an account for good.
    /// @dev Emits a {ParticipantClosed} event. What the account still holds can only leave by a forced transfer.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - `account` must be active or suspended.
    function close(address account) external;

    /// @notice Lets `operator` act for the caller in `scopes` until `expiry`; no scopes ends the appointment.
    /// @dev Emits an {OperatorAppointed} event with the old and the new appointment.
    ///
    /// Requirements:
    /// - `operator` must be neither zero nor the caller.
    /// - `scopes` must be known ones.
    /// - `expiry` must be in the future when there are scopes, and zero when there are none.
    function appointOperator(address operator, uint32 scopes, uint40 expiry) external;

    /// @notice Proposes that `successor` takes the place of `lost`, whose key is gone.
    /// @dev Emits a {ReplacementProposed} event. Takes effect by {completeReplacement} after the delay, so that an
    /// account whose key is not lost at all has time to object.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - `lost` must be active or suspended, and no other replacement of it may be waiting.
    /// - `successor` must not be zero and must never have been known before.
    /// @param evidence Hash of the file that proves the loss and the identity of the successor.
    function proposeReplacement(address lost, address successor, bytes32 evidence) external;

    /// @notice Withdraws a waiting replacement.
    /// @dev Emits a {ReplacementWithdrawn} event.
    ///
    /// Requirements:
    /// - A replacement of `lost` must be waiting.
    /// - The caller must be a registrar, or `lost` itself while it is not suspended: compliance suspends an account whose
    ///   key was stolen, so that the thief cannot object for ever.
    function withdrawReplacement(address lost) external;

    /// @notice Completes a replacement: the successor takes over status, classes, expiry and commitment.
    /// @dev Emits a {ParticipantReplaced} event. Operators are not carried over. Positions are carried over token by
    /// token with the token's own recovery.
    ///
    /// Requirements:
    /// - The caller must have the registrar role.
    /// - A replacement of `lost` must be waiting and its delay must have passed.
    /// - `lost` must still be active or suspended, and `successor` unknown.
    function completeReplacement(address lost) external;

    /// @notice Seconds between the proposal of a replacement and its earliest completion.
    function replacementDelay() external view returns (uint40);

    /// @notice The word of `account`; all zero when it was never admitted.
    function participant(address account) external view returns (Participant memory);

    /// @notice The classes of `account`; once it was replaced, those of the account that stands in its place now.
    function classesOf(address account) external view returns (uint32);

    /// @notice {classesOf} for many accounts.
    function classesOfAll(address[] calldata accounts) external view returns (uint32[] memory classes);

    /// @notice The appointment of `operator` by `account`, over or not.
    function appointment(address account, address operator) external view returns (Appointment memory);

    /// @notice The waiting replacement of `lost`; all zero when there is none.
    function pendingReplacement(address lost) external view returns (Replacement memory);

    /// @notice The account that stands in the place of `lost` now, after as many replacements as there were; zero when
    /// it was not replaced.
    function successorOf(address lost) external view returns (address);

    /// @notice Whether `operator` may act for `account` in all of `scopes` now.
    function isOperator(address account, address operator, uint32 scopes) external view returns (bool);

    /// @notice Why `account` may or may not hold a token that requires `requiredClasses`, now.
    function eligibility(address account, uint32 requiredClasses) external view returns (Eligibility);

    /// @notice Passes when `from` may send and `to` may receive; either may be zero and is then not looked at.
    /// @dev A sender needs no classes: a holder that lost its class must be able to sell. Reverts with
    /// {ParticipantNotAdmitted}, {ParticipantIsSuspended}, {ParticipantIsClosed}, {ParticipantIsReplaced},
    /// {ParticipantExpired} or {ParticipantLacksClasses}, naming the account.
    /// @param requiredClasses Bit mask of classes of which the receiver must have every one.
    function requireEligible(address from, address to, uint32 requiredClasses) external view;

    /// @notice {requireEligible} for many accounts: passes when all of them may send, and those that receive may receive.
    /// @param accounts As {Moves} packs them; zero words are passed over.
    /// @param requiredClasses Bit mask of classes of which each receiver must have every one.
    /// @param exempt Account that needs no classes to receive; zero for none.
    function requireAllEligible(
        uint256[] calldata accounts,
        uint32 requiredClasses,
        address exempt
    ) external view;
}
