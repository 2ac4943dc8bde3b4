// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";

/// @title Approvals
/// @notice Whether somebody speaks for an account: the account itself, or an operator that it appointed.
library Approvals {
    /// @notice Bytes of a compact signature.
    uint256 internal constant COMPACT_LENGTH = 64;
    uint256 private constant FULL_LENGTH = 65;
    /// @dev Gas that an account's contract may use to verify a signature.
    uint256 private constant WALLET_GAS = 500_000;
    /// @dev Gas for the way to the call.
    uint256 private constant SPARE_GAS = 3_000;
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
        return account.code.length != 0 && _walletHasSigned(account, digest, signature);
    }

    /// @notice The signer of a compact signature (ERC-2098) at `pointer` in calldata, or zero.
    /// @dev {hasSigned} without copying or slicing, for sets: about 500 gas less a signature (snapshots/gas.json). Fuzzed
    /// against it in Approvals.t.sol.
    function recoverCompact(bytes32 digest, uint256 pointer) internal view returns (address signer) {
        bytes32 lowBits = MAX_INT255;
        uint256 halfOrder = HALF_ORDER;
        assembly ("memory-safe") {
            let buffer := mload(0x40)
            let vs := calldataload(add(pointer, 0x20))
            let s := and(vs, lowBits)
            mstore(buffer, digest)
            mstore(add(buffer, 0x20), add(shr(255, vs), 27))
            mstore(add(buffer, 0x40), calldataload(pointer))
            mstore(add(buffer, 0x60), s)
            if iszero(gt(s, halfOrder)) {
                // the precompile answers nothing when there is no signer: the word stays zero
                mstore(0x00, 0)
                pop(staticcall(gas(), 0x01, buffer, 0x80, 0x00, 0x20))
                signer := mload(0x00)
            }
        }
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

    /// @dev What the account's contract says (ERC-1271). It gets a fixed amount of gas: no wallet can use up the gas of a
    /// batch that others are part of, and nobody can make it say no by sending too little.
    function _walletHasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) private view returns (bool isValid) {
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        // EIP-150: of what is left, 63 of 64 parts can be passed on
        if ((gasleft() / 64) * 63 < WALLET_GAS + SPARE_GAS)
            revert ITrades.TradeWalletOutOfGas(account, WALLET_GAS);
        bytes4 magic = IERC1271.isValidSignature.selector;
        assembly ("memory-safe") {
            // one word of the answer is read, whatever its length
            mstore(0x00, 0)
            let isAnswered := staticcall(
                WALLET_GAS,
                account,
                add(question, 0x20),
                mload(question),
                0x00,
                0x20
            )
            isValid := and(and(isAnswered, gt(returndatasize(), 0x1f)), eq(mload(0x00), magic))
        }
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
