// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";

/// @title Approvals
/// @notice Whether somebody speaks for an account: the account itself, or an operator that it appointed.
library Approvals {
    uint256 private constant COMPACT_LENGTH = 64;
    uint256 private constant FULL_LENGTH = 65;
    bytes32 private constant MAX_INT255 = bytes32(type(uint256).max >> 1);
    /// @dev Half the order of secp256k1 (SEC 2, section 2.4.1).
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @notice Whether `caller` may act for `account` in `scope`.
    function speaksFor(
        IParticipantRegistry registry,
        address account,
        address caller,
        uint32 scope
    ) internal view returns (bool) {
        return caller == account || registry.isOperator(account, caller, scope);
    }

    /// @notice Whether `account` signed `digest`: by its own key, or by its contract (ERC-1271).
    /// @dev The key is recovered first: reading an account's code would cost the usual case 2,600 gas.
    /// @param signature 65 bytes (r, s, v), 64 bytes (ERC-2098), or anything that the account's contract accepts.
    function hasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bool) {
        if (_recover(digest, signature) == account && account != address(0)) return true;
        return SignatureChecker.isValidERC1271SignatureNow(account, digest, signature);
    }

    /// @notice Whether an operator of `account` in `scope` signed `mandateDigest`.
    /// @dev An operator signs another digest than the account itself, one that names the account. Otherwise what it
    /// signed as a party of its own could be passed off as the approval of an account that it acts for.
    function operatorHasSigned(
        IParticipantRegistry registry,
        address account,
        bytes32 mandateDigest,
        bytes calldata signature,
        uint32 scope
    ) internal view returns (bool) {
        address signer = _recover(mandateDigest, signature);
        return signer != address(0) && registry.isOperator(account, signer, scope);
    }

    /// @dev The signer, or zero. High-s signatures are refused (EIP-2), so a signature has one form.
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address) {
        bytes32 r;
        bytes32 s;
        uint256 v;
        if (signature.length == COMPACT_LENGTH) {
            r = bytes32(signature[:32]);
            bytes32 vs = bytes32(signature[32:]);
            s = vs & MAX_INT255;
            v = (uint256(vs) >> 255) + 27;
        } else if (signature.length == FULL_LENGTH) {
            r = bytes32(signature[:32]);
            s = bytes32(signature[32:64]);
            v = uint8(signature[64]);
        } else {
            return address(0);
        }
        if (uint256(s) > HALF_ORDER) return address(0);
        return ecrecover(digest, uint8(v), r, s);
    }
}
