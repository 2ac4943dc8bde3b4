// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";

/// @notice An {IParticipantRegistry.Participant} packed into one storage word:
/// status (8 bits), classes (32), KYC expiry (40), identity commitment (176), low to high.
type ParticipantWord is uint256;

using ParticipantWords for ParticipantWord global;

/// @title ParticipantWords
/// @notice Packs, unpacks and judges a {ParticipantWord}.
library ParticipantWords {
    uint256 private constant CLASSES_SHIFT = 8;
    uint256 private constant EXPIRY_SHIFT = 40;
    uint256 private constant COMMITMENT_SHIFT = 80;

    function pack(
        IParticipantRegistry.Participant memory participant
    ) internal pure returns (ParticipantWord) {
        return
            ParticipantWord.wrap(
                uint256(participant.status) |
                    (uint256(participant.classes) << CLASSES_SHIFT) |
                    (uint256(participant.kycExpiry) << EXPIRY_SHIFT) |
                    (uint256(uint176(participant.identityCommitment)) << COMMITMENT_SHIFT)
            );
    }

    function unpack(ParticipantWord word) internal pure returns (IParticipantRegistry.Participant memory) {
        uint256 raw = ParticipantWord.unwrap(word);
        return
            IParticipantRegistry.Participant({
                status: word.status(),
                classes: word.classes(),
                kycExpiry: uint40(word.kycExpiry()),
                identityCommitment: bytes22(uint176(raw >> COMMITMENT_SHIFT))
            });
    }

    function status(ParticipantWord word) internal pure returns (IParticipantRegistry.Status) {
        return IParticipantRegistry.Status(uint8(ParticipantWord.unwrap(word)));
    }

    function classes(ParticipantWord word) internal pure returns (uint32) {
        return uint32(ParticipantWord.unwrap(word) >> CLASSES_SHIFT);
    }

    function kycExpiry(ParticipantWord word) internal pure returns (uint256) {
        return uint40(ParticipantWord.unwrap(word) >> EXPIRY_SHIFT);
    }

    /// @notice The same word with another status.
    function withStatus(
        ParticipantWord word,
        IParticipantRegistry.Status newStatus
    ) internal pure returns (ParticipantWord) {
        uint256 rest = ParticipantWord.unwrap(word) & ~uint256(type(uint8).max);
        return ParticipantWord.wrap(rest | uint256(newStatus));
    }

    /// @notice Whether the account is active, not expired, and of every class in `required`.
    function isEligible(ParticipantWord word, uint256 required) internal view returns (bool) {
        uint256 raw = ParticipantWord.unwrap(word);
        return
            uint8(raw) == uint8(IParticipantRegistry.Status.Active) &&
            block.timestamp < uint40(raw >> EXPIRY_SHIFT) &&
            required & ~(raw >> CLASSES_SHIFT) == 0;
    }
}
