// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IClosings} from "../interfaces/IClosings.sol";
import {IDvPEscrow} from "../interfaces/IDvPEscrow.sol";
import {IOffering} from "../interfaces/IOffering.sol";
import {ITrades} from "../interfaces/ITrades.sol";
import {OfferingStore} from "./OfferingStore.sol";
import {OrderBook} from "./OrderBook.sol";

/// @title Offering
/// @notice See {IOrderBook} and {IOffering}.
/// @dev The primary market: bonds' primary market contract, the venue of allotments, and the operator of issuers, firms and
/// investors who appointed it. Books are kept and priced here; allotment and closing happen in their room, {Closings}.
contract Offering is IOffering, OrderBook {
    /// @notice The room in which orders are allotted and offerings closed, on behalf of this contract. Fixed for good.
    address public immutable closingRoom;

    /// @param closingRoom_ A {Closings} for the same access manager and settlement contract.
    constructor(
        address authority_,
        IDvPEscrow escrow_,
        address closingRoom_
    ) OfferingStore(authority_, escrow_) {
        closingRoom = closingRoom_;
    }

    // ------------------------------------------------------------------ pricing

    /// @inheritdoc IOffering
    function price(bytes12 isin, Pricing calldata pricing) external {
        Record storage record = _at(isin, Stage.Open);
        // Check:
        _requireLead(isin, record);
        if (block.timestamp < record.terms.pricingFrom) {
            revert OfferingTooEarly(isin, record.terms.pricingFrom, block.timestamp);
        }
        _requireBeforePayment(isin, record);
        for (uint256 i = 0; i < record.syndicate.length; ++i) {
            address firm = record.syndicate[i].firm;
            if (!record.hasSigned[firm]) revert OfferingUnsignedMember(isin, firm);
        }
        (uint256 floor, uint256 cap) = (record.terms.priceFloor, record.terms.priceCap);
        if (_isNoRate(pricing.spreadE8) || _isNoRate(pricing.referenceYieldE8)) {
            revert OfferingInvalidRate(isin, pricing.spreadE8, pricing.referenceYieldE8);
        }
        if (pricing.pricePerUnit < floor || pricing.pricePerUnit > cap) {
            revert OfferingPriceOutsideRange(isin, pricing.pricePerUnit, floor, cap);
        }

        // Effect:
        record.stage = Stage.Priced;
        Outcome storage outcome = _outcome(isin);
        outcome.pricing = pricing;
        outcome.allocationHash = keccak256(abi.encode(isin, numberOf(isin)));
        emit OfferingPriced(
            isin,
            numberOf(isin),
            pricing.pricePerUnit,
            pricing.spreadE8,
            pricing.referenceYieldE8,
            pricing.isManual,
            msg.sender
        );
    }

    /// @inheritdoc IOffering
    function approveAllocation(bytes12 isin, bytes32 allocationHash) external {
        Record storage record = _at(isin, Stage.Allotted);
        Outcome storage outcome = _outcome(isin);
        // Check:
        if (!_speaksForIssuer(record.issuer)) revert OfferingNotAppointed(isin, msg.sender, record.issuer);
        if (allocationHash != outcome.allocationHash) {
            revert OfferingAllocationChanged(isin, outcome.allocationHash, allocationHash);
        }
        // Effect:
        outcome.approvedHash = allocationHash;
        emit AllocationApproved(isin, numberOf(isin), allocationHash, msg.sender);
    }

    /// @inheritdoc IOffering
    function demandApproval(bytes12 isin) external {
        Record storage record = _current(isin);
        Outcome storage outcome = _outcome(isin);
        // Check:
        if (record.stage != Stage.Priced) _at(isin, Stage.Allotted);
        if (!_speaksForIssuer(record.issuer)) revert OfferingNotAppointed(isin, msg.sender, record.issuer);
        _requireBeforePayment(isin, record);
        // Effect:
        outcome.pricing.isManual = true;
        emit ApprovalDemanded(isin, numberOf(isin), msg.sender);
    }

    // ------------------------------------------------------------------ allotment and closing, in their room

    /// @inheritdoc IClosings
    function allot(bytes12, Allotment[] calldata) external {
        _callRoom();
    }

    /// @inheritdoc IClosings
    function completeAllocation(bytes12) external {
        _callRoom();
    }

    /// @inheritdoc IClosings
    function earmark(bytes12, uint256, ITrades.Trade calldata) external {
        _callRoom();
    }

    /// @inheritdoc IClosings
    function close(bytes12, Failure[] calldata, bytes calldata) external returns (bool) {
        return abi.decode(_callRoom(), (bool));
    }

    /// @inheritdoc IClosings
    function unwind(bytes12, Failure[] calldata) external {
        _callRoom();
    }

    /// @dev Whether a rate is 100 % or more, or as much below zero.
    function _isNoRate(int40 rateE8) private pure returns (bool) {
        return rateE8 >= 1e8 || rateE8 <= -1e8;
    }

    function _callRoom() private returns (bytes memory answer) {
        return Address.functionDelegateCall(closingRoom, msg.data);
    }
}
