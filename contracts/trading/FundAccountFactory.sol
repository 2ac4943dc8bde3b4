// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IFundAccountFactory} from "../interfaces/IFundAccountFactory.sol";
import {IRequestForQuote} from "../interfaces/IRequestForQuote.sol";
import {FundAccount} from "./FundAccount.sol";

/// @title FundAccountFactory
/// @notice See {IFundAccountFactory}.
/// @dev Holds nothing and decides nothing: anybody can keep an account, and the registrar admits it or does not.
contract FundAccountFactory is IFundAccountFactory {
    /// @inheritdoc IFundAccountFactory
    IRequestForQuote public immutable requestForQuote;

    constructor(IRequestForQuote requestForQuote_) {
        requestForQuote = requestForQuote_;
    }

    /// @inheritdoc IFundAccountFactory
    function open(bytes32 fund) external returns (address account) {
        account = accountOf(msg.sender, fund);
        // Check:
        if (account.code.length != 0) revert FundAlreadyOpen(msg.sender, fund, account);
        // Effect:
        emit FundOpened(account, msg.sender, fund);
        // Interaction:
        Create2.deploy(0, fund, _initCode(msg.sender));
    }

    /// @inheritdoc IFundAccountFactory
    function accountOf(address custodian, bytes32 fund) public view returns (address) {
        return Create2.computeAddress(fund, keccak256(_initCode(custodian)));
    }

    /// @dev Names the custodian, so that two custodians' accounts for one name differ.
    function _initCode(address custodian) private view returns (bytes memory) {
        return bytes.concat(type(FundAccount).creationCode, abi.encode(requestForQuote, custodian, true));
    }
}
