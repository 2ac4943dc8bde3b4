// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title SmartWallet
/// @notice A contract account for tests: answers ERC-1271 as it was told, and calls out when its owner says so.
contract SmartWallet {
    enum Answer {
        OwnersOnly, // yes to its owner's signature
        Everything, // yes to whatever it is shown
        Nothing, // no to everything
        NoData, // returns nothing at all
        DirtyMagic, // the magic value with a stray bit behind it
        Failure, // reverts
        AfterCall, // calls out first, then yes
        IfCalled // yes only when the call out went through
    }

    address public immutable owner;
    Answer public answer;
    address private _target;
    bytes private _data;

    error SmartWalletNotOwner(address caller);
    error SmartWalletFails();

    constructor(address owner_) {
        owner = owner_;
    }

    function setAnswer(Answer answer_, address target, bytes calldata data) external {
        answer = answer_;
        _target = target;
        _data = data;
    }

    function execute(address target, bytes calldata data) external {
        if (msg.sender != owner) revert SmartWalletNotOwner(msg.sender);
        // solhint-disable-next-line avoid-low-level-calls
        (bool success, bytes memory result) = target.call(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }

    /// @dev Not a view, so that it can try to change something; the caller's STATICCALL forbids it.
    function isValidSignature(bytes32 digest, bytes calldata signature) external returns (bytes4) {
        bytes4 magic = IERC1271.isValidSignature.selector;
        if (answer == Answer.Failure) revert SmartWalletFails();
        if (answer == Answer.NoData || answer == Answer.DirtyMagic) {
            uint256 size = answer == Answer.NoData ? 0 : 32;
            assembly ("memory-safe") {
                mstore(0, or(magic, 1))
                return(0, size)
            }
        }
        bool called;
        if (answer == Answer.AfterCall || answer == Answer.IfCalled) {
            // solhint-disable-next-line avoid-low-level-calls
            (called, ) = _target.call(_data);
        }
        if (answer == Answer.Everything || answer == Answer.AfterCall) return magic;
        if (answer == Answer.IfCalled) return called ? magic : bytes4(0);
        if (answer == Answer.Nothing) return 0;
        (address signer, , ) = ECDSA.tryRecoverCalldata(digest, signature);
        return signer == owner ? magic : bytes4(0);
    }
}
