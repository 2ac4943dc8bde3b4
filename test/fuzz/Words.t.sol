// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../../contracts/interfaces/IParticipantRegistry.sol";
import {AccountWord, AccountWords} from "../../contracts/libraries/AccountWord.sol";
import {ParticipantWord, ParticipantWords} from "../../contracts/libraries/ParticipantWord.sol";
import {TokenState, TokenStates} from "../../contracts/libraries/TokenState.sol";

/// @notice What is packed comes back, and writing one part of a word leaves the others alone.
contract WordsTest {
    error WrongPart(string part, uint256 expected, uint256 actual);
    error WrongParticipant(
        IParticipantRegistry.Participant expected,
        IParticipantRegistry.Participant actual
    );
    error WrongVerdict(uint256 word, uint256 required, bool expected);

    // ------------------------------------------------------------------ AccountWord

    function testFuzz_AccountWordKeepsItsParts(
        uint256 before,
        uint112 balance,
        uint112 held,
        uint16 period
    ) external pure {
        AccountWord word = AccountWord.wrap(before).with(balance, held, period);
        _same("balance", balance, word.balance());
        _same("held", held, word.held());
        _same("period", period, word.period());
        _same("flags", before >> 240, AccountWord.unwrap(word) >> 240);
    }

    function testFuzz_AccountFlagsStandAlone(uint256 before, bool on) external pure {
        AccountWord word = AccountWord.wrap(before);
        _checkAccountFlag(word, AccountWords.ACCOUNT_FROZEN, on);
        _checkAccountFlag(word, AccountWords.AMOUNT_FROZEN, on);
        _same("overlap", 0, AccountWords.ACCOUNT_FROZEN & AccountWords.AMOUNT_FROZEN);
    }

    function _checkAccountFlag(AccountWord word, uint256 flag, bool on) private pure {
        AccountWord changed = word.withFlag(flag, on);
        _same("flag", on ? 1 : 0, changed.has(flag) ? 1 : 0);
        _same("rest", AccountWord.unwrap(word) & ~flag, AccountWord.unwrap(changed) & ~flag);
        _same("flag is above the amounts", 0, flag & type(uint240).max);
    }

    // ------------------------------------------------------------------ TokenState

    function testFuzz_TokenStateKeepsItsParts(
        uint256 before,
        address settlement,
        uint16 period,
        uint40 cutoff
    ) external pure {
        uint256 flags = before >> 216;
        TokenState state = TokenState.wrap(before).withSettlement(settlement);
        _same("rest", before >> 160, TokenState.unwrap(state) >> 160);

        state = state.withSchedule(period, cutoff);
        _same("settlement", uint160(settlement), uint160(state.settlement()));
        _same("period", period, state.period());
        _same("cutoff", cutoff, state.nextCutoff());
        _same("flags", flags, TokenState.unwrap(state) >> 216);
    }

    function testFuzz_TokenFlagsStandAlone(uint256 before) external pure {
        _checkTokenFlag(TokenState.wrap(before), TokenStates.PAUSED, TokenStates.OUTSTANDING);
        _checkTokenFlag(TokenState.wrap(before), TokenStates.OUTSTANDING, TokenStates.PAUSED);
    }

    function _checkTokenFlag(TokenState state, uint256 flag, uint256 other) private pure {
        TokenState changed = state.toggled(flag);
        _same("flag", state.has(flag) ? 0 : 1, changed.has(flag) ? 1 : 0);
        _same("other flag", state.has(other) ? 1 : 0, changed.has(other) ? 1 : 0);
        _same("rest", TokenState.unwrap(state) & ~flag, TokenState.unwrap(changed) & ~flag);
        _same("flag is above the schedule", 0, flag & type(uint216).max);
    }

    // ------------------------------------------------------------------ ParticipantWord

    function testFuzz_ParticipantWordKeepsItsParts(
        uint8 status,
        uint32 classes,
        uint40 kycExpiry,
        bytes22 commitment,
        uint8 newStatus
    ) external pure {
        IParticipantRegistry.Participant memory given = IParticipantRegistry.Participant(
            _status(status),
            classes,
            kycExpiry,
            commitment
        );
        ParticipantWord word = ParticipantWords.pack(given);
        _same("status", uint256(given.status), uint256(word.status()));
        _same("classes", classes, word.classes());
        _same("kycExpiry", kycExpiry, word.kycExpiry());
        _sameParticipant(given, word.unpack());

        given.status = _status(newStatus);
        _sameParticipant(given, word.withStatus(given.status).unpack());
    }

    /// Eligible is exactly: active, not expired, every class required.
    function testFuzz_EligibilityIsThePlainRule(
        uint8 status,
        uint32 classes,
        uint40 kycExpiry,
        uint32 required
    ) external view {
        _checkEligibility(_status(status), classes, kycExpiry, required);
        // Random figures seldom meet: the neighbourhood of the edges
        uint40 present = uint40(block.timestamp);
        for (uint40 expiry = present; expiry <= present + 1; ++expiry) {
            _checkEligibility(IParticipantRegistry.Status.Active, classes, expiry, classes & required);
            _checkEligibility(IParticipantRegistry.Status.Active, classes, expiry, required);
            _checkEligibility(_status(status), classes | required, expiry, required);
        }
    }

    function _checkEligibility(
        IParticipantRegistry.Status status,
        uint32 classes,
        uint40 kycExpiry,
        uint32 required
    ) private view {
        ParticipantWord word = ParticipantWords.pack(
            IParticipantRegistry.Participant(status, classes, kycExpiry, bytes22("identity"))
        );
        bool expected =
            status == IParticipantRegistry.Status.Active &&
                kycExpiry > block.timestamp &&
                classes & required == required;
        if (word.isEligible(required) != expected) {
            revert WrongVerdict(ParticipantWord.unwrap(word), required, expected);
        }
    }

    // ------------------------------------------------------------------ internal

    function _status(uint8 seed) private pure returns (IParticipantRegistry.Status) {
        return IParticipantRegistry.Status(seed % (uint8(type(IParticipantRegistry.Status).max) + 1));
    }

    function _same(string memory part, uint256 expected, uint256 actual) private pure {
        if (expected != actual) revert WrongPart(part, expected, actual);
    }

    function _sameParticipant(
        IParticipantRegistry.Participant memory expected,
        IParticipantRegistry.Participant memory actual
    ) private pure {
        if (keccak256(abi.encode(expected)) != keccak256(abi.encode(actual))) {
            revert WrongParticipant(expected, actual);
        }
    }
}
