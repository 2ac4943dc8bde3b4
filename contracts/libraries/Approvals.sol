// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";

/// @title Approvals
/// @notice Whether somebody speaks for an account: the account itself, or an operator that it appointed.
library Approvals {
    uint256 private constant COMPACT_LENGTH = 64;

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
        if (_isKeyOf(account, digest, signature)) return true;
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

    function _isKeyOf(address account, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        address signer = _recover(digest, signature);
        return signer == account && signer != address(0);
    }

    /// @dev The signer, or zero. High-s signatures are refused (EIP-2), so a signature has one form.
    function _recover(bytes32 digest, bytes calldata signature) private pure returns (address signer) {
        if (signature.length == COMPACT_LENGTH) {
            (signer, , ) = ECDSA.tryRecover(digest, bytes32(signature[:32]), bytes32(signature[32:]));
        } else {
            (signer, , ) = ECDSA.tryRecoverCalldata(digest, signature);
        }
    }
}
