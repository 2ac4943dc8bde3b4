// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IBlocks} from "../interfaces/IBlocks.sol";
import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {IRequestForQuote} from "../interfaces/IRequestForQuote.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {Approvals} from "../libraries/Approvals.sol";
import {QuoteHash} from "../libraries/QuoteHash.sol";
import {Scopes} from "../libraries/Scopes.sol";
import {MarketRules} from "./MarketRules.sol";

/// @title RequestForQuote
/// @notice See {IRequestForQuote}.
/// @dev Speaks for dealers, investors and brokers only as far as they signed or called. What is more than one account's own
/// acceptance happens in its room, {Blocks}. Upholds INV-2.
contract RequestForQuote is IRequestForQuote, MarketRules {
    using Approvals for IParticipantRegistry;
    using QuoteHash for Quote;

    /// @inheritdoc IRequestForQuote
    address public immutable blockRoom;

    /// @param blockRoom_ A {Blocks} for the same settlement contract.
    constructor(IBlocks blockRoom_) MarketRules(blockRoom_.escrow()) {
        blockRoom = address(blockRoom_);
    }

    /// @inheritdoc IRequestForQuote
    function accept(Quote calldata quote, bytes calldata signature, Acceptance calldata acceptance) external {
        bytes32 id = quote.hash();
        (address account, uint256 quantity) = (acceptance.account, acceptance.quantity);
        // Check:
        if (!registry.speaksFor(account, msg.sender, Scopes.TRADE)) {
            revert QuoteNotAuthorised(id, msg.sender, account);
        }
        if (quote.lastLook != 0) revert QuoteNeedsConfirmation(id, quote.lastLook);
        if (quote.broker != address(0)) revert QuoteHasBroker(id, quote.broker);
        _requireFor(id, quote, account, msg.sender, acceptance.salt);
        // Effect:
        uint256 left = _takeUp(id, quote, signature, quantity, acceptance.evidence);
        _expose(id, quote, quantity);
        // Interaction:
        ITrades.Trade memory trade = _tradeOf(
            quote,
            account,
            quote.dealer,
            acceptance.quantity,
            quote.cashPerUnit
        );
        trade.sequence = acceptance.sequence;
        bytes32 tradeId = _conclude(trade, quote.side, acceptance.then, ITrades.Readiness.Ready);
        _emitAccepted(id, quote, account, tradeId, quantity, left, acceptance.evidence, msg.sender);
    }

    // ------------------------------------------------------------------ blocks, in their room

    /// @inheritdoc IBlocks
    function acceptBlock(Quote calldata, bytes calldata, Block calldata) external {
        _callRoom();
    }

    /// @inheritdoc IBlocks
    function confirm(Quote calldata, Block calldata, address, uint256) external {
        _callRoom();
    }

    /// @inheritdoc IBlocks
    function decline(Quote calldata) external {
        _callRoom();
    }

    /// @inheritdoc IBlocks
    function settleLinked(uint48, bytes calldata) external {
        _callRoom();
    }

    /// @inheritdoc IBlocks
    function cancelLinked(uint48, ITrades.Trade[] calldata, address) external {
        _callRoom();
    }

    /// @dev Its code is as fixed as this contract's own: the two are one contract in two pieces (EIP-170).
    function _callRoom() private {
        Address.functionDelegateCall(blockRoom, msg.data);
    }

    /// @inheritdoc IRequestForQuote
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }
}
