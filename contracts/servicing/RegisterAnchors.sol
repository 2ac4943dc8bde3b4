// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IRegisterAnchors} from "../interfaces/IRegisterAnchors.sol";

/// @title RegisterAnchors
/// @notice See {IRegisterAnchors}.
/// @dev Trusts its access manager. Knows nothing of bonds: a print is checked against the chain by who reads it.
contract RegisterAnchors is IRegisterAnchors, AccessManaged {
    /// @inheritdoc IRegisterAnchors
    mapping(bytes12 isin => mapping(bytes32 registerHash => uint40)) public anchoredAt;

    constructor(address authority_) AccessManaged(authority_) {}

    /// @inheritdoc IRegisterAnchors
    function anchor(bytes12 isin, uint40 asOf, uint64 blockNumber, bytes32 registerHash) external restricted {
        // Check:
        if (registerHash == 0) revert RegisterMissingHash(isin);
        if (anchoredAt[isin][registerHash] != 0) {
            revert RegisterAlreadyAnchored(isin, registerHash, anchoredAt[isin][registerHash]);
        }
        if (asOf >= block.timestamp || blockNumber >= block.number) {
            revert RegisterInvalidMoment(isin, asOf, blockNumber, block.timestamp);
        }
        // Effect:
        anchoredAt[isin][registerHash] = uint40(block.timestamp);
        emit RegisterAnchored(isin, registerHash, asOf, blockNumber, msg.sender);
    }
}
