// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRequestForQuote} from "./IRequestForQuote.sol";

/// @title IFundAccountFactory
/// @notice Opens accounts of funds under dual control, each at an address that follows from its custodian and its name.
interface IFundAccountFactory {
    event FundOpened(address indexed account, address indexed custodian, bytes32 indexed fund);

    error FundAlreadyOpen(address custodian, bytes32 fund, address account);

    /// @notice Opens an account that the caller keeps. Its custodian affirms each trade until it says otherwise.
    /// @dev Emits a {FundOpened} event, and {IFundAccount-FundAccountOpened} from the account.
    ///
    /// Requirements:
    /// - The caller must not have opened an account for this fund before.
    /// @param fund The fund: a name of the custodian's own.
    function open(bytes32 fund) external returns (address account);

    /// @notice Where a custodian's account for a fund is, whether or not it was opened yet.
    function accountOf(address custodian, bytes32 fund) external view returns (address);

    /// @notice The market that the funds trade in. Fixed for good.
    function requestForQuote() external view returns (IRequestForQuote);
}
