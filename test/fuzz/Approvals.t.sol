// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IParticipantRegistry} from "../../contracts/interfaces/IParticipantRegistry.sol";
import {Approvals} from "../../contracts/libraries/Approvals.sol";
import {VM} from "../support/IVm.sol";

/// @notice Who speaks for an account, for any key, digest and form of signature.
contract ApprovalsTest {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    uint32 private constant SCOPE = 1;

    AppointmentsStub private immutable _registry = new AppointmentsStub();

    error Refused(address account, bytes signature);
    error Accepted(address account, bytes signature);
    error WrongSigner(address expected, address actual);

    // ------------------------------------------------------------------ what is tested

    function hasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        return Approvals.hasSigned(account, digest, signature);
    }

    /// `place` bytes into `data`.
    function recoverCompact(
        bytes32 digest,
        bytes calldata data,
        uint256 place
    ) external view returns (address) {
        uint256 start;
        assembly ("memory-safe") {
            start := data.offset
        }
        return Approvals.recoverCompact(digest, start + place);
    }

    function operatorHasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        return
            Approvals.operatorHasSigned(
                IParticipantRegistry(address(_registry)),
                account,
                digest,
                signature,
                SCOPE
            );
    }

    function speaksFor(address account, address caller, uint32 scope) external view returns (bool) {
        return Approvals.speaksFor(IParticipantRegistry(address(_registry)), account, caller, scope);
    }

    // ------------------------------------------------------------------ tests

    /// 65 bytes and 64 bytes (ERC-2098) are the same signature.
    function testFuzz_BothFormsOfAKeySignature(uint256 seed, bytes32 digest) external view {
        uint256 key = _key(seed);
        address account = VM.addr(key);
        _accepts(account, digest, _long(key, digest));
        _accepts(account, digest, _compact(key, digest));
    }

    /// Neither another digest, nor another account, nor a turned bit, nor the other form of s (EIP-2).
    function testFuzz_NothingElseIsAccepted(
        uint256 seed,
        bytes32 digest,
        bytes32 other,
        uint256 bit
    ) external view {
        uint256 key = _key(seed);
        address account = VM.addr(key);
        if (digest != other) {
            _refuses(account, digest, _long(key, other));
            _refuses(account, digest, _compact(key, other));
        }
        uint256 stranger = _key(uint256(keccak256(abi.encode(seed))));
        _refuses(account, digest, _long(stranger, digest));
        _refuses(address(0), digest, _long(key, digest));
        _refuses(account, digest, _malleated(key, digest));
        _refuses(account, digest, _turned(_long(key, digest), bit));
        _refuses(account, digest, _turned(_compact(key, digest), bit));
    }

    /// Bytes of any length are nobody's signature, least of all the zero account's.
    function testFuzz_NoiseIsNobodysSignature(
        address account,
        bytes32 digest,
        bytes calldata noise
    ) external view {
        if (account.code.length == 0) _refuses(account, digest, noise);
        _refuses(address(0), digest, noise);
        if (this.operatorHasSigned(account, digest, noise)) revert Accepted(account, noise);
    }

    /// Read where it stands in calldata, whatever stands before and behind it, as {hasSigned} does.
    function testFuzz_CompactSignaturesInPlace(
        uint256 seed,
        bytes32 digest,
        bytes calldata before,
        bytes calldata behind
    ) external view {
        uint256 key = _key(seed);
        bytes memory data = bytes.concat(before, _compact(key, digest), behind);
        _sameSigner(VM.addr(key), this.recoverCompact(digest, data, before.length));

        bytes32 other = keccak256(abi.encode(digest));
        if (this.recoverCompact(other, data, before.length) == VM.addr(key)) {
            revert Accepted(VM.addr(key), data);
        }
    }

    /// Any 64 bytes: the same signer, or none, in both readings.
    function testFuzz_CompactNoise(bytes32 digest, bytes32 r, bytes32 vs) external view {
        bytes memory signature = abi.encodePacked(r, vs);
        address signer = this.recoverCompact(digest, signature, 0);
        if (signer == address(0)) return;
        if (!this.hasSigned(signer, digest, signature)) revert Refused(signer, signature);
    }

    /// s one above half of the order is refused, s at half is read (EIP-2).
    function testFuzz_CompactHighS(bytes32 digest, bytes32 r, bool parity, uint256 above) external view {
        uint256 half = ORDER / 2;
        uint256 s = half + 1 + (above % ((1 << 255) - half - 1));
        bytes memory signature = abi.encodePacked(r, s | (parity ? uint256(1) << 255 : 0));
        _sameSigner(address(0), this.recoverCompact(digest, signature, 0));
    }

    /// A contract decides for itself (ERC-1271), whatever the length.
    function testFuzz_ContractDecides(bytes32 digest, bytes calldata signature, bytes32 other) external {
        address wallet = address(new WalletStub(digest, keccak256(signature)));
        _accepts(wallet, digest, signature);
        _refuses(wallet, digest, bytes.concat(signature, hex"00"));
        if (other != digest) _refuses(wallet, other, signature);
    }

    /// An operator's mandate counts for the accounts that appointed it, in both forms, and for no others.
    function testFuzz_MandateNeedsTheAppointment(uint256 seed, address account, bytes32 mandate) external {
        uint256 key = _key(seed);
        if (this.operatorHasSigned(account, mandate, _long(key, mandate))) {
            revert Accepted(account, _long(key, mandate));
        }
        _registry.appoint(account, VM.addr(key), SCOPE);
        if (!this.operatorHasSigned(account, mandate, _long(key, mandate))) {
            revert Refused(account, _long(key, mandate));
        }
        if (!this.operatorHasSigned(account, mandate, _compact(key, mandate))) {
            revert Refused(account, _compact(key, mandate));
        }
        if (this.operatorHasSigned(account, mandate, _malleated(key, mandate))) {
            revert Accepted(account, _malleated(key, mandate));
        }
        bytes32 other = keccak256(abi.encode(mandate));
        if (this.operatorHasSigned(account, other, _long(key, mandate))) {
            revert Accepted(account, _long(key, mandate));
        }
    }

    /// An account speaks for itself; anybody else only in the scope that it was given.
    function testFuzz_SpeaksForItself(address account, address caller, uint32 scope) external {
        if (!this.speaksFor(account, account, scope)) revert Refused(account, "");
        if (account == caller) return;
        if (this.speaksFor(account, caller, scope)) revert Accepted(account, "");
        _registry.appoint(account, caller, scope);
        if (!this.speaksFor(account, caller, scope)) revert Refused(account, "");
        unchecked {
            if (this.speaksFor(account, caller, scope + 1)) revert Accepted(account, "");
        }
    }

    // ------------------------------------------------------------------ internal

    function _sameSigner(address expected, address actual) private pure {
        if (expected != actual) revert WrongSigner(expected, actual);
    }

    function _key(uint256 seed) private pure returns (uint256) {
        return 1 + (seed % (ORDER - 1));
    }

    function _long(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _compact(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, uint256(s) | (uint256(v - 27) << 255));
    }

    /// The twin that the curve allows: n - s, with the other v.
    function _malleated(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(key, digest);
        return abi.encodePacked(r, ORDER - uint256(s), 55 - v);
    }

    function _turned(bytes memory signature, uint256 bit) private pure returns (bytes memory) {
        bit %= signature.length * 8;
        signature[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
        return signature;
    }

    function _accepts(address account, bytes32 digest, bytes memory signature) private view {
        if (!this.hasSigned(account, digest, signature)) revert Refused(account, signature);
    }

    function _refuses(address account, bytes32 digest, bytes memory signature) private view {
        if (this.hasSigned(account, digest, signature)) revert Accepted(account, signature);
    }
}

/// @notice The one question that {Approvals} asks the registry.
contract AppointmentsStub {
    mapping(address account => mapping(address operator => mapping(uint32 scopes => bool))) public isOperator;

    function appoint(address account, address operator, uint32 scopes) external {
        isOperator[account][operator][scopes] = true;
    }
}

/// @notice Accepts one signature of one digest.
contract WalletStub is IERC1271 {
    bytes32 private immutable _digest;
    bytes32 private immutable _signatureHash;

    constructor(bytes32 digest, bytes32 signatureHash) {
        _digest = digest;
        _signatureHash = signatureHash;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        bool valid = digest == _digest && keccak256(signature) == _signatureHash;
        return valid ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
